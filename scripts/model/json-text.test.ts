import { array, assert, dictionary, integer, jsonValue, oneof, property, string } from 'fast-check';
import stringify from 'json-stringify-pretty-compact';
import { expect, test } from 'vitest';
import { jsonText } from './json-text.ts';

/** The widely used printer of this layout, which prints every value once for each level around it. */
const reference = (value: unknown): string => `${stringify(value, { indent: 2, maxLength: 120 })}\n`;

const text = string({ maxLength: 40, unit: 'binary' });
const wide = oneof(
  jsonValue({ maxDepth: 6 }),
  array(oneof(text, integer()), { maxLength: 20 }),
  dictionary(text, oneof(text, array(text, { maxLength: 6 }), jsonValue({ maxDepth: 2 })), { maxKeys: 9 }),
);

test('prints what the reference prints', () => {
  assert(
    property(wide, dictionary(text, wide, { maxKeys: 5 }), (value, around) => {
      for (const printed of [value, around, { around, list: [value, [around]] }])
        expect(jsonText(printed)).toBe(reference(printed));
    }),
    { numRuns: 300 },
  );
});

test('fills a line to the last character and no further', () => {
  for (let length = 80; length < 130; length++) {
    for (const value of [
      { key: 'x'.repeat(length), more: 1 },
      [[1, 'x'.repeat(length)], 2],
      { inner: { list: ['x'.repeat(length)] }, last: ['x'.repeat(length)] },
    ])
      expect(jsonText(value)).toBe(reference(value));
  }
});

test('leaves out members without a value, as JSON does', () => {
  const values = [
    { a: 1, b: undefined },
    { a: 'x'.repeat(120), b: undefined },
    { a: undefined },
    [undefined],
  ];
  for (const value of values) expect(jsonText(value)).toBe(reference(value));
});
