/**
 * `npm run bench -- backtest`: all rules over a month of a made-up organisation with attacks, and over half of
 * it. The bar: a million and a half events in 60 seconds on two idle cores, and no more than twice the time
 * for twice the events. `-- --people N`, `--days 15,30,60` and `--rules a,b` for other amounts; with
 * `--folder PATH` the events are kept there and used again.
 */
import { spawn } from 'node:child_process';
import {
  closeSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { attackNames } from '../scripts/simulator/story/attacks/attack.ts';
import { createOrganisation, watchlistOf } from '../scripts/simulator/story/organisation.ts';
import { tellStory } from '../scripts/simulator/story/story.ts';

const day = 86_400_000;
const from = Date.UTC(2026, 0, 5);
const bar = { seconds: 60, events: 1_500_000 };

/** Linux counts processor time in hundredths of a second. */
const ticksPerSecond = 100;

const people = Number(optionAfter('--people') ?? 2450);
const spans = (optionAfter('--days') ?? '15,30').split(',').map(Number);
const rules = optionAfter('--rules');
const kept = optionAfter('--folder');

const folder = kept ?? mkdtempSync(join(tmpdir(), 'bench-backtest-'));
try {
  const known = join(folder, `${people}-${spans.join('-')}.json`);
  if (!existsSync(known)) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(known, JSON.stringify(writeStory()));
  }
  const counts = JSON.parse(readFileSync(known, 'utf8')) as readonly number[];
  let before: { readonly events: number; readonly seconds: number; readonly cpu: number } | undefined;
  for (const [i, days] of spans.entries()) {
    const events = counts[i] ?? 0;
    const { seconds, cpu, megabytes, alerts } = await measure(fileOf(days));
    const growth = before && [
      `, time an event ${(seconds / before.seconds / (events / before.events)).toFixed(2)} of that before`,
      `, CPU ${(cpu / before.cpu / (events / before.events)).toFixed(2)}`,
    ];
    process.stdout.write(
      `${days} days, ${events.toLocaleString('en-US')} events, ${alerts} alerts: ${seconds.toFixed(1)} s, CPU ${cpu.toFixed(1)} s, peak ${megabytes.toFixed(0)} MB${growth?.join('') ?? ''}\n`,
    );
    if (days <= 30 && events >= bar.events && seconds > bar.seconds) process.exitCode = 1;
    before = { events, seconds, cpu };
  }
} finally {
  if (kept === undefined) rmSync(folder, { recursive: true });
}

function fileOf(days: number): string {
  return join(folder, `${people}-${days}.ndjson`);
}

interface Measured {
  readonly seconds: number;
  /** Of all threads. */
  readonly cpu: number;
  readonly megabytes: number;
  readonly alerts: number;
}

/** One backtest as a process; /proc is read while it lives. */
function measure(file: string): Promise<Measured> {
  const args = ['scripts/run.mjs', 'backtest', '--json', '--events', file];
  args.push('--watchlist', join(folder, `${people}.csv`));
  if (rules !== undefined) args.push('--rules', rules);
  const begun = performance.now();
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  let [cpu, peak] = [0, 0];
  const sampling = setInterval(() => {
    const found = usageOf(child.pid);
    cpu = Math.max(cpu, found.cpu);
    peak = Math.max(peak, found.megabytes);
  }, 20);
  let text = '';
  child.stdout.on('data', (piece: Buffer) => (text += piece.toString()));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => {
      clearInterval(sampling);
      if (code !== 0) return reject(new Error(`the backtest ended with ${code}: ${text.slice(0, 1000)}`));
      const { totals } = JSON.parse(text) as { readonly totals: { readonly alerts: number } };
      const seconds = (performance.now() - begun) / 1000;
      return resolve({ seconds, cpu, megabytes: peak, alerts: totals.alerts });
    });
  });
}

/** What a process has used so far, with all its threads; a backtest starts no other processes that last. */
function usageOf(pid: number | undefined): { readonly cpu: number; readonly megabytes: number } {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ').map(Number) ?? [];
    // utime, stime, cutime and cstime are the fields 14 to 17 of proc(5), two of which stand before the bracket.
    const own = fields.slice(11, 15).reduce((sum, ticks) => sum + ticks, 0) / ticksPerSecond;
    return { cpu: own, megabytes: Number(/^VmHWM:\s+(\d+)/m.exec(status)?.[1] ?? 0) / 1024 };
  } catch {
    return { cpu: 0, megabytes: 0 };
  }
}

/** The events of each span in a file, and how many there are. All spans have the attacks of the shortest. */
function writeStory(): number[] {
  const organisation = createOrganisation({ account: 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', people });
  const shortest = Math.min(...spans);
  const attacks = attackNames.map((name, i) => ({ name, at: from + shortest * (0.6 + i * 0.02) * day }));
  writeFileSync(join(folder, `${people}.csv`), watchlistOf(organisation));
  const files = spans.map((days) => ({ to: from + days * day, file: openSync(fileOf(days), 'w') }));
  const counts = spans.map(() => 0);
  for (const batch of tellStory(organisation, { from, to: from + Math.max(...spans) * day, attacks })) {
    files.forEach(({ to, file }, i) => {
      const own = batch.filter(({ arrival }) => arrival < to);
      if (own.length > 0) writeSync(file, own.map(({ event }) => `${JSON.stringify(event)}\n`).join(''));
      counts[i] = (counts[i] ?? 0) + own.length;
    });
  }
  for (const { file } of files) closeSync(file);
  return counts;
}

function optionAfter(name: string): string | undefined {
  const index = process.argv.indexOf(name);
  return index < 0 ? undefined : process.argv[index + 1];
}
