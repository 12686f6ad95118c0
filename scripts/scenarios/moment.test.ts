import { assert, integer, property } from 'fast-check';
import { expect, test } from 'vitest';
import { momentText, readMoment } from './moment.ts';

const schedule = { frequency: 300_000, period: 7_200_000 };

test.each([
  ['-5m', -300_000],
  ['-1h30m', -5_400_000],
  ['0s', 0],
  ['+250ms', 250],
  ['2d', 172_800_000],
  ['-F', -300_000],
  ['-F+1ms', -299_999],
  ['-P-1m', -7_260_000],
  ['+F-1d2h', 300_000 - 93_600_000],
  ['5', undefined],
  ['-5 m', undefined],
  ['', undefined],
  ['-m', undefined],
  ['5m-', undefined],
])('%j is %d', (text, milliseconds) => {
  expect(readMoment(text, schedule)).toBe(milliseconds);
});

test('every number of milliseconds has a text that means it', () => {
  assert(
    property(integer(), (milliseconds) => {
      expect(readMoment(momentText(milliseconds), schedule)).toBe(milliseconds);
    }),
  );
});
