import type { Position } from '../core/polling.ts';
import { countRepeats, isStalled } from '../core/polling.ts';
import { describeError } from '../core/redaction.ts';
import type { StreamProgress } from '../core/stream-progress.ts';
import { StreamStop } from '../core/stream-report.ts';
import type { Stream } from '../core/stream.ts';
import type { CheckpointKeeper } from './checkpoint-keeper.ts';
import { deliverPage } from './deliver-page.ts';
import { fetchPage, type Fetched } from './fetch-page.ts';
import { liveLane } from './lane.ts';
import { openPosition } from './open-position.ts';
import { recoverPosition } from './recover-position.ts';
import { lockLost, type Run } from './run.ts';

/**
 * Collects one stream: page by page, the next one fetched while the one before is sent, positions saved in
 * page order. Never throws; how it ended stands in `progress`. Gives the position for a backfill.
 */
export async function runStream(
  run: Run,
  stream: Stream,
  progress: StreamProgress,
): Promise<CheckpointKeeper | undefined> {
  const own = new AbortController();
  try {
    return await collect(run, stream, progress, AbortSignal.any([run.ending, own.signal]));
  } catch (error) {
    endWith(run, stream, progress, error);
    return undefined;
  } finally {
    // A page that was asked for ahead is of no use any more.
    own.abort();
  }
}

async function collect(
  run: Run,
  stream: Stream,
  progress: StreamProgress,
  signal: AbortSignal,
): Promise<CheckpointKeeper> {
  const { clock } = run.ports;
  const opened = await openPosition(run, stream, progress);
  const { keeper } = opened;
  const request = (position: Position): Promise<Fetched> => {
    const fetched = fetchPage(run, stream, position, progress, signal);
    // It may fail while the page before is still being sent; that is looked at when its turn comes.
    fetched.catch(() => undefined);
    return fetched;
  };
  let asked = opened.position;
  let pending = request(asked);
  let repeats = 0;
  let { isRepeat } = opened;
  for (;;) {
    const fetched = await pending;
    if (fetched.kind !== 'page') {
      asked = await recoverPosition(run, opened, asked, fetched, progress);
      pending = request(asked);
      continue;
    }
    const { page } = fetched;
    const next: Position = { kind: 'cursor', cursor: page.cursor };
    const goesOn = page.hasMore && clock.now() < run.budget.lastFetch;
    const ahead = goesOn && page.events > 0 ? request(next) : undefined;
    const newRows = await deliverPage(run, { stream, page, lane: liveLane, keeper, progress, isRepeat });
    isRepeat = false;
    repeats = countRepeats(repeats, asked, page, newRows);
    if (isStalled(repeats)) {
      throw new StreamStop(
        'stalled',
        'cursor-repeats',
        'The Events API promises more, but gives the same empty page again and again.',
      );
    }
    if (!page.hasMore) {
      progress.end('ok', progress.count('events') === 0 ? 'idle' : 'caught-up', '');
      return keeper;
    }
    if (!goesOn) {
      progress.end('ok', 'more-to-come', 'The time of the run is used up; the next run goes on.');
      return keeper;
    }
    asked = next;
    pending = ahead ?? request(next);
  }
}

/** Turns whatever ended a stream's work into its state. */
function endWith(run: Run, stream: Stream, progress: StreamProgress, error: unknown): void {
  const stop = reasonOf(run, progress, error);
  progress.httpStatus = stop.httpStatus ?? progress.httpStatus;
  progress.end(stop.state, stop.reason, stop.message);
  if (stop.reason === 'internal') run.ports.log.write('error', stop.message, { stream });
}

function reasonOf(run: Run, progress: StreamProgress, error: unknown): StreamStop {
  if (run.lock.lost.aborted) return lockLost();
  if (error instanceof StreamStop) return error;
  if (run.ending.aborted) return outOfTime(progress);
  return new StreamStop('error', 'internal', `The connector met a fault of its own: ${describeError(error)}`);
}

/** What was under way is left to the next run; that is a fault only where nothing else was saved. */
function outOfTime(progress: StreamProgress): StreamStop {
  if (!progress.savedInThisRun) {
    if (progress.refusal) return progress.refusal;
    const text =
      'Not even one page could be fetched and sent in the time of the run; the next run repeats it.';
    return new StreamStop('error', 'ingestion-unavailable', text);
  }
  progress.isCheckpointed = true;
  return new StreamStop('ok', 'more-to-come', 'The time of the run is used up; the next run goes on.');
}
