import type { Stream } from './stream.ts';

/** Position of one stream of one account; the form that is stored. */
export interface Checkpoint {
  readonly schema: 1;
  readonly accountUuid: string;
  readonly integrationUuid: string;
  readonly host: string;
  readonly apiVersion: 'v2';
  readonly stream: Stream;
  /** Everything up to here is accepted or in the dead letters; absent before the first page. */
  readonly cursor?: string;
  /** ISO 8601, UTC. */
  readonly cursorSavedAt?: string;
  readonly runId: string;
  /** Greatest `timestamp` accepted, ISO 8601; for the fall-back and the lag, never a position. */
  readonly lastEventTime?: string;
  /** Keys of the last 5,000 events accepted, oldest first: 8 hexadecimal digits for the id, 8 for the content. */
  readonly recent: readonly string[];
  /** The page being sent: written before its first upload, gone with the cursor behind it. */
  readonly intent?: { readonly cursor: string; readonly runId: string };
  /** A cursor that the API refused in an earlier run (digest), and when. */
  readonly refused?: { readonly cursorHash: string; readonly runId: string; readonly at: string };
  readonly totals: Totals;
  /** The last three cursors, newest first. */
  readonly previous: readonly { readonly cursor: string; readonly savedAt: string }[];
  readonly backfill?: Backfill;
  /** The reset that the stream begins with, until there is a cursor; a repeat must ask for the same. */
  readonly start?: { readonly from: string; readonly pageSize: number };
  /** Page size that the cursor carries, where it is not the one of the settings. */
  readonly pageSize?: number;
  /** What rows have to be marked with until the stream has reached its end once. ISO 8601, UTC. */
  readonly catchUp?: CatchUp;
}

export interface CatchUp {
  /** Events before this are older than the live position. */
  readonly backfillBefore?: string;
  /** Events up to this may have been sent before. */
  readonly resentUntil?: string;
}

export interface Totals {
  readonly events: number;
  readonly batches: number;
  readonly deadLetters: number;
  readonly duplicates: number;
  readonly resets: number;
}

/** A second cursor over a closed window in the past. Times in ISO 8601, UTC. */
export interface Backfill {
  readonly from: string;
  readonly to: string;
  readonly cursor?: string;
  readonly isDone: boolean;
  readonly events: number;
  /** Begun a second time, so that all of it may be there already. */
  readonly isRepeat?: boolean;
  /** As that of the live position. */
  readonly intent?: { readonly cursor: string; readonly runId: string };
}
