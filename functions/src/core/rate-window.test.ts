import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
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

describe('a window', () => {
  const now = 100 * minute;

  test('keeps requests by the second, those of more than a minute ago by the minute', () => {
    const times = [0, 500, 999, 1_000, 30_000, 61_000];
    const window = times.reduce<RateWindow>((found, time) => addRequest(found, now + time), []);
    // Seen from 61 s on, what was in the second that ended a minute ago is coarse.
    expect(window).toEqual([
      [now, 3],
      [now + 1_000, 1],
      [now + 30_000, 1],
      [now + 61_000, 1],
    ]);
    expect(addRequest(window, now + 3 * minute)).toEqual([
      [now, 5],
      [now + minute, 1],
      [now + 3 * minute, 1],
    ]);
  });

  test('is in order although the clock went back', () => {
    expect(addRequest([[now + 5_000, 1]], now)).toEqual([
      [now, 1],
      [now + 5_000, 1],
    ]);
  });

  test('makes a second coarse when its last moment is a minute ago', () => {
    const window: RateWindow = [[now + 1_000, 1]];
    expect(addRequest(window, now + 61_999)[0]).toEqual([now + 1_000, 1]);
    expect(addRequest(window, now + 62_000)[0]).toEqual([now, 1]);
  });

  test('takes the beginning of a minute for all of it once that is over', () => {
    const limits = { perMinute: 1, perHour: 100 };
    const waits = [1_000, minute - 1, minute].map((after) => waitFor([[now, 1]], now + after, limits));
    expect(waits).toEqual([60_000, 1_001, 60_000]);
  });

  test('forgets a minute when its last moment is an hour ago', () => {
    const window: RateWindow = [[now, 5]];
    expect(addRequest(window, now + hour + minute - 1)).toHaveLength(2);
    expect(addRequest(window, now + hour + minute)).toHaveLength(1);
  });

  test('counts the requests of an hour', () => {
    const window: RateWindow = [
      [now, 5],
      [now + minute, 2],
    ];
    expect([0, hour - 1, hour, hour + minute].map((after) => requestsInHour(window, now + after))).toEqual([
      7, 7, 2, 0,
    ]);
  });

  test('says how long to wait until enough has left it', () => {
    const window: RateWindow = [
      [now + 1_000, 2],
      [now + 5_000, 1],
    ];
    const wait = (perMinute: number) => waitFor(window, now + 6_000, { perMinute, perHour: 100 });
    // Requests of a second leave the minute when its last moment does.
    expect([1, 2, 3, 4].map(wait)).toEqual([60_000, 56_000, 56_000, 0]);
    expect(waitFor(window, now + 6_000, { perMinute: 100, perHour: 3 })).toBe(hour - 4_000);
    expect(waitFor(window, now + 66_000, { perMinute: 1, perHour: 100 })).toBe(0);
  });

  test.each([
    [[[1, 1]], [[1, 1]]],
    [[[1, 1, 1]], []],
    [[[1]], []],
    [[[1, 0]], []],
    [[[1, null]], []],
    [[[1, '3']], []],
    [[['1', 3]], []],
    [['xy'], []],
    [[[1_000, 1]], [[1_000, 1]]],
    [[[1_001, 1]], []],
  ])('%j is read as %j', (value, expected) => {
    expect(parseRateWindow(value, 1_000)).toEqual(expected);
  });
});
