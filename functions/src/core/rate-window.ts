import { hour } from './limits.ts';

/** Requests of the past hour: beginning of a stretch of time (ms) and how many fell into it. */
export type RateWindow = readonly (readonly [start: number, count: number])[];

export interface RateLimits {
  readonly perMinute: number;
  readonly perHour: number;
}

const minute = 60_000;
const fine = 1_000;

/** 0 where a request may be made now; else how long to wait at least, in ms. */
export function waitFor(window: RateWindow, now: number, { perMinute, perHour }: RateLimits): number {
  return Math.max(waitIn(window, now, minute, perMinute), waitIn(window, now, hour, perHour));
}

/** Adds a request, forgets those of more than an hour ago, and makes older entries coarse. */
export function addRequest(window: RateWindow, now: number): RateWindow {
  const counts = new Map<number, number>();
  for (const [start, count] of [...window, [now, 1] as const]) {
    if (start + stretchOf(start, now) + hour <= now) continue;
    const size = start + fine + minute <= now ? minute : fine;
    const begin = Math.floor(start / size) * size;
    counts.set(begin, (counts.get(begin) ?? 0) + count);
  }
  return [...counts].toSorted(([a], [b]) => a - b);
}

/** Requests of the past hour. */
export function requestsInHour(window: RateWindow, now: number): number {
  return window.reduce((sum, [start, count]) => (start + hour > now ? sum + count : sum), 0);
}

/** Reads what was stored; anything else counts as an hour without requests. */
export function parseRateWindow(value: unknown, now: number): RateWindow {
  if (!Array.isArray(value)) return [];
  return value.filter(
    (entry): entry is readonly [number, number] =>
      Array.isArray(entry) &&
      entry.length === 2 &&
      entry.every(Number.isFinite) &&
      entry[0] <= now &&
      entry[1] > 0,
  );
}

/** A stretch leaves the window only when the last moment of it has. */
function waitIn(window: RateWindow, now: number, span: number, most: number): number {
  const inside = window
    .map(([start, count]) => ({ leaves: start + stretchOf(start, now) + span, count }))
    .filter(({ leaves }) => leaves > now);
  let surplus = inside.reduce((sum, { count }) => sum + count, 0) + 1 - most;
  for (const { leaves, count } of inside) {
    if (surplus <= 0) break;
    surplus -= count;
    if (surplus <= 0) return leaves - now;
  }
  return 0;
}

function stretchOf(start: number, now: number): number {
  return start % minute === 0 && start + minute <= now ? minute : fine;
}
