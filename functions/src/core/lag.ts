import type { Lag } from './stream-report.ts';

/** Above this an event counts as late and its row says by how much (connector.md 7.3). */
const lateSeconds = 600;

/** Seconds from an event to its arrival, when that is worth a mark. */
export function delayOf(eventTime: number | undefined, now: number): number | undefined {
  if (eventTime === undefined) return undefined;
  const seconds = Math.round((now - eventTime) / 1_000);
  return seconds > lateSeconds ? seconds : undefined;
}

/** Spread of lags given in seconds; `null` where there is none. */
export function spreadOf(lags: readonly number[]): Lag | null {
  const sorted = lags.toSorted((a, b) => a - b);
  const at = (share: number): number =>
    sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
  return sorted.length === 0 ? null : { median: at(0.5), p95: at(0.95), maximum: at(1) };
}
