import { limits } from './limits.ts';

/** Anything that has become the bytes of a JSON value. */
export interface Encoded {
  readonly bytes: Uint8Array;
}

/**
 * Divides rows, in order, into JSON arrays of at most `target` bytes, brackets and commas counted.
 * A row that is larger on its own makes a batch of one.
 */
export function packRows<T extends Encoded>(
  rows: readonly T[],
  target: number = limits.batchTargetBytes,
): T[][] {
  const batches: T[][] = [];
  let batch: T[] = [];
  let size = 0;
  for (const row of rows) {
    const grown = size === 0 ? row.bytes.length + 2 : size + row.bytes.length + 1;
    if (size > 0 && grown > target) {
      batches.push(batch);
      batch = [row];
      size = row.bytes.length + 2;
    } else {
      batch.push(row);
      size = grown;
    }
  }
  if (batch.length > 0) batches.push(batch);
  return batches;
}

/** Bytes of the JSON array that the rows make. */
export function sizeOfBatch(rows: readonly Encoded[]): number {
  return rows.reduce((sum, { bytes }) => sum + bytes.length + 1, 1);
}

/** The JSON array, made of the bytes of its rows; at least one. */
export function joinRows(rows: readonly Encoded[]): Uint8Array {
  const joined = new Uint8Array(sizeOfBatch(rows));
  let at = 0;
  for (const { bytes } of rows) {
    joined[at] = at === 0 ? openBracket : comma;
    joined.set(bytes, at + 1);
    at += bytes.length + 1;
  }
  joined[at] = closeBracket;
  return joined;
}

const openBracket = 0x5b;
const closeBracket = 0x5d;
const comma = 0x2c;
