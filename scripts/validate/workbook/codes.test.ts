import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { codesOf, type CodeColumn, type VocabularyFile } from '../../model/vocabulary.ts';
import { takeInventory } from './inventory.ts';
import { listQueries } from './queries.ts';
import { sampleBinder, sampleWorkbook } from './sample.ts';

const root = new URL('../../../', import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, root), 'utf8');
const vocabulary = parse(read('solution/vocabulary.yaml')) as VocabularyFile;

it('the workbook knows exactly the codes of the vocabulary', () => {
  const fragment = read('solution/fragments/wb_codes.kql');
  const known = (name: string): string[] => {
    const statement = new RegExp(`^let known_${name} = ([^;]*);`, 'm').exec(fragment)?.[1] ?? '';
    return [...statement.matchAll(/"([^"]*)"/g)]
      .map((match) => match[1])
      .join('')
      .trim()
      .split(' ');
  };
  // Health rows are left out of the comparison, so their codes are as well.
  const codes = codesOf({ ...vocabulary, health: { categories: [], actionTypes: [] } });
  expect({
    action: known('actions'),
    object_type: known('object_types'),
    category: known('categories'),
    action_type: known('action_types'),
  }).toEqual(codes);
});

it('the workbook asks for codes that exist', () => {
  const codes = codesOf(vocabulary);
  const bind = sampleBinder();
  const workbook = sampleWorkbook();
  const compared = listQueries(takeInventory(workbook), workbook.fragments).flatMap(
    ({ variants: [usual] }) => bind(usual.text).facts.comparisons,
  );
  const asked = compared.flatMap(({ left, literals }) =>
    left in codes ? literals.map(({ value }) => [left as CodeColumn, value] as const) : [],
  );
  expect(asked.length).toBeGreaterThan(100);
  expect(asked.filter(([column, value]) => value !== '' && !codes[column].includes(value))).toEqual([]);
});
