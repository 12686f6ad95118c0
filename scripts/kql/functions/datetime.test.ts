import { expect, test } from 'vitest';
import { ask } from '../testing/ask.ts';

const cases: readonly (readonly [query: string, expected: unknown])[] = [
  ['startofweek(datetime(2024-02-29 13:00))', '2024-02-25T00:00:00.0000000Z'],
  ['startofmonth(datetime(2024-03-31), -1)', '2024-02-01T00:00:00.0000000Z'],
  ['endofyear(datetime(9999-06-01))', '9999-12-31T23:59:59.9999999Z'],
  ['startofday(datetime(null))', null],
  ["datetime_add('month', 1, datetime(2024-01-31 08:00))", '2024-02-29T08:00:00.0000000Z'],
  ["datetime_add('year', 8000, datetime(2024-01-31))", null],
  ["datetime_diff('week', datetime(2024-03-03), datetime(2024-03-02))", 1],
  ["datetime_diff('hour', datetime(2024-03-02 23:59), datetime(2024-03-03 00:01))", -1],
  ['week_of_year(datetime(2021-01-03))', 53],
  ['dayofyear(datetime(1970-12-31))', 365],
  ["format_datetime(datetime(2024-02-29 00:05:06.0780000), 'yy/M/d h:m:s.FFF tt')", '24/2/29 12:5:6.078 AM'],
  ["format_timespan(time(-1.02:03:04), 'd.hh:mm')", '1.02:03'],
  ['make_datetime(2023, 2, 29)', null],
  ['unixtime_seconds_todatetime(0)', '1970-01-01T00:00:00.0000000Z'],
  ['unixtime_seconds_todatetime(1546300800.123)', '2019-01-01T00:00:00.1230000Z'],
  ['unixtime_nanoseconds_todatetime(1546300800000000000)', '2019-01-01T00:00:00.0000000Z'],
  ["datetime_add('nanosecond', 250, datetime(2020-01-01))", '2020-01-01T00:00:00.0000002Z'],
  ["datetime_part('nanosecond', datetime(2017-10-30 01:02:03.7654321))", 765432100],
  ["datetime_diff('nanosecond', datetime(2017-10-30), datetime(2017-10-30 00:00:00.0000007))", -700],
  ['make_timespan(1, 12, 30, 55)', '1.12:30:55'],
  ['make_timespan(24, 0, 0)', null],
  ["format_datetime(datetime(2009-06-15), 'y')", '9'],
];

test.each(cases)('%s', (expression, expected) => {
  expect(ask(`print ${expression}`)).toEqual([[expected]]);
});

test('a letter that is no part of a datetime', () => {
  expect(() => ask("print format_datetime(now(), 'yyyy-MM-ddTHH')")).toThrow(/not supported/);
});
