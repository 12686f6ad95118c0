import { expect, test } from 'vitest';
import { ask } from '../testing/ask.ts';

const cases: readonly (readonly [query: string, expected: unknown])[] = [
  [
    'datetime_utc_to_local(datetime(2022-07-11 22:18:48.4678620), "US/Pacific")',
    '2022-07-11T15:18:48.4678620Z',
  ],
  [
    'datetime_utc_to_local(datetime(2022-07-11 22:18:48.4678620), "Australia/Canberra")',
    '2022-07-12T08:18:48.4678620Z',
  ],
  ['datetime_local_to_utc(datetime(2020-02-02 20:02:20), "Europe/Paris")', '2020-02-02T19:02:20.0000000Z'],
  ['datetime_local_to_utc(datetime(2022-03-27 02:00), "Europe/Brussels")', '2022-03-27T00:00:00.0000000Z'],
  ['datetime_local_to_utc(datetime(2022-03-27 03:00), "Europe/Brussels")', '2022-03-27T01:00:00.0000000Z'],
  ['datetime_utc_to_local(datetime(null), "UTC")', null],
];

test.each(cases)('%s', (expression, expected) => {
  expect(ask(`print ${expression}`)).toEqual([[expected]]);
});

test('a time that the clock shows twice, and a zone that there is not', () => {
  expect(() => ask('print datetime_local_to_utc(datetime(2022-10-30 02:30), "Europe/Brussels")')).toThrow(
    /twice/,
  );
  expect(() => ask('print datetime_utc_to_local(datetime(2022-10-30), "Mars/Base")')).toThrow(/Mars/);
});
