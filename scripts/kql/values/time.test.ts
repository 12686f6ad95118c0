import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { toInt64 } from './int64.ts';
import {
  datetimeText,
  firstDatetime,
  lastDatetime,
  parseDatetime,
  parseTimespan,
  resemblesDatetime,
  timespanText,
} from './time.ts';

test('a datetime and its text', () => {
  const ticks = fc.bigInt({ min: BigInt(firstDatetime), max: BigInt(lastDatetime) }).map(toInt64);
  fc.assert(
    fc.property(ticks, (datetime) => void expect(parseDatetime(datetimeText(datetime))).toBe(datetime)),
  );
});

test('a timespan and its text', () => {
  const ticks = fc.bigInt({ min: -(2n ** 62n), max: 2n ** 62n }).map(toInt64);
  fc.assert(
    fc.property(ticks, (timespan) => void expect(parseTimespan(timespanText(timespan))).toBe(timespan)),
  );
});

function year(text: string): string | undefined {
  const datetime = parseDatetime(`8 Nov ${text} 15:05`);
  return datetime === null ? undefined : datetimeText(datetime).slice(0, 4);
}

test('years of two digits', () => {
  expect(['14', '29', '30', '70', '1969'].map(year)).toEqual(['2014', '2029', undefined, '1970', '1969']);
});

test('text that may be a datetime, and text that is none', () => {
  expect(
    ['17/02/2016', '20240101', '12:30', '8 November 2014', '8 Nov 50 15:05'].every(resemblesDatetime),
  ).toBe(true);
  expect(['', 'now', 'id-7', 'May', '2023-02-29'].some(resemblesDatetime)).toBe(false);
});
