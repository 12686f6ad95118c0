import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parse } from 'yaml';
import type { TableFile } from '../../model/table.ts';
import { createBinder } from '../analyze.ts';
import { workspaceSchema } from '../workspace-schema.ts';
import { bindAhead } from './ahead.ts';
import { BindingProcess } from './binding-process.ts';
import { snapshotProgram } from './make-snapshot.mjs';
import { makeArguments, snapshotFile, snapshotSources } from './snapshot.ts';
import { endAhead, startAhead, startArguments, startBinding } from './start.mjs';

const root = new URL('../../../', import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, root), 'utf8');
const schema = workspaceSchema(parse(read('solution/table.yaml')) as TableFile, ['UUID', 'Type', 'Name']);
const empty = { tables: [], functions: [] };
const queries = [
  ...readdirSync(new URL('test/golden/queries/', root)).map((name) => read(`test/golden/queries/${name}`)),
  read('scripts/kql/process/warm-up.kql'),
  'OnePasswordEventLogs_CL | where actoin == "x" | extend n = 1 +',
  'print name = "Zoë 🔑", n = 1',
  `print ${'('.repeat(2000)}1${')'.repeat(2000)}`,
];
const caches = mkdtempSync(join(tmpdir(), 'binding-process-'));
const snapshot = snapshotFile(caches);
const here = createBinder(join(tmpdir(), 'onepassword-kql-tests'));
/** What the answers are once they have been written as JSON, as those of another process are. */
const expected = (query: string, against = schema): unknown =>
  JSON.parse(JSON.stringify(here(query, against)));

const open = (cacheFolder = caches) => bindAhead({ cacheFolder, useCache: false, makesSnapshot: false });

beforeAll(() => {
  spawnSync(process.execPath, makeArguments(snapshot));
}, 120_000);
afterAll(() => rmSync(caches, { recursive: true }));

test('the process says of every query what this one says', { timeout: 120_000 }, async () => {
  const child = BindingProcess.start(snapshot);
  expect(child).toBeDefined();
  for (const query of queries) child?.ask(query, schema);
  child?.ask('source | project x', empty);
  child?.ask('OnePasswordEventLogs_CL | count', schema);
  const answers = await child?.answers();
  for (const query of queries) expect(answers?.get(schema)?.get(query)).toEqual(expected(query));
  expect(answers?.get(empty)?.get('source | project x')).toEqual(expected('source | project x', empty));
  expect(answers?.get(schema)?.get('OnePasswordEventLogs_CL | count')).toBeDefined();
});

test('a process that was started ahead is the one that answers', async () => {
  startAhead(caches);
  const child = BindingProcess.start(snapshot);
  endAhead();
  child?.ask(queries[0] ?? '', schema);
  const answers = await child?.answers();
  expect(answers?.get(schema)?.get(queries[0] ?? '')).toEqual(expected(queries[0] ?? ''));
});

test('a process that has ended meanwhile, or starts from something else, is not handed over', async () => {
  const broken = mkdtempSync(join(tmpdir(), 'broken-snapshot-'));
  const file = join(broken, 'binder-0.blob');
  writeFileSync(file, '');
  const ended = startAhead(broken);
  await once(ended ?? process, 'exit');
  const replaced = startBinding(file);
  expect(replaced).not.toBe(ended);
  const ahead = startAhead(caches);
  const other = startBinding(file);
  expect(ahead?.killed).toBe(true);
  expect(other.spawnargs.at(-1)).toBe(file);
  await Promise.all([replaced, other].map((child) => once(child, 'exit')));
  rmSync(broken, { recursive: true });
});

test('what was expected is answered like what was not', async () => {
  const [query = '', other = ''] = queries;
  const binder = open();
  expect(binder.expect(query, schema).columns).toEqual([]);
  binder.expect(query, schema);
  await binder.settle();
  expect(JSON.parse(JSON.stringify(binder.bind(query, schema)))).toEqual(expected(query));
  expect(JSON.parse(JSON.stringify(binder.bind(other, schema)))).toEqual(expected(other));
});

test.each([
  ['is missing', undefined],
  ['is of something else', 'not a snapshot'],
  ['is cut off', 'cut'],
])('where the snapshot %s, the binding is done here', async (_, kind) => {
  const folder = mkdtempSync(join(tmpdir(), 'binding-process-'));
  if (kind === 'cut') writeFileSync(snapshotFile(folder), readFileSync(snapshot).subarray(0, 1_000_000));
  else if (kind !== undefined) writeFileSync(snapshotFile(folder), kind);
  const binder = open(folder);
  for (const query of queries.slice(0, 3)) binder.expect(query, schema);
  await binder.settle();
  for (const query of queries.slice(0, 3)) {
    expect(JSON.parse(JSON.stringify(binder.bind(query, schema)))).toEqual(expected(query));
  }
  rmSync(folder, { recursive: true });
});

test('a process that is ended while it works costs its answers, nothing else', async () => {
  const binder = open();
  for (const query of queries.slice(0, 4)) binder.expect(query, schema);
  binder.close();
  await binder.settle();
  for (const query of queries.slice(0, 4)) {
    expect(JSON.parse(JSON.stringify(binder.bind(query, schema)))).toEqual(expected(query));
  }
});

test('the process ends when nobody is there to ask any more', async () => {
  const child = spawn(process.execPath, startArguments(snapshot), { stdio: ['pipe', 'pipe', 'ignore'] });
  child.stdin.write(`${JSON.stringify({ schema })}\n${JSON.stringify({ query: queries[0] })}\n`);
  await once(child.stdout, 'data');
  child.stdout.resume();
  // As when the process at the other end has been killed.
  child.stdin.destroy();
  expect(await once(child, 'exit')).toEqual([0, null]);
});

test('the name of a snapshot tells of everything that goes into it', async () => {
  const { inputs } = await snapshotProgram();
  const files = inputs.map((path) => /scripts\/kql\/(.+)$/.exec(path)?.[1]).filter(Boolean);
  const sources = snapshotSources();
  expect(files.filter((file) => file !== undefined && !sources.includes(file))).toEqual([]);
  expect(sources).toEqual(expect.arrayContaining(['process/make-snapshot.mjs', 'process/warm-up.kql']));
});

test('the query that warms the process up is a query without faults', () => {
  const columns = { s: 'string', t: 'datetime', d: 'dynamic', l: 'long', r: 'real', b: 'bool' } as const;
  const entries = Object.entries(columns) as [string, (typeof columns)['s']][];
  const tables = [{ name: 'Events', columns: entries.map(([name, type]) => ({ name, type })) }];
  const { problems } = here(read('scripts/kql/process/warm-up.kql'), { tables, functions: [] });
  expect(problems).toEqual([]);
});
