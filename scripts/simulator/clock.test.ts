import { expect, test } from 'vitest';
import { createClock } from './clock.ts';

test('runs as the machine does, from where it was put', () => {
  let wall = 1000;
  const clock = createClock({ start: 50_000 }, () => wall);
  wall += 7;
  expect(clock.now()).toBe(50_007);
  clock.advance(100);
  expect(clock.now()).toBe(50_107);
  clock.moveTo(60_000);
  expect(clock.now()).toBe(60_000);
});

test('stands still when frozen', () => {
  let wall = 1000;
  const clock = createClock({ isFrozen: true }, () => wall);
  wall += 5000;
  expect(clock.now()).toBe(1000);
});

test('never goes back', () => {
  const clock = createClock({ start: 10, isFrozen: true });
  expect(() => clock.advance(-1)).toThrow(RangeError);
  expect(() => clock.moveTo(9)).toThrow(RangeError);
});
