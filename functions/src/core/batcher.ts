import { limits } from './limits.ts';

/** Anything that becomes a JSON value of so many bytes of UTF-8. */
export interface Sized {
  readonly size: number;
}

/** A text as UTF-8 in memory that it shares with others. The byte before and the one behind it are its own. */
export interface EncodedText extends Sized {
  readonly memory: Uint8Array;
  readonly at: number;
}

/** What stands around a row: a bracket or a blank before it, a comma or a bracket behind it. */
const around = 2;
const encoder = new TextEncoder();

/** Where texts are written one behind the other; as large as what is sent at once. */
const scratch = new Uint8Array(limits.batchTargetBytes);

/**
 * Texts as UTF-8, as many in one piece of memory as one call takes: a piece for each would cost more than the
 * encoding. Each text is taken when the one before it is done, so that nobody has to hold all of them.
 */
export function encodeTexts(texts: Iterable<string>): readonly EncodedText[] {
  const encoded: EncodedText[] = [];
  let sizes: number[] = [];
  let end = 1;
  const closePiece = (): void => {
    if (sizes.length === 0) return;
    const memory = scratch.slice(0, end - 1);
    let at = 1;
    for (const size of sizes) {
      encoded.push({ memory, at, size });
      at += size + around;
    }
    sizes = [];
    end = 1;
  };
  for (const text of texts) {
    let { read, written: size } = encoder.encodeInto(text, scratch.subarray(end, -1));
    if (read < text.length) {
      closePiece();
      ({ read, written: size } = encoder.encodeInto(text, scratch.subarray(end, -1)));
    }
    if (read < text.length) {
      encoded.push(encodeAlone(text));
    } else {
      sizes.push(size);
      end += size + around;
    }
  }
  closePiece();
  return encoded;
}

/** A text that no call takes. */
function encodeAlone(text: string): EncodedText {
  const bytes = encoder.encode(text);
  const memory = new Uint8Array(bytes.length + around);
  memory.set(bytes, 1);
  return { memory, at: 1, size: bytes.length };
}

/**
 * Divides rows, in order, into JSON arrays of at most `target` bytes, all signs between them counted.
 * A row that is larger on its own makes a batch of one.
 */
export function packRows<T extends Sized>(
  rows: readonly T[],
  target: number = limits.batchTargetBytes,
): T[][] {
  const batches: T[][] = [];
  let batch: T[] = [];
  let size = 0;
  for (const row of rows) {
    size += row.size + around;
    if (batch.length > 0 && size > target) {
      batches.push(batch);
      batch = [];
      size = row.size + around;
    }
    batch.push(row);
  }
  if (batch.length > 0) batches.push(batch);
  return batches;
}

/** Bytes of the JSON array that the rows make. */
export function sizeOfBatch(rows: readonly Sized[]): number {
  return rows.reduce((sum, { size }) => sum + size + around, 0);
}

/** The JSON array; at least one row. Where the rows lie one behind the other, that is where it is made. */
export function joinRows(rows: readonly EncodedText[]): Uint8Array {
  const joined = inOnePiece(rows) ?? copyRows(rows);
  let end = 0;
  for (const { size } of rows) {
    joined[end] = end === 0 ? openBracket : blank;
    joined[end + size + 1] = comma;
    end += size + around;
  }
  joined[end - 1] = closeBracket;
  return joined;
}

function inOnePiece(rows: readonly EncodedText[]): Uint8Array | undefined {
  const [first] = rows;
  const last = rows.at(-1);
  if (first === undefined || first.memory !== last?.memory) return undefined;
  const span = first.memory.subarray(first.at - 1, last.at + last.size + 1);
  return span.length === sizeOfBatch(rows) ? span : undefined;
}

function copyRows(rows: readonly EncodedText[]): Uint8Array {
  const copy = new Uint8Array(sizeOfBatch(rows));
  let end = 1;
  for (const { memory, at, size } of rows) {
    copy.set(memory.subarray(at, at + size), end);
    end += size + around;
  }
  return copy;
}

const openBracket = 0x5b;
const closeBracket = 0x5d;
const comma = 0x2c;
const blank = 0x20;
