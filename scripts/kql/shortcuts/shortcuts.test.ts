import { once } from 'node:events';
import { readFileSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { expect, test, vi } from 'vitest';
import { parse } from 'yaml';
import type { TableFile } from '../../model/table.ts';
import { languageService } from '../language-service.ts';
import { openBinder } from './open-binder.mjs';

/** What Microsoft's library answers in a thread of its own, where nothing has been replaced. */
async function askUntouched(columns: string, queries: readonly string[]): Promise<unknown[]> {
  const worker = new Worker(new URL('./untouched.mjs', import.meta.url), {
    workerData: { columns, queries },
  });
  const [answers] = (await once(worker, 'message')) as [unknown[]];
  await worker.terminate();
  return answers;
}

const read = (path: string): string => readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8');
const columns = (parse(read('solution/table.yaml')) as TableFile).columns
  .map(({ name, type }) => `['${name}']:${type}`)
  .join(', ');
const queries = readdirSync(new URL('../../../test/golden/queries/', import.meta.url)).map((name) =>
  read(`test/golden/queries/${name}`),
);
const cases = [
  ...queries,
  // Pieces end in syntax errors, and with a table less every name is unknown.
  ...queries.slice(0, 9).map((query) => query.slice(0, query.length / 3)),
  ...queries.slice(9, 12).map((query) => query.replaceAll('OnePasswordEventLogs_CL', 'Elsewhere')),
  '.create function f() { T | where a > 1 }',
  '.create table T (a: string)',
  'print f(1)(2',
  '',
  'let f = (x: long, y: string = "a") { print x, y }; f(1) | union (f(y = "b", x = 2))',
  'datatable(a: dynamic, b: real)[] | extend c = a.x[0] + b, d = a > 1h | where d and c in (1, 2)',
  // As deep as the binder goes, and one deeper.
  ...[492, 493].map((depth) => `print ${'('.repeat(depth)}1${')'.repeat(depth)}`),
  // Names that are taken, given again, and given away.
  'print a = 1, b = 2 | extend a = 3, a1 = 4, a = 5 | project-rename c = a | join (print c = 5, b = 2) on c, b',
  'print a = 1 | summarize make_set(a), make_set(a), arg_max(a, *) by bin(a, 1), bin(a, 1)',
];

test('the binder says the same with its runtime replaced and without', { timeout: 240_000 }, async () => {
  const quick = openBinder(languageService(join(tmpdir(), 'onepassword-kql-tests')), columns);
  const original = await askUntouched(columns, cases);
  expect(original).toHaveLength(cases.length);
  for (const [i, query] of cases.entries()) expect(quick(query)).toEqual(original[i]);
});

/** What the runtime's functions are now. */
const runtimeFunctions = (): unknown =>
  Object.values((globalThis as unknown as { readonly Bridge: object }).Bridge);

test('a second copy of this module finds the work done', async () => {
  const cache = join(tmpdir(), 'onepassword-kql-tests');
  languageService(cache);
  const before = runtimeFunctions();
  vi.resetModules();
  const copy = await import('../language-service.ts');
  copy.languageService(cache);
  expect(copy.languageService).not.toBe(languageService);
  expect(runtimeFunctions()).toEqual(before);
});
