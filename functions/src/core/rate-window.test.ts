import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { addRequest, parseRateWindow, requestsInHour, waitFor, type RateWindow } from './rate-window.ts';

const minute = 60_000;
const hour = 3_600_000;

test('never more in any minute or hour than allowed, also when the state is stored in between', () => {
  const limits = { perMinute: 4, perHour: 30 };
  const pauses = fc.array(fc.oneof(fc.integer({ min: 0, max: 3_000 }), fc.integer({ min: 0, max: 90_000 })), {
    minLength: 50,
    maxLength: 150,
  });
  fc.assert(
    fc.property(pauses, fc.integer({ min: 0, max: 2 ** 40 }), (gaps, start) => {
      let now = start;
      let window: RateWindow = [];
      const times: number[] = [];
      for (const gap of gaps) {
        now += gap;
        for (let wait = waitFor(window, now, limits); wait > 0; wait = waitFor(window, now, limits))
          now += wait;
        window = parseRateWindow(JSON.parse(JSON.stringify(addRequest(window, now))), now);
        times.push(now);
      }
      const count = (end: number, span: number) =>
        times.filter((time) => time > end - span && time <= end).length;
      for (const time of times) {
        expect(count(time, minute)).toBeLessThanOrEqual(4);
        expect(count(time, hour)).toBeLessThanOrEqual(30);
      }
      expect(window.length).toBeLessThanOrEqual(30);
    }),
    { numRuns: 50 },
  );
});

test('what is not used is not waited for', () => {
  let window: RateWindow = [];
  for (let index = 0; index < 300; index += 1) {
    expect(waitFor(window, 1_000_000, { perMinute: 300, perHour: 15_000 })).toBe(0);
    window = addRequest(window, 1_000_000);
  }
  expect(requestsInHour(window, 1_000_000)).toBe(300);
  const wait = waitFor(window, 1_000_000, { perMinute: 300, perHour: 15_000 });
  expect(wait).toBeGreaterThan(0);
  expect(wait).toBeLessThanOrEqual(minute + 1_000);
});

test.each([[undefined], ['x'], [[[1]]], [[['a', 1]]], [[[5_000_000, 1]]], [[[1, -1]]]])(
  '%j is no window',
  (value) => {
    expect(parseRateWindow(value, 1_000_000)).toEqual([]);
  },
);
