import { expect, test } from 'vitest';
import { createRandom } from './random.ts';

const sample = (seed: number, name?: string) => {
  const random = createRandom(seed, name);
  return [random.fraction(), random.whole(1, 1000), random.id(), random.waiting(5)];
};

test('equal seeds and names give equal sequences, others do not', () => {
  expect(sample(1, 'a')).toEqual(sample(1, 'a'));
  expect(sample(1, 'a')).not.toEqual(sample(2, 'a'));
  expect(sample(1, 'a')).not.toEqual(sample(1, 'b'));
});

test('a fork has a sequence of its own and leaves its origin as it is', () => {
  const [plain, forked] = [createRandom(1), createRandom(1)];
  const fork = forked.fork('x');
  fork.fraction();
  expect(forked.fraction()).toBe(plain.fraction());
  expect(createRandom(1).fork('x').id()).toBe(createRandom(1).fork('x').id());
});

test('numbers are spread evenly over their range, both ends included', () => {
  const random = createRandom(3);
  const counts = new Map<number, number>();
  for (let i = 0; i < 10_000; i += 1) {
    const value = random.whole(1, 10);
    counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  expect([...counts.keys()].sort((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  for (const count of counts.values()) expect(Math.abs(count - 1000)).toBeLessThan(150);
  const mean = Array.from({ length: 10_000 }, () => random.waiting(5)).reduce((a, b) => a + b) / 10_000;
  expect(Math.abs(mean - 5)).toBeLessThan(0.3);
});

test('ids are 26 characters of base32 and do not repeat', () => {
  const random = createRandom(4);
  const ids = Array.from({ length: 20_000 }, () => random.id());
  expect(ids.every((id) => /^[A-Z2-7]{26}$/.test(id))).toBe(true);
  expect(new Set(ids).size).toBe(ids.length);
});
