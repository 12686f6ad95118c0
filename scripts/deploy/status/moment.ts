/** Times as people read them. */
import { counted } from '../../diagnostics/counted.ts';

const units = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
] as const;

/** `90` as `1 minute`, `7200` as `2 hours`: the largest unit, rounded down. */
export function durationText(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const [name, size] = units.find(([, size]) => whole >= size) ?? ['second', 1];
  const count = Math.floor(whole / size);
  return counted(count, name);
}

/** `3 minutes ago`; `in 2 days` where it is still to come; a dash where there is no such time. */
export function agoText(time: string | null | undefined, now: number): string {
  const at = time ? Date.parse(time) : Number.NaN;
  if (Number.isNaN(at)) return '-';
  const seconds = (now - at) / 1_000;
  // A minute ahead is a clock that is not quite right.
  if (seconds < -60) return `in ${durationText(-seconds)}`;
  return seconds < 1 ? 'now' : `${durationText(seconds)} ago`;
}
