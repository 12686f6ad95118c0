import { expect, test } from 'vitest';
import { ask } from '../testing/ask.ts';

const cases: readonly (readonly [query: string, expected: unknown])[] = [
  ['toint(2.9)', 2],
  ['toint(-2.9)', -2],
  ['toint(1e19)', 2147483647],
  ['toint("2147483648")', null],
  ['toint(" 42\t")', 42],
  ['toint("1.5")', null],
  ['toint("")', null],
  ['toint(true)', 1],
  ['toint(decimal(-2.7))', -2],
  ['toint(dynamic("123"))', 123],
  ['toint(dynamic(1.5))', 1],
  ['toint(dynamic([1]))', null],
  ['tolong("-9223372036854775808")', '-9223372036854775808'],
  ['tolong("9223372036854775808")', null],
  ['tolong(-1e19)', '-9223372036854775808'],
  ['tolong(1d)', 864000000000],
  ['todouble("1e400") == real(+inf)', true],
  ['todouble("INF")', null],
  ['todouble("-inf") == real(-inf)', true],
  ['isnan(todouble(" NaN "))', true],
  ['todouble("٣")', null],
  ['toreal(dynamic(true))', 1],
  ['tobool("TRUE")', true],
  ['tobool("0")', false],
  ['tobool("yes")', null],
  ['tobool(0.5)', true],
  ['tobool(dynamic("1.5"))', null],
  ['tostring(true)', 'True'],
  ['tostring(dynamic(true))', 'true'],
  ['tostring(1.0)', '1'],
  ['tostring(real(null))', ''],
  ['tostring(1d + 1tick)', '1.00:00:00.0000001'],
  ['tostring(todecimal("1.50"))', '1.5'],
  ['todecimal("x")', null],
  ['todecimal(0.1) + todecimal(0.2) == todecimal(0.3)', true],
  ['toguid("0123456789ABcdef0123456789abcdefXYZ")', '01234567-89ab-cdef-0123-456789abcdef'],
  ['toguid("01234567-89ab")', null],
  ['todatetime("Sat, 8 Nov 14 15:05:02 GMT")', '2014-11-08T15:05:02.0000000Z'],
  ['todatetime("08-Nov-14 15:05")', '2014-11-08T15:05:00.0000000Z'],
  ['todatetime("2014-11-08T15:05:25+01:30")', '2014-11-08T13:35:25.0000000Z'],
  ['todatetime("12-02-2022")', '2022-12-02T00:00:00.0000000Z'],
  ['todatetime("2023-02-29")', null],
  ['todatetime("")', null],
  ['todatetime(dynamic("2024-01-01"))', '2024-01-01T00:00:00.0000000Z'],
  ['totimespan("01:00:00")', '01:00:00'],
  ['totimespan("-00:30:00")', '-00:30:00'],
  ['totimespan("1.02:03:04.5")', '1.02:03:04.5000000'],
  ['totimespan("1.5")', null],
  ['totimespan("90s")', '00:01:30'],
];

test.each(cases)('%s', (expression, expected) => {
  expect(ask(`print ${expression}`)).toEqual([[expected]]);
});

const refused = [
  'tolong(datetime(2024-01-01))',
  'toint(real(nan))',
  'tolong("0x10")',
  'todouble("+inf")',
  'tostring(1e20)',
  'tostring(0.00001)',
  'todecimal(1.0 / 3)',
  'todatetime("17/02/2016")',
  'todatetime("1546300800")',
  'todatetime("Nov 8, 2014")',
];

test.each(refused)('%s is refused', (expression) => {
  expect(() => ask(`print ${expression}`)).toThrow(/not supported/);
});
