/** Days, months and years of datetimes. All times are UTC. */
import { add, divide, floorTo, multiply, subtract, type Int64 } from './int64.ts';
import { day, fromMilliseconds, hour, inRange, minute, second, toDatetime, toMoment } from './time.ts';

export interface CalendarTime {
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  readonly dayOfMonth: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  /** Ticks below the second. */
  readonly ticks: number;
  /** 0 is Sunday. */
  readonly weekday: number;
}

export function toCalendar(datetime: Int64): CalendarTime {
  const { milliseconds, ticks } = toMoment(datetime);
  const date = new Date(milliseconds);
  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    dayOfMonth: date.getUTCDate(),
    hour: date.getUTCHours(),
    minute: date.getUTCMinutes(),
    second: date.getUTCSeconds(),
    ticks: date.getUTCMilliseconds() * 10_000 + ticks,
    weekday: date.getUTCDay(),
  };
}

/** Units of `datetime_add` and its like; those of fixed length in ticks. */
export const unitTicks: Readonly<Record<string, number>> = {
  week: 7 * day,
  day,
  hour,
  minute,
  second,
  millisecond: 10_000,
  microsecond: 10,
};

export const unitMonths: Readonly<Record<string, number>> = { year: 12, quarter: 3, month: 1 };

/** The first day of the month counted from year 0, at midnight. */
function startOfMonthNumber(months: number): Int64 | null {
  return toDatetime([Math.floor(months / 12), (months % 12) + 1, 1]);
}

function monthNumber(datetime: Int64): number {
  const { year, month } = toCalendar(datetime);
  return year * 12 + month - 1;
}

/** The same day and time some months later; a day that the month does not have becomes its last. */
export function addMonths(datetime: Int64, months: number): Int64 | null {
  const start = startOfMonthNumber(monthNumber(datetime) + months);
  const next = startOfMonthNumber(monthNumber(datetime) + months + 1);
  const own = startOfMonthNumber(monthNumber(datetime));
  if (start === null || own === null) return null;
  const time = subtract(datetime, own);
  const lastDay = next === null ? 30 * day : subtract(subtract(next, start), day);
  const days = floorTo(time, day) ?? 0;
  return add(start, add(days < lastDay ? days : lastDay, subtract(time, days)));
}

/** Midnight at the start of a period, some periods later. A week begins on Sunday. */
export function startOf(
  unit: 'day' | 'week' | 'month' | 'year',
  datetime: Int64,
  offset: number,
): Int64 | null {
  if (unit === 'month') return startOfMonthNumber(monthNumber(datetime) + offset);
  if (unit === 'year') return startOfMonthNumber((toCalendar(datetime).year + offset) * 12);
  const midnight = floorTo(datetime, day) ?? 0;
  const back = unit === 'week' ? toCalendar(datetime).weekday : 0;
  const days = offset * (unit === 'week' ? 7 : 1) - back;
  return inRange(add(midnight, multiply(days, day)));
}

/** The last tick of a period. */
export function endOf(
  unit: 'day' | 'week' | 'month' | 'year',
  datetime: Int64,
  offset: number,
): Int64 | null {
  const next = startOf(unit, datetime, offset + 1);
  if (next !== null) return subtract(next, 1);
  return startOf(unit, datetime, offset) === null
    ? null
    : inRange(subtract(fromMilliseconds(Date.UTC(10_000, 0, 1)), 1));
}

/** How many boundaries of a unit lie between two datetimes. */
export function countBetween(unit: string, later: Int64, earlier: Int64): Int64 | undefined {
  const months = unitMonths[unit];
  if (months) return Math.floor(monthNumber(later) / months) - Math.floor(monthNumber(earlier) / months);
  if (unit === 'nanosecond') return multiply(subtract(later, earlier), 100);
  const ticks = unitTicks[unit];
  if (!ticks) return undefined;
  // Weeks begin on Sunday; the epoch is a Friday.
  const shift = unit === 'week' ? 5 * day : 0;
  const number = (datetime: Int64): Int64 => divide(floorTo(add(datetime, shift), ticks) ?? 0, ticks) ?? 0;
  return subtract(number(later), number(earlier));
}

export function dayOfYear(datetime: Int64): number {
  const start = startOf('year', datetime, 0) ?? datetime;
  return Number(divide(subtract(datetime, start), day)) + 1;
}

/** ISO 8601 week: the week of a year's first Thursday is its first. */
export function isoWeek(datetime: Int64): number {
  const { weekday } = toCalendar(datetime);
  const thursday = add(datetime, (4 - (weekday === 0 ? 7 : weekday)) * day);
  return Math.ceil(dayOfYear(thursday) / 7);
}
