import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { editDistance, nearest } from './nearest.ts';

const word = fc.string({ maxLength: 12 });

test.each([
  ['actoin', 'action'],
  ['TargetUsr', 'TargetUser'],
  ['high', 'High'],
  ['updatfv', 'updatfw'],
])('%s means %s', (name, meant) => {
  expect(nearest(name, ['zebra', 'action', 'TargetUser', 'High', 'updatfw', 'Low'])).toBe(meant);
});

test('what differs in more than a third of its letters is another word', () => {
  expect(nearest('vault', ['group', 'valise'])).toBeUndefined();
  expect(nearest('ab', [])).toBeUndefined();
});

test('of equally near names the first is suggested', () => {
  expect(nearest('cat', ['bat', 'hat'])).toBe('bat');
});

test('a name is nearest to itself, wherever it stands', () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.string({ minLength: 1 }).map((s) => s.toLowerCase()),
        { minLength: 1 },
      ),
      fc.nat(),
      (names, pick) => {
        const name = names[pick % names.length] ?? '';
        expect(nearest(name, names)).toBe(names.find((n) => n.toLowerCase() === name.toLowerCase()));
      },
    ),
  );
});

test('the distance is a measure: zero for equals alone, the same both ways, bounded by the longer word', () => {
  fc.assert(
    fc.property(word, word, (a, b) => {
      const distance = editDistance(a, b);
      expect(distance === 0).toBe(a === b);
      expect(editDistance(b, a)).toBe(distance);
      expect(distance).toBeLessThanOrEqual(Math.max(a.length, b.length));
      expect(distance).toBeGreaterThanOrEqual(Math.abs(a.length - b.length));
    }),
  );
});

test('swapped neighbours are one slip', () => {
  expect(editDistance('exprot', 'export')).toBe(1);
});
