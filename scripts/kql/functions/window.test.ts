import { expect, test } from 'vitest';
import { ask } from '../testing/ask.ts';

const rows =
  'datatable(g:string, v:long) ["a", 1, "a", 1, "a", 5, "b", 2, "b", long(null), "b", 2] | serialize';

test.each([
  [
    `${rows} | project prev(v), next(v), prev(v, 2), next(v, 1, -1)`,
    [
      [null, 1, null, 1],
      [1, 5, null, 5],
      [1, 2, 1, 2],
      [5, null, 1, null],
      [2, 2, 5, 2],
      [null, null, 2, -1],
    ],
  ],
  [
    `${rows} | project prev(g), next(g, 5, "z")`,
    [
      ['', 'b'],
      ['a', 'z'],
      ['a', 'z'],
      ['a', 'z'],
      ['b', 'z'],
      ['b', 'z'],
    ],
  ],
  [
    `${rows} | project row_number(), row_number(7), row_number(0, g != prev(g))`,
    [
      [1, 7, 0],
      [2, 8, 1],
      [3, 9, 2],
      [4, 10, 0],
      [5, 11, 1],
      [6, 12, 2],
    ],
  ],
  [
    `${rows} | project row_cumsum(v), row_cumsum(v, g != prev(g)), row_cumsum(v * 0.5)`,
    [
      [1, 1, 0.5],
      [2, 2, 1],
      [7, 7, 3.5],
      [9, 2, 4.5],
      [9, 2, 4.5],
      [11, 4, 5.5],
    ],
  ],
  [
    `${rows} | project row_rank_dense(v), row_rank_min(v), row_rank_min(v, g != prev(g))`,
    [
      [1, 1, 1],
      [1, 1, 1],
      [2, 3, 3],
      [3, 4, 1],
      [4, 5, 2],
      [5, 6, 3],
    ],
  ],
  [
    'datatable(v:long) [9223372036854775807, 1] | serialize | project row_cumsum(v)',
    [['9223372036854775807'], ['-9223372036854775808']],
  ],
  ['datatable(v:long) [] | serialize | project row_number(), prev(v)', []],
])('%s', (query, expected) => {
  expect(ask(query)).toEqual(expected);
});

const minuteOf = ([text]: readonly unknown[]): number => Number(String(text).slice(14, 16));

test('a session ends by its length, by a gap and by a restart', () => {
  const minutes = [0, 4, 8, 12, 20, 21];
  const times = minutes.map((minute) => `datetime(2024-01-01) + ${minute}m`);
  const table = `union ${times.map((time) => `(print t = ${time})`).join(', ')} | sort by t asc`;
  const starts = ask(`${table} | project row_window_session(t, 10m, 5m, t == datetime(2024-01-01 00:21:00))`);
  expect(starts.map(minuteOf)).toEqual([0, 0, 0, 12, 20, 21]);
});

test.each([
  'print x = 1 | union (print x = 2) | extend row_number()',
  'range x from 1 to 3 step 1 | summarize count() by x | extend prev(x)',
  'datatable(x:long) [1, 2] | where x > prev(x)',
])('%s has no settled order', (query) => {
  expect(() => ask(query)).toThrow('settled order');
});

test('an order lasts through operators that treat rows alone', () => {
  expect(
    ask(
      'datatable(x:long) [2, 1, 3] | sort by x asc | where x > 1 | extend y = x | take 2 | extend row_number()',
    ),
  ).toEqual([
    [2, 2, 1],
    [3, 3, 2],
  ]);
});
