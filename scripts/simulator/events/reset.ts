import type { Behaviour } from '../behaviour.ts';

const hour = 3_600_000;
const day = 24 * hour;
const defaultLimit = 100;
const greatestLimit = 1000;
const rfc3339 =
  /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])[Tt](?:[01]\d|2[0-3]):[0-5]\d:(?:[0-5]\d|60)(?:\.\d+)?(?:[Zz]|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/;

/** What a request for a page asks: to begin somewhere in time, or to go on. */
export type PollBody =
  | {
      readonly kind: 'reset';
      readonly limit: number;
      readonly start: number;
      readonly end: number | undefined;
    }
  | { readonly kind: 'cursor'; readonly cursor: string }
  | { readonly kind: 'refused'; readonly message: string };

const refused = (message: string): PollBody => ({ kind: 'refused', message });

/** Reads the body of a POST. */
export function readPollBody(text: string, now: number, behaviour: Behaviour): PollBody {
  const value = text === '' && behaviour.emptyBody === 'reset' ? {} : parseObject(text);
  if (value === undefined) return refused('The body is not a JSON object');
  const { cursor, limit, start_time, end_time } = value;
  if (cursor !== undefined) {
    const isMixed = [limit, start_time, end_time].some((field) => field !== undefined);
    if (isMixed && behaviour.cursorWithReset === 'refused')
      return refused('A cursor excludes limit, start_time and end_time');
    return typeof cursor === 'string' && cursor !== ''
      ? { kind: 'cursor', cursor }
      : refused('The cursor is not a text');
  }
  return readReset(
    { limit: limit === undefined ? defaultLimit : limit, start_time, end_time },
    now,
    behaviour,
  );
}

function readReset(
  { limit, start_time, end_time }: Readonly<Record<'limit' | 'start_time' | 'end_time', unknown>>,
  now: number,
  { retentionDays, oldStart }: Behaviour,
): PollBody {
  if (typeof limit !== 'number' || !Number.isInteger(limit) || limit < 1 || limit > greatestLimit)
    return refused(`limit is not a whole number from 1 to ${greatestLimit}`);
  const end = readTime(end_time);
  const start = start_time === undefined ? (end ?? now) - hour : readTime(start_time);
  if (start === undefined || Number.isNaN(start) || Number.isNaN(end))
    return refused('A time is not RFC 3339');
  if (end !== undefined && end < start) return refused('end_time is before start_time');
  if (oldStart === 'refused' && start < now - retentionDays * day) return refused('start_time is too old');
  return { kind: 'reset', limit, start, end };
}

/** `undefined` where there is none, NaN where it is no time. */
function readTime(value: unknown): number | undefined {
  if (value === undefined) return undefined;
  return typeof value === 'string' && rfc3339.test(value) ? Date.parse(value.toUpperCase()) : Number.NaN;
}

function parseObject(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}
