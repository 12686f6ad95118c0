import { expect, test } from 'vitest';
import { ask } from '../testing/ask.ts';

const cases: readonly (readonly [query: string, expected: unknown])[] = [
  ['1 == 1.0', true],
  ['9007199254740993 == 9007199254740992', false],
  ['9223372036854775807 > 1', true],
  ['decimal(1.5) > 1', true],
  ['decimal(0.1) == 0.1', true],
  ['real(nan) == real(nan)', false],
  ['real(nan) != real(nan)', true],
  ['1.0 != real(nan)', true],
  ['real(nan) < 1.0', false],
  ['real(nan) >= 1.0', false],
  ['long(null) == long(null)', null],
  ['long(null) != 1', true],
  ['long(null) < 1', null],
  ['"ÄB" =~ "Äb"', true],
  ['"a" !~ "A"', false],
  ['dynamic(null) == 1', false],
  ['dynamic(5) == 5.0', true],
  ['dynamic(5) > 4', true],
  ['dynamic("x") == "x"', true],
  ['dynamic(5) == "x"', false],
  ['dynamic("x") =~ "X"', true],
  ['5 between (1 .. 5)', true],
  ['5 !between (1 .. 5)', false],
  ['1.5 between (1 .. 2)', true],
  ['datetime(2024-01-02) between (datetime(2024-01-01) .. 1d)', true],
  ['datetime(2024-01-03) between (datetime(2024-01-01) .. 1d)', false],
  ['long(null) between (1 .. 2)', null],
  ['0 between (1 .. long(null))', false],
  ['real(nan) between (0.0 .. 1.0)', false],
  ['2 in (1, 2)', true],
  ['2 !in (1, 2)', false],
  ['2 in (1.5, 2.0)', true],
  ['decimal(2) in (1, 2)', true],
  ['2.0 in (dynamic([1, 2]))', true],
  ['1.5 in (dynamic([1.5]))', true],
  ['long(null) in (1, 2)', false],
  ['long(null) !in (1, 2)', true],
  ['long(null) in (1, long(null))', null],
  ['"b" in~ ("A", "B")', true],
  ['"b" in (dynamic(["a", "b"]))', true],
  ['"b" !in~ (dynamic(["a", "B"]))', false],
  ['dynamic(5) in (4, 5)', true],
  ['dynamic("x") in ("x")', true],
  ['real(nan) in (real(nan))', false],
  ['datetime(2024-01-01) in (dynamic([datetime(2024-01-01)]))', true],
];

test.each(cases)('%s', (expression, expected) => {
  expect(ask(`print ${expression}`)).toEqual([[expected]]);
});

/** Whether a number and its text are equal is not documented. */
const refused = [
  'dynamic(5) == "5"',
  'dynamic("5") == 5',
  'dynamic(5) in ("5")',
  'dynamic(5) =~ "5"',
  'dynamic([1]) == 1',
];

test.each(refused)('%s is refused', (expression) => {
  expect(() => ask(`print ${expression}`)).toThrow(/not supported/);
});
