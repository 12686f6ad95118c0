import { expect, test } from 'vitest';
import { ask } from '../../testing/ask.ts';

const sales =
  'datatable(c:string, s:string, v:long) ["a", "x", 10, "a", "y", 20, "b", "x", 30, "b", "z", 5, "c", "x", 1]';

test.each([
  [
    `${sales} | top-nested 2 of c by sum(v), top-nested 1 of s by best = max(v)`,
    [
      ['b', 35, 'x', 30],
      ['a', 30, 'y', 20],
    ],
  ],
  [`${sales} | top-nested 1 of c by sum(v) asc`, [['c', 1]]],
  [
    `${sales} | top-nested of k = v % 2 by count() * 10`,
    [
      [0, 30],
      [1, 20],
    ],
  ],
  [
    `${sales} | top-nested 1 of c with others = "rest" by sum(v)`,
    [
      ['b', 35],
      ['rest', 31],
    ],
  ],
  [
    `${sales} | top-nested 1 of c by max(v), top-nested 1 of s with others = "rest" by sum(v)`,
    [
      ['b', 30, 'x', 30],
      ['b', 30, 'rest', 5],
    ],
  ],
  [`${sales} | where v < 0 | top-nested 1 of c by sum(v)`, []],
  [
    `${sales} | partition by c (top 1 by v desc)`,
    [
      ['a', 'y', 20],
      ['b', 'x', 30],
      ['c', 'x', 1],
    ],
  ],
  [
    `${sales} | partition hint.strategy=native by c (sort by v asc | extend n = row_number() | where n == 2 | project c, n, v)`,
    [
      ['a', 2, 20],
      ['b', 2, 30],
    ],
  ],
  [`${sales} | partition by c (summarize sum(v) by c | where sum_v > 30)`, [['b', 35]]],
  [`let top = toscalar(print 30); ${sales} | partition by c (where v == top)`, [['b', 'x', 30]]],
  [
    `${sales} | getschema | project ColumnName, ColumnOrdinal, DataType, ColumnType`,
    [
      ['c', 0, 'System.String', 'string'],
      ['s', 1, 'System.String', 'string'],
      ['v', 2, 'System.Int64', 'long'],
    ],
  ],
  [
    'let f = (T:(x:long), k:long, m:long = 2) { let top = k * m; T | where x > top }; range x from 1 to 6 step 1 | invoke f(2)',
    [[5], [6]],
  ],
  [
    'print x = 1 | union (print x = "a"), (print x = 2) | project x_long, x_string',
    [
      [1, ''],
      [null, 'a'],
      [2, ''],
    ],
  ],
  [
    'let V = view () { print x = 1 }; union withsource=T V, (print x = 2)',
    [
      ['V', 1],
      ['union_arg1', 2],
    ],
  ],
  ['let A = print x = 1; union isfuzzy=true A, Missing | count', [[1]]],
  ['print x = 1 | render table', [[1]]],
  [
    'datatable(s:string, n:long) ["the web01", 1, "web 7", 7, "Web", 3] | search "web" or n == 1',
    [
      ['search_arg0', 'the web01', 1],
      ['search_arg0', 'web 7', 7],
      ['search_arg0', 'Web', 3],
    ],
  ],
  ['datatable(s:string, n:long) ["web01", 1, "b 7", 7] | search "web*" and s:"*01" | project n', [[1]]],
  ['datatable(s:string, n:long) ["web01", 1, "b", 7] | search "7" | project s', [['b']]],
  ['datatable(s:string) ["Web", "web"] | search kind=case_sensitive "web" | project s', [['web']]],
])('%s', (query, expected) => {
  expect(ask(query)).toEqual(expected);
});

test.each([
  [`${sales} | top-nested 9 of c with others = "rest" by sum(v)`, 'no rows are left'],
  [
    `${sales} | top-nested 1 of c with others = "rest" by sum(v), top-nested 1 of s by sum(v)`,
    'above another level',
  ],
  ['range x from 1 to 70 step 1 | partition by x (take 1)', '64'],
  [`${sales} | sample 1`, 'sample'],
  ['print s = "a1", r = 1.5 | search "1"', 'such types'],
  [`${sales} | reduce by c`, 'reduce'],
])('%s is refused', (query, reason) => {
  expect(() => ask(query)).toThrow(reason);
});
