import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { ask } from '../testing/ask.ts';

const cases: readonly (readonly [query: string, expected: unknown])[] = [
  ['array_length(dynamic([1, null, "x"]))', 3],
  ['array_length(parse_json("{}"))', null],
  ['array_concat(dynamic([1]), parse_json("{}"), dynamic([]), dynamic(null), dynamic([[2]]))', [1, [2]]],
  ['array_reverse(dynamic([1, "b", null]))', [null, 'b', 1]],
  ['array_reverse(dynamic([]))', []],
  ['array_rotate_left(dynamic([1, 2, 3, 4, 5]), 7)', [3, 4, 5, 1, 2]],
  ['array_rotate_left(dynamic([1, 2, 3, 4, 5]), -2)', [4, 5, 1, 2, 3]],
  ['array_rotate_right(dynamic([1, 2, 3]), 1)', [3, 1, 2]],
  ['array_rotate_right(dynamic([]), 1)', []],
  ['array_shift_left(dynamic([1, 2, 3]), 2)', [3, null, null]],
  ['array_shift_left(dynamic(["a", "b"]), 1)', ['b', '']],
  ['array_shift_left(dynamic([1, 2, 3]), -2, -1)', [-1, -1, 1]],
  ['array_shift_right(dynamic([1, 2]), 5, "x")', ['x', 'x']],
  ['array_slice(dynamic([1, 2, 3, 4, 5]), -3, -2)', [3, 4]],
  ['array_slice(dynamic([1, 2, 3]), -9, 99)', [1, 2, 3]],
  ['array_slice(dynamic([1, 2, 3]), 2, 1)', []],
  ['array_slice(dynamic([1, 2, 3]), 0, -9)', []],
  ['array_split(dynamic([1, 2, 3, 4, 5]), dynamic([1, 3]))', [[1], [2, 3], [4, 5]]],
  ['array_split(dynamic([1, 2, 3]), -1)', [[1, 2], [3]]],
  ['array_split(dynamic([1]), 9)', [[1], []]],
  ['array_sum(dynamic([1, 2.5, null]))', 3.5],
  ['array_sum(dynamic([1, "2"]))', null],
  ['array_index_of(dynamic(["a", "b", "a"]), "a", 1)', 2],
  ['array_index_of(dynamic(["a", "b", "a"]), "a", 0, -1, 2)', 2],
  ['array_index_of(dynamic(["a", "b", "a"]), "b", 0, 1)', -1],
  ['array_index_of(dynamic(["a", "b", "a"]), "A")', -1],
  ['array_index_of(dynamic(["1"]), 1)', -1],
  ['array_index_of(dynamic([1]), 1, 0, -2)', null],
  ['array_index_of(dynamic(["an", "x", "an", "y"]), "an", -3)', 2],
  ['array_iff(dynamic([true, 0, 2.5, "x"]), dynamic([1]), "no")', [1, 'no', null, null]],
  ['array_sort_asc(dynamic([3, 1.5, "b", "B", null]))', [1.5, 3, 'B', 'b', null]],
  ['array_sort_desc(dynamic(["a", null, "ä"]), false)', [null, 'ä', 'a']],
  ['array_sort_asc(dynamic([2, 1]), dynamic(["b", "a"]))[1]', ['a', 'b']],
  ['strcat_array(array_sort_desc(dynamic(["a", "b"])), ",")', 'b,a'],
  ['set_union(dynamic([1, 2, 1]), dynamic(["1", 2]))', [1, 2, '1']],
  ['set_intersect(dynamic([1, 2, 2]), dynamic([2, 3]), dynamic([2]))', [2]],
  ['set_difference(dynamic([null, 1, 2, 1]), dynamic([null, 2]))', [1]],
  ['set_has_element(dynamic([1, "a"]), "a")', true],
  ['set_has_element(dynamic([1, "a"]), "A")', false],
  ['jaccard_index(dynamic([1, 2, 3]), dynamic([1, 2, 3, 4]))', 0.75],
];

test.each(cases)('%s', (expression, expected) => {
  expect(ask(`print ${expression}`)).toEqual([[expected]]);
});

test('several sorted arrays fill several columns', () => {
  const sorted = 'array_sort_asc(dynamic([3, 1, 2]), dynamic(["c", "a", "b"]), dynamic([1]))';
  expect(ask(`print ${sorted}`)).toEqual([[[1, 2, 3], ['a', 'b', 'c'], null]]);
  expect(ask(`print x = 0 | extend (a, b, c) = ${sorted} | project b, a`)).toEqual([
    [
      ['a', 'b', 'c'],
      [1, 2, 3],
    ],
  ]);
});

test('a slice of a rotated array is the rotated slice of the array twice', () => {
  const lists = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength: 6 });
  const samples = fc.sample(fc.tuple(lists, fc.nat({ max: 5 })), 40);
  const rows = samples.map(([list, by]) => `dynamic(${JSON.stringify(list)}), ${by % list.length}`);
  const rotations = ask(
    `datatable(l:dynamic, n:long)[${rows.join(', ')}]
     | project array_rotate_left(l, n), array_slice(array_concat(l, l), n, n + array_length(l) - 1)`,
  );
  for (const [rotated, sliced] of rotations) expect(rotated).toEqual(sliced);
});

test.each([
  'array_sort_asc(dynamic([1, 1]), dynamic(["a", "b"]))',
  'array_sort_desc(dynamic([1, "a"]))',
  'array_sort_asc(dynamic([[1], [2]]))',
  'set_union(dynamic([1]), dynamic([1.0]))',
  'array_index_of(dynamic([1.0]), 1)',
  'array_split(dynamic([1, 2]), dynamic([1, 0]))',
  'array_concat(dynamic(null))',
])('%s is refused', (expression) => {
  expect(() => ask(`print ${expression}`)).toThrow('not supported');
});

test('fewer names than results are refused', () => {
  expect(() => ask('print x = array_sort_asc(dynamic([2, 1]), dynamic([1, 2]))')).toThrow('not supported');
});
