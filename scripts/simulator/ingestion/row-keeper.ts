import { appendFileSync } from 'node:fs';
import type { Ledger } from '../ledger.ts';
import type { StoredRow } from './row.ts';

export interface RowKeeping {
  /** NDJSON file that rows are appended to. */
  readonly file?: string | undefined;
  /** Whether rows stay in memory too; otherwise they are only counted. */
  readonly inMemory?: boolean;
}

/** Keeps rows as they would lie in the workspace, and counts them for the comparison. */
export function rowKeeper(
  ledger: Ledger,
  { file, inMemory = true }: RowKeeping,
): (stored: readonly StoredRow[]) => void {
  return (stored) => {
    for (const { row } of stored) {
      if (inMemory) ledger.rows.push(row);
      const { log_source, uuid_s, additional_fields } = row;
      if (log_source !== 'healthevents' && typeof uuid_s === 'string')
        ledger.count.store(`${String(log_source)}/${uuid_s}`, isResent(additional_fields));
    }
    if (file !== undefined)
      appendFileSync(file, stored.map(({ row }) => `${JSON.stringify(row)}\n`).join(''));
  };
}

/** The connector's mark for a row that may be a second copy. */
function isResent(additional: unknown): boolean {
  const { _connector: marks } = (additional ?? {}) as { _connector?: { resent?: unknown } };
  return marks?.resent === true;
}
