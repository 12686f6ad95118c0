import { expect, test } from 'vitest';
import { ask } from '../../testing/ask.ts';

const people = `datatable(Name:string, d:dynamic)[
  'James', dynamic({"Name": "John", "Age": 20, "x": 1}),
  'David', dynamic({"Age": 40, "x": "text"}),
  'Emily', dynamic(null)]`;

const cases: readonly (readonly [query: string, expected: unknown])[] = [
  ['print d=dynamic({"b":1, "a":true, "c":[1]}) | evaluate bag_unpack(d)', [[true, 1, [1]]]],
  ['print d=dynamic({"d":{"e":4}, "a":1}) | evaluate bag_unpack(d)', [[{ e: 4 }, 1]]],
  [
    `${people} | evaluate bag_unpack(d, columnsConflict='replace_source') | take 2`,
    [
      ['John', 20, 1],
      ['', 40, 'text'],
    ],
  ],
  [
    `${people} | evaluate bag_unpack(d, columnsConflict='keep_source') | where Name != "Emily" | sort by Name asc`,
    [
      ['David', 40, 'text'],
      ['James', 20, 1],
    ],
  ],
  [`${people} | evaluate bag_unpack(d, 'p_') | take 1`, [['James', 20, 'John', 1]]],
  [
    `${people} | evaluate bag_unpack(d, 'p_') : (*, p_Age:long, p_none:string) | extend y = p_Age + 1 | take 1`,
    [['James', 20, '', 21]],
  ],
  [`${people} | evaluate bag_unpack(d, 'p_') : (p_Age:long)`, [[20], [40], [null]]],
  [`${people} | evaluate bag_unpack(d, 'p_') | count`, [[3]]],
  [`${people} | evaluate bag_unpack(d, 'p_') | project Name`, [['James'], ['David'], ['Emily']]],
];

test.each(cases)('%s', (query, expected) => {
  expect(ask(query)).toEqual(expected);
});

test('a slot with the name of a column is an error, as in Kusto', () => {
  expect(() => ask(`${people} | evaluate bag_unpack(d)`)).toThrow('there already');
});

test.each([
  `${people} | evaluate bag_unpack(d, 'p_')`,
  `let T = ${people} | evaluate bag_unpack(d, 'p_'); T | union T`,
  'print d=dynamic({"a":null}) | evaluate bag_unpack(d)',
  'print d=dynamic({"a":1}) | evaluate autocluster()',
])('%s is refused', (query) => {
  expect(() => ask(query)).toThrow('not supported');
});

test('narrow gives a row for each cell', () => {
  expect(ask('datatable(a:long, b:string, c:bool)[1, "x", true, 2, "", false] | evaluate narrow()')).toEqual([
    [0, 'a', '1'],
    [0, 'b', 'x'],
    [0, 'c', 'True'],
    [1, 'a', '2'],
    [1, 'b', ''],
    [1, 'c', 'False'],
  ]);
});

const events =
  'datatable(k:string, state:string, n:long)["w", "A", 1, "w", "B", 2, "h", "A", 4, "w", "A", 8]';

test('pivot fills declared columns', () => {
  expect(ask(`${events} | evaluate pivot(state, sum(n)) : (k:string, A:long, B:long)`)).toEqual([
    ['w', 9, 2],
    ['h', 4, 0],
  ]);
  expect(ask(`${events} | project k, state | evaluate pivot(state) : (k:string, B:long, A:long)`)).toEqual([
    ['w', 1, 2],
    ['h', 0, 1],
  ]);
  expect(ask(`${events} | where state == "A" | evaluate pivot(state, max(n), k)`)).toEqual([
    ['w', 8],
    ['h', 4],
  ]);
});

test.each([
  `${events} | evaluate pivot(state, sum(n))`,
  `${events} | evaluate pivot(state, max(n)) : (k:string, A:long, B:long)`,
  `${events} | evaluate pivot(state, sum(n)) : (k:string, A:long)`,
  `${events} | evaluate pivot(state, sum(n)) : (k:string, A:long, B:long, C:long)`,
])('%s is refused', (query) => {
  expect(() => ask(query)).toThrow('not supported');
});
