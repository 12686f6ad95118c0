import { EventEmitter, once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import type { Options } from 'yargs';
import { beginRun } from '../model/remember.ts';
import { createBinder } from '../kql/analyze.ts';
import { withCache } from '../kql/analysis-cache.ts';
import { keepCompiledCode } from '../kql/language-service.ts';
import { BindingProcess } from '../kql/process/binding-process.ts';
import { beginSnapshot, snapshotFile } from '../kql/process/snapshot.ts';
import type { WorkspaceSchema } from '../kql/workspace-schema.ts';
import type { Format } from '../report/report.ts';
import { practise } from '../watch/practice.ts';
import { rememberAnswers } from '../watch/memory.ts';
import { Rebuilder } from '../watch/rebuilder.ts';
import { bindTogether, secondBinder } from '../watch/second-binder.ts';
import { quietTime, watchSources } from '../watch/source-watcher.ts';
import type { ValidSources } from '../validate/sources.ts';
import { ruleQueries } from '../validate/validate.ts';
import type { ExitCode, OptionValues, Output } from './command.ts';
import { endOf, reportFindings, type Findings } from './report.ts';
import { cacheFolder, savedSources, type StageMemory } from './stages.ts';
import { makesSnapshot } from './tools.ts';

export const watchOption: Readonly<Record<'watch', Options>> = {
  watch: {
    type: 'boolean',
    describe: 'Go on, and do it again whenever a definition is saved',
    default: false,
  },
};

/** Milliseconds within which the system tells all steps of a save: that a file is emptied, and that it is written. */
const stepsOfSave = 5;

export interface WatchOptions {
  readonly command: string;
  readonly values: OptionValues;
  readonly format: Format;
  readonly output: Output;
  /** What a run needs that can be done, step by step, before the queries are bound, and remains known. */
  readonly ahead?: (sources: ValidSources) => Iterable<unknown>;
}

/**
 * Runs `work` now and after each save, until the process is asked to end. What it finds is shown, and the
 * watch goes on.
 */
export async function watch(
  { command, values, format, output, ahead }: WatchOptions,
  work: (memory: StageMemory) => Findings | Promise<Findings>,
): Promise<ExitCode> {
  if (format !== 'pretty') {
    output.err(`${command}: --watch goes on without end, but ${format} is one document; leave one out.`);
    return 2;
  }
  const cached = withCache(createBinder(cacheFolder), cacheFolder);
  const remembered = rememberAnswers(cached.bind, () => createBinder(cacheFolder));
  const snapshot = snapshotFile(cacheFolder);
  const second = secondBinder(() => BindingProcess.start(snapshot));
  const asked = new Map<string, WorkspaceSchema>();
  const memory: StageMemory = {
    bind: (query, schema) => {
      asked.set(query, schema);
      return remembered.bind(query, schema);
    },
  };
  const run = async (changed: readonly string[]): Promise<void> => {
    try {
      beginRun();
      await report(() => work(memory), changed, output);
    } catch (error) {
      output.err(`${command}: internal error: ${messageOf(error)}`);
    }
  };
  const end = endOfProcess();
  const prepare = async (signal: AbortSignal): Promise<void> => {
    await pause(stepsOfSave);
    // A command that has asked for no query needs none early.
    if (signal.aborted || asked.size === 0) return;
    try {
      const sources = savedSources(String(values['root']));
      const steps = ahead?.(sources) ?? [];
      await bindTogether(ruleQueries(sources), remembered, second.ask, { steps, signal });
    } catch {
      // The run that follows meets it too, and says it.
    }
  };
  const rebuilder = new Rebuilder({ delay: quietTime, run, prepare });
  const watcher = await watchSources(String(values['root']), {
    saved: (path) => rebuilder.note(path),
    failed: (error) => {
      output.err(`${command}: the definitions cannot be watched: ${messageOf(error)}`);
      end.resolve(1);
    },
  });
  await rebuilder.begin();
  cached.save();
  keepCompiledCode();
  output.err('Watching the definitions; Ctrl-C ends.');
  if (makesSnapshot) beginSnapshot(snapshot);
  let isWatching = true;
  const exercises = [...asked].map(([query, schema]) => async (turn: number) => {
    const elsewhere = second.ask(`${query}\n// ${turn}`, schema);
    createBinder(cacheFolder)(query, schema);
    await elsewhere;
  });
  void practise(
    exercises,
    () => rebuilder.isIdle,
    () => isWatching,
  );
  const exitCode = await end.promise;
  isWatching = false;
  second.close();
  rebuilder.close();
  await watcher.close();
  return exitCode;
}

/** One run, and a line about it: when, how it went, how long it took, and what was saved before. */
async function report(
  work: () => Findings | Promise<Findings>,
  changed: readonly string[],
  output: Output,
): Promise<void> {
  const start = performance.now();
  const findings = await work();
  const milliseconds = (performance.now() - start).toFixed(0);
  const time = new Date().toTimeString().slice(0, 8);
  const after = changed.length > 0 ? ` after ${changed.join(', ')}` : '';
  reportFindings({ ...findings, ending: `${time} ${endOf(findings)} in ${milliseconds} ms${after}` }, output);
}

interface End {
  readonly promise: Promise<ExitCode>;
  readonly resolve: (exitCode: ExitCode) => void;
}

/** Resolves when the process is asked to end: Ctrl-C is how a watch ends, and no failure. */
function endOfProcess(): End {
  const end = new EventEmitter();
  const promise = once(end, 'end').then(([exitCode]) => exitCode as ExitCode);
  const resolve = (exitCode: ExitCode): void => void end.emit('end', exitCode);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve(0));
  return { promise, resolve };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
