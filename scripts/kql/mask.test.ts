import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { maskLiterals, withoutComments } from './mask.ts';

describe('maskLiterals', () => {
  it.each([
    ['a == "x|y" | b', 'a ==       | b'],
    [String.raw`a == "x\"y" b`, 'a ==        b'],
    ['a == @"x\\" b', 'a ==       b'],
    ["a == 'it''s' b", 'a ==         b'],
    ['a // "not a string"\nb', 'a                  \nb'],
    ['"// no comment" a', '                a'],
    ['a ```x\ny``` b', 'a     \n     b'],
  ])('blanks %j', (text, expected) => {
    expect(maskLiterals(text)).toBe(expected);
  });

  it('keeps every offset and every line end', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('a', '"', "'", '\\', '/', '\n', '@', '`', ' ') }),
        (text) => {
          const masked = maskLiterals(text);
          expect(masked).toHaveLength(text.length);
          expect([...masked].map((c, i) => (text[i] === '\n' ? c : ''))).toEqual(
            [...text].map((c) => (c === '\n' ? c : '')),
          );
        },
      ),
    );
  });
});

describe('withoutComments', () => {
  it('drops comments and the lines that held nothing else', () => {
    expect(withoutComments('// head\na // tail\n\nb == "//x"')).toBe('a\nb == "//x"');
  });
});
