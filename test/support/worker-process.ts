/** For tests: processes that run the connector, killed and started at will. */
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Summary } from '../../functions/src/core/summary.ts';
import { bundleEntry } from '../../scripts/connector/bundle.ts';

export interface Worker {
  /** Resolves when it is loaded and waits. */
  readonly ready: Promise<void>;
  /** Lets it run so many times; resolves with the summaries, fewer where it is killed. */
  run(times: number): Promise<readonly Summary[]>;
  /** Such as SIGSTOP, in which it sleeps. */
  signal(name: NodeJS.Signals): void;
  /** Nothing more is asked of it; resolves when the process is gone. */
  end(): Promise<void>;
  /** SIGKILL; resolves when the process is gone. */
  kill(): Promise<void>;
  /** What it wrote, on both streams. */
  output(): string;
}

export interface WorkerFile {
  /** Lets one run and end, so that those that follow need not compile what it ran. */
  prepare(environment: Readonly<Record<string, string>>): Promise<void>;
  start(environment: Readonly<Record<string, string>>): Worker;
  remove(): void;
}

/**
 * Runs a file of code, and keeps what V8 compiled of it for the processes that come after: a third of the time
 * in which one of hundreds begins. At the end of the first it is kept once more, with what it ran.
 */
const loader = `
const { readFileSync, renameSync, writeFileSync } = require('node:fs');
const { Script } = require('node:vm');
const [file, cache] = ['code.js', 'code.cache'].map((name) => __dirname + '/' + name);
let cachedData;
try {
  cachedData = readFileSync(cache);
} catch {}
const text = '(function (require, module, exports, __filename, __dirname) {' + readFileSync(file, 'utf8') + '\\n})';
const script = new Script(text, { filename: file, cachedData });
script.runInThisContext()(require, module, exports, file, __dirname);
const keep = () => {
  const own = cache + process.pid;
  writeFileSync(own, script.createCachedData());
  renameSync(own, cache);
};
if (cachedData === undefined) {
  keep();
  process.once('exit', keep);
}
`;

/** Bundles the worker once for many processes. */
export async function bundleWorker(): Promise<WorkerFile> {
  const { code } = await bundleEntry('test/support/ticking-worker.ts', 'worker', '1.0.0');
  const folder = mkdtempSync(join(tmpdir(), 'worker-'));
  const file = join(folder, 'worker.cjs');
  writeFileSync(join(folder, 'code.js'), code);
  writeFileSync(file, loader);
  return {
    async prepare(environment) {
      const first = startWorker(file, environment);
      await first.ready;
      await first.run(1);
      await first.end();
    },
    start: (environment) => startWorker(file, environment),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

function startWorker(file: string, environment: Readonly<Record<string, string>>): Worker {
  const child = spawn(process.execPath, [file], { env: environment, stdio: ['pipe', 'pipe', 'pipe'] });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  // What is written to a process that is gone is of no interest.
  child.stdin.on('error', () => undefined);
  const written: string[] = [];
  let summaries: Summary[] = [];
  let wanted = Infinity;
  let announceReady: (() => void) | undefined;
  let announceDone: (() => void) | undefined;
  const ready = new Promise<void>((resolve) => (announceReady = resolve));
  createInterface(child.stdout).on('line', (line) => {
    written.push(line);
    if (line === 'ready') announceReady?.();
    else if (summaries.push(JSON.parse(line) as Summary) >= wanted) announceDone?.();
  });
  createInterface(child.stderr).on('line', (line) => void written.push(line));
  return {
    ready: Promise.race([ready, ended.then(() => failed(child, written))]),
    async run(times) {
      summaries = [];
      wanted = times;
      const done = new Promise<void>((resolve) => (announceDone = resolve));
      child.stdin.write(`${times}\n`);
      await Promise.race([done, ended]);
      return summaries;
    },
    signal: (name) => void child.kill(name),
    async end() {
      child.stdin.end();
      await ended;
    },
    async kill() {
      child.kill('SIGKILL');
      await ended;
    },
    output: () => written.join('\n'),
  };
}

function failed({ signalCode }: ChildProcess, written: readonly string[]): void {
  if (signalCode === null) throw new Error(`The worker did not start: ${written.join('\n').slice(0, 2_000)}`);
}
