/**
 * `npm run bench -- build`: the build beside the Bicep CLI on the same rules, its growth, and what it weighs.
 * `-- --short`: fewer turns, and no growth.
 */
import { renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { cacheFolder } from '../scripts/commands/stages.ts';
import { makeArguments, snapshotFile } from '../scripts/kql/process/snapshot.ts';
import { findBicep } from '../scripts/testing/bicep.ts';
import { alternate, median, run, type Run, type Subject } from './process.ts';
import { writeBicepRules, writeManyRules, writeSmallWorkbook } from './samples.ts';
import { measureWatch } from './watch.ts';

const cli = ['scripts/run.mjs', 'build:solution'];
const cold: Subject = {
  name: 'build, every query bound',
  command: process.execPath,
  args: [...cli, '--no-cache'],
};
const warm: Subject = { name: 'build, nothing changed', command: process.execPath, args: cli };
const counts = [250, 500, 1000];

const snapshot = snapshotFile(cacheFolder);
await measureSnapshot();
await compareWithBicep();
await measureWatch(process.argv.includes('--short') ? 3 : 7, print);
if (!process.argv.includes('--short')) await growth();
print('mainTemplate.json', `${(statSync('mainTemplate.json').size / 1024).toFixed(0)} KB (bar: 400 KB)`);

/** The snapshot of the binding process is made once, in the background of the first build without it. */
async function measureSnapshot(): Promise<void> {
  const made = await run({ name: '', command: process.execPath, args: makeArguments(snapshot) });
  const size = `${(statSync(snapshot).size / 1024 / 1024).toFixed(0)} MB`;
  print('the binding process, made once', `${made.seconds.toFixed(2)} s, ${size}`);
}

/** The same without the snapshot: a file that is none stands in its place. */
function withoutSnapshot(subject: Subject): Subject {
  return { ...subject, name: `${subject.name}, first time`, before: hideSnapshot, after: showSnapshot };
}

function hideSnapshot(): void {
  renameSync(snapshot, `${snapshot}.kept`);
  writeFileSync(snapshot, '');
}

function showSnapshot(): void {
  renameSync(`${snapshot}.kept`, snapshot);
}

async function compareWithBicep(): Promise<void> {
  const bicep = findBicep();
  const file = writeBicepRules();
  const env = { DOTNET_SYSTEM_GLOBALIZATION_INVARIANT: '1' };
  const reference: Subject[] = bicep
    ? [{ name: 'bicep build, the same 18 rules', command: bicep, args: ['build', file, '--stdout'], env }]
    : [];
  if (!bicep) print('bicep build', 'not measured: set BICEP_CLI to the path of the Bicep CLI');
  const folder = writeSmallWorkbook();
  const equal: Subject = {
    ...cold,
    name: 'equal input: 18 rules, one tile',
    args: [...cold.args, '--root', folder],
  };
  const subjects = [cold, warm, equal, withoutSnapshot(equal), ...reference];
  const runs = await alternate(subjects, process.argv.includes('--short') ? 3 : 7);
  for (const written of [dirname(file), folder]) rmSync(written, { recursive: true });
  subjects.forEach(({ name }, i) => print(name, figures(runs[i] ?? [])));
  const [coldRuns = [], warmRuns = [], equalRuns = [], firstRuns = [], bicepRuns] = runs;
  if (!bicepRuns) return;
  print('cold build / bicep build', `${ratio(coldRuns, bicepRuns)} (bar: 1.3)`);
  print('equal input / bicep build', `${ratio(equalRuns, bicepRuns)} (bar: 1.3)`);
  print('the same, first time', `${ratio(firstRuns, bicepRuns)}`);
  print('unchanged build / bicep build', `${ratio(warmRuns, bicepRuns)} (bar: 0.5)`);
  print('peak memory cold / bicep build', `${memoryRatio(coldRuns, bicepRuns)} (bar: 1.0)`);
  print('peak memory equal / bicep build', `${memoryRatio(equalRuns, bicepRuns)} (bar: 1.0)`);
}

/** Time by number of rules; the cost of one more rule must not rise. */
async function growth(): Promise<void> {
  const times: number[] = [];
  for (const count of counts) {
    const folder = writeManyRules(count);
    const args = ['--import', 'tsx', 'bench/build-many.ts', folder];
    const { seconds, peakMegabytes } = await run({ name: '', command: process.execPath, args });
    rmSync(folder, { recursive: true });
    times.push(seconds);
    print(`${count} rules`, `${seconds.toFixed(2)} s, peak ${peakMegabytes?.toFixed(0) ?? '?'} MB`);
  }
  const [first = 0, second = 0, third = 0] = times;
  const [a = 0, b = 0, c = 0] = counts;
  const early = ((second - first) / (b - a)) * 1000;
  const late = ((third - second) / (c - b)) * 1000;
  print(
    'one more rule',
    `${early.toFixed(1)} ms between ${a} and ${b}, ${late.toFixed(1)} ms between ${b} and ${c}`,
  );
}

function figures(runs: readonly Run[]): string {
  const seconds = runs.map((r) => r.seconds);
  const range = `${Math.min(...seconds).toFixed(2)} to ${Math.max(...seconds).toFixed(2)}`;
  return `${median(seconds).toFixed(2)} s (${range}), peak ${peakOf(runs).toFixed(0)} MB`;
}

/** The median of the ratios, pair by pair. */
function ratio(a: readonly Run[], b: readonly Run[]): string {
  return median(a.map((r, i) => r.seconds / (b[i]?.seconds ?? Number.NaN))).toFixed(2);
}

function memoryRatio(a: readonly Run[], b: readonly Run[]): string {
  return (peakOf(a) / peakOf(b)).toFixed(2);
}

function peakOf(runs: readonly Run[]): number {
  return runs[0]?.peakMegabytes ?? Number.NaN;
}

function print(name: string, text: string): void {
  process.stdout.write(`${name.padEnd(34)} ${text}\n`);
}
