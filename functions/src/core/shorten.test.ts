import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { shorten } from './shorten.ts';

test.each([
  ['short enough', 20, 'short enough'],
  ['cut between words', 11, 'cut between'],
  ['cut between words', 10, 'cut'],
  ['cut between words', 3, 'cut'],
  ['cut between words', 2, ''],
  ['oneverylongword', 5, ''],
  ['two  blanks', 4, 'two'],
])('%j at %i', (text, length, expected) => {
  expect(shorten(text, length)).toBe(expected);
});

test('gives whole words only, as many as there is room for', () => {
  const words = fc.array(fc.stringMatching(/^\S{1,9}$/), { minLength: 1, maxLength: 9 });
  fc.assert(
    fc.property(words, fc.nat(60), (parts, length) => {
      const text = parts.join(' ');
      const left = shorten(text, length);
      const count = left === '' ? 0 : left.split(' ').length;
      expect(left).toBe(parts.slice(0, count).join(' '));
      expect(left.length).toBeLessThanOrEqual(length);
      expect(parts.slice(0, count + 1).join(' ').length > length || count === parts.length).toBe(true);
    }),
  );
});
