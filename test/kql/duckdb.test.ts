/**
 * DuckDB as a second opinion: where a query means the same in SQL, both must answer the same. Texts are ASCII,
 * which both order and fold alike.
 */
import { DuckDBInstance, DuckDBTimestampValue, type DuckDBConnection } from '@duckdb/node-api';
import * as fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { datetimeText, fromMilliseconds } from '../../scripts/kql/values/time.ts';
import { asciiText, prepare, rowsArbitrary, sorted, type Row } from './random-table.ts';

let connection: DuckDBConnection;
beforeAll(async () => {
  connection = await (await DuckDBInstance.create(':memory:')).connect();
});

const tables = 'k varchar, s varchar, n bigint, r double, t timestamp';

async function fill(name: string, rows: readonly Row[]): Promise<void> {
  await connection.run(`create or replace table ${name} (${tables})`);
  const appender = await connection.createAppender(name);
  for (const [k, s, n, r, t] of rows) {
    appender.appendVarchar(k);
    appender.appendVarchar(s);
    if (n === null) appender.appendNull();
    else appender.appendBigInt(BigInt(n));
    if (r === null) appender.appendNull();
    else appender.appendDouble(r);
    appender.appendTimestamp(new DuckDBTimestampValue(BigInt(t / 10) + epochMicroseconds));
    appender.endRow();
  }
  appender.closeSync();
}

/** The engine counts its ticks from a time of its own; DuckDB counts microseconds from 1970. */
const epochMicroseconds = -BigInt(fromMilliseconds(0)) / 10n;

async function askDuckDb(sql: string): Promise<string[][]> {
  const reader = await connection.runAndReadAll(sql);
  return reader.getRows().map((row) => row.map((cell) => cellText(cell)));
}

/** As the engine writes a cell in JSON. */
function cellText(cell: unknown): string {
  if (cell instanceof DuckDBTimestampValue) {
    const ticks = (cell.micros - epochMicroseconds) * 10n;
    return JSON.stringify(datetimeText(Number(ticks)));
  }
  if (typeof cell === 'bigint') return String(cell);
  return typeof cell === 'number' ? String(cell + 0) : JSON.stringify(cell);
}

const cases: readonly (readonly [kql: string, sql: string])[] = [
  ['T | where n > 2', 'select * from T where n > 2'],
  ['T | where n != 2 or r <= 0.25', 'select * from T where n is distinct from 2 or r <= 0.25'],
  ['T | where k == "x" and s != "a"', `select * from T where k = 'x' and s <> 'a'`],
  ['T | where n in (1, 2, 3)', 'select * from T where n in (1, 2, 3)'],
  ['T | where k !in~ ("X", "q")', `select * from T where lower(k) not in ('x', 'q')`],
  ['T | where n between (0 .. 5)', 'select * from T where n between 0 and 5'],
  ['T | where isnull(n) and isnotempty(s)', `select * from T where n is null and s <> ''`],
  ['T | where s contains "A"', `select * from T where contains(lower(s), 'a')`],
  ['T | where s contains_cs "%"', `select * from T where contains(s, '%')`],
  ['T | where s startswith "a"', `select * from T where starts_with(lower(s), 'a')`],
  ['T | where s !endswith_cs "b"', `select * from T where not ends_with(s, 'b')`],
  ['T | where s matches regex "^[aA]b"', `select * from T where regexp_matches(s, '^[aA]b')`],
  ['T | extend x = n * 2 + 1, y = n - r', 'select *, n * 2 + 1, n - r from T'],
  [
    'T | extend x = iff(n > 1, "big", "small")',
    `select *, case when n > 1 then 'big' else 'small' end from T`,
  ],
  ['T | extend x = coalesce(n, 7), y = abs(n)', 'select *, coalesce(n, 7), abs(n) from T'],
  [
    'T | project toupper(s), tolower(s), strlen(s), reverse(s), strcat(k, "-", s)',
    `select upper(s), lower(s), length(s), reverse(s), k || '-' || s from T`,
  ],
  [
    'T | project substring(s, 1, 2), replace_string(s, "a", "<>"), indexof(s, "b")',
    `select substring(s, 2, 2), replace(s, 'a', '<>'), instr(s, 'b') - 1 from T`,
  ],
  [
    'T | project bin(t, 1h), startofday(t), datetime_diff("second", t, datetime(2026-01-01))',
    `select
    date_trunc('hour', t), date_trunc('day', t), date_diff('second', timestamp '2026-01-01', t) from T`,
  ],
  ['T | project hourofday(t), dayofmonth(t), getyear(t)', `select hour(t), day(t), year(t) from T`],
  [
    'T | summarize count(), min(n), max(n), dcount(s), countif(n > 1), max(t) by k',
    'select k, count(*), min(n), max(n), count(distinct s), count(*) filter (n > 1), max(t) from T group by k',
  ],
  [
    'T | where isnotnull(n) | summarize sum(n), avg(n) by k, s',
    'select k, s, sum(n), avg(n) from T where n is not null group by k, s',
  ],
  [
    'T | summarize c = count() by n | where c > 1',
    'select n, count(*) from T group by n having count(*) > 1',
  ],
  [
    'T | summarize by bin(t, 10m)',
    `select distinct time_bucket(interval '10 minutes', t, timestamp '2000-01-01') from T`,
  ],
  ['T | distinct k, n', 'select distinct k, n from T'],
  ['T | count', 'select count(*) from T'],
  ['T | join kind=inner U on k', 'select T.*, U.* from T join U using (k)'],
  [
    'T | join kind=inner U on k | where n1 > n | project s, s1',
    'select T.s, U.s from T join U on T.k = U.k where U.n > T.n',
  ],
  ['T | join kind=leftsemi U on k, s', 'select * from T semi join U using (k, s)'],
  ['T | join kind=leftanti U on k, s', 'select * from T anti join U using (k, s)'],
  [
    'T | lookup kind=inner (U | summarize c = count() by k) on k',
    'select T.*, c from T join (select k, count(*) c from U group by k) using (k)',
  ],
  ['union T, U', 'select * from T union all select * from U'],
  [
    'T | where k in ((U | where n > 0 | project k))',
    'select * from T where k in (select k from U where n > 0)',
  ],
];

const ordered: readonly (readonly [kql: string, sql: string])[] = [
  [
    'T | sort by n asc nulls first, s desc, r asc, t asc, k asc',
    'select * from T order by n nulls first, s desc, r nulls first, t, k',
  ],
  [
    'T | sort by s asc, n desc, r desc, t desc, k asc | take 4',
    'select * from T order by s, n desc nulls last, r desc nulls last, t desc, k limit 4',
  ],
  [
    'T | summarize c = count() by s | sort by c desc, s asc',
    'select s, count(*) c from T group by s order by c desc, s',
  ],
  [
    'T | sort by t asc, s asc, k asc, n asc, r asc | serialize i = row_number() | project i, s',
    'select row_number() over (order by t, s, k, n nulls first, r nulls first) i, s from T order by i',
  ],
];

test('random tables: both give the same rows, and where a query orders them the same order', async () => {
  const ours = [...cases, ...ordered].map(([kql, sql]) => ({ kql, sql, ask: prepare(kql) }));
  const rows = rowsArbitrary(asciiText);
  await fc.assert(
    fc.asyncProperty(rows, rows, async (t, u) => {
      await fill('T', t);
      await fill('U', u);
      for (const [i, { kql, sql, ask }] of ours.entries()) {
        const [mine, theirs] = [realsAsNumbers(ask(t, u)), await askDuckDb(sql)];
        const isOrdered = i >= cases.length;
        expect([kql, isOrdered ? mine : sorted(mine)]).toEqual([kql, isOrdered ? theirs : sorted(theirs)]);
      }
    }),
    { numRuns: 15 },
  );
}, 60_000);

/** One form for a number, whichever of the two wrote it. */
function realsAsNumbers(rows: readonly (readonly string[])[]): string[][] {
  return rows.map((row) =>
    row.map((cell) => (/^-?[\d.]+(?:e[+-]?\d+)?$/.test(cell) ? String(Number(cell)) : cell)),
  );
}
