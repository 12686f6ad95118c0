import { expect, test } from 'vitest';
import { ask } from '../testing/ask.ts';

const cases: readonly (readonly [query: string, expected: unknown])[] = [
  ['parse_json(\'{"a":[1,{"b":2}]}\').a[1].b', 2],
  ['dynamic([10, 20])[-1]', 20],
  ['dynamic([10, 20])[(-3)]', null],
  ['dynamic([10, 20])[2]', null],
  ["tostring(dynamic({'a b':'ü'})['a b'])", 'ü'],
  ["parse_json('[1]').a", null],
  ["parse_json('{}')[0]", null],
  ["parse_json('not json')", 'not json'],
  ["parse_json('')", null],
  ["parse_json('null')", null],
  ["parse_json(' 7 ')", 7],
  ["bag_pack('n', 1, 't', 2h, 'x', int(null), 's', '')", { n: 1, t: '02:00:00', x: null, s: '' }],
  ['pack_array(1, "2", 2s)', [1, '2', '00:00:02']],
  [
    'zip(dynamic([1, 3, 5]), dynamic([2]))',
    [
      [1, 2],
      [3, null],
      [5, null],
    ],
  ],
  ['repeat("a", 3)', ['a', 'a', 'a']],
  ['repeat(1, 0)', []],
  ['repeat(1, -1)', null],
  ['treepath(parse_json(\'{"p":[1,2],"q":{"r":1}}\'))', ["['p']", "['p'][0]", "['q']", "['q']['r']"]],
  ['treepath(parse_json(\'[[{"x":1}]]\'))', ['[0]', '[0][0]', "[0][0]['x']"]],
  ['extract_json("$.a[1][\'b c\']", \'{"a":[0,{"b c":"x"}]}\')', 'x'],
  ['extract_json("$.a", \'{"a":{"b":1}}\')', '{"b":1}'],
  ['extract_json("$.z", \'{"a":1}\')', ''],
  ['extract_json("$.a", "no json")', ''],
];

test.each(cases)('%s', (expression, expected) => {
  expect(ask(`print ${expression}`)).toEqual([[expected]]);
});

test('functions of the row see its columns', () => {
  const table = 'datatable(a:long, b:string)[1, "x", 2, ""]';
  expect(ask(`${table} | project pack_all(), pack_all(true), pack_array(*), bag_pack_columns(b)`)).toEqual([
    [{ a: 1, b: 'x' }, { a: 1, b: 'x' }, [1, 'x'], { b: 'x' }],
    [{ a: 2, b: '' }, { a: 2 }, [2, ''], { b: '' }],
  ]);
  expect(ask(`${table} | project column_ifexists("b", "none"), z = column_ifexists("z", a)`)).toEqual([
    ['x', 1],
    ['', 2],
  ]);
  expect(
    ask(`let f = (t:(*), v:string) { t | project v }; ${table} | project v = column_ifexists("b", "")`),
  ).toEqual([['x'], ['']]);
});

test.each([
  'print extract_json("$..a", "{}")',
  'datatable(a:long)[1] | project column_ifexists("a", "")',
  'print bag_pack("a", 1, "a", 2)',
  'print repeat(parse_json("{}"), 3)',
  "print zip(dynamic([1]), parse_json('{}'))",
  'datatable(d:dynamic)[dynamic(1)] | project x = treepath(d)',
])('%s is refused', (query) => {
  expect(() => ask(query)).toThrow('not supported');
});
