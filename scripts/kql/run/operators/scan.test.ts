import { expect, test } from 'vitest';
import { ask } from '../../testing/ask.ts';

const events = `datatable(t:long, e:string) [1, "start", 2, "x", 3, "stop", 5, "stop", 6, "start", 7, "start", 8, "y", 9, "stop"] | sort by t asc`;
const range = 'range x from 1 to 5 step 1';

test.each([
  [
    `${range} | scan declare (sum:long = 10) with (step s: true => sum = x + s.sum;)`,
    [
      [1, 11],
      [2, 13],
      [3, 16],
      [4, 20],
      [5, 25],
    ],
  ],
  [`${range} | scan with (step s: x > 3;)`, [[4], [5]]],
  [`range x from 1.0 to 3.0 step 1.0 | scan with (step s: true => x = iff(x > 1, s.x, x);)`, [[1], [1], [1]]],
  [
    `${events} | scan with_match_id=m with (step a: e == "start"; step b: e != "start" and e != "stop"; step c: e == "stop" and t - a.t < 3;)`,
    [
      [1, 'start', 0],
      [2, 'x', 0],
      [3, 'stop', 0],
      [6, 'start', 1],
      [7, 'start', 1],
      [8, 'y', 1],
      [9, 'stop', 1],
    ],
  ],
  [
    `${events} | scan declare (began:long) with (step a output=none: e == "start"; step b: e == "stop" => began = a.t;)`,
    [
      [3, 'stop', 1],
      [5, 'stop', 1],
      [9, 'stop', 7],
    ],
  ],
  [
    `${range} | scan declare (n:long = 0) with (step s: true => n = s.n + 1;) | scan declare (m:long = 0) with (step s: true => m = n;) | project x, m`,
    [
      [1, 1],
      [2, 2],
      [3, 3],
      [4, 4],
      [5, 5],
    ],
  ],
  [
    `${range} | where x < 3 | scan with (step s: true;) | scan with (step s: true;) | extend y = x | scan with (step s: true;) | extend z = x`,
    [
      [1, 1, 1],
      [2, 2, 2],
    ],
  ],
  [`${range} | where x < 0 | scan with (step s: true;)`, []],
])('%s', (query, expected) => {
  expect(ask(query)).toEqual(expected);
});

test.each([
  [`${range} | scan with (step s output=last: true;)`, 'output=last'],
  [`${range} | scan declare (p:long) with (step s: true => p = prev(x);)`, 'prev'],
  [`${range} | scan with (step s: true;) | distinct *`, 'with_match_id'],
])('%s is refused', (query, reason) => {
  expect(() => ask(query)).toThrow(reason);
});
