import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { median } from './process.ts';

const root = new URL('..', import.meta.url).pathname;
const bar = '300 ms';

interface Save {
  readonly name: string;
  readonly file: string;
  /** Changes a text so that something has to be done again; `turn` makes each change a new one. */
  readonly change: (text: string, turn: number) => string;
}

const rule = 'analytics-rules/vault-export.yaml';
const saves: readonly Save[] = [
  { name: 'a comment in a rule', file: rule, change: (text, turn) => `${text}# ${turn}\n` },
  {
    name: 'the query of a rule',
    file: rule,
    change: (text, turn) => text.replace(/^query: \|\n/m, `query: |\n  // ${turn}\n`),
  },
  {
    name: 'a fragment of most queries',
    file: 'solution/fragments/first_copies.kql',
    change: (text, turn) => text.replace(/\n*$/, `\n// ${turn}\n`),
  },
];

/** From saving a file to the line that says it is built again, the process warm. */
export async function measureWatch(
  times: number,
  print: (name: string, text: string) => void,
): Promise<void> {
  const folder = writeUnlockedSolution();
  const watch = spawn(process.execPath, [
    join(root, 'scripts/run.mjs'),
    'build:solution',
    '--watch',
    '--root',
    folder,
  ]);
  let printed = '';
  let wake: (() => void) | undefined;
  for (const stream of [watch.stdout, watch.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      printed += text;
      wake?.();
    });
  }
  const see = async (text: string): Promise<void> => {
    while (!printed.includes(text)) await new Promise<void>((resolve) => (wake = resolve));
    printed = '';
  };
  await see('Watching');
  await calm(watch.pid);
  for (const { name, file, change } of saves) {
    const path = join(folder, file);
    const measured: number[] = [];
    const busy: number[] = [];
    for (let turn = 0; turn <= times; turn++) {
      const text = change(readFileSync(path, 'utf8'), turn);
      const busyBefore = busyTime(watch.pid);
      const start = performance.now();
      writeFileSync(path, text);
      await see(` after ${file}`);
      // The first one warms up what only this kind of change needs.
      if (turn > 0) {
        measured.push(performance.now() - start);
        busy.push(busyTime(watch.pid) - busyBefore);
      }
      await pause();
    }
    const range = `${Math.min(...measured).toFixed(0)} to ${Math.max(...measured).toFixed(0)}`;
    const processor = Number.isNaN(median(busy)) ? '' : `, ${median(busy).toFixed(0)} ms of processor`;
    print(`watch: ${name}`, `${median(measured).toFixed(0)} ms (${range}; bar: ${bar})${processor}`);
  }
  watch.kill('SIGINT');
  await new Promise((resolve) => void watch.on('close', resolve));
  rmSync(folder, { recursive: true });
}

/** Milliseconds of processor time of a process, in steps of 10: what other processes take has no part in it. Linux only. */
function busyTime(pid: number | undefined): number {
  try {
    // Fields 14 and 15 of the line, in hundredths of a second; the name before them may hold blanks. Source: proc(5).
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /, '')
      .split(' ');
    return (Number(fields[11]) + Number(fields[12])) * 10;
  } catch {
    return Number.NaN;
  }
}

/** A watch makes itself quick while nothing is saved: until it is done with that. */
async function calm(pid: number | undefined): Promise<void> {
  for (let before = -1; before !== busyTime(pid); await pause()) {
    before = busyTime(pid);
    if (Number.isNaN(before)) return;
    await pause();
  }
}

function pause(): Promise<void> {
  return new Promise((resolve) => void setTimeout(resolve, 500));
}

/** A copy of the solution in which every version is ahead of the lock, so that any change is built. */
function writeUnlockedSolution(): string {
  const folder = mkdtempSync(join(tmpdir(), 'bench-watch-'));
  for (const part of ['solution', 'workbooks', 'watchlists', 'analytics-rules'])
    cpSync(join(root, part), join(folder, part), { recursive: true });
  const edit = (file: string, search: RegExp, replacement: string): void =>
    writeFileSync(join(folder, file), readFileSync(join(folder, file), 'utf8').replace(search, replacement));
  for (const name of readdirSync(join(folder, 'analytics-rules')).filter((n) => !n.endsWith('.test.yaml')))
    edit(`analytics-rules/${name}`, /^version: .*$/m, 'version: 9.9.9');
  edit('workbooks/1password-events/workbook.yaml', /^version: .*$/m, 'version: 9.9.9');
  edit('solution/solution.yaml', /^version: .*$/m, 'version: 3.99.0');
  edit('solution/release-notes.md', /\d+\.\d+\.\d+/, '3.99.0');
  return folder;
}
