import { expect, it } from 'vitest';
import { formatValue } from '../validate/workbook/reference.ts';
import { boundsOf, rangeValue, type TimeRange } from './time-range.ts';

const now = Date.UTC(2026, 10, 23, 9, 30);
const minute = 60_000;

it.each([
  [{ last: 90 * 1440 * minute }, '> ago(90d)'],
  [{ last: 36 * 60 * minute }, '> ago(36h)'],
  [{ last: 5 * minute }, '> ago(5m)'],
  [{ last: 1500 }, '> ago(1500ms)'],
] as const)('%j up to now is written in its largest whole unit', (range, text) => {
  expect(rangeValue(range, now).plain).toBe(text);
});

it('two ends are both part of the range, as texts in datetime', () => {
  const range: TimeRange = { from: Date.UTC(2026, 10, 1), to: Date.UTC(2026, 10, 8) };
  const [start, end] = ['datetime("2026-11-01T00:00:00.000Z")', 'datetime("2026-11-08T00:00:00.000Z")'];
  const value = rangeValue(range, now);
  expect(formatValue('time-range', value, '')).toBe(`between(${start}..${end})`);
  expect(['start', 'end'].map((form) => formatValue('time-range', value, form))).toEqual([start, end]);
  expect(boundsOf(range, now)).toEqual(range);
});
