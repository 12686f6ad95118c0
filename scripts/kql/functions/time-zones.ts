/** Local times. Zones and their rules are those of the IANA database as the JavaScript engine has it. */
import { subtract, add, type Int64 } from '../values/int64.ts';
import type { Value } from '../values/scalar.ts';
import { day, fromMilliseconds, inRange, toMoment } from '../values/time.ts';
import { Refusal, scalar, type ScalarFunction } from './function.ts';

/** Ticks that a zone is ahead of UTC at a time. */
type Offset = (utc: Int64) => Int64;

/** Offsets change at full quarters of an hour, so each quarter is asked once. */
const quarter = 900_000;

function offsetOf(name: string): Offset {
  if (!/^[a-z]/i.test(name)) throw new Refusal(`The time zone ${name} is not supported.`);
  let format: Intl.DateTimeFormat;
  try {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone: name,
      hourCycle: 'h23',
      era: 'short',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
  } catch {
    throw new Refusal(`The time zone ${name} is not supported.`);
  }
  const known = new Map<number, Int64>();
  return (utc) => {
    const start = Math.floor(toMoment(utc).milliseconds / quarter) * quarter;
    let offset = known.get(start);
    if (offset === undefined) known.set(start, (offset = readOffset(format, start)));
    return offset;
  };
}

function readOffset(format: Intl.DateTimeFormat, utc: number): Int64 {
  const parts = new Map(format.formatToParts(utc).map(({ type, value }) => [type, value]));
  const number = (name: Intl.DateTimeFormatPartTypes): number => Number(parts.get(name));
  // Before 1970 the rules of many zones are not certain.
  if (utc < 0) throw new Refusal('Local times before 1970 are not supported.');
  const local = Date.UTC(
    number('year'),
    number('month') - 1,
    number('day'),
    number('hour'),
    number('minute'),
    number('second'),
  );
  return subtract(fromMilliseconds(local), fromMilliseconds(utc));
}

const zones = new Map<string, Offset>();

function zone(name: Value | undefined): Offset {
  const text = String(name);
  let offset = zones.get(text);
  if (!offset) zones.set(text, (offset = offsetOf(text)));
  return offset;
}

/** A time that the clock skips counts with the offset after; one that it shows twice is refused. */
function toUtc(local: Int64, offset: Offset): Int64 | null {
  const [before, after] = [offset(subtract(local, day)), offset(add(local, day))];
  const fits = [before, after].filter((each) => offset(subtract(local, each)) === each);
  if (fits.length === 2 && before !== after)
    throw new Refusal('A local time that occurs twice is not supported.');
  return inRange(subtract(local, fits[0] ?? after));
}

export const timeZones: Readonly<Record<string, ScalarFunction>> = {
  datetime_utc_to_local: scalar('datetime-utc-to-local-function', (utc, name) =>
    inRange(add(utc as Int64, zone(name)(utc as Int64))),
  ),
  datetime_local_to_utc: scalar('datetime-local-to-utc-function', (local, name) =>
    toUtc(local as Int64, zone(name)),
  ),
};
