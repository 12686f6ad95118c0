import { expect, test } from 'vitest';
import { planBudget } from './budget.ts';

test('a run of 100 s fetches for 80, uploads for 95, and reports for 10 more', () => {
  expect(planBudget(1_000, 100)).toEqual({
    startedAt: 1_000,
    lastFetch: 81_000,
    lastUpload: 96_000,
    end: 101_000,
    healthEnd: 111_000,
  });
});
