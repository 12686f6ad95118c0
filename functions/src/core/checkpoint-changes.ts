import type { Backfill, CatchUp, Checkpoint, Totals } from './checkpoint.ts';
import { remember } from './deduplication.ts';
import type { Start } from './polling.ts';
import type { Stream } from './stream.ts';
import { isoTime } from './timestamp.ts';

/** Whose position it is. */
export interface Owner {
  readonly accountUuid: string;
  readonly integrationUuid: string;
  readonly host: string;
}

/** What a page added once all of it was accepted or kept. */
export interface PageResult {
  readonly cursor: string;
  readonly keys: readonly string[];
  /** Greatest event time of the page, ms. */
  readonly lastEventTime: number | undefined;
  readonly totals: Totals;
  /** Whether the stream had nothing more after this page. */
  readonly isEnd: boolean;
}

const noTotals: Totals = { events: 0, batches: 0, deadLetters: 0, duplicates: 0, resets: 0 };
/** Positions kept for repair by hand. */
const keptCursors = 3;

/** A position at the very beginning. */
export function newCheckpoint(owner: Owner, stream: Stream, runId: string): Checkpoint {
  return { schema: 1, ...owner, apiVersion: 'v2', stream, runId, recent: [], totals: noTotals, previous: [] };
}

/** The stream begins at a point in time; what it was asked for is kept until there is a cursor. */
export function beginAt(checkpoint: Checkpoint, start: Start, catchUp: CatchUp): Checkpoint {
  const { cursor: _cursor, start: _start, catchUp: _catchUp, pageSize: _pageSize, ...rest } = checkpoint;
  return {
    ...rest,
    start: { from: start.from, pageSize: start.pageSize },
    ...(Object.keys(catchUp).length === 0 ? {} : { catchUp }),
  };
}

/** Written before the first upload of a page: should the run end now, its rows may come a second time. */
export function intend(checkpoint: Checkpoint, cursor: string, runId: string): Checkpoint {
  return { ...checkpoint, runId, intent: { cursor, runId } };
}

/** All of a page is safe: the position moves behind it. */
export function commit(checkpoint: Checkpoint, page: PageResult, runId: string, now: number): Checkpoint {
  const { intent: _intent, refused: _refused, start, catchUp, cursor, ...rest } = checkpoint;
  const moved = cursor !== undefined && cursor !== page.cursor;
  const last = Math.max(
    page.lastEventTime ?? -Infinity,
    Date.parse(checkpoint.lastEventTime ?? '') || -Infinity,
  );
  return {
    ...rest,
    runId,
    cursor: page.cursor,
    cursorSavedAt: isoTime(now),
    ...(Number.isFinite(last) ? { lastEventTime: isoTime(last) } : {}),
    recent: remember(checkpoint.recent, page.keys),
    totals: addTotals(checkpoint.totals, page.totals),
    previous: moved ? keepCursor(checkpoint) : checkpoint.previous,
    ...(start === undefined ? {} : { pageSize: start.pageSize }),
    ...(page.isEnd || catchUp === undefined ? {} : { catchUp }),
  };
}

/** The API refused the cursor; the position stays. */
export function refuse(checkpoint: Checkpoint, cursorHash: string, runId: string, now: number): Checkpoint {
  return { ...checkpoint, runId, refused: { cursorHash, runId, at: isoTime(now) } };
}

/** Whether the same cursor was refused in an earlier run, so that it is not a passing fault. */
export function isRefusedAgain(checkpoint: Checkpoint, cursorHash: string, runId: string): boolean {
  const { refused } = checkpoint;
  return refused !== undefined && refused.cursorHash === cursorHash && refused.runId !== runId;
}

/** Leaves a cursor that is of no use for a start in time; the cursor goes to the history. */
export function fallBack(checkpoint: Checkpoint, start: Start, resentUntil: number): Checkpoint {
  const { refused: _refused, intent: _intent, ...rest } = checkpoint;
  return {
    ...beginAt(rest, start, { ...rest.catchUp, resentUntil: isoTime(resentUntil) }),
    previous: keepCursor(checkpoint),
    totals: addTotals(checkpoint.totals, { ...noTotals, resets: 1 }),
  };
}

/** Sets or changes the second position, that of a backfill. */
export function withBackfill(checkpoint: Checkpoint, backfill: Backfill): Checkpoint {
  return { ...checkpoint, backfill };
}

function keepCursor(checkpoint: Checkpoint): Checkpoint['previous'] {
  const { cursor, cursorSavedAt, previous } = checkpoint;
  if (cursor === undefined || cursorSavedAt === undefined) return previous;
  return [{ cursor, savedAt: cursorSavedAt }, ...previous].slice(0, keptCursors);
}

function addTotals(a: Totals, b: Totals): Totals {
  return {
    events: a.events + b.events,
    batches: a.batches + b.batches,
    deadLetters: a.deadLetters + b.deadLetters,
    duplicates: a.duplicates + b.duplicates,
    resets: a.resets + b.resets,
  };
}
