/**
 * `npm run bench:kql`: queries like those of rules beside loops written by hand over the same columns,
 * in the same run; the memory of a million events; and the binding of the shipped rules.
 */
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { bindQuery, workspaceGlobals } from '../scripts/kql/bind.ts';
import { createEngine } from '../scripts/kql/engine.ts';
import { Column } from '../scripts/kql/table/column.ts';
import { tableOf, type ColumnSchema } from '../scripts/kql/table/table.ts';
import { fromMilliseconds, hour } from '../scripts/kql/values/time.ts';
import { workspaceSchema } from '../scripts/kql/workspace-schema.ts';
import type { TableFile } from '../scripts/model/table.ts';
import { writeEvents } from './kql-events.ts';
import { median } from './process.ts';

const count = 1_000_000;
const turns = process.argv.includes('--short') ? 3 : 7;
const folder = mkdtempSync(join(tmpdir(), 'kql-bench-'));

compareWithLoops();
measureBinding();
measureMemory();
rmSync(folder, { recursive: true });

/** What the loops and the engine both read: plain arrays for the loops, columns over them for the engine. */
function makeColumns() {
  const actions = ['create', 'delete', 'grant', 'revoke', 'join', 'leave', 'export', 'view'];
  const people = Array.from({ length: 1000 }, (_, i) => `user${i}`);
  const base = fromMilliseconds(Date.UTC(2026, 0, 1)) as number;
  const times = Array.from({ length: count }, (_, i) => base + i * 25_000_000);
  const actionCodes = Uint32Array.from({ length: count }, (_, i) => (i * 7919) % actions.length);
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
    Column.encoded('string', { entries: actions, codes: actionCodes }),
    Column.encoded('string', { entries: people, codes: personCodes }),
    Column.of('long', numbers),
  ];
  return {
    schema,
    table: tableOf(schema, columns, count),
    times,
    numbers,
    actions: Array.from(actionCodes, (code) => actions[code] as string),
    people: Array.from(personCodes, (code) => people[code] as string),
  };
}

function compareWithLoops(): void {
  const { schema, table, times, numbers, actions, people } = makeColumns();
  const engine = createEngine({ tables: [{ name: 'E', columns: schema }], functions: [] }, folder);
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
    for (let turn = 0; turn <= turns; turn++) {
      const result = timed(() => {
        const answer = prepared.run({ tables: new Map([['E', table]]), now: 0 });
        for (const column of answer.columns) column.values();
      });
      const reference = timed(loop);
      if (turn === 0) continue;
      ours.push(result);
      theirs.push(reference);
    }
    const factor = median(ours.map((own, i) => own / (theirs[i] ?? Number.NaN)));
    print(
      name,
      `${median(ours).toFixed(0)} ms, by hand ${median(theirs).toFixed(0)} ms, factor ${factor.toFixed(2)} (bar: 2.0)`,
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
  for (let turn = 0; turn < turns + 3; turn++) {
    const binding = timed(() => queries.forEach((query) => bindQuery(query, globals, folder)));
    const preparing = timed(() => queries.forEach((query) => engine.prepare(query)));
    if (turn < 3) continue;
    bound.push(binding / queries.length);
    prepared.push(preparing / queries.length);
  }
  print('bind a shipped rule, warm', `${median(bound).toFixed(1)} ms (bar: 12 ms)`);
  print('bind and plan it, warm', `${median(prepared).toFixed(1)} ms`);
  const first = 'test/golden/queries/vault-export.kql';
  const args = ['scripts/run.mjs', 'kql', readFileSync(first, 'utf8'), '--now', '2026-01-01'];
  const starts: number[] = [];
  for (let turn = 0; turn <= turns; turn++) {
    const time = timed(() => {
      const { status } = spawnSync(process.execPath, args);
      if (status !== 0) throw new Error(`npm run kql ended with ${status}`);
    });
    if (turn > 0) starts.push(time);
  }
  print('first rule, from process start', `${median(starts).toFixed(0)} ms (bar: 400 ms)`);
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
