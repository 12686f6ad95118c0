import { beginAt, fallBack, isRefusedAgain, refuse } from '../core/checkpoint-changes.ts';
import type { Checkpoint } from '../core/checkpoint.ts';
import { hour } from '../core/limits.ts';
import { cutStart, fallBackStart, smallerPage, type Position, type Start } from '../core/polling.ts';
import { gapOf, type StreamProgress } from '../core/stream-progress.ts';
import { StreamStop } from '../core/stream-report.ts';
import { isoTime } from '../core/timestamp.ts';
import type { Fetched } from './fetch-page.ts';
import { startBehind, type OpenPosition } from './open-position.ts';
import { hashOf, type Run } from './run.ts';

export type Refused = Exclude<Fetched, { readonly kind: 'page' }>;

/**
 * The position to ask for after one that the API could not serve; throws `StreamStop` where the stream has
 * to wait. A position is left only for a cursor that was refused in two runs, or for an answer too large.
 */
export async function recoverPosition(
  run: Run,
  opened: OpenPosition,
  asked: Position,
  refused: Refused,
  progress: StreamProgress,
): Promise<Position> {
  if (refused.kind === 'too-large') return shrink(run, opened, asked, progress);
  return asked.kind === 'start'
    ? recutStart(run, opened, asked, refused.message, progress)
    : leaveCursor(run, opened, asked.cursor, refused.message, progress);
}

function shrink(run: Run, { keeper }: OpenPosition, asked: Position, progress: StreamProgress): Position {
  const { checkpoint } = keeper;
  const size = asked.kind === 'start' ? asked.pageSize : (checkpoint.pageSize ?? run.settings.pageSize);
  const pageSize = smallerPage(size);
  if (pageSize === undefined) {
    throw new StreamStop('stalled', 'page-too-large', 'A single event is larger than an answer may be.');
  }
  progress.qualify(
    'stalled',
    'page-too-large',
    `A page was too large; pages of ${pageSize} are asked for from now on.`,
  );
  if (asked.kind === 'start') {
    keeper.draft({ ...checkpoint, start: { from: asked.from, pageSize } });
    return { ...asked, pageSize };
  }
  return restart(run, keeper, pageSize);
}

function recutStart(
  run: Run,
  { keeper }: OpenPosition,
  asked: Start,
  message: string,
  progress: StreamProgress,
): Position {
  if (progress.count('startCuts') > 0) {
    throw new StreamStop(
      'error',
      'api-configuration',
      `The Events API refused to begin at ${asked.from} (${message}).`,
      400,
    );
  }
  progress.add('startCuts');
  const start = cutStart(asked, run.ports.clock.now());
  keeper.draft({ ...keeper.checkpoint, start: { from: start.from, pageSize: start.pageSize } });
  return start;
}

async function leaveCursor(
  run: Run,
  { keeper, upstream }: OpenPosition,
  cursor: string,
  message: string,
  progress: StreamProgress,
): Promise<Position> {
  const now = run.ports.clock.now();
  const { checkpoint } = keeper;
  const cursorHash = hashOf(run, cursor);
  if (upstream?.cursor === cursor && checkpoint.cursor === undefined) {
    const start = startBehind(run, upstream);
    progress.remark(
      `The position of the earlier function is not accepted; collection begins with events since ${start.from}.`,
    );
    keeper.draft(beginAt(checkpoint, start, { resentUntil: isoTime(upstream.lastRun ?? now) }));
    return start;
  }
  if (!run.isJudged || !isRefusedAgain(checkpoint, cursorHash, run.id)) {
    if (run.isJudged && checkpoint.refused?.cursorHash !== cursorHash) {
      await keeper.save(refuse(checkpoint, cursorHash, run.id, now));
    }
    const text = `The Events API refused the saved position ${cursorHash} (HTTP 400, ${message}). If it does so again in the next run, the stream goes on from the last known event.`;
    throw new StreamStop('error', 'api-configuration', text, 400);
  }
  const known = lastKnown(checkpoint);
  const start = restart(run, keeper, run.settings.pageSize);
  const from = Date.parse(start.from);
  progress.gap = gapOf(known === undefined ? undefined : Math.min(Date.parse(known), from), now);
  const missing = known === undefined ? 0 : Math.max(0, Math.round((from - Date.parse(known)) / hour));
  progress.qualify(
    'stalled',
    'cursor-reset',
    `The saved position ${cursorHash} was refused twice; events since ${start.from} are read again. ${missing > 0 ? `About ${missing} hours before that are lost to the API.` : 'No gap is expected, except for late item usages.'}`,
  );
  return start;
}

function restart(run: Run, keeper: OpenPosition['keeper'], pageSize: number): Start {
  const now = run.ports.clock.now();
  const { checkpoint } = keeper;
  const start = fallBackStart(lastKnown(checkpoint), now, { ...run.settings, pageSize });
  keeper.draft(fallBack(checkpoint, start, now));
  return start;
}

/** An event's time can lie in the future; the position was certainly not saved before its events were. */
function lastKnown({ lastEventTime, cursorSavedAt }: Checkpoint): string | undefined {
  if (lastEventTime === undefined || cursorSavedAt === undefined) return lastEventTime ?? cursorSavedAt;
  return Date.parse(lastEventTime) < Date.parse(cursorSavedAt) ? lastEventTime : cursorSavedAt;
}
