import { array, assert, integer, property, stringMatching } from 'fast-check';
import { expect, test } from 'vitest';
import { textAt, widthOf, wrapText } from './svg-text.ts';

const word = stringMatching(/^[A-Za-z0-9.,'-]{1,14}$/);

test('lines hold all words in their order, and only a single word is too wide', () => {
  assert(
    property(array(word), integer({ min: 40, max: 600 }), (words, width) => {
      const lines = wrapText(words.join(' '), width);
      expect(lines.flatMap((line) => line.split(' '))).toEqual(words);
      for (const line of lines) expect(line.includes(' ') && widthOf(line) > width).toBe(false);
    }),
  );
});

test('a line takes as many words as fit', () => {
  assert(
    property(array(word, { minLength: 1 }), integer({ min: 40, max: 600 }), (words, width) => {
      const lines = wrapText(words.join(' '), width);
      lines.slice(1).forEach((line, index) => {
        const [first = ''] = line.split(' ');
        expect(widthOf(`${lines[index]} ${first}`)).toBeGreaterThan(width);
      });
    }),
  );
});

test('what XML gives a meaning is escaped', () => {
  expect(textAt(1, 2, 'a < b & "c" > d')).toBe(
    '<text x="1" y="2">a &lt; b &amp; &quot;c&quot; &gt; d</text>',
  );
});
