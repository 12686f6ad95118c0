import { expect, test } from 'vitest';
import { parseYaml, type YamlDocument } from '../../load/yaml.ts';
import type { ChangeNote } from '../../model/change-note.ts';
import { checkScenarios } from '../rules/scenarios.ts';
import { checkSchema } from '../schema.ts';
import { checkChangeNotes } from './change-notes.ts';
import { codesOf } from './sample.ts';

function parse(path: string, text: string): YamlDocument<ChangeNote> {
  return parseYaml({ path, text }, (finding) => {
    throw new Error(finding.message);
  }) as YamlDocument<ChangeNote>;
}

test.each([
  ['The rule **Vault export** is new.', []],
  ['"`npm run new` writes rules. 18 are there!"', []],
  ['no sentence', ['change-note-text:2']],
  ['A row | a column.', ['change-note-text:2']],
  ['|\n  Two.\n  Lines.', ['change-note-text:2']],
  ['Reads Azure Sentinel.', ['text-branding:2']],
])('the text %j', (text, expected) => {
  expect(codesOf(checkChangeNotes([parse('changes/a.yaml', `kind: added\ntext: ${text}\n`)]))).toEqual(
    expected,
  );
});

test.each(['kind: news\ntext: A.\n', 'text: A.\n', 'kind: added\n', 'kind: added\ntext: A.\nfor: all\n'])(
  'the schema refuses %j',
  (text) => {
    expect(checkSchema(parse('changes/a.yaml', text), 'change-note')).not.toEqual([]);
  },
);

test('scenarios need their rule', () => {
  const scenarios = [parse('analytics-rules/a.test.yaml', 'scenarios: []\n')];
  expect(checkScenarios(scenarios, ['analytics-rules/a.yaml'])).toEqual([]);
  expect(codesOf(checkScenarios(scenarios, ['analytics-rules/b.yaml']))).toEqual(['scenario-rule-missing:1']);
});
