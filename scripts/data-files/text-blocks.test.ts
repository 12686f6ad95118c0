import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { TextBlocks } from './text-blocks.ts';

test('every text comes back, whatever is in it, also a half of a pair', () => {
  const text = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('', 'ÿ', 'Ā', '\ud800', '\u0000'));
  fc.assert(
    fc.property(fc.array(text, { maxLength: 50 }), (texts) => {
      const blocks = new TextBlocks();
      texts.forEach((one) => blocks.add(one));
      expect(texts.map((_, i) => blocks.at(i))).toEqual(texts);
    }),
    { numRuns: 100 },
  );
});

test('more texts than a block holds, and one that is larger than a block', () => {
  const blocks = new TextBlocks();
  const texts = [
    ...Array.from({ length: 3000 }, (_, i) => `${i} `.repeat(200)),
    'ä'.repeat(2 ** 20 + 1),
    'end',
  ];
  texts.forEach((one) => blocks.add(one));
  expect(blocks.length).toBe(texts.length);
  expect(texts.every((one, i) => blocks.at(i) === one)).toBe(true);
});
