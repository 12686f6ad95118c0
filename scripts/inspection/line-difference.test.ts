import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareLines } from './line-difference.ts';

const lines = fc.array(fc.constantFrom('a', 'b', 'c', '| where x', ''), { minLength: 1, maxLength: 12 });

/** The text that is left of the old one, and that of the new one that was there before. */
function kept(text: readonly string[], sign: '-' | '+', changes: ReturnType<typeof compareLines>): string[] {
  const gone = new Set(changes.filter((change) => change.sign === sign).map(({ line }) => line));
  return text.filter((_, i) => !gone.has(i + 1));
}

/** 3,000 lines that differ from those of another word. */
function many(word: string): string {
  return Array.from({ length: 3000 }, (_, i) => `${word} ${i}`).join('\n');
}

describe('the difference of two texts', () => {
  it('leaves the same lines of both', () => {
    fc.assert(
      fc.property(lines, lines, (before, after) => {
        const changes = compareLines(before.join('\n'), after.join('\n'));
        expect(kept(before, '-', changes)).toEqual(kept(after, '+', changes));
        for (const { sign, line, text } of changes)
          expect((sign === '-' ? before : after)[line - 1]).toBe(text);
      }),
    );
  });

  it('is as small as can be for one line more or less', () => {
    fc.assert(
      fc.property(lines, fc.nat(12), (before, at) => {
        const after = (before as string[]).toSpliced(Math.min(at, before.length), 0, 'new');
        expect(compareLines(before.join('\n'), after.join('\n'))).toHaveLength(1);
        expect(compareLines(after.join('\n'), before.join('\n'))).toHaveLength(1);
        expect(compareLines(before.join('\n'), before.join('\n'))).toEqual([]);
      }),
    );
  });

  it('takes texts of many lines as replaced', () => {
    const changes = compareLines(many('a'), many('b'));
    expect(changes).toHaveLength(6000);
    expect(changes[0]).toEqual({ sign: '-', line: 1, text: 'a 0' });
  });
});
