import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { RankedValues } from './ranked-values.ts';

test('every rank is that of the sorted list, whatever was put in and taken out', () => {
  const step = fc.record({ isAdded: fc.boolean(), value: fc.integer({ min: -40, max: 40 }), pick: fc.nat() });
  const start = fc.array(fc.double({ noNaN: true, min: -50, max: 50 }), { minLength: 0, maxLength: 2000 });
  fc.assert(
    fc.property(start, fc.array(step, { maxLength: 600 }), (first, steps) => {
      const [ranked, list] = [new RankedValues(), [...first]];
      for (const value of first) ranked.add(value);
      for (const { isAdded, value, pick } of steps) {
        const known = list[pick % Math.max(1, list.length)];
        if (isAdded || known === undefined) {
          ranked.add(value);
          list.push(value);
        } else {
          ranked.remove(known);
          list.splice(list.indexOf(known), 1);
        }
      }
      list.sort((a, b) => a - b);
      expect(ranked.length).toBe(list.length);
      expect(Array.from({ length: list.length + 1 }, (_, rank) => (ranked.at(rank) ?? 0) + 0)).toEqual(
        [...list, 0].map((value) => value + 0),
      );
    }),
    { numRuns: 30 },
  );
});

test('what is not there cannot be taken out', () => {
  const ranked = new RankedValues();
  expect(() => ranked.remove(1)).toThrow(RangeError);
  ranked.add(2);
  expect(() => ranked.remove(1)).toThrow('1 is not among the values');
  expect(() => ranked.remove(3)).toThrow(RangeError);
});
