import type { Behaviour } from '../behaviour.ts';
import type { Position } from './cursor.ts';
import type { LogEntry, StreamLog } from './stream-log.ts';

const day = 86_400_000;
/** A second copy comes this many entries after the first. */
const copyDistance = 3;

export interface Page {
  readonly events: readonly unknown[];
  readonly hasMore: boolean;
  /** The position behind the page. */
  readonly next: Position;
}

/** The page at a position. Depends on nothing else, so that a cursor can be presented again and again. */
export function pageAt(log: StreamLog, position: Position, now: number, behaviour: Behaviour): Page {
  const visible = log.countAt(now);
  const belongs = selection(position, now, behaviour);
  const limit = behaviour.shortPages ? 1 + (scatter(position.place) % position.limit) : position.limit;
  if (
    position.emptyPages < behaviour.emptyPages &&
    nextPlace(log, position.place, visible, belongs) < visible
  )
    return { events: [], hasMore: true, next: { ...position, emptyPages: position.emptyPages + 1 } };

  const events: unknown[] = [];
  let place = position.place;
  for (; place < visible; place += 1) {
    const found = emitted(log, place, belongs, behaviour.duplicateEvery, limit);
    if (events.length + found.length > limit) break;
    events.push(...found.map(({ source, index }) => source.at(index)));
  }
  const rest = nextPlace(log, place, visible, belongs);
  return {
    events: behaviour.pageOrder === 'reversed' ? events.reverse() : events,
    hasMore: behaviour.hasMore === 'exact' ? rest < visible : events.length >= limit,
    next: { ...position, place: rest, emptyPages: 0 },
  };
}

/** Which entries the cursor covers. */
function selection(
  { start, end, frontier }: Position,
  now: number,
  { retentionDays, startInclusive, endInclusive, lateBeforeStart }: Behaviour,
): (entry: LogEntry, place: number) => boolean {
  const oldest = now - retentionDays * day;
  return ({ time }, place) => {
    if (Number.isNaN(time)) return true;
    if (time < oldest) return false;
    if (end !== undefined && (endInclusive ? time > end : time >= end)) return false;
    if (end === undefined && place >= frontier && lateBeforeStart === 'served') return true;
    return startInclusive ? time >= start : time > start;
  };
}

type Selection = ReturnType<typeof selection>;

/** First place from `from` on whose entry belongs to the cursor; `visible` where there is none. */
function nextPlace(log: StreamLog, from: number, visible: number, belongs: Selection): number {
  for (let place = from; place < visible; place += 1) {
    const entry = log.entry(place);
    if (entry && belongs(entry, place)) return place;
  }
  return Math.max(from, visible);
}

/** The entries that a place gives: its own, and after it perhaps the second copy of an earlier one. */
function emitted(
  log: StreamLog,
  place: number,
  belongs: Selection,
  duplicateEvery: number,
  limit: number,
): readonly LogEntry[] {
  const places = [place];
  const earlier = place - copyDistance;
  if (duplicateEvery > 0 && limit > 1 && earlier >= 0 && earlier % duplicateEvery === 0) places.push(earlier);
  return places.flatMap((at) => {
    const entry = log.entry(at);
    return entry && belongs(entry, at) ? [entry] : [];
  });
}

/** A number that looks like chance and depends on the place alone. */
function scatter(place: number): number {
  return (Math.imul(place + 1, 0x9e3779b1) >>> 0) % 65_521;
}
