import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parse } from 'yaml';
import type { TableFile } from '../../model/table.ts';
import { PlanCache } from '../plan-cache.ts';
import { fromBytes, toBytes } from '../plan-bytes.ts';
import { createPlanner, type PlannedQuery } from '../plan-text.ts';
import { workspaceSchema } from '../workspace-schema.ts';
import { BindingProcess } from './binding-process.ts';
import { planAhead } from './plan-ahead.ts';
import { makeArguments, snapshotFile } from './snapshot.ts';

const root = new URL('../../../', import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, root), 'utf8');
const schema = workspaceSchema(parse(read('solution/table.yaml')) as TableFile, ['UUID', 'Type', 'Name']);
/** Rules with all their fragments, every kind of literal, what is shared, and what is refused. */
const queries = [
  ...readdirSync(new URL('test/golden/queries/', root)).map((name) => read(`test/golden/queries/${name}`)),
  'print a = 9223372036854775807, b = decimal(1.5), c = real(-inf), d = real(nan), e = -0.0, f = "Zoë 🔑"',
  'print d = dynamic({"place": {"start": 1}, "a": [1.0, decimal(2.50), datetime(2026-01-01), 1e300]})',
  'OnePasswordEventLogs_CL | extend a = strlen(action) | extend b = a + a | summarize count() by b',
  'let f = (x: long) { x + x }; OnePasswordEventLogs_CL | extend n = f(f(f(strlen(action)))) | sort by n',
  'OnePasswordEventLogs_CL | evaluate bag_unpack(additional_fields) | project x = 1',
  'OnePasswordEventLogs_CL | where actoin == "x"',
  'print 1 | getschema | evaluate autocluster()',
  'print 1 +',
];
const caches = mkdtempSync(join(tmpdir(), 'planning-process-'));
const here = createPlanner(join(tmpdir(), 'onepassword-kql-tests'));
const folders: string[] = [caches];
const newFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'plan-cache-'));
  folders.push(folder);
  return folder;
};

beforeAll(() => {
  spawnSync(process.execPath, makeArguments(snapshotFile(caches)));
}, 120_000);
afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true })));

test('a plan of the process is the plan of this one', { timeout: 120_000 }, async () => {
  const child = BindingProcess.start(snapshotFile(caches));
  const answers = await Promise.all(queries.map((query) => child?.plan(query, schema)));
  child?.finish();
  queries.forEach((query, i) => {
    const bytes = answers[i];
    expect(bytes).toBeDefined();
    expect(bytes && fromBytes(bytes)).toStrictEqual(here(query, schema));
  });
});

test('what operators share is written once', () => {
  const shared = { kind: 'literal', type: 'long', value: 1, place: { start: 0, length: 1 } } as const;
  const planned = { program: { bindings: [], main: [shared, shared] } } as unknown as PlannedQuery;
  const { program } = fromBytes(toBytes(planned)) as { program: { main: unknown } };
  const [first, second] = program.main as unknown[];
  expect(first).toStrictEqual(shared);
  expect(second).toBe(first);
});

test.each([
  ['is missing', undefined],
  ['is of something else', 'not a snapshot'],
])('where the snapshot %s, the planning is done here', async (_, content) => {
  const folder = newFolder();
  if (content !== undefined) writeFileSync(snapshotFile(folder), content);
  const planner = planAhead({ cacheFolder: folder, keepsPlans: true, makesSnapshot: false });
  const [query = ''] = queries;
  await planner.expect(query, schema);
  expect(planner.plan(query, schema)).toStrictEqual(here(query, schema));
  planner.close();
});

test('plans are found again by query, schema and tools, and by nothing else', () => {
  const folder = newFolder();
  const planned = here('print 1', schema);
  const cache = new PlanCache(folder, 'tools');
  cache.keep('print 1', schema, planned);
  cache.save();
  const again = new PlanCache(folder, 'tools');
  expect(again.find('print 1', { ...schema })).toStrictEqual(planned);
  expect(again.has('print 2', schema)).toBe(false);
  expect(again.has('print 1', { tables: [], functions: [] })).toBe(false);
  expect(new PlanCache(folder, 'other tools').isEmpty).toBe(true);
});

test('a damaged file of plans counts as empty', () => {
  const folder = newFolder();
  const cache = new PlanCache(folder, 'tools');
  cache.keep('print 1', schema, here('print 1', schema));
  cache.save();
  const file = join(folder, 'query-plans.bin');
  const bytes = readFileSync(file);
  const middle = bytes.length >> 1;
  bytes[middle] = (bytes[middle] ?? 0) ^ 1;
  writeFileSync(file, bytes);
  expect(new PlanCache(folder, 'tools').isEmpty).toBe(true);
});
