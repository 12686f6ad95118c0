import { expect, test } from 'vitest';
import { ask } from '../testing/ask.ts';

test('a function with statements of its own gives a value', () => {
  expect(
    ask('let f = (x:dynamic) { let end = array_length(x) - 1; x[end] }; print f(dynamic([1, 2, 3]))'),
  ).toEqual([[3]]);
});

test('one of several results is chosen by position or name', () => {
  const sorted = 'array_sort_desc(a, b)';
  const table = 'datatable(a:dynamic, b:dynamic)[dynamic([1, 3, 2]), dynamic(["x", "z", "y"])]';
  expect(ask(`${table} | project ${sorted}[1], n = ${sorted}.a_sorted, m = tostring(${sorted})`)).toEqual([
    [['z', 'y', 'x'], [3, 2, 1], '[3,2,1]'],
  ]);
});

test('the names of columns are known without running', () => {
  expect(ask('let T = datatable(A:string, B:int) []; print column_names_of(T)')).toEqual([[['A', 'B']]]);
  expect(ask('let f = (n:int) { print A = "", B = n }; print column_names_of(f(1))')).toEqual([[['A', 'B']]]);
});

test('results replace columns of their names', () => {
  expect(
    ask(
      'datatable(a:dynamic, b:dynamic)[dynamic([2, 1]), dynamic(["x", "y"])] | extend (b, c) = array_sort_asc(a, b)',
    ),
  ).toEqual([
    [
      [2, 1],
      [1, 2],
      ['y', 'x'],
    ],
  ]);
});
