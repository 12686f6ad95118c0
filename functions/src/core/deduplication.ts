import { limits } from './limits.ts';
import type { Mapped } from './mapper.ts';

/** Rows of a page after de-duplication. */
export interface Reduced<T> {
  readonly rows: readonly T[];
  readonly duplicates: number;
  /** Ids that came with other content before: kept, and counted. */
  readonly conflicts: number;
  /** Keys of the rows, in order, for the checkpoint. */
  readonly keys: readonly string[];
}

/** Digits of a key that stand for the id. */
const idDigits = 8;

/**
 * Identity of an event within its stream: 8 hexadecimal digits of the id's digest, then 8 of the
 * content's, so that the same id with other content is another key with the same beginning.
 */
function eventKey(row: Mapped, sha256: (text: string) => string): string {
  return (
    sha256(row.uuid ?? '').slice(0, idDigits) + sha256(`${row.fieldsText}\n${row.unknownText}`).slice(0, 8)
  );
}

/** Leaves out events that the page or the last pages had already. What is in doubt stays. */
export function dropDuplicates<T extends { readonly row: Mapped }>(
  rows: readonly T[],
  recent: readonly string[],
  sha256: (text: string) => string,
): Reduced<T> {
  // An event that is not whole in its row cannot be compared by it.
  const keyed = rows.map((entry) => ({
    entry,
    key: entry.row.problem === undefined ? eventKey(entry.row, sha256) : undefined,
  }));
  // The memory is long and a page may be short: only what this page can repeat is looked at.
  const asked = new Set(keyed.flatMap(({ key }) => (key === undefined ? [] : [key.slice(0, idDigits)])));
  const known = asked.size === 0 ? [] : recent.filter(isAmong(asked));
  const seen = new Set(known);
  const ids = new Set(known.map((key) => key.slice(0, idDigits)));
  const kept: T[] = [];
  const keys: string[] = [];
  let duplicates = 0;
  let conflicts = 0;
  for (const { entry, key } of keyed) {
    if (key === undefined) {
      kept.push(entry);
      continue;
    }
    if (seen.has(key)) {
      duplicates += 1;
      continue;
    }
    const id = key.slice(0, idDigits);
    if (ids.has(id)) conflicts += 1;
    seen.add(key);
    ids.add(id);
    kept.push(entry);
    keys.push(key);
  }
  return { rows: kept, duplicates, conflicts, keys };
}

/** Tells whether a key begins with one of the ids, for nearly all of a long list without making a text of each. */
function isAmong(ids: ReadonlySet<string>): (key: string) => boolean {
  const buckets = new Uint8Array(mostBuckets);
  for (const id of ids) buckets[bucketOf(id)] = 1;
  return (key) => buckets[bucketOf(key)] === 1 && ids.has(key.slice(0, idDigits));
}

const mostBuckets = 2 ** 15;

/** Of hexadecimal digits, which differ in their lower half-byte. */
function bucketOf(key: string): number {
  const mixed = (key.charCodeAt(0) << 8) ^ (key.charCodeAt(1) << 4) ^ key.charCodeAt(2);
  return mixed % mostBuckets;
}

/** The newest keys, oldest first. */
export function remember(recent: readonly string[], keys: readonly string[]): readonly string[] {
  return [...recent, ...keys].slice(-limits.recentEvents);
}
