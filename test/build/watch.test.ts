import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { array, assert, asyncProperty, constantFrom } from 'fast-check';
import { afterAll, expect, test, vi } from 'vitest';
import type { CompiledSolution } from '../../scripts/bundle/bundle.ts';
import type { Binder } from '../../scripts/kql/analyze.ts';
import { copyProject } from '../../scripts/testing/project.ts';

/** A file as it is and as somebody saves it instead; undefined where it is deleted. */
interface Change {
  readonly file: string;
  readonly change: (text: string) => string | undefined;
}

const exchange = (search: string | RegExp, replacement: string) => (text: string) =>
  text.replace(search, replacement);
const rule = 'analytics-rules/vault-export.yaml';
const tab = 'workbooks/1password-events/all-data.yaml';
const changes: readonly Change[] = [
  { file: rule, change: (text) => `${text}# a comment\n` },
  { file: rule, change: exchange(/^query: \|\n/m, 'query: |\n  // a comment\n') },
  { file: rule, change: exchange(/^name: .*$/m, 'name: Something else') },
  { file: rule, change: exchange(/^query: \|\n/m, 'query: |\n  no_such_table;\n') },
  { file: rule, change: (text) => `${text}\tno: [yaml\n` },
  { file: rule, change: () => undefined },
  { file: rule, change: (text) => `\ufeff${text}` },
  { file: 'solution/fragments/first_copies.kql', change: (text) => `${text.trimEnd()}\n// a comment\n` },
  { file: 'solution/fragments/first_copies.kql', change: () => undefined },
  { file: 'solution/solution.yaml', change: exchange(/^name: .*$/m, 'name: Another name') },
  { file: 'solution/solution.yaml', change: exchange(/^author: .*$/m, 'author: Somebody') },
  { file: 'solution/wizard.yaml', change: exchange(/toolTip: /, 'toolTip: Really. ') },
  { file: 'solution/wizard.yaml', change: exchange(/\$\{region\.label\}/g, '${region.nothing}') },
  { file: 'solution/vocabulary.yaml', change: exchange(/\bexport\b/g, 'exported') },
  { file: 'solution/regions.yaml', change: exchange('1Password.ca', '1Password Canada') },
  { file: 'solution/table.yaml', change: exchange(/type: string/, 'type: long') },
  { file: 'solution/api-versions.yaml', change: exchange(/\d{4}-\d\d-\d\d/, '2001-01-01') },
  { file: 'solution/diagnostics.yaml', change: severitiesOff },
  { file: 'solution/release-notes.md', change: (text) => `${text}\nMore.\n` },
  { file: 'solution/logo.svg', change: exchange('<svg', '<svg onload="x()"') },
  { file: 'solution/infrastructure/data-collection-rule.yaml', change: exchange(/location/, 'locations') },
  { file: 'watchlists/pg1pw.csv', change: (text) => `${text}one,too,many,cells,in,this,row\n` },
  { file: tab, change: exchange('title: Overview', 'title: At a glance') },
  { file: tab, change: exchange('column: Attempts', 'column: Nothing') },
  { file: 'workbooks/1password-events/workbook.yaml', change: exchange(/^title: .*$/m, 'title: Sentinel') },
];

function severitiesOff(text: string): string {
  const entry = '  - code: rule-query-long\n    severity: error\n    reason: This is only a test.\n';
  return text.replace('severities: []', `severities:\n${entry}`);
}

const root = unlock(copyProject());
afterAll(() => rmSync(root, { recursive: true }));

type Build = () => Promise<unknown>;

/** What a build says, and the bytes that it would write. Each is a copy of the toolchain of its own. */
async function loadBuild(makeBinder: (bind: Binder) => Promise<Binder>): Promise<Build> {
  const { compileAhead } = await import('../../scripts/commands/compile-stages.ts');
  const { cacheFolder, runStages, savedSources } = await import('../../scripts/commands/stages.ts');
  const { bundle, templateTexts } = await import('../../scripts/bundle/bundle.ts');
  const { listContents } = await import('../../scripts/compile/versioned-contents.ts');
  const { beginRun } = await import('../../scripts/model/remember.ts');
  shared ??= await shareBinder(cacheFolder);
  const bind = await makeBinder(shared);
  const subject = { name: 'solution', version: '1.0.0', publisher: 'us' };
  const connector = { zip: new Uint8Array([1, 2, 3]), packages: [] };
  const texts = (refused: CompiledSolution | undefined): unknown => refused && [...templateTexts(refused)];
  return async () => {
    Array.from(compileAhead(savedSources(root)));
    beginRun();
    const { diagnostics, context, checked, contents, compiled, refused } = await runStages(root, {
      memory: { bind },
    });
    const files =
      checked && contents && compiled
        ? bundle(compiled, subject, listContents(checked, contents), connector)
        : [];
    const { files: read, switchedOff } = context;
    const written = files.map(({ path, bytes }) => [path, Buffer.from(bytes).toString('base64')]);
    return { diagnostics, read, switchedOff, refused: texts(refused), written };
  };
}

let shared: Binder | undefined;

/** Binding is not what is tried here: both builds are told the same. */
async function shareBinder(cacheFolder: string): Promise<Binder> {
  const { createBinder } = await import('../../scripts/kql/analyze.ts');
  const { withCache } = await import('../../scripts/kql/analysis-cache.ts');
  const { rememberAnswers } = await import('../../scripts/watch/memory.ts');
  const create = (): Binder => createBinder(cacheFolder);
  return rememberAnswers(withCache(create(), cacheFolder).bind, create).bind;
}

function save(file: string, text: string | undefined): void {
  if (text !== undefined) writeFileSync(join(root, file), text);
  else rmSync(join(root, file), { force: true });
}

/** Versions ahead of the lock, so that a change of the contents is no finding. */
function unlock(folder: string): string {
  const raise = (file: string, version: string): void => {
    const text = readFileSync(join(folder, file), 'utf8');
    writeFileSync(join(folder, file), text.replace(/^version: .*$/m, `version: ${version}`));
  };
  for (const name of readdirSync(join(folder, 'analytics-rules')))
    if (!name.endsWith('.test.yaml')) raise(`analytics-rules/${name}`, '9.9.9');
  raise('workbooks/1password-events/workbook.yaml', '9.9.9');
  raise('solution/connector-page.yaml', '9.9.9');
  raise('solution/solution.yaml', '3.99.0');
  const notes = join(folder, 'solution/release-notes.md');
  writeFileSync(notes, readFileSync(notes, 'utf8').replace(/\d+\.\d+\.\d+/, '3.99.0'));
  return folder;
}

/** How often to try; more often with SOLUTION_WATCH_RUNS set. */
const runs = Number(process.env['SOLUTION_WATCH_RUNS'] ?? 1);

test(
  'whatever is saved, a watch says and writes what a build of its own does',
  { timeout: 300_000 },
  async () => {
    const warm = await loadBuild(
      async (bind) => (await import('../../scripts/watch/memory.ts')).rememberAnswers(bind, () => bind).bind,
    );
    vi.resetModules();
    vi.doMock('../../scripts/model/remember.ts', () => ({
      remember: <T>(answer: T): T => answer,
      beginRun: () => {},
    }));
    const cold = await loadBuild(async (bind) => bind);
    vi.doUnmock('../../scripts/model/remember.ts');

    const asCommitted = new Map(changes.map(({ file }) => [file, readFileSync(join(root, file), 'utf8')]));
    const mended = { file: '', change: (): undefined => undefined };
    await assert(
      asyncProperty(
        array(constantFrom(...changes, mended, mended, mended), { minLength: 8, maxLength: 10 }),
        async (saves) => {
          const changed = new Set<string>();
          for (const { file, change } of saves) {
            // Now and then the file that was saved first becomes what it was.
            const [first] = changed;
            if (file !== '') {
              save(file, change(asCommitted.get(file) ?? ''));
              changed.add(file);
            } else if (first !== undefined) {
              save(first, asCommitted.get(first));
              changed.delete(first);
            }
            expect(await warm()).toEqual(await cold());
          }
          for (const file of changed) save(file, asCommitted.get(file));
        },
      ),
      { numRuns: runs },
    );
    expect(await warm()).toEqual(await cold());
  },
);
