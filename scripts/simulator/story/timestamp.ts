import type { Random } from './random.ts';

/** RFC 3339 in UTC with nine fraction digits, as the service writes it. */
export function formatTime(time: number, random: Random): string {
  const digits = random.whole(0, 999_999);
  return `${new Date(time).toISOString().slice(0, -1)}${String(digits).padStart(6, '0')}Z`;
}

/** As applications write it: now and then with no fraction, with milliseconds or with an offset. */
export function formatClientTime(time: number, random: Random): string {
  const form = random.whole(0, 19);
  if (form > 2) return formatTime(time, random);
  const text = new Date(form === 2 ? time - 3 * 3_600_000 : time).toISOString();
  if (form === 0) return `${text.slice(0, 19)}Z`;
  return form === 1 ? text : `${text.slice(0, -1)}-03:00`;
}
