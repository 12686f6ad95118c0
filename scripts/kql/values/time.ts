/**
 * Datetimes and timespans in ticks of 100 ns. A datetime counts from `epoch`, chosen so that the dates one
 * meets (1981 to 2038) are exact as numbers; earlier and later ones are bigints.
 */
import { add, subtract, toInt64, type Int64 } from './int64.ts';

/** 2010-01-01T00:00:00Z in milliseconds since 1970. */
const epoch = Date.UTC(2010, 0, 1);
const ticksPerMillisecond = 10_000;

export const second = 10_000_000;
export const minute = 60 * second;
export const hour = 60 * minute;
export const day = 24 * hour;

/** First and last datetime that Kusto has: year 1 and the end of year 9999. */
const firstTicks = -62_135_596_800_000;
export const firstDatetime = fromMilliseconds(firstTicks);
export const lastDatetime = subtract(fromMilliseconds(Date.UTC(10_000, 0, 1)), 1);

/** A datetime from milliseconds since 1970 and ticks below a millisecond. */
export function fromMilliseconds(milliseconds: number, ticks = 0): Int64 {
  return add(toInt64(BigInt(milliseconds - epoch) * BigInt(ticksPerMillisecond)), ticks);
}

/** A sum or difference as a datetime; null where Kusto has no such date. */
export function inRange(ticks: Int64): Int64 | null {
  return ticks < firstDatetime || ticks > lastDatetime ? null : ticks;
}

export interface Moment {
  readonly milliseconds: number;
  /** Ticks below the millisecond, 0 to 9,999. */
  readonly ticks: number;
}

/** Milliseconds since 1970 and the rest, both exact. */
export function toMoment(datetime: Int64): Moment {
  const whole = BigInt(datetime);
  const per = BigInt(ticksPerMillisecond);
  let rest = whole % per;
  if (rest < 0n) rest += per;
  return { milliseconds: Number((whole - rest) / per) + epoch, ticks: Number(rest) };
}

/** Digits of a number, with zeros in front. */
export const pad = (value: number, width = 2): string => String(value).padStart(width, '0');

/** `2024-02-29T13:45:30.7654321Z` */
export function datetimeText(datetime: Int64): string {
  const { milliseconds, ticks } = toMoment(datetime);
  const date = new Date(milliseconds);
  const fraction = date.getUTCMilliseconds() * ticksPerMillisecond + ticks;
  const days = `${pad(date.getUTCFullYear(), 4)}-${pad(date.getUTCMonth() + 1)}-${pad(date.getUTCDate())}`;
  const times = `${pad(date.getUTCHours())}:${pad(date.getUTCMinutes())}:${pad(date.getUTCSeconds())}`;
  return `${days}T${times}.${pad(fraction, 7)}Z`;
}

/** `[-][d.]hh:mm:ss[.fffffff]` */
export function timespanText(timespan: Int64): string {
  const isNegative = timespan < 0;
  const all = isNegative ? -BigInt(timespan) : BigInt(timespan);
  const part = (size: number, limit: bigint): number => Number((all / BigInt(size)) % limit);
  const days = all / BigInt(day);
  const fraction = Number(all % BigInt(second));
  const clock = `${pad(part(hour, 24n))}:${pad(part(minute, 60n))}:${pad(part(second, 60n))}`;
  return `${isNegative ? '-' : ''}${days > 0n ? `${days}.` : ''}${clock}${fraction ? `.${pad(fraction, 7)}` : ''}`;
}

const isoForm =
  /^\s*(\d{4})-(\d{1,2})(?:-(\d{1,2})(?:[T ]\s*(\d{1,2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?)?)?\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2})?\s*$/i;

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** `Sat, 8 Nov 14 15:05:02 GMT` of RFC 822 and `Saturday, 08-Nov-14 15:05 GMT` of RFC 850. */
const mailForm =
  /^\s*(?:[a-z]{3,9},\s*)?(\d{1,2})[ -]([a-z]{3})[ -](\d{4}|\d{2})\s+(\d{1,2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?\s*(Z|UTC|GMT)?\s*$/i;

/** `12-02-2022`, `02/17/2016 08:40:01`: month, day, year, as examples of the reference have it. */
const monthFirstForm =
  /^\s*(\d{1,2})([/-])(\d{1,2})\2(\d{4})(?:\s+(\d{1,2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?)?\s*$/;

/** Two digits of a year stand for 2000 to 2029 or 1970 to 1999; between them nothing is documented. */
function fullYear(text: string): number | undefined {
  const year = Number(text);
  if (text.length === 4) return year;
  return year < 30 ? 2000 + year : year < 70 ? undefined : 1900 + year;
}

/** Reads a date and time in the forms that Kusto takes; null where it is none. Source: reference, `datetime`. */
export function parseDatetime(text: string): Int64 | null {
  const match = isoForm.exec(text);
  if (match) {
    const [, year, month, dayOfMonth, hours, minutes, seconds, fraction, zone] = match;
    const parts = [year, month, dayOfMonth ?? 1, hours ?? 0, minutes ?? 0, seconds ?? 0].map(Number);
    return toDatetime(parts, fraction ?? '', zone ?? '');
  }
  const american = monthFirstForm.exec(text);
  if (american) {
    const [, month, , dayOfMonth, year, hours, minutes, seconds, fraction] = american;
    return toDatetime(
      [year, month, dayOfMonth, hours ?? 0, minutes ?? 0, seconds ?? 0].map(Number),
      fraction ?? '',
    );
  }
  const mail = mailForm.exec(text);
  if (!mail) return null;
  const [, date, name = '', year = '', hours, minutes, seconds, fraction] = mail;
  const number = months.indexOf(name.toLowerCase()) + 1;
  const full = fullYear(year);
  if (number === 0 || full === undefined) return null;
  return toDatetime(
    [full, number, Number(date), Number(hours), Number(minutes), Number(seconds ?? 0)],
    fraction ?? '',
  );
}

const knownWord =
  /^(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|mon|tue|wed|thu|fri|sat|sun|am|pm|utc|gmt|z|t|st|nd|rd|th|[a-z]$)/i;

/** A word that no form of a date has. */
function hasOtherWord(text: string): boolean {
  return (text.match(/[a-z]{2,}/gi) ?? []).some((word) => !knownWord.test(word));
}

/** Whether text looks like a datetime in a form that is not read here, though Kusto may know it. */
export function resemblesDatetime(text: string): boolean {
  if (isoForm.test(text) || hasOtherWord(text)) return false;
  return /^\s*[+-]?\d+(?:\.\d+)?\s*$|\d\s*[/:.-]\s*\d|\d\s*[-, ]?\s*(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\s*\d/i.test(
    text,
  );
}

/** From year, month, day, hour, minute, second; null where the calendar has no such time. */
export function toDatetime(parts: readonly number[], fraction = '', zone = ''): Int64 | null {
  const [year = 0, month = 1, dayOfMonth = 1, hours = 0, minutes = 0, seconds = 0] = parts;
  const date = new Date(Date.UTC(2000, 0, 1, hours, minutes, seconds));
  const moved = date.getUTCDate() - 1;
  date.setUTCFullYear(year, month - 1, dayOfMonth);
  const isReal =
    moved === 0 &&
    year >= 1 &&
    minutes < 60 &&
    seconds < 60 &&
    date.getUTCMonth() === month - 1 &&
    date.getUTCDate() === dayOfMonth;
  if (!isReal) return null;
  const ticks = Number(fraction.padEnd(7, '0').slice(0, 7));
  return inRange(subtract(add(fromMilliseconds(date.getTime()), ticks), zoneTicks(zone)));
}

function zoneTicks(zone: string): number {
  const match = /^([+-])(\d{2}):?(\d{2})$/.exec(zone);
  if (!match) return 0;
  const [, sign, hours, minutes] = match;
  return (sign === '-' ? -1 : 1) * (Number(hours) * hour + Number(minutes) * minute);
}

const units: Readonly<Record<string, number>> = {
  d: day,
  day: day,
  days: day,
  h: hour,
  hr: hour,
  hrs: hour,
  hour: hour,
  hours: hour,
  m: minute,
  min: minute,
  minute: minute,
  minutes: minute,
  s: second,
  sec: second,
  second: second,
  seconds: second,
  ms: 10_000,
  milli: 10_000,
  millis: 10_000,
  millisecond: 10_000,
  milliseconds: 10_000,
  microsecond: 10,
  microseconds: 10,
  tick: 1,
  ticks: 1,
};

const clockForm = /^(-)?(?:(\d+)\.)?(\d{1,2}):(\d{1,2})(?::(\d{1,2})(?:\.(\d{1,7}))?)?$/;
const unitForm = /^(-)?(\d+(?:\.\d+)?)\s*([a-z]+)$/i;

/** Reads `1.02:03:04.5`, `90s`, `1.5h` or a plain number of days; null where it is no timespan. */
export function parseTimespan(text: string): Int64 | null {
  const trimmed = text.trim();
  const clock = clockForm.exec(trimmed);
  if (clock) {
    const [, sign, days = '0', hours = '0', minutes = '0', seconds = '0', fraction = ''] = clock;
    if (Number(hours) > 23 || Number(minutes) > 59 || Number(seconds) > 59) return null;
    const rest = Number(hours) * hour + Number(minutes) * minute + Number(seconds) * second;
    const all = BigInt(days) * BigInt(day) + BigInt(rest + Number(fraction.padEnd(7, '0')));
    return toInt64(sign ? -all : all);
  }
  const united = unitForm.exec(trimmed);
  const unit = united && units[(united[3] ?? '').toLowerCase()];
  if (united && unit) {
    const ticks = BigInt(Math.round(Number(united[2]) * unit));
    return toInt64(united[1] ? -ticks : ticks);
  }
  return /^-?\d+$/.test(trimmed) ? toInt64(BigInt(trimmed) * BigInt(day)) : null;
}
