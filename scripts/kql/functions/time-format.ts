/** Custom formats of datetimes and timespans. Source: Kusto reference, `format_datetime`, `format_timespan`. */
import type { CalendarTime } from '../values/calendar.ts';
import { divide, modulo, negate, type Int64 } from '../values/int64.ts';
import { day, hour, minute, second, pad } from '../values/time.ts';
import { Refusal } from './function.ts';

/** Characters that stand for themselves between the parts of a format. */
const delimiters = /^[ /\-:,._[\]]$/;

function format(pattern: string, part: (letter: string, width: number) => string | undefined): string {
  return pattern.replace(/([a-zA-Z])\1*|[^a-zA-Z]/g, (run, letter: string | undefined) => {
    const text = letter === undefined ? (delimiters.test(run) ? run : undefined) : part(letter, run.length);
    if (text === undefined) throw new Refusal(`The format ${pattern} is not supported.`);
    return text;
  });
}

/** Digits of a fraction of a second; `F` leaves out zeros at the end. */
function fraction(ticks: number, letter: string, width: number): string | undefined {
  if (width > 7) return undefined;
  const digits = pad(ticks, 7).slice(0, width);
  return letter === 'f' ? digits : digits.replace(/0+$/, '');
}

export function formatDatetime(time: CalendarTime, pattern: string): string {
  return format(pattern, (letter, width) => {
    const twelve = time.hour % 12 === 0 ? 12 : time.hour % 12;
    switch (letter) {
      case 'y':
        return width <= 2 ? pad(time.year % 100, width) : width === 4 ? pad(time.year, 4) : undefined;
      case 'M':
        return width <= 2 ? pad(time.month, width) : undefined;
      case 'd':
        return width <= 2 ? pad(time.dayOfMonth, width) : undefined;
      case 'H':
        return width <= 2 ? pad(time.hour, width) : undefined;
      case 'h':
        return width <= 2 ? pad(twelve, width) : undefined;
      case 'm':
        return width <= 2 ? pad(time.minute, width) : undefined;
      case 's':
        return width <= 2 ? pad(time.second, width) : undefined;
      case 't':
        return width === 2 ? (time.hour < 12 ? 'AM' : 'PM') : undefined;
      case 'f':
      case 'F':
        return fraction(time.ticks, letter, width);
      default:
        return undefined;
    }
  });
}

export function formatTimespan(span: Int64, pattern: string): string {
  const all = span < 0 ? negate(span) : span;
  const part = (size: number, limit: number): number => Number(modulo(divide(all, size) ?? 0, limit));
  return format(pattern, (letter, width) => {
    switch (letter) {
      case 'd':
        return width <= 8 ? pad(Number(divide(all, day)), width) : undefined;
      case 'H':
      case 'h':
        return width <= 2 ? pad(part(hour, 24), width) : undefined;
      case 'm':
        return width <= 2 ? pad(part(minute, 60), width) : undefined;
      case 's':
        return width <= 2 ? pad(part(second, 60), width) : undefined;
      case 'f':
      case 'F':
        return fraction(Number(modulo(all, second)), letter, width);
      default:
        return undefined;
    }
  });
}
