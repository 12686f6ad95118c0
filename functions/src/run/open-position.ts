import { beginAt, fallBack, newCheckpoint } from '../core/checkpoint-changes.ts';
import type { Checkpoint } from '../core/checkpoint.ts';
import { hour } from '../core/limits.ts';
import { earliestStart, fallBackStart, type Position, type Start } from '../core/polling.ts';
import { gapOf, type StreamProgress } from '../core/stream-progress.ts';
import type { Stream } from '../core/stream.ts';
import { isoTime } from '../core/timestamp.ts';
import { StoreError, type Stored, type UpstreamPosition } from '../ports.ts';
import { CheckpointKeeper, unreachable } from './checkpoint-keeper.ts';
import type { Run } from './run.ts';

/** Account of a token whose introspection does not name one. */
export const unassignedAccount = 'unassigned';

/** Where a stream goes on. */
export interface OpenPosition {
  readonly keeper: CheckpointKeeper;
  readonly position: Position;
  /** Rows of the first page may have been accepted before. */
  readonly isRepeat: boolean;
  /** Left behind by the earlier function; its cursor is tried first. */
  readonly upstream: UpstreamPosition | undefined;
}

/** Events older than this at the first run are not news (connector.md 8). */
const newsHours = 1;

/** Reads where the stream is; begins anew only where there is no position at all. */
export async function openPosition(
  run: Run,
  stream: Stream,
  progress: StreamProgress,
): Promise<OpenPosition> {
  try {
    return await open(run, stream, progress);
  } catch (error) {
    throw error instanceof StoreError ? unreachable(error) : error;
  }
}

async function open(run: Run, stream: Stream, progress: StreamProgress): Promise<OpenPosition> {
  const { store } = run.ports;
  const { accountUuid } = run.owner;
  const stored = await store.readCheckpoint(accountUuid, stream);
  if (stored !== undefined && 'unreadable' in stored) {
    const spare = await store.readSpare(accountUuid, stream);
    return fromSpare(run, stream, spare, `${stored.unreadable}; it is kept as ${stored.aside}`, progress);
  }
  const known = stored ?? (await adopt(run, stream));
  if (known === undefined) {
    // A run may have ended between putting an unreadable position aside and writing another.
    const spare = await store.readSpare(accountUuid, stream);
    return spare === undefined
      ? begin(run, stream, undefined, progress)
      : fromSpare(run, stream, spare, 'it is gone', progress);
  }
  const { cursor, start } = known.value;
  return cursor === undefined && start === undefined
    ? begin(run, stream, known, progress)
    : goOn(run, known, progress);
}

/** A checkpoint with the tag to write it under; none where it is not stored under this name yet. */
type Known = Omit<Stored<Checkpoint>, 'etag'> & { readonly etag: string | undefined };

function goOn(run: Run, { value, etag }: Known, progress: StreamProgress): OpenPosition {
  const { integrationUuid, host } = run.owner;
  const checkpoint = { ...value, integrationUuid: integrationUuid || value.integrationUuid, host };
  const isRepeat = checkpoint.intent !== undefined;
  progress.savedAt =
    checkpoint.cursorSavedAt === undefined ? undefined : Date.parse(checkpoint.cursorSavedAt);
  progress.lastEventTime = checkpoint.lastEventTime;
  const { lastRunAt } = run.before;
  const now = run.ports.clock.now();
  if (lastRunAt !== undefined && now - lastRunAt > Math.max(1, run.settings.lookbackHours) * hour) {
    progress.gap = gapOf(lastRunAt, now);
    progress.remark(
      'The connector was off for longer than the look-back; it goes on from the saved position.',
    );
  }
  const position = positionOf(run, checkpoint);
  return { keeper: new CheckpointKeeper(run, checkpoint, etag), position, isRepeat, upstream: undefined };
}

function positionOf(run: Run, { cursor, start }: Checkpoint): Position {
  if (cursor !== undefined) return { kind: 'cursor', cursor };
  const earliest = earliestStart(run.ports.clock.now());
  const from = start === undefined ? firstStart(run) : Math.max(Date.parse(start.from), earliest);
  return { kind: 'start', from: isoTime(from), pageSize: start?.pageSize ?? run.settings.pageSize };
}

/** An account becomes known when the API is brought up to date: what was saved without its name is its own. */
async function adopt(run: Run, stream: Stream): Promise<Known | undefined> {
  const { accountUuid } = run.owner;
  if (accountUuid === unassignedAccount || run.before.known?.accountUuid !== unassignedAccount)
    return undefined;
  if (run.before.known.fingerprint !== fingerprintOf(run)) return undefined;
  const stored = await run.ports.store.readCheckpoint(unassignedAccount, stream);
  if (stored === undefined || 'unreadable' in stored) return undefined;
  return { value: { ...stored.value, accountUuid }, etag: undefined };
}

/** Digest of the token, by which the same one is recognised. */
function fingerprintOf(run: Pick<Run, 'ports' | 'token'>): string {
  return run.ports.sha256(run.token.value).slice(0, 8);
}

/** `left`: what an earlier run wrote before it had a position of its own. */
async function begin(
  run: Run,
  stream: Stream,
  left: Known | undefined,
  progress: StreamProgress,
): Promise<OpenPosition> {
  const now = run.ports.clock.now();
  const { known } = run.before;
  const fresh = left?.value ?? newCheckpoint(run.owner, stream, run.id);
  const isRepeat = fresh.intent !== undefined;
  const isFirst = known === undefined || left !== undefined;
  const upstream = isFirst ? await run.ports.store.readUpstream(stream) : undefined;
  if (!isFirst && known.accountUuid !== run.owner.accountUuid && known.accountUuid !== unassignedAccount) {
    const text = 'The API key is of another account than before; a new position was begun.';
    progress.qualify('unauthorized', 'account-changed', text);
  }
  if (upstream?.cursor !== undefined) {
    progress.remark('Collection goes on from the position that the earlier function left behind.');
    const keeper = new CheckpointKeeper(run, fresh, left?.etag);
    return { keeper, position: { kind: 'cursor', cursor: upstream.cursor }, isRepeat, upstream };
  }
  const start = startBehind(run, upstream);
  progress.gap = gapOf(undefined, Date.parse(start.from));
  progress.remark(`Collection begins with events since ${start.from}.`);
  const catchUp = { backfillBefore: isoTime(now - newsHours * hour) };
  const keeper = new CheckpointKeeper(run, beginAt(fresh, start, catchUp), left?.etag);
  return { keeper, position: start, isRepeat, upstream: undefined };
}

/** Start of a stream that has no position: behind the earlier function's last run, else by the look-back. */
export function startBehind(run: Run, upstream: UpstreamPosition | undefined): Start {
  const now = run.ports.clock.now();
  const { overlapHours, pageSize } = run.settings;
  const wanted =
    upstream?.lastRun === undefined ? firstStart(run) : Math.min(upstream.lastRun, now) - overlapHours * hour;
  return { kind: 'start', from: isoTime(Math.max(wanted, earliestStart(now))), pageSize };
}

function firstStart(run: Run): number {
  const now = run.ports.clock.now();
  return Math.max(now - run.settings.lookbackHours * hour, earliestStart(now));
}

/** The position cannot be read: an older copy of it, else what a refused cursor leads to. */
function fromSpare(
  run: Run,
  stream: Stream,
  spare: Checkpoint | undefined,
  why: string,
  progress: StreamProgress,
): OpenPosition {
  const now = run.ports.clock.now();
  const done = spare === undefined ? 'collection begins anew in time' : 'an older copy is used';
  progress.qualify(
    'error',
    'checkpoint-corrupt',
    `The saved position of ${stream} is not readable (${why}); ${done}.`,
  );
  const resentUntil = isoTime(now);
  if (spare?.cursor !== undefined) {
    const checkpoint = { ...spare, ...run.owner, catchUp: { ...spare.catchUp, resentUntil } };
    const keeper = new CheckpointKeeper(run, checkpoint, undefined);
    return {
      keeper,
      position: { kind: 'cursor', cursor: spare.cursor },
      isRepeat: true,
      upstream: undefined,
    };
  }
  if (spare?.start !== undefined) {
    // The copy is from the first page: the same beginning gives all of it again.
    const start: Start = { kind: 'start', ...spare.start };
    const keeper = new CheckpointKeeper(
      run,
      beginAt({ ...spare, ...run.owner }, start, { resentUntil }),
      undefined,
    );
    return { keeper, position: start, isRepeat: true, upstream: undefined };
  }
  const lastKnown =
    spare?.lastEventTime ?? (run.before.lastRunAt === undefined ? undefined : isoTime(run.before.lastRunAt));
  const start = fallBackStart(lastKnown, now, run.settings);
  const checkpoint = fallBack(spare ?? newCheckpoint(run.owner, stream, run.id), start, now);
  progress.gap = gapOf(lastKnown === undefined ? undefined : Date.parse(lastKnown), now);
  return {
    keeper: new CheckpointKeeper(run, checkpoint, undefined),
    position: start,
    isRepeat: true,
    upstream: undefined,
  };
}
