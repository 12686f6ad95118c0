import { expect, test } from 'vitest';
import { ask } from '../testing/ask.ts';

const cases: readonly (readonly [query: string, expected: unknown])[] = [
  ['7 / -2', -3],
  ['-7 % 3', 2],
  ['-5.5 % 2.0', 0.5],
  ['1 / 0', null],
  ['5 % 0', null],
  ['1.0 / 0 == real(+inf)', true],
  ['9223372036854775807 + 1', '-9223372036854775808'],
  ['int(2147483647) + int(1)', 2147483648],
  ['datetime(9999-12-31) + 1d', null],
  ['datetime(0001-01-01) - 1tick', null],
  ['1d + datetime(2024-02-28)', '2024-02-29T00:00:00.0000000Z'],
  ['datetime(2024-03-01) - datetime(2023-03-01)', '366.00:00:00'],
  ['datetime(null) + 1d', null],
  ['1d / 1h', 24],
  ['1d / 2.5', '09:36:00'],
  ['1d % 7h', '03:00:00'],
  ['1.5 * 1h', '01:30:00'],
  ['-1h', '-01:00:00'],
  ['now() - ago(90m)', '01:30:00'],
  ['tostring(decimal(0.1) + 0.2)', '0.3'],
  ['tostring(2 * decimal(1.25))', '2.5'],
  ['tostring(decimal(-7) % 3)', '2'],
  ['decimal(1) / 0', null],
  ['dynamic(2) + 3', 5],
  ['dynamic(2) * 1.5', 3],
  ['dynamic(null) + 1', null],
  ['dynamic({"a":datetime(2024-01-02)}).a - datetime(2024-01-01)', '1.00:00:00'],
];

test.each(cases)('%s', (expression, expected) => {
  expect(ask(`print ${expression}`)).toEqual([[expected]]);
});

const refused = [
  'dynamic(2) * dynamic(3)',
  'dynamic(2.5) + 1',
  'dynamic("2") + 1',
  'dynamic([1]) + 1',
  'datetime(2024-01-01) % 1d',
  '1h * real(nan)',
  'decimal(1) + 0.1 / 3',
];

test.each(refused)('%s is refused', (expression) => {
  expect(() => ask(`print ${expression}`)).toThrow(/not supported/);
});
