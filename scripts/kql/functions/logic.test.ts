import { expect, test } from 'vitest';
import { ask } from '../testing/ask.ts';

const cases: readonly (readonly [query: string, expected: unknown])[] = [
  ['bool(null) and false', false],
  ['bool(null) and true', null],
  ['bool(null) or true', true],
  ['bool(null) or false', null],
  ['not(bool(null))', null],
  ['iff(bool(null), 1, 2)', 2],
  ['iff(true, 1, 2.5)', 1],
  ['tostring(iff(false, 1, decimal(2.5)))', '2.5'],
  ['case(false, "a", bool(null), "b", "c")', 'c'],
  ['case(false, 1, true, 2.5, 3)', 2.5],
  ['coalesce(int(null), 5, 7)', 5],
  ['coalesce("", "x")', 'x'],
  ['coalesce("", "")', ''],
  ['coalesce(long(null), long(null))', null],
  ['isnull("")', false],
  ['isempty("")', true],
  ['isnotempty(long(null))', false],
];

test.each(cases)('%s', (expression, expected) => {
  expect(ask(`print ${expression}`)).toEqual([[expected]]);
});
