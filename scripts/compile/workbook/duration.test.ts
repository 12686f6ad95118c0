import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { milliseconds } from './duration.ts';

it('reads minutes, hours and days', () => {
  expect([milliseconds('15m'), milliseconds('4h'), milliseconds('7d')]).toEqual([
    900_000, 14_400_000, 604_800_000,
  ]);
});

it('takes an hour for sixty minutes and a day for 24 hours', () => {
  fc.assert(
    fc.property(fc.nat(1000), (count) => {
      expect(milliseconds(`${count}h`)).toBe(milliseconds(`${count * 60}m`));
      expect(milliseconds(`${count}d`)).toBe(milliseconds(`${count * 24}h`));
    }),
  );
});

it.each(['', '7', 'd', '1w', '1.5h', '-1h', '1h30m'])('refuses "%s"', (text) => {
  expect(() => milliseconds(text)).toThrow(RangeError);
});
