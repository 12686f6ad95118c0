import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { ask } from '../../testing/ask.ts';

const rows =
  'datatable(a:long, b:dynamic, c:dynamic)[1, dynamic([10, "x"]), dynamic([1, 2, 3]), 2, dynamic({"p":1, "q":2}), dynamic(null), 3, dynamic([]), dynamic([])]';

const cases: readonly (readonly [query: string, expected: unknown])[] = [
  [
    `${rows} | mv-expand b | project a, b`,
    [
      [1, 10],
      [1, 'x'],
      [2, { p: 1 }],
      [2, { q: 2 }],
    ],
  ],
  [`${rows} | mv-expand kind=array b | where a == 2 | project b`, [[['p', 1]], [['q', 2]]]],
  [`${rows} | mv-expand bagexpansion=array b | where a == 2 | project b`, [[['p', 1]], [['q', 2]]]],
  [
    `${rows} | mv-expand b, c | project a, b, c`,
    [
      [1, 10, 1],
      [1, 'x', 2],
      [1, null, 3],
      [2, { p: 1 }, null],
      [2, { q: 2 }, null],
    ],
  ],
  [
    `${rows} | mv-expand with_itemindex=i v = c | project a, i, v`,
    [
      [1, 0, 1],
      [1, 1, 2],
      [1, 2, 3],
      [2, 0, null],
    ],
  ],
  [
    `${rows} | mv-expand c to typeof(long) limit 2 | project a, c`,
    [
      [1, 1],
      [1, 2],
      [2, null],
    ],
  ],
  ['print d=dynamic(["a", null]) | mv-expand d to typeof(string)', [['a'], ['']]],
  ['print d=dynamic(["a", [1], 1]) | mv-expand d to typeof(long)', [[null], [null], [1]]],
  ['print d=dynamic([1, 2.5]) | mv-expand d to typeof(real)', [[1], [2.5]]],
  [
    'print d=dynamic([datetime(2024-01-01)]) | mv-expand d to typeof(datetime)',
    [['2024-01-01T00:00:00.0000000Z']],
  ],
  ['print d=dynamic(5) | mv-expand d', [[5]]],
  [
    'print d=dynamic({"x":[1,2]}) | mv-expand d.x',
    [
      [{ x: [1, 2] }, 1],
      [{ x: [1, 2] }, 2],
    ],
  ],
  ['print d=dynamic([1,2]), e=dynamic([3]) | mv-expand d=e', [[3, [3]]]],
  ['print d=repeat(1, 200) | mvexpand d | count', [[128]]],
  [
    `${rows} | mv-apply c to typeof(long) on (top 1 by c) | project a, c`,
    [
      [1, 3],
      [2, null],
    ],
  ],
  [
    `${rows} | mv-apply e=c to typeof(long) on (where e > 1 | summarize s=sum(e), n=count())`,
    [
      [1, [10, 'x'], [1, 2, 3], 5, 2],
      [2, { p: 1, q: 2 }, null, 0, 0],
    ],
  ],
  [
    `${rows} | mv-apply with_itemindex=i e=b on (where i > 0 | project i, e) | project a, i, e`,
    [
      [1, 1, 'x'],
      [2, 1, { q: 2 }],
    ],
  ],
  [
    `${rows} | mv-apply e=c to typeof(long) limit 2 on (summarize l=make_list(e)) | project a, l`,
    [
      [1, [1, 2]],
      [2, []],
    ],
  ],
  [
    `${rows} | mv-apply e=c to typeof(long) on (extend n=row_number() | summarize m=max(n)) | project a, m`,
    [
      [1, 3],
      [2, 1],
    ],
  ],
  [`${rows} | mv-apply e=c to typeof(long) on (where e in (datatable(x:long)[2])) | project a, e`, [[1, 2]]],
  [
    `${rows} | mv-apply e=c to typeof(long) on (where isnotnull(e) | as T | join kind=inner T on e | summarize n=count()) | project a, n`,
    [
      [1, 3],
      [2, 0],
    ],
  ],
  [
    `${rows} | mv-apply e=c on (mv-expand f=pack_array(e, e) | summarize n=count()) | project a, n`,
    [
      [1, 6],
      [2, 2],
    ],
  ],
];

test.each(cases)('%s', (query, expected) => {
  expect(ask(query)).toEqual(expected);
});

const samples = fc.array(fc.array(fc.integer({ min: 0, max: 4 }), { maxLength: 5 }), {
  minLength: 1,
  maxLength: 8,
});

test('a subquery for each row gives what groups of the expanded rows give', () => {
  fc.assert(
    fc.property(samples, (lists) => {
      const cells = lists.map((list, i) => `${i}, dynamic(${JSON.stringify(list)})`);
      const table = `datatable(id:long, l:dynamic)[${cells.join(', ')}]`;
      const grouped = ask(
        `${table} | mv-expand e = l to typeof(long) | where e > 1 | summarize n = count(), s = sum(e) by id, p = e % 2`,
      );
      const inner = 'where e > 1 | summarize n = count(), s = sum(e) by p = e % 2';
      const together = ask(`${table} | mv-apply e = l to typeof(long) on (${inner}) | project id, p, n, s`);
      const each = ask(
        `${table} | mv-apply e = l to typeof(long) on (take 99 | ${inner}) | project id, p, n, s`,
      );
      expect(together).toEqual(each);
      expect(new Set(together.map(String))).toEqual(
        new Set(grouped.map(([id, p, n, s]) => String([id, p, n, s]))),
      );
    }),
    { numRuns: 15 },
  );
});

test('a part without rows left is one group, run alone or with all others', () => {
  fc.assert(
    fc.property(samples, (lists) => {
      const cells = lists.map((list, i) => `${i}, dynamic(${JSON.stringify(list)})`);
      const table = `datatable(id:long, l:dynamic)[${cells.join(', ')}]`;
      const inner = 'where e > 2 | summarize n = count(), l2 = make_list(e) | extend m = n + 1';
      const apply = (first: string): unknown =>
        ask(`${table} | mv-apply e = l to typeof(long) on (${first} ${inner}) | project id, n, l2, m`);
      expect(apply('')).toEqual(apply('take 99 |'));
    }),
    { numRuns: 15 },
  );
});

test.each([
  'print d=dynamic([1]) | mv-expand d to typeof(string)',
  'print d=dynamic([1.5]) | mv-expand d to typeof(long)',
  'print d=dynamic(["5"]) | mv-expand d to typeof(long)',
  'print d=dynamic(["2024-01-01"]) | mv-expand d to typeof(datetime)',
])('%s is refused', (query) => {
  expect(() => ask(query)).toThrow('not supported');
});
