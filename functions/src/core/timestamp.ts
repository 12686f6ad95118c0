const form = /^(\d{4})-(\d\d)-(\d\d)[Tt ](\d\d):(\d\d):(\d\d)(?:\.(\d+))?(?:([Zz])|([+-])(\d\d):(\d\d))$/;

/** A time as RFC 3339 writes it. */
export interface Timestamp {
  /** Milliseconds since 1970, UTC; finer digits are cut off. */
  readonly ms: number;
  /** Whether a KQL datetime holds all of it: at most seven fraction digits, and UTC. */
  readonly isExact: boolean;
}

/** `undefined` where the text is not a time, such as 30 February. */
export function parseTimestamp(value: unknown): Timestamp | undefined {
  if (typeof value !== 'string') return undefined;
  const match = form.exec(value);
  if (match === null) return undefined;
  const [, year, month, dayOfMonth, hours, minutes, seconds, fraction = '', zulu, sign] = match;
  const [y, mo, d, h, mi, s] = [year, month, dayOfMonth, hours, minutes, seconds].map(Number) as Six;
  if (h > 23 || mi > 59 || s > 60) return undefined;
  const midnight = new Date(0);
  midnight.setUTCFullYear(y, mo - 1, d);
  if (midnight.getUTCMonth() !== mo - 1 || midnight.getUTCDate() !== d || y === 0) return undefined;
  const [offsetHours, offsetMinutes] = [Number(match[10] ?? 0), Number(match[11] ?? 0)];
  if (offsetHours > 23 || offsetMinutes > 59) return undefined;
  const offset = (offsetHours * 60 + offsetMinutes) * (sign === '-' ? -1 : 1);
  const milliseconds = Number(fraction.slice(0, 3).padEnd(3, '0'));
  const ms = midnight.getTime() + ((h * 60 + mi - offset) * 60 + s) * 1_000 + milliseconds;
  return { ms, isExact: zulu !== undefined && fraction.length <= 7 };
}

type Six = [number, number, number, number, number, number];

/** ISO 8601 in UTC, to the millisecond. */
export function isoTime(ms: number): string {
  return new Date(ms).toISOString();
}
