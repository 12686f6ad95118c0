import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { durationText, secondsOf } from './duration.ts';

test.each([
  ['PT12.4S', 12],
  ['PT1M12.5S', 73],
  ['PT2H', 7_200],
  ['P1DT1S', 86_401],
  ['P', undefined],
  ['PT', undefined],
  ['12 s', undefined],
  [undefined, undefined],
])('%j is %j seconds', (text, seconds) => {
  expect(secondsOf(text)).toBe(seconds);
});

test('every duration comes back', () => {
  fc.assert(
    fc.property(fc.nat(3), fc.nat(23), fc.nat(59), fc.nat(59), (days, hours, minutes, seconds) => {
      const text = `P${days}DT${hours}H${minutes}M${seconds}S`;
      expect(secondsOf(text)).toBe(((days * 24 + hours) * 60 + minutes) * 60 + seconds);
    }),
  );
});

test('people read minutes', () => {
  expect([59, 60, 185].map(durationText)).toEqual(['59 s', '1 min 0 s', '3 min 5 s']);
});
