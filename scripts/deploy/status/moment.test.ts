import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { agoText, durationText } from './moment.ts';

const now = Date.UTC(2026, 10, 20, 9);

test.each([
  [0, '0 seconds'],
  [1, '1 second'],
  [59.9, '59 seconds'],
  [60, '1 minute'],
  [3_599, '59 minutes'],
  [7_200, '2 hours'],
  [86_399, '23 hours'],
  [86_400 * 45, '45 days'],
  [-5, '0 seconds'],
])('%d seconds are %s', (seconds, text) => {
  expect(durationText(seconds)).toBe(text);
});

test.each([
  ['2026-11-20T08:57:00Z', '3 minutes ago'],
  ['2026-11-20T09:00:00Z', 'now'],
  // A clock that is a little wrong is no news of the future.
  ['2026-11-20T09:00:50Z', 'now'],
  ['2026-11-22T09:00:00Z', 'in 2 days'],
  ['', '-'],
  [null, '-'],
  ['not a time', '-'],
])('%s is %s', (time, text) => {
  expect(agoText(time, now)).toBe(text);
});

test('a duration is never told longer than it is', () => {
  const sizes: Readonly<Record<string, number>> = { second: 1, minute: 60, hour: 3_600, day: 86_400 };
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 10_000_000 }), (seconds) => {
      const [count = '', unit = ''] = durationText(seconds).split(' ');
      const size = sizes[unit.replace(/s$/, '')] ?? Number.NaN;
      expect(Number(count) * size).toBeLessThanOrEqual(seconds);
      expect((Number(count) + 1) * size).toBeGreaterThan(seconds);
    }),
  );
});
