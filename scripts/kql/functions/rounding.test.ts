import { expect, test } from 'vitest';
import { ask } from '../testing/ask.ts';

const cases: readonly (readonly [query: string, expected: unknown])[] = [
  ['bin(-7, 5)', -10],
  ['bin(-0.5, 1)', -1],
  ['floor(7.9, 2)', 6],
  ['bin(7, 0)', null],
  ['bin(7, -5)', null],
  ['tostring(bin(decimal(-1.5), 1))', '-2'],
  ['bin(16d, 7d)', '14.00:00:00'],
  ['bin(datetime(1955-11-05 06:15:00), 7d)', '1955-10-31T00:00:00.0000000Z'],
  ['bin_at(6.5, 2.5, 7)', 4.5],
  ['bin_at(8, 5, 6)', 6],
  ['bin_at(time(1h), 1d, 12h)', '-12:00:00'],
  [
    'bin_at(datetime(2017-05-15 10:20:00.0), 1d, datetime(1970-01-01 12:00:00.0))',
    '2017-05-14T12:00:00.0000000Z',
  ],
  ['round(2.98765, 3)', 2.988],
  ['round(2.15, 1)', 2.2],
  ['round(-50.55, -2)', -100],
  ['round(21.5, -1)', 20],
  ['round(1.5)', 2],
  ['round(-1.5)', -2],
  ['round(17)', 17],
  ['ceiling(-1.1)', -1],
  ['ceiling(3)', 3],
  ['tostring(ceiling(decimal(1.2)))', '2'],
  ['abs(-5)', 5],
  ['abs(-1h)', '01:00:00'],
  ['tostring(abs(decimal(-1.5)))', '1.5'],
  ['sign(-42)', -1],
  ['sign(0.0)', 0],
  ['around(5, 6, 1)', true],
  ['around(datetime(2024-01-01), datetime(2024-01-02), 23h)', false],
];

test.each(cases)('%s', (expression, expected) => {
  expect(ask(`print ${expression}`)).toEqual([[expected]]);
});

test.each(['round(2.5)', 'round(-0.125, 2)'])('%s lies half-way and is refused', (expression) => {
  expect(() => ask(`print ${expression}`)).toThrow(/half-way/);
});
