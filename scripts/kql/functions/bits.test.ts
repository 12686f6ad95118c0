import { expect, test } from 'vitest';
import { ask } from '../testing/ask.ts';

const cases: readonly (readonly [query: string, expected: unknown])[] = [
  ['binary_and(6, 3)', 2],
  ['binary_or(5, 3)', 7],
  ['binary_xor(-1, 1)', -2],
  ['binary_not(100)', -101],
  ['binary_shift_left(1, 2)', 4],
  ['binary_shift_left(1, 63)', '-9223372036854775808'],
  ['binary_shift_left(1, 65)', 2],
  ['binary_shift_right(-8, 1)', -4],
  ['binary_shift_right(1, -1)', null],
  ['bitset_count_ones(42)', 3],
  ['bitset_count_ones(-1)', 64],
  ['binary_and(long(null), 1)', null],
];

test.each(cases)('%s', (expression, expected) => {
  expect(ask(`print ${expression}`)).toEqual([[expected]]);
});
