import { describe, expect, test } from 'vitest';
import { fileURLToPath } from 'node:url';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { kql } from './kql.ts';
import { kqlScore } from './kql-score.ts';
import { formatTable } from './text-table.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'kql-command-'));
afterAll(() => rmSync(folder, { recursive: true }));
const events = join(folder, 'events.ndjson');
writeFileSync(
  events,
  '{"uuid_s":"A","action":"view","actor_details":{"name":"Ann"}}\n{"uuid_s":"B","action":"grant"}\n',
);
const users = join(folder, 'users.csv');
writeFileSync(users, 'id,name\n1,Ann\n2,Bob\n');

async function run(values: Record<string, unknown>) {
  const [out, err]: [string[], string[]] = [[], []];
  const defaults = { root, data: [], cases: [], json: false, csv: false, explain: false, batch: false };
  const command = 'cases' in values ? kqlScore : kql;
  const output = { out: (text: string) => void out.push(text), err: (text: string) => void err.push(text) };
  const exit = await command.run({ ...defaults, ...values }, output);
  return { exit, out: out.join('\n'), err: err.join('\n') };
}

describe('kql', () => {
  test('reads rows of the own table, and of others by name', async () => {
    const query =
      'OnePasswordEventLogs_CL | extend name = tostring(actor_details.name) | join kind=inner Users on name';
    const { exit, out } = await run({
      query: `${query} | project action, id`,
      data: [events, `Users=${users}`],
      csv: true,
    });
    expect([exit, out]).toEqual([0, 'action,id\nview,1']);
  });

  test('takes events of the API for the rows that the connector would send, among rows', async () => {
    const file = join(folder, 'api.ndjson');
    const lines = [
      '{"timestamp":"2026-03-01T12:00:00Z","uuid":"U","category":"success","type":"mfa_ok","news":1}',
      '{"uuid_s":"R","action":"view","actor_details":{"uuid":"P"}}',
    ];
    writeFileSync(file, lines.join('\n'));
    const query = 'OnePasswordEventLogs_CL | project uuid_s, log_source, action_type, additional_fields';
    const { out, err } = await run({ query, data: [file], json: true });
    expect([err, (JSON.parse(out) as { rows: unknown }).rows]).toEqual([
      '',
      [
        ['U', 'signinattempts', 'mfa_ok', { news: 1 }],
        ['R', '', '', null],
      ],
    ]);
    expect((await run({ query: 'Other | project uuid', data: [`Other=${file}`], csv: true })).out).toBe(
      'uuid\nU\n',
    );
  });

  test('rows without a time arrive at the time of the run', async () => {
    const query = 'OnePasswordEventLogs_CL | summarize a = max(ingestion_time()), b = take_any(now())';
    const { out } = await run({ query, data: [events], now: '2026-05-04T10:00:00Z', json: true });
    expect(JSON.parse(out)).toEqual({
      columns: [
        { name: 'a', type: 'datetime' },
        { name: 'b', type: 'datetime' },
      ],
      rows: [['2026-05-04T10:00:00.0000000Z', '2026-05-04T10:00:00.0000000Z']],
    });
  });

  test('has the rows of the watchlist', async () => {
    const { out } = await run({ query: "_GetWatchlist('PG1PW') | project SearchKey", csv: true });
    expect(out).toBe('SearchKey\nREPLACE-THIS-ROW');
  });

  test('an error shows its line and column', async () => {
    expect(await run({ query: 'print 1\n| where foo' })).toMatchObject({
      exit: 1,
      out: '',
      err: expect.stringMatching(/^query:2:9 error\n.*foo.*\n {2}\| \| where foo\n {2}\| {9}\^$/s) as string,
    });
  });

  test('values that JSON has not are text, and digits stay', async () => {
    const query =
      'print a = 9223372036854775807, b = real(nan), c = -1d, d = dynamic({"x":9007199254740993})';
    const { out } = await run({ query, json: true });
    expect(out).toContain('"rows":[["9223372036854775807","NaN","-1.00:00:00",{"x":9007199254740993}]]');
  });

  test('explains a plan with its rows', async () => {
    const { out } = await run({
      query: 'OnePasswordEventLogs_CL | where action == "view"',
      data: [events],
      explain: true,
    });
    expect(out).toMatch(
      /^ +1 +[\d.]+ {2}where +action == "view"\n +2 +[\d.]+ {4}table OnePasswordEventLogs_CL$/m,
    );
  });

  test.each([
    [{}, 'a query is missing'],
    [{ query: 'print 1', now: 'soon' }, 'is no time'],
    [{ query: 'print 1', batch: true }, '--batch takes'],
    [{ query: 'print 1', json: true, csv: true }, 'exclude each other'],
    [{ cases: [] }, 'no cases'],
  ])('%j is wrong usage', async (values, message) => {
    expect(await run(values)).toMatchObject({ exit: 2, err: expect.stringContaining(message) as string });
  });

  test('a file that is wrong is named with its place', async () => {
    const file = join(folder, 'wrong.ndjson');
    writeFileSync(file, '{"aux_id":"x"}\n');
    expect((await run({ query: 'OnePasswordEventLogs_CL', data: [file] })).err).toContain(
      `${file}:1:11 error`,
    );
  });
});

test('a score tells right, wrong and refused', async () => {
  const file = join(folder, 'cases.jsonl');
  const columns = [{ name: 'x', type: 'long' }];
  const cases = [
    { id: 'right', query: 'print x = 1', expected: { columns, rows: [[1]] } },
    { id: 'wrong', query: 'print x = 1', expected: { columns, rows: [[2]] } },
    { id: 'refused', query: 'print x = toint(rand())', expected: { columns, rows: [[0]] } },
    { id: 'error', query: 'print x = foo', expected: { error: true } },
    {
      id: 'order',
      query: 'range x from 1 to 2 step 1',
      expected: { columns, rows: [[2], [1]] },
      order: ['x'],
    },
  ];
  writeFileSync(
    file,
    cases.map((one) => JSON.stringify({ tier: 'core', features: [], order: null, ...one })).join('\n'),
  );
  const { exit, out } = await run({ cases: [file], json: true });
  expect(exit).toBe(1);
  const [{ tiers, misses }] = (
    JSON.parse(out) as { files: [{ tiers: unknown; misses: { id: string; verdict: string }[] }] }
  ).files;
  expect(tiers).toEqual({ core: { cases: 5, right: 2, wrong: 2, refused: 1 } });
  expect(misses.map(({ id, verdict }) => `${id} ${verdict}`)).toEqual([
    'wrong wrong',
    'refused refused',
    'order wrong',
  ]);
});

test('a table that is too wide is shown value by value; control characters never reach the terminal', () => {
  const columns = [
    { name: 'a', isNumeric: true },
    { name: 'long name', isNumeric: false },
  ];
  expect(
    formatTable(
      columns,
      [
        ['1', 'x\u001b[31m'],
        ['22', 'ä'],
      ],
      80,
    ),
  ).toBe(' a  long name\n--  ----------\n 1  x\\u001b[31m\n22  ä'.replace('----------', '-----------'));
  expect(formatTable(columns, [['1', 'x']], 5)).toBe('-- row 1\na          1\nlong name  x');
});
