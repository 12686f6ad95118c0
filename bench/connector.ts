/** `npm run bench -- connector`: what the connector weighs, how quickly it loads, and how much it moves. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleEntry, toolsRoot, triggerEntry } from '../scripts/connector/bundle.ts';
import { packConnector } from '../scripts/connector/package.ts';
import { listPackages } from '../scripts/connector/packages.ts';
import { measureThroughput } from './connector-throughput.ts';
import { measureIngestion } from './ingestion.ts';
import { median } from './process.ts';

type Print = (name: string, text: string) => void;

/** Everything about the connector; `times`: turns of the comparisons, a minute each. */
export async function measureConnector(times: number, print: Print): Promise<void> {
  await measurePackage(print);
  await measureThroughput(times, print);
  await measureIngestion(times, print);
}

/** What the package weighs, by package, and how quickly it loads. */
async function measurePackage(print: Print): Promise<void> {
  const { code, metafile } = await bundleEntry(triggerEntry, 'connector', '0.0.0');
  const { zip } = await packConnector('0.0.0');
  const packages = listPackages(toolsRoot, metafile).toSorted((a, b) => b.bytes - a.bytes);
  const theirs = packages.reduce((sum, { bytes }) => sum + bytes, 0);

  for (const { name, version, bytes } of packages) print(`${name} ${version}`, kilobytes(bytes));
  print('our own code', kilobytes(code.length - theirs));
  print('the file of code', `${kilobytes(code.length)} (bar: 1536 KB)`);
  print('connector.zip', kilobytes(zip.length));

  const folder = mkdtempSync(join(tmpdir(), 'connector-bench-'));
  writeFileSync(join(folder, 'connector.js'), code);
  // The clock starts when Node stands: its own start is not counted.
  const script = [
    'console.warn = () => {};',
    'const [start, cpu] = [performance.now(), process.cpuUsage()];',
    `require(${JSON.stringify(join(folder, 'connector.js'))});`,
    'const { user, system } = process.cpuUsage(cpu);',
    'console.log(JSON.stringify([performance.now() - start, (user + system) / 1000]));',
  ].join('');
  const loads = Array.from(
    { length: 9 },
    () =>
      JSON.parse(execFileSync(process.execPath, ['-e', script], { encoding: 'utf8' })) as [number, number],
  );
  rmSync(folder, { recursive: true });
  const [wall, cpu] = [median(loads.map(([time]) => time)), median(loads.map(([, time]) => time))];
  print('loading it', `${wall.toFixed(0)} ms, ${cpu.toFixed(0)} ms of them computing (bar: 100 ms)`);
}

function kilobytes(bytes: number): string {
  return `${(bytes / 1024).toFixed(1)} KB`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const times = process.argv.includes('--short') ? 1 : 3;
  await measureConnector(times, (name, text) => process.stdout.write(`${name.padEnd(48)} ${text}\n`));
}
