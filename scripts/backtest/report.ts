/** A whole backtest as plain data: what `--json` prints and the page shows. */
import type { EventCounts } from './read-events.ts';
import type { RuleReport } from './rule-report.ts';

export interface BacktestReport {
  readonly events: number;
  /** First and last run, `2026-05-04T10:05:00.000Z`; absent where there are no events. */
  readonly from?: string;
  readonly to?: string;
  readonly totals: { readonly alerts: number; readonly incidents: number };
  readonly rules: readonly (RuleReport & { readonly error?: string })[];
  /** What one should know to read the figures. */
  readonly remarks: readonly string[];
}

export interface ReportParts {
  readonly events: EventCounts;
  readonly span: { readonly from: number; readonly to: number } | undefined;
  readonly rules: BacktestReport['rules'];
  /** Of events that do not say when they arrived, in milliseconds. */
  readonly delay: number;
}

export function backtestReport({ events, span, rules, delay }: ReportParts): BacktestReport {
  const sum = (of: (rule: RuleReport) => number): number => rules.reduce((all, rule) => all + of(rule), 0);
  const remarks = [
    ...(events.guessed > 0
      ? [
          `${events.guessed.toLocaleString('en-US')} of ${events.events.toLocaleString('en-US')} events do not say when they arrived: taken to be ${delay / 1000} s after they happened.`,
        ]
      : []),
    ...(events.timeless > 0 ? [`${events.timeless} rows without any time were left out.`] : []),
  ];
  return {
    events: events.events,
    ...(span && { from: new Date(span.from).toISOString(), to: new Date(span.to).toISOString() }),
    totals: { alerts: sum(({ alerts }) => alerts), incidents: sum(({ incidents }) => incidents) },
    rules,
    remarks,
  };
}
