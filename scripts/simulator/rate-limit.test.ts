import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { RateLimit, requestLimit, retryAfterHeader } from './rate-limit.ts';

test('both windows hold, and the wait is exact', () => {
  const limit = requestLimit({ requestsPerMinute: 2, requestsPerHour: 3 });
  expect([limit.take(0), limit.take(10_000)]).toEqual([0, 0]);
  expect(limit.take(20_000)).toBe(40_000);
  expect(limit.take(59_999)).toBe(1);
  expect(limit.take(60_000)).toBe(0);
  expect(limit.take(120_000)).toBe(3_480_000);
  expect(limit.take(3_600_000)).toBe(0);
});

test('no window of any place ever holds more than its limit, and a wait that was told suffices', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.nat(400), fc.integer({ min: 1, max: 5 })), { maxLength: 120 }),
      fc.integer({ min: 5, max: 20 }),
      (steps, most) => {
        const limit = new RateLimit(() => [{ length: 1000, limit: most }]);
        const taken: { time: number; cost: number }[] = [];
        const waits: number[] = [];
        let now = 0;
        for (const [pause, cost] of steps) {
          now += pause;
          const wait = limit.take(now, cost);
          now += wait;
          waits.push(wait > 0 ? limit.take(now, cost) : wait);
          taken.push({ time: now, cost });
        }
        expect(waits.every((wait) => wait === 0)).toBe(true);
        for (const { time } of taken) {
          const within = taken.filter((other) => other.time > time - 1000 && other.time <= time);
          expect(within.reduce((sum, { cost }) => sum + cost, 0)).toBeLessThanOrEqual(most);
        }
      },
    ),
  );
});

test('says when to come again in the form that is asked for', () => {
  expect(retryAfterHeader('none', 1500, 0)).toEqual({});
  expect(retryAfterHeader('seconds', 1500, 0)).toEqual({ 'retry-after': '2' });
  expect(retryAfterHeader('date', 1500, 0)).toEqual({ 'retry-after': 'Thu, 01 Jan 1970 00:00:02 GMT' });
});
