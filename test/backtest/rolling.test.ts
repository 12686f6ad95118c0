/** Summaries that go on from run to run are what each run would work out from all its rows. */
import * as fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { answerMembers } from '../../scripts/kql/answer.ts';
import type { ColumnSchema } from '../../scripts/kql/table/table.ts';
import type { Value } from '../../scripts/kql/values/scalar.ts';
import { hour, pairedRuns, time } from './paired-runs.ts';

const columns: readonly ColumnSchema[] = [
  { name: 'TimeGenerated', type: 'datetime' },
  { name: 'Who', type: 'string' },
  { name: 'What', type: 'string' },
  { name: 'N', type: 'long' },
];
const { close, lanesOf, pairs } = pairedRuns('backtest-rolling', columns);
afterAll(close);

const seen = 'T | extend A = ingestion_time() | where A <= now()';
const rolled: Readonly<Record<string, string>> = {
  'extremes and sets': `${seen} | summarize min(A), max(A), max(N), min(N), make_set(bin(now() - A, 1h)) by Who`,
  'a set that is cut': `${seen} | sort by Who asc, A asc | summarize make_set(tolong((now() - A) / 30m), 3) by Who`,
  'gaps of several tables': `let rows = ${seen}; union rows, (rows | extend Who = "all") | sort by Who asc, A asc
    | extend Gap = iff(Who == prev(Who), A - prev(A), timespan(null)), Hour = tolong((now() - A) / 1h)
    | summarize max(TimeGenerated), percentile(Gap, 50), make_set(Hour, 4), min(Hour), max(Hour) by Who`,
  'pairs across groups': `${seen} | sort by Who desc, What asc, A asc | extend D = N - prev(N)
    | summarize percentile(D, 90), percentile(N, 10), max(A) by Who, What`,
};

/** What looks alike, and has to be made anew in each run. */
const anew: Readonly<Record<string, string>> = {
  'a number of rows': `${seen} | summarize count() by Who`,
  'a short window': `${seen} | where A > ago(5m) | summarize max(A) by Who`,
  'a real': `${seen} | summarize percentile(N * 1.5, 50) by Who`,
  'two rows before': `${seen} | sort by Who asc, A asc | extend P = prev(N, 2) | summarize percentile(P, 50) by Who`,
  'the row behind': `${seen} | sort by Who asc, A asc | extend P = next(N) | summarize percentile(P, 50) by Who`,
  'the last first': `${seen} | sort by Who asc, A desc | extend P = prev(N) | summarize percentile(P, 50) by Who`,
  'no order': `${seen} | extend W = N | summarize percentile(iff(Who == "a", W, long(null)), 50), make_list(W) by Who`,
  'a clock beside a value': `${seen} | extend P = N + tolong(now() - A) | summarize max(P) by Who`,
  'what rises and falls': `${seen} | extend P = (now() - A) + (A - ago(1d)) | summarize make_set(P) by Who`,
  'numbers as groups': `${seen} | summarize max(A) by N`,
  'one group': `${seen} | summarize max(A)`,
};

const row = fc.record({
  /** Minutes from the start to the arrival, and from the arrival to the stamp. */
  arrival: fc.integer({ min: 0, max: 900 }),
  stamp: fc.oneof(
    { weight: 4, arbitrary: fc.constant(0) },
    { weight: 1, arbitrary: fc.integer({ min: -200, max: 90 }) },
  ),
  who: fc.constantFrom('', 'a', 'b', 'c'),
  what: fc.constantFrom('x', 'y'),
  n: fc.option(fc.integer({ min: -3, max: 3 }), { freq: 6 }),
});

interface Row {
  readonly arrival: number;
  readonly stamp: number;
  readonly who: string;
  readonly what: string;
  readonly n: Value;
}

function valuesOf(rows: readonly Row[]): readonly (readonly Value[])[] {
  return [
    rows.map(({ arrival, stamp }) => time(arrival + stamp)),
    rows.map(({ who }) => who),
    rows.map(({ what }) => what),
    rows.map(({ n }) => n),
  ];
}

function compare(query: string, rows: readonly Row[], epoch: number, skipped: ReadonlySet<number>): number {
  const at = pairs(query, rows, valuesOf(rows), epoch);
  let found = 0;
  for (let run = 0; run < 24; run++) {
    if (skipped.has(run)) continue;
    const { fast, slow } = at(run);
    expect(fast ? answerMembers(fast) : 'no rows', `run ${run}`).toBe(
      slow.length > 0 ? answerMembers(slow) : 'no rows',
    );
    found += slow.length;
  }
  return found;
}

describe.each(Object.entries(rolled))('%s', (_, query) => {
  test('goes on from run to run', () => {
    expect(lanesOf(query).laned.rollings.size).toBe(1);
    let found = 0;
    fc.assert(
      fc.property(
        fc.array(row, { maxLength: 60 }),
        fc.constantFrom(Infinity, 2 * hour, 7 * hour),
        fc.uniqueArray(fc.integer({ min: 0, max: 23 }), { maxLength: 8 }),
        (rows, epoch, skipped) => {
          found += compare(query, rows, epoch, new Set(skipped));
        },
      ),
      { numRuns: 30, seed: 3 },
    );
    expect(found).toBeGreaterThan(500);
  });
});

test('numbers too large to be ranked as such are ranked all the same', () => {
  const many: Row[] = Array.from({ length: 40 }, (_, i) => ({
    arrival: i * 20,
    stamp: 0,
    who: 'ab'[i % 2] as string,
    what: 'x',
    n: i % 7 === 3 ? 2n ** 60n + BigInt(i) : i,
  }));
  expect(compare(rolled['pairs across groups'] as string, many, Infinity, new Set())).toBeGreaterThan(20);
});

test.each(Object.entries(anew))('%s is made anew', (_, query) => {
  expect(lanesOf(query).laned.rollings.size).toBe(0);
});
