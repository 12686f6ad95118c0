import { closeSync, openSync, readSync } from 'node:fs';
import { DataError } from './data-error.ts';

/** Small pieces are given back soon: with larger ones the memory at its peak is a fifth more. */
const chunkBytes = 2 ** 16;
const lineFeed = 0x0a;

/** The text of a file in pieces that end with whole lines, so that a file of any size can be read. */
export function* readText(path: string): Generator<string> {
  const file = openSync(path, 'r');
  try {
    const chunk = Buffer.allocUnsafe(chunkBytes);
    let rest = Buffer.alloc(0);
    let isFirst = true;
    for (;;) {
      const length = readSync(file, chunk, 0, chunkBytes, null);
      const bytes = Buffer.concat([rest, chunk.subarray(0, length)]);
      const end = length === 0 ? bytes.length : bytes.lastIndexOf(lineFeed) + 1;
      if (end > 0) yield decode(bytes.subarray(0, end), path, isFirst);
      if (length === 0) return;
      isFirst &&= end === 0;
      rest = Buffer.from(bytes.subarray(end));
    }
  } finally {
    closeSync(file);
  }
}

/** A byte order mark may stand before the first line. */
function decode(bytes: Uint8Array, path: string, isFirst: boolean): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: !isFirst }).decode(bytes);
  } catch {
    throw new DataError(path, 1, 1, 'the file is not UTF-8 text');
  }
}
