import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Json } from '../model/arm.ts';
import { compareItems, compareValues } from './difference.ts';
import type { PackageItem } from './item.ts';
import { describeDifferences } from './words.ts';

const item = (id: string, version: string, properties: Json): PackageItem => ({
  kind: 'AnalyticsRule',
  id,
  name: `Rule ${id}`,
  version,
  properties,
  sha256: '',
});

describe('values', () => {
  it('are equal to themselves, and differ from what prints otherwise', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (a, b) => {
        expect(compareValues(a as Json, a as Json, '')).toEqual([]);
        const isEqual = JSON.stringify(a) === JSON.stringify(b);
        expect(compareValues(a as Json, b as Json, '').length === 0).toBe(isEqual);
      }),
    );
  });

  it.each([
    [{ a: { b: 1 } }, { a: { b: 2 } }, [{ path: 'a.b', before: 1, after: 2 }]],
    [
      { a: 1 },
      { b: 1 },
      [
        { path: 'a', before: 1 },
        { path: 'b', after: 1 },
      ],
    ],
    [
      [{ name: 'x', v: 1 }, { name: 'y' }],
      [{ name: 'y' }, { name: 'x', v: 2 }],
      [{ path: '[x].v', before: 1, after: 2 }],
    ],
    [['a', 'b'], ['a'], [{ path: '[1]', before: 'b' }]],
    [
      'a\nb',
      'a\nc',
      [
        {
          path: '',
          lines: [
            { sign: '-', line: 2, text: 'b' },
            { sign: '+', line: 2, text: 'c' },
          ],
        },
      ],
    ],
  ] as [Json, Json, object[]][])('%j and %j', (before, after, expected) => {
    expect(compareValues(before, after, '')).toEqual(expected);
  });
});

describe('items', () => {
  it('are added, removed and changed, and told so in words', () => {
    const before = [item('a', '1.0.0', { severity: 'Low', query: 'T\n| take 1' }), item('b', '1.0.0', {})];
    const after = [item('a', '1.1.0', { severity: 'High', query: 'T\n| take 2' }), item('c', '1.0.0', {})];
    expect(describeDifferences(compareItems(before, after))).toBe(
      `~ AnalyticsRule Rule a (a) changed, version 1.0.0 -> 1.1.0
    severity: "Low" -> "High"
    query: lines removed: 1, added: 1
      -    2  | take 1
      +    2  | take 2
- AnalyticsRule Rule b (b) removed
+ AnalyticsRule Rule c (c) added`,
    );
  });

  it('show long values where they differ', () => {
    const long = 'x'.repeat(200);
    const text = describeDifferences(
      compareItems([item('a', '1', { d: `${long}1 end` })], [item('a', '1', { d: `${long}2 end` })]),
    );
    expect(text).toMatch(/d: \.\.\.x{10,40}1 end" -> \.\.\.x{10,40}2 end"$/);
  });
});
