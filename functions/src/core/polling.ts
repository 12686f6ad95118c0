import { day, hour, limits } from './limits.ts';
import type { Page } from './page.ts';
import { isoTime } from './timestamp.ts';

/** Where the next page is to be read: from a point in time, or behind a page. */
export type Position = Start | { readonly kind: 'cursor'; readonly cursor: string };

export interface Start {
  readonly kind: 'start';
  /** ISO 8601, UTC. */
  readonly from: string;
  /** Only for a closed window. */
  readonly to?: string;
  readonly pageSize: number;
}

/** The two forms that the API knows; never a mixture, never an empty object (events-api.md 4). */
export function requestBody(position: Position): string {
  if (position.kind === 'cursor') return JSON.stringify({ cursor: position.cursor });
  const { pageSize, from, to } = position;
  return JSON.stringify({ limit: pageSize, start_time: from, ...(to === undefined ? {} : { end_time: to }) });
}

/** Earliest time at which a reset may begin: what the API keeps, less an hour for its clock. */
export function earliestStart(now: number): number {
  return now - limits.historyMs + hour;
}

/** A start that the API was not pleased with is tried once more from 119 days ago at most. */
export function cutStart(start: Start, now: number): Start {
  const earliest = now - limits.historyMs + day;
  return { ...start, from: isoTime(Math.max(Date.parse(start.from), earliest)) };
}

/** Start of the fall-back: the last event known, less an overlap for late ones. */
export function fallBackStart(
  lastEventTime: string | undefined,
  now: number,
  options: { readonly overlapHours: number; readonly lookbackHours: number; readonly pageSize: number },
): Start {
  const known = lastEventTime === undefined ? Number.NaN : Date.parse(lastEventTime);
  const from = Number.isNaN(known)
    ? now - options.lookbackHours * hour
    : Math.min(known, now) - options.overlapHours * hour;
  return { kind: 'start', from: isoTime(Math.max(from, earliestStart(now))), pageSize: options.pageSize };
}

/** The page size after one that made an answer too large; `undefined` where it cannot be smaller. */
export function smallerPage(pageSize: number): number | undefined {
  if (pageSize > limits.smallPage) return limits.smallPage;
  return pageSize > 1 ? Math.max(1, Math.floor(pageSize / 10)) : undefined;
}

/** Counts pages in a row that promise more, bring nothing new and repeat the cursor they were asked with. */
export function countRepeats(
  repeats: number,
  asked: Position,
  page: Pick<Page, 'cursor' | 'hasMore'>,
  newRows: number,
): number {
  const repeatsCursor = asked.kind === 'cursor' && asked.cursor === page.cursor;
  return page.hasMore && newRows === 0 && repeatsCursor ? repeats + 1 : 0;
}

export function isStalled(repeats: number): boolean {
  return repeats >= limits.stalledPages;
}
