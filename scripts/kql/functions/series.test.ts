import { expect, test } from 'vitest';
import { ask } from '../testing/ask.ts';

const gaps = 'dynamic([null, 111, null, 36, 41, null, null, 16, null])';

const cases: readonly (readonly [query: string, expected: unknown])[] = [
  ['series_add(dynamic([1, 2, "x", 4]), dynamic([1, 2, 3]))', [2, 4, null, null]],
  ['series_add(dynamic([9007199254740993]), dynamic([1]))[0] == 9007199254740994', true],
  ['tostring(series_multiply(dynamic([2, 3]), dynamic([4, 0.5])))', '[8.0,1.5]'],
  ['tostring(series_subtract(dynamic([2, 3]), dynamic([4, 1])))', '[-2,2]'],
  ['tostring(series_divide(dynamic([4, 1]), dynamic([2, 0])))', '[2.0,"Infinity"]'],
  ['series_pow(dynamic([1, 2, 3, 4]), dynamic([1, 2, 3, 0.5]))', [1, 4, 27, 2]],
  ['series_less(dynamic([1, 2, null]), dynamic([2, 2, 2]))', [true, false, null]],
  ['series_greater_equals(dynamic([1, 2]), dynamic([2, 2.0]))', [false, true]],
  ['series_not_equals(dynamic([1, 2]), dynamic([2, 2.0]))', [true, false]],
  ['tostring(series_floor(dynamic([-1.5, 1, "x"])))', '[-2.0,1.0,null]'],
  ['tostring(series_abs(dynamic([-1, -2.5, null])))', '[1,2.5,null]'],
  ['series_sign(dynamic([-6, 0, 8.5]))', [-1, 0, 1]],
  ['series_iir(dynamic([1, 2, 3, 4]), dynamic([1]), dynamic([1, -1]))', [1, 3, 6, 10]],
  [`series_fill_forward(${gaps})`, [null, 111, 111, 36, 41, 41, 41, 16, 16]],
  [`series_fill_backward(${gaps})`, [111, 111, 36, 36, 41, 16, 16, 16, null]],
  [`series_fill_const(${gaps}, -1)`, [-1, 111, -1, 36, 41, -1, -1, 16, -1]],
  [`series_fill_linear(${gaps})`, [111, 111, 73, 36, 41, 32, 24, 16, 16]],
  [`series_fill_linear(${gaps}, double(null), false)`, [null, 111, 73, 36, 41, 32, 24, 16, null]],
  ['series_fill_linear(dynamic([1.0, null, 2.0]))', [1, 1.5, 2]],
  ['series_fill_linear(dynamic([null, null]), double(null), true, 3.5)', [3.5, 3.5]],
  ['series_fill_linear(dynamic([null]))', [0]],
  ['series_fill_forward(dynamic([5, 0, 7]), 0)', [5, 5, 7]],
  ['series_sum(dynamic([1, 2, 3, 4]))', 10],
  ['series_product(dynamic([1, 2, 3, 4]))', 24],
  ['series_magnitude(dynamic([3, 4]))', 5],
  ['series_dot_product(dynamic([1, 2, 4]), dynamic([4, 2, 1, 9]))', 12],
  ['series_dot_product(dynamic([1, 2, 4]), 2)', 14],
  ['series_dot_product(dynamic([]), dynamic([1]))', null],
  ['series_pearson_correlation(dynamic([1, 2, 3]), dynamic([2, 4, 6]))', 1],
  ['round(toreal(series_fit_line_dynamic(dynamic([1, 3, 5])).interception), 9)', -1],
  ['series_fit_line_dynamic(dynamic([1, 3, 5])).line_fit[2]', 5],
  ['series_stats_dynamic(dynamic([3, 1, 2])).min_idx', 1],
  ['series_stats_dynamic(dynamic([3, 1, null]), true).len', 3],
];

test.each(cases)('%s', (expression, expected) => {
  expect(ask(`print ${expression}`)).toEqual([[expected]]);
});

test('statistics come in the order of their columns', () => {
  expect(ask('print series_stats(dynamic([3, 1, 2]))')).toEqual([[1, 1, 3, 0, 2, 1, 1]]);
  expect(ask('print series_stats(dynamic([1, null]))')).toEqual([[null, null, null, null, null, null, null]]);
});

/** Figures as Microsoft's reference prints them for this series. */
test('the line fits as the reference shows it', () => {
  const [row = []] = ask('print series_fit_line(dynamic([2, 5, 6, 8, 11, 15, 17, 18, 25, 26, 30, 30]))');
  const expected = [0.982, 2.73, 98.628, 1.686, -1.666];
  expected.forEach((figure, i) => expect(Math.abs(Number(row[i]) - figure)).toBeLessThan(0.001));
  expect((row[5] as readonly number[]).at(-1)).toBeCloseTo(31.102, 2);
});

test.each([
  'series_fill_linear(dynamic([-2, null, -1]))',
  'series_stats(dynamic([1]))',
  'series_iir(dynamic([1]), dynamic([1]), dynamic([0]))',
  'series_product(dynamic([1, "a"]))',
  'series_decompose(dynamic([1, 2]))',
  'series_outliers(dynamic([1, 2]))',
])('%s is refused', (expression) => {
  expect(() => ask(`print ${expression}`)).toThrow('not supported');
});
