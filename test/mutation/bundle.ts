/** Tests and the sources that they test as one text of JavaScript, with all mutants in it. */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { mutate, question, type Mutant } from './mutants.ts';

export const root = fileURLToPath(new URL('../..', import.meta.url));

/** What is changed, and what has to notice. */
export interface Subject {
  /** Folder of the sources, from the root. */
  readonly folder: string;
  /** Files that are made, and compared with their origin by a test. */
  readonly made: readonly string[];
  /** Test files from the root; those beside the sources come by themselves. */
  readonly tests: readonly string[];
}

export const subjects: Readonly<Record<string, Subject>> = {
  connector: {
    folder: 'functions/src/core',
    made: ['row.generated.ts'],
    tests: [
      'test/connector/settings-page.test.ts',
      'test/connector/tick.test.ts',
      'test/connector/positions.test.ts',
      'test/connector/refusals.test.ts',
      'test/connector/odd-events.test.ts',
      'test/connector/ingestion-faults.test.ts',
      'test/connector/backfill.test.ts',
      'test/connector/metrics.test.ts',
      'test/docs/connector-page.test.ts',
    ],
  },
};

export interface Bundle {
  /** CommonJS; `module.exports.files` has a function for each test file that declares its tests. */
  readonly code: string;
  readonly mutants: readonly Mutant[];
}

/** `only`: names of the files to change; absent: all. */
export async function bundleMutants(subject: Subject, only: readonly string[]): Promise<Bundle> {
  const { folder, made, tests } = subject;
  const names = readdirSync(join(root, folder))
    .filter((name) => name.endsWith('.ts'))
    .toSorted();
  const beside = names.filter((name) => name.endsWith('.test.ts')).map((name) => `${folder}/${name}`);
  const changed = names.filter(
    (name) =>
      !name.endsWith('.test.ts') && !made.includes(name) && (only.length === 0 || only.includes(name)),
  );
  const mutants: Mutant[] = [];
  const texts = new Map<string, string>();
  for (const name of changed) {
    const path = join(root, folder, name);
    const mutated = mutate(name, readFileSync(path, 'utf8'), mutants.length);
    mutants.push(...mutated.mutants);
    texts.set(path, mutated.text);
  }
  const calls = [...beside, ...tests].map((path) => `${JSON.stringify(path)}: () => require('./${path}'),`);
  const { outputFiles } = await build({
    stdin: { contents: `export const files = {${calls.join('\n')}};`, resolveDir: root, loader: 'ts' },
    bundle: true,
    write: false,
    format: 'cjs',
    platform: 'node',
    target: 'node20',
    packages: 'external',
    logLevel: 'error',
    banner: { js: `const ${question} = globalThis.${question};` },
    plugins: [
      {
        name: 'mutants',
        setup(given) {
          given.onLoad({ filter: /\.ts$/ }, ({ path }) => ({
            loader: 'ts',
            contents: (texts.get(path) ?? readFileSync(path, 'utf8')).replaceAll(
              'import.meta.url',
              JSON.stringify(pathToFileURL(path).href),
            ),
          }));
        },
      },
    ],
  });
  return { code: outputFiles[0]?.text ?? '', mutants };
}
