import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { ask } from '../../testing/ask.ts';

type Row = readonly [key: number, value: number];
type Pair = readonly (number | null)[];

const side = fc.array(fc.tuple(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 9 })), {
  maxLength: 6,
});
const table = (rows: readonly Row[]): string => `datatable(k:long, v:long) [${rows.flat().join(', ')}]`;

/** Every kind by two loops. */
const loops: Readonly<Record<string, (left: readonly Row[], right: readonly Row[]) => readonly Pair[]>> = {
  inner: pairs,
  innerunique: (left, right) =>
    pairs(
      left.filter(([key], i) => left.findIndex(([other]) => other === key) === i),
      right,
    ),
  leftouter: (left, right) => [
    ...pairs(left, right),
    ...alone(left, right).map((row) => [...row, null, null]),
  ],
  rightouter: (left, right) => [
    ...pairs(left, right),
    ...alone(right, left).map((row) => [null, null, ...row]),
  ],
  fullouter: (left, right) => [
    ...pairs(left, right),
    ...alone(left, right).map((row) => [...row, null, null]),
    ...alone(right, left).map((row) => [null, null, ...row]),
  ],
  leftsemi: (left, right) => left.filter((row) => !alone(left, right).includes(row)),
  rightsemi: (left, right) => right.filter((row) => !alone(right, left).includes(row)),
  leftanti: alone,
  rightanti: (left, right) => alone(right, left),
};

function pairs(left: readonly Row[], right: readonly Row[]): readonly Pair[] {
  return left.flatMap((a) => right.filter(([key]) => key === a[0]).map((b) => [...a, ...b]));
}

function alone(rows: readonly Row[], others: readonly Row[]): readonly Row[] {
  return rows.filter(([key]) => !others.some(([other]) => other === key));
}

const sorted = (rows: readonly unknown[]): readonly string[] =>
  rows.map((row) => JSON.stringify(row)).toSorted();

test.each(Object.entries(loops))('join kind=%s pairs the rows that two loops pair', (kind, expected) => {
  fc.assert(
    fc.property(side, side, (left, right) => {
      const found = ask(`${table(left)} | join kind=${kind} (${table(right)}) on k`);
      expect(sorted(found)).toEqual(sorted(expected(left, right)));
    }),
    { numRuns: 20 },
  );
});

test.each([
  [
    'datatable(k:long, v:string) [1, "a", 2, "b"] | lookup (datatable(k:long, w:string) [1, "x"]) on k',
    [
      [1, 'a', 'x'],
      [2, 'b', ''],
    ],
  ],
  [
    'datatable(k:long, v:string) [1, "a", 2, "b"] | lookup kind=inner (datatable(k:long, w:string) [1, "x"]) on k',
    [[1, 'a', 'x']],
  ],
  [
    'datatable(a:string, b:long) ["é", 1] | join kind=inner (datatable(c:string) ["é"]) on $left.a == $right.c | project a, b, c',
    [['é', 1, 'é']],
  ],
])('%s', (query, expected) => {
  expect(ask(query)).toEqual(expected);
});
