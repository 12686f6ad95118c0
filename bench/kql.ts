/**
 * `npm run bench -- kql`: queries like those of rules beside loops written by hand over the same columns,
 * and beside DuckDB in the same run; the memory of a million events; binding and running the shipped rules.
 */
import { copyFileSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { bindQuery, workspaceGlobals } from '../scripts/kql/bind.ts';
import { cacheFolder } from '../scripts/commands/stages.ts';
import { createEngine } from '../scripts/kql/engine.ts';
import { makeArguments, snapshotFile } from '../scripts/kql/process/snapshot.ts';
import { Column } from '../scripts/kql/table/column.ts';
import { emptyTable, tableOf, type ColumnSchema } from '../scripts/kql/table/table.ts';
import { emptyOf, type ScalarType, type Value } from '../scripts/kql/values/scalar.ts';
import { fromMilliseconds, hour, parseDatetime } from '../scripts/kql/values/time.ts';
import { workspaceSchema } from '../scripts/kql/workspace-schema.ts';
import type { TableFile } from '../scripts/model/table.ts';
import { openDuckDb } from './kql-duckdb.ts';
import { writeEvents } from './kql-events.ts';
import { median } from './process.ts';

const count = 1_000_000;
/** So often each query is bound before it counts: V8 compiles hardly anything any more then. */
const warmUp = 20;
const turns = process.argv.includes('--short') ? 3 : 7;
const actionNames = ['create', 'delete', 'grant', 'revoke', 'join', 'leave', 'export', 'view'];
const personCount = 1000;
const firstTime = Date.UTC(2026, 0, 1);
const folder = mkdtempSync(join(tmpdir(), 'kql-bench-'));

await compareWithLoops();
measureBinding();
measureStart();
measureScenarios();
measureMemory();
rmSync(folder, { recursive: true });

/** What the loops and the engine both read: plain arrays for the loops, columns over them for the engine. */
function makeColumns() {
  const people = Array.from({ length: personCount }, (_, i) => `user${i}`);
  const base = fromMilliseconds(firstTime) as number;
  const times = Array.from({ length: count }, (_, i) => base + i * 25_000_000);
  const actionCodes = Uint32Array.from({ length: count }, (_, i) => (i * 7919) % actionNames.length);
  const personCodes = Uint32Array.from({ length: count }, (_, i) => (i * 104_729) % people.length);
  const numbers = Array.from({ length: count }, (_, i) => i % 100);
  const schema: ColumnSchema[] = [
    { name: 'timestamp', type: 'datetime' },
    { name: 'action', type: 'string' },
    { name: 'actor', type: 'string' },
    { name: 'n', type: 'long' },
  ];
  const columns = [
    Column.of('datetime', times),
    Column.encoded('string', { entries: actionNames, codes: actionCodes }),
    Column.encoded('string', { entries: people, codes: personCodes }),
    Column.of('long', numbers),
  ];
  return {
    schema,
    table: tableOf(schema, columns, count),
    times,
    numbers,
    actions: Array.from(actionCodes, (code) => actionNames[code] as string),
    people: Array.from(personCodes, (code) => people[code] as string),
  };
}

async function compareWithLoops(): Promise<void> {
  const { schema, table, times, numbers, actions, people } = makeColumns();
  const engine = createEngine({ tables: [{ name: 'E', columns: schema }], functions: [] }, folder);
  const peer = await openDuckDb(count, actionNames, personCount, firstTime * 1000);
  const cases: readonly (readonly [name: string, query: string, loop: () => number])[] = [
    [
      'filter and project',
      'E | where action == "grant" and n > 50 | project timestamp, actor',
      () => {
        const [a, b]: [number[], string[]] = [[], []];
        for (let i = 0; i < count; i++) {
          if (actions[i] !== 'grant' || (numbers[i] as number) <= 50) continue;
          a.push(times[i] as number);
          b.push(people[i] as string);
        }
        return a.length + b.length;
      },
    ],
    [
      'filter, count by hour and action',
      'E | where action in ("grant", "revoke") | summarize c = count() by bin(timestamp, 1h), action',
      () => {
        const groups = new Map<string, number>();
        for (let i = 0; i < count; i++) {
          const action = actions[i] as string;
          if (action !== 'grant' && action !== 'revoke') continue;
          const time = times[i] as number;
          const key = `${time - (time % hour)}${action}`;
          groups.set(key, (groups.get(key) ?? 0) + 1);
        }
        return groups.size;
      },
    ],
    [
      'count and last time by person',
      'E | summarize c = count(), m = max(timestamp) by actor',
      () => {
        const groups = new Map<string, { c: number; m: number }>();
        for (let i = 0; i < count; i++) {
          const found = groups.get(people[i] as string);
          const time = times[i] as number;
          if (!found) groups.set(people[i] as string, { c: 1, m: time });
          else {
            found.c++;
            if (time > found.m) found.m = time;
          }
        }
        return groups.size;
      },
    ],
    [
      'set of actions by person',
      'E | summarize s = make_set(action) by actor',
      () => {
        const groups = new Map<string, Set<string>>();
        for (let i = 0; i < count; i++) {
          const found = groups.get(people[i] as string);
          if (found) found.add(actions[i] as string);
          else groups.set(people[i] as string, new Set([actions[i] as string]));
        }
        return groups.size;
      },
    ],
    [
      'last row by person',
      'E | summarize arg_max(timestamp, *) by actor',
      () => {
        const groups = new Map<string, number>();
        for (let i = 0; i < count; i++) {
          const found = groups.get(people[i] as string);
          if (found === undefined || (times[i] as number) > (times[found] as number))
            groups.set(people[i] as string, i);
        }
        return [...groups.values()].map((i) => [times[i], actions[i], numbers[i]]).length;
      },
    ],
  ];
  for (const [name, query, loop] of cases) {
    const prepared = engine.prepare(query);
    const ours: number[] = [];
    const theirs: number[] = [];
    const peers: number[] = [];
    for (let turn = 0; turn <= turns; turn++) {
      let rows = 0;
      const result = timed(() => {
        const answer = prepared.run({ tables: new Map([['E', table]]), now: 0 });
        for (const column of answer.columns) column.values();
        rows = answer.length;
      });
      const reference = timed(loop);
      const peered = await peer.run(name);
      if (peered.rows !== rows) throw new Error(`${name}: ${rows} rows, DuckDB ${peered.rows}`);
      if (turn === 0) continue;
      ours.push(result);
      theirs.push(reference);
      peers.push(peered.milliseconds);
    }
    const factorTo = (others: readonly number[]): string =>
      median(ours.map((own, i) => own / (others[i] ?? Number.NaN))).toFixed(2);
    print(
      name,
      `${median(ours).toFixed(0)} ms, by hand ${median(theirs).toFixed(0)} ms, factor ${factorTo(theirs)} (bar: 2.0); ` +
        `DuckDB ${median(peers).toFixed(0)} ms, factor ${factorTo(peers)}`,
    );
  }
}

function measureBinding(): void {
  const queries = readdirSync('test/golden/queries').map((file) =>
    readFileSync(`test/golden/queries/${file}`, 'utf8'),
  );
  const table = parse(readFileSync('solution/table.yaml', 'utf8')) as TableFile;
  const schema = workspaceSchema(table, ['UUID', 'Type', 'Name', 'Notes']);
  const globals = workspaceGlobals(schema, folder);
  const engine = createEngine(schema, folder);
  const bound: number[] = [];
  const prepared: number[] = [];
  for (let turn = 0; turn < turns + warmUp; turn++) {
    const binding = timed(() => queries.forEach((query) => bindQuery(query, globals, folder)));
    // A plan is kept by the text of its query.
    const preparing = timed(() => queries.forEach((query) => engine.prepare(`${query}\n// ${turn}`)));
    if (turn < warmUp) continue;
    bound.push(binding / queries.length);
    prepared.push(preparing / queries.length);
  }
  print('bind a shipped rule, warm', `${median(bound).toFixed(1)} ms (bar: 12 ms)`);
  print('bind and plan it, warm', `${median(prepared).toFixed(1)} ms`);
}

/** The first query of a new process: with the process that starts from a snapshot, and without it. */
function measureStart(): void {
  const query = readFileSync('test/golden/queries/vault-export.kql', 'utf8');
  const args = ['scripts/run.mjs', 'kql', query, '--now', '2026-01-01'];
  const run = (): number =>
    timed(() => {
      const { status } = spawnSync(process.execPath, args);
      if (status !== 0) throw new Error(`npm run kql ended with ${status}`);
    });
  const snapshot = snapshotFile(cacheFolder);
  spawnSync(process.execPath, makeArguments(snapshot));
  const kept = join(folder, 'snapshot.blob');
  copyFileSync(snapshot, kept);
  const starts: number[] = [];
  const plain: number[] = [];
  try {
    for (let turn = 0; turn <= turns; turn++) {
      copyFileSync(kept, snapshot);
      const start = run();
      // A file that is there is not made anew in the background, which would disturb what is measured.
      writeFileSync(snapshot, '');
      const without = run();
      if (turn === 0) continue;
      starts.push(start);
      plain.push(without);
    }
  } finally {
    copyFileSync(kept, snapshot);
  }
  print('first rule, from process start', `${median(starts).toFixed(0)} ms (bar: 400 ms)`);
  const factor = median(starts.map((own, i) => own / (plain[i] ?? Number.NaN))).toFixed(2);
  print('the same without a snapshot', `${median(plain).toFixed(0)} ms, factor ${factor}`);
}

/** A scenario of a rule: its query, prepared once, over a few dozen rows. */
function measureScenarios(): void {
  const file = join(folder, 'scenario.ndjson');
  writeEvents(file, 50);
  const { columns, name } = parse(readFileSync('solution/table.yaml', 'utf8')) as TableFile;
  const watchlist = ['UUID', 'Type', 'Name', 'Notes'];
  const schema = workspaceSchema({ columns, name } as TableFile, watchlist);
  const rows = readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, Value>);
  const own = schema.tables[0]?.columns ?? [];
  const events = tableOf(
    own,
    own.map((column) =>
      Column.of(
        column.type,
        rows.map((row) => cellOf(row[column.name], column.type)),
      ),
    ),
    rows.length,
  );
  const empty = schema.functions.map(({ columns: result }) => emptyTable(result));
  const tables = new Map([
    ...schema.tables.map((table) => [table.name, emptyTable(table.columns)] as const),
    [name, events],
    ...empty.map((table) => ['_GetWatchlist("PG1PW")', table] as const),
  ]);
  const engine = createEngine(schema, folder);
  const queries = readdirSync('test/golden/queries').map((query) =>
    engine.prepare(readFileSync(`test/golden/queries/${query}`, 'utf8')),
  );
  const now = fromMilliseconds(firstTime + 200_000);
  const times = queries.map((query) => {
    const own = Array.from({ length: turns * 5 }, () => timed(() => query.run({ tables, now })));
    return median(own.slice(turns));
  });
  print(
    'a scenario of a rule, warm',
    `${median(times).toFixed(2)} ms, slowest rule ${Math.max(...times).toFixed(2)} ms (bar: 2 ms)`,
  );
}

/** What a row of the benchmark's file holds, as the engine has it. */
function cellOf(value: Value | undefined, type: ScalarType): Value {
  if (value === undefined || value === null) return emptyOf(type);
  return type === 'datetime' ? parseDatetime(String(value)) : value;
}

function measureMemory(): void {
  const file = join(folder, 'events.ndjson');
  writeEvents(file, count);
  const args = ['--expose-gc', '--import', 'tsx', 'bench/kql-resident.ts', file];
  const { stdout, stderr, status } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  print('events in memory', status === 0 ? stdout.trim() : `failed: ${stderr.slice(0, 300)}`);
}

function timed(work: () => unknown): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}

function print(name: string, text: string): void {
  process.stdout.write(`${name.padEnd(34)} ${text}\n`);
}
