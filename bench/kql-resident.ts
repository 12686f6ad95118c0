/** Reads the file named into columns and says how large the process became. Run by `kql.ts` as a process. */
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { readDataFiles } from '../scripts/data-files/data-file.ts';
import type { TableFile } from '../scripts/model/table.ts';

const [path = ''] = process.argv.slice(2);
const { columns } = parse(readFileSync('solution/table.yaml', 'utf8')) as TableFile;
const start = performance.now();
const { table } = await readDataFiles([path], {
  columns,
  now: 0,
  loadParquet: () => Promise.reject(new Error('not needed')),
});
const seconds = (performance.now() - start) / 1000;
globalThis.gc?.();
const status = readFileSync('/proc/self/status', 'utf8');
const [, peak = '0'] = /^VmHWM:\s+(\d+)/m.exec(status) ?? [];
const resident = process.memoryUsage().rss;
process.stdout.write(
  `${table.length} events in ${seconds.toFixed(1)} s, resident ${(resident / 2 ** 20).toFixed(0)} MB, peak ${(Number(peak) / 1024).toFixed(0)} MB (bar: 400 MB)\n`,
);
