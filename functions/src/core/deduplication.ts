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

/**
 * Identity of an event within its stream: 8 hexadecimal digits of the id's digest, then 8 of the
 * content's, so that the same id with other content is another key with the same beginning.
 */
function eventKey(row: Mapped, sha256: (text: string) => string): string {
  return sha256(row.uuid ?? '').slice(0, 8) + sha256(`${row.fieldsText}\n${row.unknownText}`).slice(0, 8);
}

/** Leaves out events that the page or the last pages had already. What is in doubt stays. */
export function dropDuplicates<T extends { readonly row: Mapped }>(
  rows: readonly T[],
  recent: readonly string[],
  sha256: (text: string) => string,
): Reduced<T> {
  const seen = new Set(recent);
  const ids = new Set(recent.map((key) => key.slice(0, 8)));
  const kept: T[] = [];
  const keys: string[] = [];
  let duplicates = 0;
  let conflicts = 0;
  for (const entry of rows) {
    // An event that is not whole in its row cannot be compared by it.
    if (entry.row.problem !== undefined) {
      kept.push(entry);
      continue;
    }
    const key = eventKey(entry.row, sha256);
    if (seen.has(key)) {
      duplicates += 1;
      continue;
    }
    if (ids.has(key.slice(0, 8))) conflicts += 1;
    seen.add(key);
    ids.add(key.slice(0, 8));
    kept.push(entry);
    keys.push(key);
  }
  return { rows: kept, duplicates, conflicts, keys };
}

/** The newest keys, oldest first. */
export function remember(recent: readonly string[], keys: readonly string[]): readonly string[] {
  return [...recent, ...keys].slice(-limits.recentEvents);
}
