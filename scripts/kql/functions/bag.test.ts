import { expect, test } from 'vitest';
import { ask } from '../testing/ask.ts';

const cases: readonly (readonly [query: string, expected: unknown])[] = [
  ["bag_keys(dynamic({'a':1, 'ü':{'c':2}}))", ['a', 'ü']],
  ["bag_keys(parse_json('{}'))", []],
  ["bag_keys(parse_json('[1]'))", null],
  ["bag_merge(dynamic({'a':1, 'b':2}), dynamic({'b':3, 'c':4}), dynamic({'c':5}))", { a: 1, b: 2, c: 4 }],
  ["bag_has_key(dynamic({'a':{'b':null}}), '$.a.b')", true],
  ["bag_has_key(dynamic({'a':{'b':null}}), '$.a.c')", false],
  ["bag_has_key(dynamic({'a':1}), 'A')", false],
  ["bag_has_key(parse_json('{\"$price\":1}'), '$price')", true],
  [
    "bag_remove_keys(dynamic({'a':1, 'b':{'c':2, 'd':3}}), dynamic(['a', '$.b.c', '$.x.y', 'z']))",
    { b: { d: 3 } },
  ],
  ["bag_set_key(dynamic({'a':1}), '$.b.c', 'x')", { a: 1, b: { c: 'x' } }],
  ["bag_set_key(dynamic({'a':1}), 'a', long(null))", { a: null }],
  ["bag_set_key(dynamic(null), 'a', 1)", null],
  ["bag_zip(dynamic(['a', 8, 'b']), dynamic([1, '2', 2.5, 4]))", { a: 1, b: 2.5 }],
  ["bag_zip(dynamic(['a', 'b']), dynamic([1]))", { a: 1, b: null }],
  ['bag_zip(parse_json(\'"a"\'), dynamic([1]))', null],
];

test.each(cases)('%s', (expression, expected) => {
  expect(ask(`print ${expression}`)).toEqual([[expected]]);
});

test.each(["bag_has_key(dynamic({'a':[1]}), '$.a[0]')", "bag_set_key(dynamic({'a':1}), '$.a.b', 1)"])(
  '%s is refused',
  (expression) => {
    expect(() => ask(`print ${expression}`)).toThrow('not supported');
  },
);
