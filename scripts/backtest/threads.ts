/** A job shared out to threads by rules. */
import { fileURLToPath } from 'node:url';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { DataError } from '../data-files/data-error.ts';
import type { LoadParquet } from '../data-files/parquet.ts';
import type { Progress } from './backtest.ts';
import { runJob, type Job, type JobResult } from './job.ts';

/** Starts the toolchain; in a thread it finds its job instead of a command line. */
const start = new URL('../run.mjs', import.meta.url);
const threadCommand = 'backtest';

type Message =
  | { readonly kind: 'reading'; readonly events: number; readonly share: number }
  | { readonly kind: 'running'; readonly share: number }
  | { readonly kind: 'result'; readonly result: JobResult }
  | { readonly kind: 'data-error'; readonly place: readonly [string, number, number, string] };

/** Whether this is a thread that has been given a job. */
export function isThread(): boolean {
  return !isMainThread && typeof workerData === 'object' && workerData !== null && 'backtest' in workerData;
}

/** Does the job of this thread. */
export async function serveThread(loadParquet: LoadParquet): Promise<void> {
  const { backtest: job } = workerData as { readonly backtest: Job };
  try {
    const run = everySoOften((_, share) => send({ kind: 'running', share }));
    const progress: Progress = {
      reading: everySoOften((events, share) => send({ kind: 'reading', events, share })),
      running: (share) => run(0, share),
    };
    send({ kind: 'result', result: await runJob(job, loadParquet, progress) });
  } catch (error) {
    if (!(error instanceof DataError)) throw error;
    const { file, line, column, message } = error;
    send({ kind: 'data-error', place: [file, line, column, message] });
  }
}

function send(message: Message): void {
  parentPort?.postMessage(message, []);
}

/** A hundred times for the whole way is enough. */
function everySoOften(
  tell: (events: number, share: number) => void,
): (events: number, share: number) => void {
  let told = 0;
  return (events, share) => {
    if (share - told < 0.01 && share < 1) return;
    told = share;
    tell(events, share);
  };
}

/** Runs a job in one thread for each list of rules. Throws `DataError`. */
export async function runInThreads(
  job: Job,
  shares: readonly (readonly string[])[],
  progress: Progress,
): Promise<JobResult> {
  const states = shares.map(() => ({ events: 0, read: 0, run: 0 }));
  const results = await Promise.all(
    shares.map((names, index) => {
      const rules = job.rules.filter(({ name }) => names.includes(name));
      return inThread({ ...job, rules }, (message) => {
        const state = states[index];
        if (!state) return;
        if (message.kind === 'reading') [state.events, state.read] = [message.events, message.share];
        if (message.kind === 'running') state.run = message.share;
        const least = <K extends keyof typeof state>(key: K): number =>
          Math.min(...states.map((s) => s[key]));
        if (least('read') < 1) progress.reading(least('events'), least('read'));
        else progress.running(least('run'));
      });
    }),
  );
  const [first] = results;
  if (!first) throw new TypeError('a job without rules');
  const reports = results.flatMap(({ rules }) => rules);
  const rules = job.rules.flatMap(({ name }) => reports.filter(({ rule }) => rule === name));
  return { ...first, rules };
}

function inThread(job: Job, onMessage: (message: Message) => void): Promise<JobResult> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(fileURLToPath(start), {
      argv: [threadCommand],
      workerData: { backtest: job },
    });
    worker.on('message', (message: Message) => {
      if (message.kind === 'result') resolve(message.result);
      else if (message.kind === 'data-error') reject(new DataError(...message.place));
      else onMessage(message);
    });
    worker.on('error', reject);
    worker.on('exit', () => reject(new Error('a thread of the backtest ended before its result')));
  });
}
