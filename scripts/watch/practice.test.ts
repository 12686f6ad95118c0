import { expect, test } from 'vitest';
import { practise } from './practice.ts';

test('all exercises are done in turn, and often', async () => {
  const done = [0, 0, 0];
  const exercises = done.map((_, i) => async () => void done[i]!++);
  await practise(
    exercises,
    () => true,
    () => true,
  );
  expect(Math.min(...done)).toBeGreaterThan(50);
  expect(Math.max(...done) - Math.min(...done)).toBeLessThan(2);
});

test('nothing is done while something else is', async () => {
  const seen: boolean[] = [];
  let isIdle = true;
  const exercise = async (): Promise<void> => {
    seen.push(isIdle);
    isIdle = false;
    setTimeout(() => (isIdle = true), 2);
  };
  await practise(
    [exercise],
    () => isIdle,
    () => seen.length < 3,
  );
  expect(seen).toEqual([true, true, true]);
});

test('it ends when it is not wanted any more, and where there is nothing to do', async () => {
  let done = 0;
  await practise(
    [async () => void done++],
    () => true,
    () => done < 2,
  );
  expect(done).toBe(2);
  await practise(
    [],
    () => true,
    () => true,
  );
});
