/** Processes that try mutants side by side; one that hangs is ended and replaced. */
import { fork, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Mutant } from './mutants.ts';
import { noEnd, type Answer, type Order, type TestOfFile } from './worker-messages.ts';

export interface Verdict {
  readonly mutant: Mutant;
  /** The test that noticed; absent: none did. */
  readonly killedBy: string | undefined;
}

/** A test that takes longer is in an endless loop: so much, and so many times what the slowest takes. */
const patience = { ms: 8_000, times: 8 };

/** A process forgets nothing that a stopped test left behind. */
const mutantsPerProcess = 400;

export async function tryAll(
  bundle: string,
  mutants: readonly Mutant[],
  workers: number,
  tell: (line: string) => void,
): Promise<readonly Verdict[]> {
  const first = await start(bundle);
  const measured = await ask(first, { kind: 'measure' }, 10 * 60_000);
  first.kill();
  if (measured?.kind !== 'measured') throw new Error('The tests do not come to an end without any change.');
  if (measured.failed.length > 0)
    throw new Error(`Without any change there fails: ${measured.failed.join('; ')}`);
  const testsOf = testsByMutant(measured.tests, mutants);
  const limit = patience.ms + patience.times * Math.max(...measured.tests.map(({ ms }) => ms));
  tell(`${mutants.length} mutants, ${measured.tests.length} tests`);
  const verdicts: Verdict[] = [];
  const waiting = [...mutants];
  const work = async (): Promise<void> => {
    let process: ChildProcess | undefined;
    let count = 0;
    for (let mutant = waiting.shift(); mutant !== undefined; mutant = waiting.shift()) {
      const tests = testsOf.get(mutant.id) ?? [];
      if (tests.length === 0) {
        verdicts.push({ mutant, killedBy: undefined });
        continue;
      }
      process ??= await start(bundle);
      const order: Order = {
        kind: 'try',
        id: mutant.id,
        tests: tests.map(({ file, index }) => ({ file, index })),
      };
      const answer = await ask(process, order, limit);
      const killedBy = answer?.kind === 'tried' ? answer.killedBy : noEnd;
      verdicts.push({ mutant, killedBy });
      if (killedBy === undefined) tell(`${mutant.file}:${mutant.line} ${mutant.change}`);
      count += 1;
      // What never ends would go on in there.
      if (killedBy === noEnd || count % mutantsPerProcess === 0) {
        process.kill('SIGKILL');
        process = undefined;
      }
      if (verdicts.length % 250 === 0) tell(`${verdicts.length} of ${mutants.length}`);
    }
    process?.kill();
  };
  await Promise.all(Array.from({ length: workers }, work));
  return verdicts.toSorted((a, b) => a.mutant.id - b.mutant.id);
}

/** Tests from elsewhere that a mutant is shown to, beside those of its own file: those that see little, and much. */
const others = { narrow: 60, broad: 30 };

/**
 * The tests that meet each mutant: first those beside its file, then those from elsewhere that meet the least
 * else, then those that meet the most, such as the comparison of whole pages. Nothing here depends on time, so that the same mutants survive everywhere.
 */
function testsByMutant(
  tests: readonly TestOfFile[],
  mutants: readonly Mutant[],
): ReadonlyMap<number, readonly TestOfFile[]> {
  const found = new Map<number, TestOfFile[]>();
  for (const test of tests.toSorted((a, b) => a.meets.length - b.meets.length)) {
    for (const id of test.meets) {
      const list = found.get(id);
      if (list) list.push(test);
      else found.set(id, [test]);
    }
  }
  return new Map(
    mutants.map(({ id, file }) => {
      const all = found.get(id) ?? [];
      const beside = `/${file.replace(/\.ts$/, '.test.ts')}`;
      const isBeside = (test: TestOfFile): boolean => test.file.endsWith(beside);
      const elsewhere = all.filter((test) => !isBeside(test));
      const broad = elsewhere.slice(others.narrow).slice(-others.broad);
      return [id, [...all.filter(isBeside), ...elsewhere.slice(0, others.narrow), ...broad.toReversed()]];
    }),
  );
}

function start(bundle: string): Promise<ChildProcess> {
  const process = fork(fileURLToPath(new URL('worker.ts', import.meta.url)), [bundle], {
    execArgv: ['--import', 'tsx', '--max-old-space-size=600'],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  return new Promise((resolve, reject) => {
    process.once('message', () => resolve(process));
    process.once('exit', (code) => reject(new Error(`A process ended with ${code} before it was ready.`)));
  });
}

/** The answer, or nothing where a test takes longer than `limitMs` or the process ends. */
function ask(process: ChildProcess, order: Order, limitMs: number): Promise<Answer | undefined> {
  return new Promise((resolve) => {
    const finish = (answer?: Answer): void => {
      clearTimeout(timer);
      process.removeAllListeners('message').removeAllListeners('exit');
      resolve(answer);
    };
    const timer = setTimeout(() => finish(), limitMs);
    process.on('message', (answer: Answer) => {
      if (answer.kind === 'begins') timer.refresh();
      else finish(answer);
    });
    process.once('exit', () => finish());
    process.send(order);
  });
}
