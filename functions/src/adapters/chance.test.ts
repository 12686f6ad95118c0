import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { systemChance, toUlid } from './chance.ts';

/** 48 bits. */
const times = fc.integer({ min: 0, max: 2 ** 48 - 1 });
const bits = fc.uint8Array({ minLength: 10, maxLength: 10 });

test('the form is that of the specification', () => {
  expect(toUlid(1_469_918_176_385, new Uint8Array(10))).toBe('01ARYZ6S410000000000000000');
  expect(toUlid(2 ** 48 - 1, new Uint8Array(10).fill(255))).toBe('7ZZZZZZZZZZZZZZZZZZZZZZZZZ');
});

test('ids sort by their time, then by chance', () => {
  fc.assert(
    fc.property(times, times, bits, bits, (a, b, chanceA, chanceB) => {
      const [first, second] = [toUlid(a, chanceA), toUlid(b, chanceB)];
      const order = a - b || Buffer.compare(chanceA, chanceB);
      expect(Math.sign(first < second ? -1 : first > second ? 1 : 0)).toBe(Math.sign(order));
    }),
  );
});

test('ids of the same moment differ', () => {
  expect(new Set(Array.from({ length: 1000 }, () => systemChance.id(0))).size).toBe(1000);
});
