/**
 * `npm run bench:backtest`: rules over a month of a made-up organisation with attacks, and over half of its
 * events. The bar: a million and a half events in 60 seconds on two cores, and no more than twice the time
 * for twice the events. `-- --people N`, `--days N`, `--rules a,b` for other amounts.
 */
import { closeSync, mkdtempSync, openSync, readdirSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { attackNames } from '../scripts/simulator/story/attacks/attack.ts';
import { createOrganisation, watchlistOf } from '../scripts/simulator/story/organisation.ts';
import { tellStory } from '../scripts/simulator/story/story.ts';
import { run } from './process.ts';

const day = 86_400_000;
const from = Date.UTC(2026, 0, 5);
const bar = 60;

const people = numberAfter('--people', 2300);
const days = numberAfter('--days', 30);
/** Silence is told from all rows of two weeks, again for each hour, which takes hours at this size. */
const slow = new Set(['log-ingestion-failure']);
const named = process.argv.includes('--rules')
  ? process.argv[process.argv.indexOf('--rules') + 1]
  : undefined;
const rules =
  named ??
  ruleNames()
    .filter((name) => !slow.has(name))
    .join(',');

const folder = mkdtempSync(join(tmpdir(), 'bench-backtest-'));
try {
  const counts = writeStory();
  const half = await measure('half.ndjson', counts.half);
  const whole = await measure('whole.ndjson', counts.whole);
  const growth = whole / half / (counts.whole / counts.half);
  process.stdout.write(`time an event, all against half: ${growth.toFixed(2)}\n`);
  if (counts.whole >= 1_500_000 && whole > bar) process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true });
}

async function measure(file: string, events: number): Promise<number> {
  const args = [
    '--events',
    join(folder, file),
    '--watchlist',
    join(folder, 'watchlist.csv'),
    '--rules',
    rules,
  ];
  const subject = {
    name: file,
    command: process.execPath,
    args: ['scripts/run.mjs', 'backtest', ...args, '--json'],
  };
  const { seconds, peakMegabytes = 0 } = await run(subject);
  process.stdout.write(
    `${events} events, ${rules.split(',').length} rules: ${seconds.toFixed(1)} s, peak ${peakMegabytes.toFixed(0)} MB\n`,
  );
  return seconds;
}

/** All events of the story in one file, those of its first half in another one. */
function writeStory(): { readonly whole: number; readonly half: number } {
  const organisation = createOrganisation({ account: 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', people });
  const to = from + days * day;
  const attacks = attackNames.map((name, i) => ({ name, at: from + days * (0.6 + i * 0.02) * day }));
  writeFileSync(join(folder, 'watchlist.csv'), watchlistOf(organisation));
  const [whole, half] = [
    openSync(join(folder, 'whole.ndjson'), 'w'),
    openSync(join(folder, 'half.ndjson'), 'w'),
  ];
  const count = { whole: 0, half: 0 };
  for (const batch of tellStory(organisation, { from, to, attacks })) {
    const early = batch.filter(({ arrival }) => arrival < from + (days / 2) * day);
    const text = (events: typeof batch): string =>
      events.map(({ event }) => `${JSON.stringify(event)}\n`).join('');
    writeSync(whole, text(batch));
    writeSync(half, text(early));
    count.whole += batch.length;
    count.half += early.length;
  }
  closeSync(whole);
  closeSync(half);
  return count;
}

function ruleNames(): string[] {
  const files = readdirSync('analytics-rules').filter((name) => /^(?!.*\.test\.yaml$).*\.yaml$/.test(name));
  return files.map((name) => name.replace('.yaml', '')).sort();
}

function numberAfter(option: string, preset: number): number {
  const index = process.argv.indexOf(option);
  return index < 0 ? preset : Number(process.argv[index + 1]);
}
