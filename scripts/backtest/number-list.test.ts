import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Value } from '../kql/values/scalar.ts';
import { IntegerList, NumberList } from './number-list.ts';

const place = fc.integer({ min: 0, max: 5000 });

test('a list of numbers gives what was set last, also what is no number', () => {
  const value = fc.oneof(
    fc.double(),
    fc.constantFrom<Value>(null, 0, -0, Number.NaN, 2n ** 60n, -(2n ** 61n)),
  );
  fc.assert(
    fc.property(fc.array(fc.tuple(place, value), { maxLength: 200 }), (settings) => {
      const [list, known] = [new NumberList(), new Map<number, Value>()];
      for (const [at, set] of settings) {
        list.set(at, set);
        known.set(at, set);
      }
      for (const [at, wanted] of known) expect(list.at(at)).toBe(wanted);
    }),
  );
});

test('a list of integers grows, and keeps what is in it', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(place, fc.integer()), { maxLength: 200 }), (settings) => {
      const list = new IntegerList();
      for (const [at, set] of settings) list.set(at, set);
      for (const [at, wanted] of new Map(settings)) expect(list.at(at)).toBe(wanted);
    }),
  );
});
