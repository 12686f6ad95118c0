import { commit, intend, withBackfill, type PageResult } from '../core/checkpoint-changes.ts';
import type { Checkpoint } from '../core/checkpoint.ts';
import type { Marks } from '../core/mapper.ts';

/** One of the two positions that a checkpoint holds: the live one, or that of a backfill. */
export interface Lane {
  /** Marks of an event by its time (ms). */
  readonly marksOf: (checkpoint: Checkpoint, time: number | undefined) => Marks;
  readonly intend: (checkpoint: Checkpoint, cursor: string, runId: string) => Checkpoint;
  readonly commit: (checkpoint: Checkpoint, page: PageResult, runId: string, now: number) => Checkpoint;
  /** Whether a page without rows still has to be saved. */
  readonly isMoved: (checkpoint: Checkpoint, cursor: string, isEnd: boolean) => boolean;
}

export const liveLane: Lane = {
  marksOf({ catchUp }, time) {
    const isOld =
      catchUp?.backfillBefore !== undefined &&
      time !== undefined &&
      time < Date.parse(catchUp.backfillBefore);
    const isKnown = catchUp?.resentUntil !== undefined && (time ?? 0) <= Date.parse(catchUp.resentUntil);
    return { ...(isOld ? { backfill: true } : {}), ...(isKnown ? { resent: true } : {}) };
  },
  intend,
  commit,
  isMoved: ({ cursor: saved, intent, refused, catchUp }, cursor, isEnd) =>
    saved !== cursor || intent !== undefined || refused !== undefined || (isEnd && catchUp !== undefined),
};

export const backfillLane: Lane = {
  marksOf: ({ backfill }) => ({ backfill: true, ...(backfill?.isRepeat ? { resent: true } : {}) }),
  intend: (checkpoint, cursor, runId) =>
    checkpoint.backfill
      ? withBackfill(checkpoint, { ...checkpoint.backfill, intent: { cursor, runId } })
      : checkpoint,
  commit(checkpoint, page) {
    if (!checkpoint.backfill) return checkpoint;
    const { intent: _intent, ...backfill } = checkpoint.backfill;
    const events = backfill.events + page.totals.events;
    return withBackfill(checkpoint, { ...backfill, cursor: page.cursor, isDone: page.isEnd, events });
  },
  isMoved: () => true,
};
