/**
 * A process that tries mutants. It is told the file of the bundle, measures once which mutants each test
 * meets, and then tries what it is asked for, one at a time; whoever started it ends it when it hangs.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { runInThisContext } from 'node:vm';
import { configureGlobal } from 'fast-check';
import * as vitest from 'vitest';
import { createRunner, type DeclaredTest } from './declared-tests.ts';
import { question } from './mutants.ts';
import { noEnd, type Answer, type Order, type TestOfFile } from './worker-messages.ts';

/** A test whose promise never comes back. */
const patienceMs = 6_000;

const require = createRequire(import.meta.url);
let current = -1;
let met: Set<number> | undefined;
(globalThis as Record<string, unknown>)[question] = (id: number): boolean => {
  met?.add(id);
  return id === current;
};
// The same examples for every mutant, and no search for a smaller one: a failure is all that counts.
configureGlobal({ seed: 20_260_301, endOnFailure: true });
process.on('unhandledRejection', () => undefined);

/** The snapshots in files need the runner; here a file is compared as it lies. */
function expectFile(received: unknown): { readonly toMatchFileSnapshot: (path: string) => Promise<void> } {
  return Object.assign(vitest.expect(received), {
    toMatchFileSnapshot: async (path: string) =>
      vitest.expect(readFileSync(path, 'utf8') === received).toBe(true),
  });
}
const standIns: Readonly<Record<string, unknown>> = {
  expect: Object.assign(expectFile, { ...vitest.expect }),
};

type Load = (module: object, exports: object, require: (name: string) => unknown) => void;
const wrapped = `(function (module, exports, require) {${readFileSync(process.argv[2] ?? '', 'utf8')}\n})`;
const load = runInThisContext(wrapped, { filename: 'mutants.cjs' }) as Load;

/** Loads everything anew, so that what is computed while loading is changed too. */
function loadFiles(): {
  readonly declare: (file: string) => DeclaredTest[];
  readonly files: readonly string[];
} {
  let runner = createRunner();
  const api = new Proxy(standIns, {
    get: (_, name: string) => ({ ...runner.api, ...standIns })[name],
  });
  const module = { exports: {} as { files: Record<string, () => void> } };
  load(module, module.exports, (name) => (name === 'vitest' ? api : require(name)));
  return {
    files: Object.keys(module.exports.files),
    declare(file) {
      runner = createRunner();
      module.exports.files[file]?.();
      return runner.tests;
    },
  };
}

async function runOne(test: DeclaredTest): Promise<'good' | 'bad' | typeof noEnd> {
  let timer: NodeJS.Timeout | undefined;
  process.send?.({ kind: 'begins' } satisfies Answer);
  try {
    const late = new Promise<typeof noEnd>((resolve) => {
      timer = setTimeout(() => resolve(noEnd), patienceMs);
    });
    return await Promise.race([Promise.resolve(test.run()).then(() => 'good' as const), late]);
  } catch {
    return 'bad';
  } finally {
    clearTimeout(timer);
  }
}

async function measure(): Promise<Answer> {
  const tests: TestOfFile[] = [];
  const failed: string[] = [];
  for (const file of loadFiles().files) {
    met = new Set();
    const declared = loadFiles().declare(file);
    const whileLoading = met;
    for (const [index, test] of declared.entries()) {
      met = new Set(whileLoading);
      const from = performance.now();
      const result = await runOne(test);
      if (result !== 'good') failed.push(`${file}: ${test.name} (${result})`);
      tests.push({ file, index, name: test.name, ms: performance.now() - from, meets: [...met] });
    }
  }
  met = undefined;
  return { kind: 'measured', tests, failed };
}

async function tryMutant({ id, tests }: Extract<Order, { kind: 'try' }>): Promise<Answer> {
  current = id;
  let killedBy: string | undefined;
  const declared = new Map<string, DeclaredTest[]>();
  try {
    const { declare } = loadFiles();
    for (const { file, index } of tests) {
      const inFile = declared.get(file) ?? declare(file);
      declared.set(file, inFile);
      const test = inFile[index];
      const result = test && (await runOne(test));
      if (result === 'good') continue;
      killedBy = result === noEnd ? noEnd : `${file}: ${test?.name ?? 'fewer tests'}`;
      break;
    }
  } catch (error) {
    killedBy = `loading: ${String(error).slice(0, 80)}`;
  }
  current = -1;
  return { kind: 'tried', id, killedBy };
}

process.on('message', (order: Order) => {
  void (order.kind === 'measure' ? measure() : tryMutant(order)).then((answer) => process.send?.(answer));
});
process.send?.('ready');
