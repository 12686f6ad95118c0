import { zipSync, type Zippable } from 'fflate';
import type { OutputFile } from './file.ts';

/**
 * A zip whose bytes depend on names and contents only: entries sorted by name, the oldest time that the
 * format knows (1 January 1980 in local time, as the format has no time zones), no attributes of a machine.
 */
export function createZip(entries: readonly OutputFile[]): Uint8Array {
  const sorted = [...entries].sort((a, b) => (a.path < b.path ? -1 : 1));
  const tree: Zippable = Object.fromEntries(sorted.map(({ path, bytes }) => [path, bytes]));
  return zipSync(tree, { level: 6, mtime: new Date(1980, 0, 1), os: 0 });
}
