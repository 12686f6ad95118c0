import { limits, second } from './limits.ts';

/** Moments of a run, in ms since 1970. */
export interface Budget {
  readonly startedAt: number;
  /** No page is requested after this. */
  readonly lastFetch: number;
  /** What is not accepted by then is left to the next run. */
  readonly lastUpload: number;
  readonly end: number;
  /** The health row alone may take until here. */
  readonly healthEnd: number;
}

/** Shares of a run's time (connector.md 2). */
const fetchShare = 0.8;
const uploadShare = 0.95;

export function planBudget(startedAt: number, budgetSeconds: number): Budget {
  const length = budgetSeconds * second;
  return {
    startedAt,
    lastFetch: startedAt + length * fetchShare,
    lastUpload: startedAt + length * uploadShare,
    end: startedAt + length,
    healthEnd: startedAt + length + limits.healthMs,
  };
}
