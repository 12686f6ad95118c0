/** What is worked out once for all runs, or left out of them, does not change what a run finds. */
import * as fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { answerMembers } from '../../scripts/kql/answer.ts';
import type { ColumnSchema } from '../../scripts/kql/table/table.ts';
import type { Dynamic } from '../../scripts/kql/values/dynamic.ts';
import { hour, pairedRuns, time } from './paired-runs.ts';

const columns: readonly ColumnSchema[] = [
  { name: 'TimeGenerated', type: 'datetime' },
  { name: 'Who', type: 'string' },
  { name: 'Parts', type: 'dynamic' },
  { name: 'N', type: 'long' },
];
const { close, lanesOf, pairs } = pairedRuns('backtest-shortcuts', columns);
afterAll(close);

const seen = 'T | extend A = ingestion_time()';

/** Lists that are expanded when a row is read: nothing of that is left in the runs. */
const expanded: Readonly<Record<string, string>> = {
  'a column in its place': `${seen} | mv-expand Parts | summarize count(), max(A) by tostring(Parts)`,
  'a new column': `${seen} | mv-expand Part = pack_array(Who, tostring(N)) to typeof(string)
    | where isnotempty(Part) | summarize arg_max(A, N), make_list(Who) by Part`,
  'two lists, their places and a limit': `${seen} | where A > ago(2h)
    | mv-expand with_itemindex = At Parts, Other = pack_array(N, N + 1) limit 2
    | summarize count(), make_list(At), make_list(Other) by Who`,
  'members of bags': `${seen} | mv-expand kind = array Part = bag_pack("who", Who, "n", N) | summarize make_list(Part) by Who`,
  'a time of arrival that is replaced': `${seen} | mv-expand A = pack_array(A, A + 30m) to typeof(datetime)
    | where A <= now() | summarize count(), min(A) by Who`,
};

/** Joins whose right side is a summary of many rows: it needs few of them. */
const narrowed: Readonly<Record<string, string>> = {
  inner: `let known = ${seen} | where A <= ago(1h) | summarize C = count(), S = make_set(N) by Who | where C > 0;
    ${seen} | where A > ago(1h) | join kind=inner known on Who | project Who, N, C, S`,
  'left outer, by two keys': `let known = ${seen} | where N > -3 | summarize C = count(), L = make_list(A) by Key = Who, M = N % 2;
    ${seen} | where A > ago(1h) | extend M = N % 2 | join kind=leftouter known on $left.Who == $right.Key, M | project Who, N, C, L`,
  'left anti': `${seen} | where A > ago(1h) | join kind=leftanti (${seen} | where A <= ago(1h)
    | summarize C = count() by Who | where C > 2 | project C, Name = Who) on $left.Who == $right.Name | project Who, N`,
  'the row before': `${seen} | where A > ago(1h) | join kind=inner (${seen} | sort by A asc
    | extend P = prev(N) | summarize S = make_list(P) by Who) on Who | project Who, N, S`,
  'a summary of a summary': `${seen} | where A > ago(2h) | join kind=inner (${seen} | summarize C = count() by Who, N
    | summarize Most = max(C), Sum = sum(N) by Who) on Who | project Who, N, Most, Sum`,
};

/** What looks alike, where other rows would be missed. */
const whole: Readonly<Record<string, string>> = {
  'the group before': `${seen} | where A > ago(1h) | join kind=inner (${seen} | summarize C = count() by Who
    | sort by Who asc | extend P = prev(C)) on Who | project Who, N, C, P`,
  'a summary that is read twice': `let known = materialize(${seen} | summarize C = count() by Who);
    ${seen} | where A > ago(1h) | extend All = toscalar(known | summarize sum(C)) | join kind=inner known on Who | project Who, N, C, All`,
  'groups without a partner': `${seen} | where A > ago(1h) | join kind=rightouter (${seen} | summarize C = count() by Who) on Who
    | project Who1, N, C`,
  'numbers as keys': `${seen} | where A > ago(1h) | join kind=inner (${seen} | summarize C = count() by N) on N | project Who, N, C`,
};

function programText(query: string): string {
  return JSON.stringify(lanesOf(query).laned.program, (_, value: unknown) =>
    typeof value === 'bigint' ? String(value) : value,
  );
}

const parts = fc.constantFrom<Dynamic>(null, [], ['x'], ['x', 'y', 'x'], 'y', { k: 1, l: [2] });
const row = fc.record({
  /** Minutes from the start. */
  arrival: fc.integer({ min: 0, max: 700 }),
  who: fc.constantFrom('', 'a', 'b', 'c', 'd'),
  parts,
  n: fc.option(fc.integer({ min: -3, max: 3 }), { freq: 6 }),
});
type Row = typeof row extends fc.Arbitrary<infer R> ? R : never;

function compare(query: string, rows: readonly Row[]): number {
  const values = [
    rows.map(({ arrival }) => time(arrival)),
    rows.map(({ who }) => who),
    rows.map((r) => r.parts),
    rows.map(({ n }) => n),
  ];
  const at = pairs(query, rows, values, 4 * hour);
  let found = 0;
  for (let run = 0; run < 16; run++) {
    const { fast, slow } = at(run);
    expect(fast && fast.length > 0 ? answerMembers(fast) : 'no rows', `run ${run}`).toBe(
      slow.length > 0 ? answerMembers(slow) : 'no rows',
    );
    found += slow.length;
  }
  return found;
}

function compareMany(query: string): void {
  let found = 0;
  fc.assert(
    fc.property(fc.array(row, { maxLength: 40 }), (rows) => {
      found += compare(query, rows);
    }),
    { numRuns: 20, seed: 5 },
  );
  expect(found).toBeGreaterThan(20);
}

describe.each(Object.entries(expanded))('of lists: %s', (_, query) => {
  test('is expanded once', () => {
    expect(programText(query)).not.toContain('"op":"mv-expand"');
    compareMany(query);
  });
});

describe.each(Object.entries(narrowed))('of joins: %s', (_, query) => {
  test('needs the rows with a partner', () => {
    expect(programText(query)).toContain('"name":"keys"');
    compareMany(query);
  });
});

describe.each(Object.entries(whole))('of joins: %s', (_, query) => {
  test('needs all rows', () => {
    expect(programText(query)).not.toContain('"name":"keys"');
    compareMany(query);
  });
});
