import { tmpdir } from 'node:os';
import { expect, test } from 'vitest';
import { compose } from '../../kql/compose.ts';
import { toFragment } from '../../kql/fragment.ts';
import { sampleFrame, sampleSuite } from '../../scenarios/sample.ts';
import { changesOf, mutantsOf } from './mutant.ts';
import { boundTree } from './trial.ts';

const suite = sampleSuite();
const table = 'OnePasswordEventLogs_CL';

/** What becomes of the query's last line, by family. */
function becomes(step: string, before = ''): string[] {
  const query = `${before}${table}\n${step}`;
  const start = query.lastIndexOf('\n');
  return changesOf(boundTree(query, sampleFrame, tmpdir()))
    .filter((change) => change.start > start)
    .map(({ family, start: from, end, text }) => {
      const line = query.slice(start + 1, from) + text + query.slice(end);
      return `${family}: ${line.replace(/\s+/g, ' ').trim()}`;
    });
}

test.each<[string, string[]]>([
  ['| where action == "a"', ['predicate: ', 'comparison: | where action != "a"']],
  [
    '| where isempty(action) and TimeGenerated > now()',
    [
      'predicate: ',
      'predicate: | where TimeGenerated > now()',
      'predicate: | where isnotempty(action) and TimeGenerated > now()',
      'predicate: | where isempty(action)',
      'predicate: | where isempty(action) or TimeGenerated > now()',
      'comparison: | where isempty(action) and TimeGenerated <= now()',
      'comparison: | where isempty(action) and TimeGenerated >= now()',
    ],
  ],
  [
    '| where action in ("a", "b")',
    [
      'predicate: ',
      'membership: | where action !in ("a", "b")',
      'membership: | where action in ("b")',
      'membership: | where action in ("a")',
    ],
  ],
  [
    '| extend X = TimeGenerated between (ago(1h) .. now())',
    [
      'comparison: | extend X = TimeGenerated !between (ago(1h) .. now())',
      'window: | extend X = (TimeGenerated <= now())',
      'window: | extend X = (TimeGenerated > ago(1h) and TimeGenerated <= now())',
      'window: | extend X = (TimeGenerated >= ago(1h) and TimeGenerated < now())',
      'window: | extend X = (TimeGenerated >= ago(1h))',
      'window: | extend X = TimeGenerated between (ago(2h) .. now())',
      'window: | extend X = TimeGenerated between (ago(30m) .. now())',
    ],
  ],
  [
    '| extend X = iff(action == "a", 1, split(action, "@")[0])',
    [
      'predicate: | extend X = 1',
      'predicate: | extend X = split(action, "@")[0]',
      'comparison: | extend X = iff(action != "a", 1, split(action, "@")[0])',
      'threshold: | extend X = iff(action == "a", 0, split(action, "@")[0])',
      'threshold: | extend X = iff(action == "a", 2, split(action, "@")[0])',
    ],
  ],
  [
    '| summarize arg_min(timestamp, *) by uuid_s',
    [
      'duplicates: ',
      'aggregate: | summarize arg_max(timestamp, *) by uuid_s',
      'duplicates: | summarize arg_min(timestamp, *)',
    ],
  ],
  [
    '| summarize X = make_set_if(action, isnotempty(action)) by uuid_s, action',
    [
      'predicate: | summarize X = make_set(action) by uuid_s, action',
      'duplicates: | summarize X = make_list_if(action, isnotempty(action)) by uuid_s, action',
      'predicate: | summarize X = make_set_if(action, isempty(action)) by uuid_s, action',
      'duplicates: | summarize X = make_set_if(action, isnotempty(action)) by action',
      'duplicates: | summarize X = make_set_if(action, isnotempty(action)) by uuid_s',
    ],
  ],
  [
    `| lookup kind=leftouter (${table} | distinct uuid_s) on uuid_s`,
    [
      `join: | lookup kind=inner (${table} | distinct uuid_s) on uuid_s`,
      `duplicates: | lookup kind=leftouter (${table} ) on uuid_s`,
    ],
  ],
  ['| sort by timestamp asc', ['order: ', 'order: | sort by timestamp desc']],
])('%s', (step, expected) => {
  expect(becomes(step).toSorted()).toEqual(expected.toSorted());
});

test('a constant is twice or half as long, also where it is used', () => {
  const let1 = 'let frequency = 5m;\n';
  expect(becomes('| where TimeGenerated > ago(frequency)', let1)).toEqual([
    'predicate: ',
    'comparison: | where TimeGenerated <= ago(frequency)',
    'comparison: | where TimeGenerated >= ago(frequency)',
    'window: | where TimeGenerated > ago(frequency * 2)',
    'window: | where TimeGenerated > ago(frequency / 2)',
  ]);
  const tree = boundTree(`${let1}${table}`, sampleFrame, tmpdir());
  expect(changesOf(tree).map(({ text }) => text)).toEqual(['10m', '150s']);
});

test('a fault in a fragment has its place in the fragment, whatever the query has made of it', () => {
  const text = '// Known by the id.\n| where isnotempty(uuid_s)\n| extend Key = uuid_s\n';
  const source = { path: 'solution/fragments/known.kql', text };
  const fragment = toFragment(source);
  const composed = compose(`${table}\n| invoke known()`, new Map([['known', fragment]]));
  const found = mutantsOf(suite.rule, composed, boundTree(composed.text, sampleFrame, tmpdir()));
  expect(
    found.map(({ place, was, becomes: other }) => [place.file, place.line, place.column, was, other]),
  ).toEqual([
    [source.path, 2, 1, '| where isnotempty(uuid_s)', ''],
    [source.path, 2, 9, '| where isnotempty(uuid_s)', '| where isempty(uuid_s)'],
  ]);
});
