import type { SampleValue } from '../validate/workbook/reference.ts';

/** What the time picker holds: the time up to now, or two ends. Milliseconds; ends count from 1970. */
export type TimeRange = { readonly last: number } | { readonly from: number; readonly to: number };

export interface Bounds {
  readonly from: number;
  readonly to: number;
}

export function boundsOf(range: TimeRange, now: number): Bounds {
  return 'last' in range ? { from: now - range.last, to: now } : range;
}

/**
 * The forms in which a query gets a time range. Source: documentation of Azure workbooks, "Time range
 * parameters", for a range up to now; issue 146 of microsoft/Application-Insights-Workbooks for one with
 * two ends, which both belong to it.
 */
export function rangeValue(range: TimeRange, now: number): SampleValue {
  const { from, to } = boundsOf(range, now);
  const [start, end] = [datetimeLiteral(from), datetimeLiteral(to)];
  const plain = 'last' in range ? `> ago(${durationText(range.last)})` : `between(${start}..${end})`;
  return { plain, forms: { query: plain, value: plain, start, end } };
}

function datetimeLiteral(time: number): string {
  return `datetime("${new Date(time).toISOString()}")`;
}

const units = [
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['m', 60_000],
] as const;

/** `7d`; in the largest unit that needs no fraction. */
function durationText(duration: number): string {
  const [unit, size] = units.find(([, size]) => duration % size === 0) ?? ['ms', 1];
  return `${duration / size}${unit}`;
}
