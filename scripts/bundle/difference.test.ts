import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Json } from '../model/arm.ts';
import { firstDifference } from './difference.ts';

describe('firstDifference', () => {
  it.each([
    [{ a: [1, { b: 2 }] }, { a: [1, { b: 3 }] }, { path: 'a[1].b', committed: '2', built: '3' }],
    [{ a: 1 }, { a: 1, b: null }, { path: 'b', committed: 'nothing', built: 'null' }],
    [{ a: 1, b: 2 }, { a: 1 }, { path: 'b', committed: '2', built: 'nothing' }],
    [[1], [1, 2], { path: '[1]', committed: 'nothing', built: '2' }],
    [{}, [], { path: '(whole file)', committed: '{}', built: '[]' }],
  ] as [Json, Json, object][])('tells %j from %j', (committed, built, expected) => {
    expect(firstDifference(committed, built)).toEqual(expected);
  });

  it('finds none in equal documents, whatever the order of keys', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
        const reordered = Object.fromEntries(Object.entries(value).toReversed());
        expect(firstDifference(value as Json, reordered as Json)).toBeUndefined();
      }),
    );
  });

  it('finds one where JSON differs', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (a, b) => {
        const isEqual = JSON.stringify(sorted(a as Json)) === JSON.stringify(sorted(b as Json));
        expect(firstDifference(a as Json, b as Json) === undefined).toBe(isEqual);
      }),
    );
  });
});

function sorted(value: Json): Json {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return { entries: entries.map(([key, member]) => [key, sorted(member as Json)]) };
}
