import { array, assert, constantFrom, integer, oneof, property, string, tuple } from 'fast-check';
import { expect, test, vi } from 'vitest';
import { beginRun, remember } from './remember.ts';

test('gives the answer that the function gives, and asks it only once', () => {
  const things = [{ a: 1 }, { a: 1 }, [1], (): number => 1] as const;
  const part = oneof(
    constantFrom(...things),
    string({ maxLength: 3, unit: constantFrom(...'a:[,]#1') }),
    integer(),
  );
  const question = tuple(part, oneof(part, array(part, { maxLength: 3 })), part);
  assert(
    property(array(question, { maxLength: 20 }), (questions) => {
      const seen: unknown[][] = [];
      const answer = (...asked: unknown[]): unknown[] => (seen.push(asked), asked);
      const known = remember(answer);
      for (const asked of questions) {
        const found = known(...asked);
        expect(found).toHaveLength(asked.length);
        // Lists are the same when their items are.
        found.forEach((value, i) => expect(isSame(value, asked[i])).toBe(true));
      }
      const distinct = questions.filter(
        (a, i) => !questions.slice(0, i).some((b) => a.every((value, k) => isSame(value, b[k]))),
      );
      expect(seen).toHaveLength(distinct.length);
    }),
  );
});

function isSame(a: unknown, b: unknown): boolean {
  if (!Array.isArray(a) || !Array.isArray(b)) return a === b;
  return a.length === b.length && a.every((value, i) => isSame(value, b[i]));
}

test('forgets what nobody has asked for during the last runs, and nothing else', () => {
  const answer = vi.fn<(text: string) => string>((text) => text.toUpperCase());
  const known = remember(answer);
  known('once');
  for (let i = 0; i < 10; i++) {
    known('always');
    beginRun();
  }
  known('always');
  expect(answer).toHaveBeenCalledTimes(2);
  expect(known('once')).toBe('ONCE');
  expect(answer).toHaveBeenCalledTimes(3);
});

test('keeps no answer of a function that failed', () => {
  let isBroken = true;
  const known = remember((text: string) => {
    if (isBroken) throw new TypeError('broken');
    return text;
  });
  expect(() => known('a')).toThrow('broken');
  isBroken = false;
  expect(known('a')).toBe('a');
});
