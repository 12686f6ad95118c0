import { expect, test } from 'vitest';
import { delayOf, spreadOf } from './lag.ts';

test.each([
  [undefined, undefined],
  [0, undefined],
  [600_499, undefined],
  [600_500, 601],
  [86_400_000, 86_400],
  [-1_000_000, undefined],
])('an event of %j ms ago is late by %j s', (age, seconds) => {
  expect(delayOf(age === undefined ? undefined : 5_000_000 - age, 5_000_000)).toBe(seconds);
});

test.each([
  [[], null],
  [[7], { median: 7, p95: 7, maximum: 7 }],
  [[9, 10, 1], { median: 9, p95: 10, maximum: 10 }],
  [[4, 3, 2, 1], { median: 3, p95: 4, maximum: 4 }],
  [Array.from({ length: 100 }, (_, i) => 99 - i), { median: 50, p95: 95, maximum: 99 }],
])('the spread of %j', (lags, expected) => {
  expect(spreadOf(lags)).toEqual(expected);
});
