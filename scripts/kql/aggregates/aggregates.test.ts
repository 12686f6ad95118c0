import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { KqlError } from '../plan/kql-error.ts';
import { ask } from '../testing/ask.ts';

const numbers = 'datatable(k:string, v:long) ["a", 4, "a", long(null), "b", 1, "a", 9, "b", 1]';
const reals = 'datatable(v:real) [1.5, real(nan), 2.5]';
const mixed = 'datatable(d:dynamic) [dynamic([1, 2]), dynamic([2, "x"]), dynamic({"k": 1}), dynamic(7)]';

test.each([
  [`${numbers} | summarize count(), countif(v > 1), dcount(v), count_distinct(k)`, [[5, 2, 3, 2]]],
  [`${numbers} | summarize sum(v), sumif(v, k == "a"), avg(v), avgif(v, k == "b")`, [[15, 13, 3.75, 1]]],
  [
    `${numbers} | summarize min(v), max(v), minif(v, v > 1), maxif(v, k == "b") by k`,
    [
      ['a', 4, 9, 4, null],
      ['b', 1, 1, null, 1],
    ],
  ],
  [`${numbers} | summarize arg_max(v, k), arg_min(v, *)`, [[9, 'a', 1, 'b']]],
  [
    `${numbers} | where v > 100 | summarize count(), sum(v), avg(v), max(v), make_list(v), arg_max(v, k), stdev(v)`,
    [[0, 0, Number.NaN, null, [], null, '', 0]],
  ],
  [`${numbers} | where v > 100 | summarize count() by k`, []],
  [`${numbers} | summarize by k`, [['a'], ['b']]],
  [
    `${numbers} | summarize make_list(v), make_list_with_nulls(v), make_set(v), make_list_if(v, v > 1), make_list(v, 1) by k`,
    [
      ['a', [4, 9], [4, null, 9], [4, 9], [4, 9], [4]],
      ['b', [1, 1], [1, 1], [1], [], [1]],
    ],
  ],
  [`${numbers} | summarize take_any(v), take_anyif(v, v > 4), take_any(*)`, [[4, 9, 'a', 4]]],
  [
    `${numbers} | summarize span = max(v) - min(v), n = count() * 2, one = 1 by k`,
    [
      ['a', 5, 6, 1],
      ['b', 0, 4, 1],
    ],
  ],
  [
    `${numbers} | summarize tostring(make_set(v)) by k`,
    [
      ['a', '[4,9]'],
      ['b', '[1]'],
    ],
  ],
  [
    `${reals} | summarize max(v), min(v), sum(v), variance(v)`,
    [[Number.NaN, Number.NaN, Number.NaN, Number.NaN]],
  ],
  [
    `${mixed} | summarize make_set(d), make_list(d), make_bag(d)`,
    [[[1, 2, 'x', { k: 1 }, 7], [[1, 2], [2, 'x'], { k: 1 }, 7], { k: 1 }]],
  ],
  ['print d = dynamic(null) | summarize make_list(d), make_bag(d)', [[[null], {}]]],
  [
    'datatable(v:long) [9223372036854775807, 1] | summarize sum(v), max(v)',
    [['-9223372036854775808', '9223372036854775807']],
  ],
  [
    'datatable(v:decimal) [decimal(0.1), decimal(0.2), decimal(null)] | summarize sum(v), avg(v), max(v)',
    [['0.3', '0.15', '0.2']],
  ],
  [
    'datatable(v:timespan) [1h, 2h, timespan(null)] | summarize sum(v), avg(v), percentile(v, 50)',
    [['03:00:00', '01:30:00', '01:00:00']],
  ],
  [
    'datatable(v:datetime) [datetime(2020-01-01), datetime(2020-01-03)] | summarize avg(v), max(v)',
    [['2020-01-02T00:00:00.0000000Z', '2020-01-03T00:00:00.0000000Z']],
  ],
  [
    'datatable(s:string) ["é", "", "z", "Z"] | summarize min(s), max(s), make_set(s)',
    [['', 'é', ['é', '', 'z', 'Z']]],
  ],
  [
    'range x from 1 to 4 step 1 | summarize variance(x), variancep(x), s = round(stdevp(x), 3)',
    [[5 / 3, 1.25, 1.118]],
  ],
  [
    'range x from 1 to 20 step 1 | summarize percentiles(x, 0, 50, 95, 100), percentile(x, 1)',
    [[1, 10, 19, 20, 1]],
  ],
  [
    'range x from 1 to 4 step 1 | summarize percentiles_array(x, dynamic([25, 75.1])), percentiles_array(x, 50, 100)',
    [
      [
        [1, 4],
        [2, 4],
      ],
    ],
  ],
  [
    'datatable(n:long, ms:long) [8, 10, 6, 20, 3, 30, 1, 40] | summarize percentilesw(ms, n, 50, 75, 99.9)',
    [[20, 20, 40]],
  ],
  [
    'datatable(x:long) [6, 3, long(null)] | summarize binary_all_and(x), binary_all_or(x), binary_all_xor(x)',
    [[2, 7, 5]],
  ],
  [
    'range x from 1 to 3 step 1 | extend y = x * x | summarize covariance(x, y), covariancepif(x, y, x > 1)',
    [[4, 1.25]],
  ],
])('%s', (query, expected) => {
  expect(ask(query)).toEqual(expected);
});

test.each([
  ['datatable(v:real) [1.0, real(nan)] | summarize arg_min(v, v)', 'NaN'],
  ['datatable(v:decimal) [decimal(1), decimal(1), decimal(2)] | summarize avg(v)', 'no end'],
  ['print d = dynamic(null) | summarize make_set(d)', 'dynamic null'],
  ['print x = 1 | summarize hll(x)', 'hll'],
  ['datatable(x:long) [] | summarize binary_all_or(x)', 'no value'],
])('%s is refused', (query, reason) => {
  expect(() => ask(query)).toThrow(reason);
  expect(() => ask(query)).toThrow(KqlError);
});

const rows = fc.array(
  fc.tuple(fc.constantFrom('a', 'b', 'c'), fc.option(fc.integer({ min: -50, max: 50 }))),
  {
    minLength: 1,
    maxLength: 30,
  },
);

test('groups have the sums and extremes of their own values', () => {
  fc.assert(
    fc.property(rows, (table) => {
      const cells = table.map(([key, value]) => `"${key}", long(${value})`).join(', ');
      const query = `datatable(k:string, v:long) [${cells}] | summarize sum(v), max(v), dcount(v), percentile(v, 50) by k`;
      const expected = [...new Set(table.map(([key]) => key))].map((key) => {
        const values = table.flatMap(([other, value]) => (other === key && value !== null ? [value] : []));
        const sorted = values.toSorted((a, b) => a - b);
        const sum = values.reduce((a, b) => a + b, 0);
        const middle = sorted[Math.max(0, Math.ceil(sorted.length / 2) - 1)] ?? null;
        return [key, sum, sorted.at(-1) ?? null, new Set(values).size, middle];
      });
      expect(ask(query)).toEqual(expected);
    }),
    { numRuns: 25 },
  );
});

test('sets of many elements in many groups are the same, however they are found', () => {
  const rows = 'range x from 1 to 6000 step 1';
  const query = `union (${rows}), (${rows}) | summarize s = make_set(x % 3000) by g = x % 2999`;
  expect(ask(`${query} | summarize sum(array_length(s))`)).toEqual([[6000]]);
});
