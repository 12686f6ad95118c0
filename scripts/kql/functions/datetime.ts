/** Functions of datetimes. Source: Kusto reference, the page that each entry names. */
import {
  addMonths,
  countBetween,
  dayOfYear,
  endOf,
  isoWeek,
  startOf,
  toCalendar,
  unitMonths,
  unitTicks,
  type CalendarTime,
} from '../values/calendar.ts';
import { add, divide, multiply, subtract, toInt64, type Int64 } from '../values/int64.ts';
import type { Value } from '../values/scalar.ts';
import { day, fromMilliseconds, hour, inRange, minute, second, toDatetime } from '../values/time.ts';
import { Refusal, scalar, type ScalarFunction } from './function.ts';
import { formatDatetime, formatTimespan } from './time-format.ts';

type Period = 'day' | 'week' | 'month' | 'year';

const starting = (unit: Period): ScalarFunction =>
  scalar(`startof${unit}-function`, (datetime, offset = 0) =>
    startOf(unit, datetime as Int64, Number(offset)),
  );
const ending = (unit: Period): ScalarFunction =>
  scalar(`endof${unit}-function`, (datetime, offset = 0) => endOf(unit, datetime as Int64, Number(offset)));
const part = (page: string, read: (time: CalendarTime) => Value): ScalarFunction =>
  scalar(page, (datetime) => read(toCalendar(datetime as Int64)));

function unitOf(name: Value | undefined): string {
  return String(name).toLowerCase();
}

/** Time since 1970 in a unit of some ticks. The fraction of a real is rounded to ticks. */
const unixTime = (page: string, ticks: number): ScalarFunction => ({
  page,
  specialize: ([type]) => {
    const epoch = fromMilliseconds(0);
    if (type === 'long' || type === 'int')
      return (value) => inRange(add(epoch, multiply(value as Int64, ticks)));
    if (type !== 'real') throw new Refusal(`A Unix time of type ${type} is not supported.`);
    return (value) => {
      const whole = Math.round((value as number) * ticks);
      if (!(Math.abs(whole) < 2 ** 63)) throw new Refusal(`The Unix time ${String(value)} is not supported.`);
      return inRange(add(epoch, toInt64(whole)));
    };
  },
});

/** Ticks of a clock time; null where it is not within the day. */
function clockTicks(
  hours: Value | undefined,
  minutes: Value | undefined,
  seconds: Value | undefined,
): Int64 | null {
  const [h, m, s] = [Number(hours), Number(minutes), Number(seconds)];
  const isReal = h >= 0 && h < 24 && m >= 0 && m < 60 && s >= 0 && s < 60;
  return isReal ? h * hour + m * minute + Math.round(s * second) : null;
}

const weekOfYear = scalar('week-of-year-function', (value) => isoWeek(value as Int64));
const partOf = scalar('datetime-part-function', (name, value) => datetimePart(unitOf(name), value as Int64));

export const datetime: Readonly<Record<string, ScalarFunction>> = {
  startofday: starting('day'),
  startofweek: starting('week'),
  startofmonth: starting('month'),
  startofyear: starting('year'),
  endofday: ending('day'),
  endofweek: ending('week'),
  endofmonth: ending('month'),
  endofyear: ending('year'),
  dayofweek: part('dayofweek-function', ({ weekday }) => weekday * day),
  dayofmonth: part('dayofmonth-function', ({ dayOfMonth }) => dayOfMonth),
  dayofyear: scalar('dayofyear-function', (value) => dayOfYear(value as Int64)),
  week_of_year: weekOfYear,
  weekofyear: weekOfYear,
  monthofyear: part('monthofyear-function', ({ month }) => month),
  getmonth: part('getmonth-function', ({ month }) => month),
  getyear: part('getyear-function', ({ year }) => year),
  hourofday: part('hourofday-function', ({ hour }) => hour),
  datetime_part: partOf,
  datepart: partOf,
  datetime_add: scalar('datetime-add-function', (name, amount, value) => {
    const unit = unitOf(name);
    const months = unitMonths[unit];
    if (months) return addMonths(value as Int64, Number(amount) * months);
    if (unit === 'nanosecond') return inRange(add(value as Int64, divide(amount as Int64, 100) ?? 0));
    const ticks = unitTicks[unit];
    if (!ticks) throw new Refusal(`The unit ${unit} is not supported.`);
    return inRange(add(value as Int64, multiply(amount as Int64, ticks)));
  }),
  datetime_diff: scalar('datetime-diff-function', (name, later, earlier) => {
    const count = countBetween(unitOf(name), later as Int64, earlier as Int64);
    if (count === undefined) throw new Refusal(`The unit ${unitOf(name)} is not supported.`);
    return count;
  }),
  make_datetime: scalar(
    'make-datetime-function',
    (year, month, dayOfMonth, hours = 0, minutes = 0, seconds = 0) => {
      const ticks = Math.round(Number(seconds) * 1e7);
      const whole = [year, month, dayOfMonth, hours, minutes].map(Number);
      const start = toDatetime([...whole, Math.floor(ticks / 1e7)]);
      return start === null ? null : add(start, ticks % 1e7);
    },
  ),
  make_timespan: {
    page: 'make-timespan-function',
    specialize: (types) => {
      if (types.length < 3) throw new Refusal('make_timespan() of fewer than three values is not supported.');
      return (...args) => {
        const [days, clock] = args.length === 4 ? [args[0], args.slice(1)] : [0, args];
        const ticks = clockTicks(clock[0], clock[1], clock[2]);
        return ticks === null || (days as Int64) < 0
          ? null
          : add(multiply(toInt64(days as Int64), day), ticks);
      };
    },
  },
  now: {
    page: 'now-function',
    specialize:
      (_, __, { now }) =>
      (offset = 0) =>
        inRange(add(now, offset as Int64)),
  },
  ago: {
    page: 'ago-function',
    specialize:
      (_, __, { now }) =>
      (span) =>
        inRange(subtract(now, span as Int64)),
  },
  format_datetime: scalar('format-datetime-function', (value, pattern) =>
    formatDatetime(toCalendar(value as Int64), String(pattern)),
  ),
  format_timespan: scalar('format-timespan-function', (value, pattern) =>
    formatTimespan(value as Int64, String(pattern)),
  ),
  unixtime_nanoseconds_todatetime: {
    page: 'unixtime-nanoseconds-todatetime-function',
    specialize: ([type]) => {
      if (type !== 'long' && type !== 'int')
        throw new Refusal(`A Unix time of type ${type} is not supported.`);
      return (value) => inRange(add(fromMilliseconds(0), divide(value as Int64, 100) ?? 0));
    },
  },
  unixtime_seconds_todatetime: unixTime('unixtime-seconds-todatetime-function', 10_000_000),
  unixtime_milliseconds_todatetime: unixTime('unixtime-milliseconds-todatetime-function', 10_000),
  unixtime_microseconds_todatetime: unixTime('unixtime-microseconds-todatetime-function', 10),
};

function datetimePart(unit: string, value: Int64): Value {
  const time = toCalendar(value);
  const parts: Readonly<Record<string, number>> = {
    year: time.year,
    quarter: Math.ceil(time.month / 3),
    month: time.month,
    week_of_year: isoWeek(value),
    weekofyear: isoWeek(value),
    day: time.dayOfMonth,
    dayofyear: dayOfYear(value),
    hour: time.hour,
    minute: time.minute,
    second: time.second,
    millisecond: Math.floor(time.ticks / 10_000),
    microsecond: Math.floor(time.ticks / 10),
    nanosecond: time.ticks * 100,
  };
  const found = parts[unit];
  if (found === undefined) throw new Refusal(`The part ${unit} is not supported.`);
  return found;
}
