import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { sortDiagnostics } from '../diagnostics/diagnostic.ts';
import { BindingProcess } from '../kql/process/binding-process.ts';
import { makeArguments, snapshotFile } from '../kql/process/snapshot.ts';
import { cacheFolder, prepare, runStages } from './stages.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'stages-'));
const snapshot = snapshotFile(cacheFolder);

beforeAll(() => {
  if (!existsSync(snapshot)) spawnSync(process.execPath, makeArguments(snapshot));
  for (const part of ['solution', 'workbooks', 'watchlists', 'analytics-rules', 'changes']) {
    cpSync(join(root, part), join(folder, part), { recursive: true });
  }
}, 120_000);
afterAll(() => rmSync(folder, { recursive: true }));

/** Changes a file of the copy while `work` runs. */
async function withEdit<T>(
  [file, search, replacement]: readonly [string, string | RegExp, string],
  work: () => Promise<T>,
): Promise<T> {
  const path = join(folder, file);
  const before = readFileSync(path, 'utf8');
  writeFileSync(path, before.replace(search, replacement));
  try {
    return await work();
  } finally {
    writeFileSync(path, before);
  }
}

const rule = 'analytics-rules/vault-export.yaml';
const fault = [rule, 'object_type in ("vault"', 'objekt in ("vault"'] as const;

test('what was compiled before the queries were bound is worth nothing where one has a fault', async () => {
  const staged = await withEdit(fault, () => runStages(folder, { useCache: false }));
  expect(staged.diagnostics.map(({ code }) => code)).toContain('kql-binding');
  expect(staged).toEqual({ diagnostics: staged.diagnostics, context: staged.context });
}, 120_000);

/** What is left says as much of where it is bound, in a fraction of the time. */
function removeMostQueries(): void {
  rmSync(join(folder, 'workbooks'), { recursive: true, force: true });
  const rules = readdirSync(join(folder, 'analytics-rules')).filter((name) => !name.startsWith('vault-'));
  for (const name of rules) rmSync(join(folder, 'analytics-rules', name));
}

test.each([
  ['a name that is none', fault],
  ['a query without its end', [rule, '| where VaultExports > 0', '| where (']],
  ['a transformation', ['solution/table.yaml', /^ {2}- name: action$/m, '  - name: activity']],
  ['no query at all', [rule, /^severity: .*$/m, 'severity: Grave']],
] as const)(
  'findings are the same where another process binds: %s',
  { timeout: 120_000 },
  async (_, edit) => {
    removeMostQueries();
    const ask = vi.spyOn(BindingProcess.prototype, 'ask');
    const [beside, here] = await withEdit(edit, async () => [
      await runStages(folder, { useCache: false }),
      prepare(folder, { useCache: false }),
    ]);
    expect(ask).toHaveBeenCalled();
    expect(beside.diagnostics).toEqual(sortDiagnostics(here.diagnostics));
  },
);
