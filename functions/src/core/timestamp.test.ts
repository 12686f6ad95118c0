import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { isoTime, parseTimestamp } from './timestamp.ts';

test.each([
  ['2023-03-15T16:33:50Z', '2023-03-15T16:33:50.000Z', true],
  ['2023-03-15T16:33:50-03:00', '2023-03-15T19:33:50.000Z', false],
  ['2022-10-24T21:16:52.827288935Z', '2022-10-24T21:16:52.827Z', false],
  ['2022-10-24T21:16:52.8272889Z', '2022-10-24T21:16:52.827Z', true],
  ['2024-02-29t23:59:60z', '2024-03-01T00:00:00.000Z', true],
  ['2024-01-01 00:30:00+01:00', '2023-12-31T23:30:00.000Z', false],
  ['2024-01-01T23:59:59+00:00', '2024-01-01T23:59:59.000Z', false],
  ['2024-01-01T00:00:00.5Z', '2024-01-01T00:00:00.500Z', true],
  ['2024-01-01T00:00:00.12345678Z', '2024-01-01T00:00:00.123Z', false],
  ['2024-01-01T12:00:00+23:59', '2023-12-31T12:01:00.000Z', false],
  ['0001-01-01T00:00:00Z', '0001-01-01T00:00:00.000Z', true],
  ['2023-12-31T00:00:00Z', '2023-12-31T00:00:00.000Z', true],
])('%s', (text, expected, isExact) => {
  const read = parseTimestamp(text);
  expect(read && isoTime(read.ms)).toBe(expected);
  expect(read?.isExact).toBe(isExact);
});

test.each([
  ['2023-02-30T00:00:00Z'],
  ['2023-13-01T00:00:00Z'],
  ['2023-01-01T24:00:00Z'],
  ['2023-01-01T00:00:00'],
  ['2023-01-01'],
  ['0000-01-01T00:00:00Z'],
  ['yesterday'],
  ['2023-01-00T00:00:00Z'],
  ['2023-00-01T00:00:00Z'],
  ['2023-01-32T00:00:00Z'],
  ['2023-01-01T00:60:00Z'],
  ['2023-01-01T00:00:61Z'],
  ['2023-01-01T00:00:00+24:00'],
  ['2023-01-01T00:00:00+00:60'],
  ['2023-01-01T00:00:00.Z'],
  ['x2023-01-01T00:00:00Z'],
  ['2023-01-01T00:00:00Zx'],
  ['2023-01-01T00:00:00.1234x'],
  ['12023-01-01T00:00:00Z'],
  [['2023-01-01T00:00:00Z']],
  [''],
  [1_678_898_030],
  [null],
])('%j is no time', (value) => {
  expect(parseTimestamp(value)).toBeUndefined();
});

test('every moment is read as it was written, at any offset', () => {
  const moment = fc.date({
    min: new Date('0001-01-02T00:00:00Z'),
    max: new Date('9999-12-30T00:00:00Z'),
    noInvalidDate: true,
  });
  fc.assert(
    fc.property(moment, fc.integer({ min: -23 * 60, max: 23 * 60 }), (date, offset) => {
      expect(parseTimestamp(date.toISOString())).toEqual({ ms: date.getTime(), isExact: true });
      const local = new Date(date.getTime() + offset * 60_000).toISOString().slice(0, -1);
      if (local.length !== 23) return;
      const text = `${local}${offset < 0 ? '-' : '+'}${two(offset / 60)}:${two(offset % 60)}`;
      expect(parseTimestamp(text)).toEqual({ ms: date.getTime(), isExact: false });
    }),
  );
});

function two(value: number): string {
  return String(Math.abs(Math.trunc(value))).padStart(2, '0');
}
