import { withBackfill } from '../core/checkpoint-changes.ts';
import type { Backfill } from '../core/checkpoint.ts';
import { earliestStart, type Position } from '../core/polling.ts';
import { describeError } from '../core/redaction.ts';
import type { StreamProgress } from '../core/stream-progress.ts';
import { StreamStop } from '../core/stream-report.ts';
import type { Stream } from '../core/stream.ts';
import { isoTime } from '../core/timestamp.ts';
import type { CheckpointKeeper } from './checkpoint-keeper.ts';
import { deliverPage } from './deliver-page.ts';
import { fetchPage } from './fetch-page.ts';
import { backfillLane } from './lane.ts';
import type { Run } from './run.ts';

/**
 * Collects a closed stretch of the past with a position of its own, in the time that the live streams left.
 * Its faults do not touch the state of the stream; they are told beside it.
 */
export async function runBackfill(
  run: Run,
  stream: Stream,
  keeper: CheckpointKeeper,
  progress: StreamProgress,
): Promise<void> {
  const { backfillFrom } = run.settings;
  if (backfillFrom === undefined) return;
  const own = plan(run, keeper.checkpoint.backfill, backfillFrom);
  keeper.draft(withBackfill(keeper.checkpoint, own));
  const live = { hasMore: progress.hasMore, isCheckpointed: progress.isCheckpointed };
  const message = own.isDone ? 'Done in an earlier run.' : await collect(run, stream, keeper, progress);
  progress.hasMore = live.hasMore;
  progress.isCheckpointed = live.isCheckpointed;
  const { from, to, isDone, events } = keeper.checkpoint.backfill ?? own;
  progress.backfill = { from, to, isDone, events, message };
}

/** The stretch of the settings, as far as it was collected already. */
function plan(run: Run, stored: Backfill | undefined, wantedFrom: number): Backfill {
  const from = isoTime(wantedFrom);
  const wantedTo = run.settings.backfillTo;
  const isSame = stored?.from === from && (wantedTo === undefined || stored.to === isoTime(wantedTo));
  if (stored !== undefined && isSame) return stored;
  return { from, to: isoTime(wantedTo ?? run.ports.clock.now()), isDone: false, events: 0 };
}

/** Gives what to tell the operator. */
async function collect(
  run: Run,
  stream: Stream,
  keeper: CheckpointKeeper,
  progress: StreamProgress,
): Promise<string> {
  const { clock } = run.ports;
  try {
    let isRepeat = keeper.checkpoint.backfill?.intent !== undefined;
    while (clock.now() < run.budget.lastFetch) {
      const fetched = await fetchPage(run, stream, positionOf(run, keeper), progress, run.ending);
      if (fetched.kind === 'too-large') return 'A page of the past is too large; set a smaller PAGE_LIMIT.';
      if (fetched.kind === 'bad-request') {
        const { cursor, ...rest } = keeper.checkpoint.backfill as Backfill;
        if (cursor === undefined) return `The Events API refused the stretch (${fetched.message}).`;
        await keeper.save(withBackfill(keeper.checkpoint, { ...rest, isRepeat: true }));
        return 'The position in the past was refused; the stretch is collected from its beginning again.';
      }
      const { page } = fetched;
      await deliverPage(run, { stream, page, lane: backfillLane, keeper, progress, isRepeat });
      isRepeat = false;
      if (!page.hasMore) return 'Done.';
    }
    return 'The time of the run is used up; the next run goes on.';
  } catch (error) {
    if (error instanceof StreamStop) return error.message;
    if (run.ending.aborted) return 'The time of the run is used up; the next run goes on.';
    return `The connector met a fault of its own: ${describeError(error)}`;
  }
}

function positionOf(run: Run, { checkpoint }: CheckpointKeeper): Position {
  const { from, to, cursor } = checkpoint.backfill as Backfill;
  if (cursor !== undefined) return { kind: 'cursor', cursor };
  const earliest = earliestStart(run.ports.clock.now());
  return {
    kind: 'start',
    from: isoTime(Math.max(Date.parse(from), earliest)),
    to,
    pageSize: run.settings.pageSize,
  };
}
