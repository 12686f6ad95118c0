import type { Diagnosis } from './diagnosis.ts';
import type { Stream } from './stream.ts';
import type { StreamReport } from './stream-report.ts';

export type Outcome = 'ok' | 'degraded' | 'failed';

export type StreamReports = Readonly<Partial<Record<Stream, StreamReport>>>;

/** What a run ends with; its JSON is the summary line, whose form is public. */
export interface Summary {
  readonly outcome: Outcome;
  readonly streams: StreamReports;
  readonly health: { readonly rows: number };
  readonly diagnosis: Diagnosis | null;
  readonly durationMs: number;
}

/** More runs in a row than this with more to come are no longer ordinary. */
const backlogRuns = 2;

/**
 * The outcome of a run. `blocked`: it could not even begin to collect. `moreToCome`: runs in a row, this
 * one included, that left something behind.
 */
export function decideOutcome(
  reports: StreamReports,
  facts: { readonly isBlocked: boolean; readonly hasRemark: boolean; readonly moreToCome: StreamCounts },
): Outcome {
  const all = Object.entries(reports);
  const granted = all.filter(([, report]) => report.state !== 'missing-feature');
  const working = granted.filter(
    ([, { state, checkpointed, ingested }]) => state === 'ok' || checkpointed || ingested > 0,
  );
  if (facts.isBlocked || working.length === 0) return 'failed';
  const isBehind = Object.values(facts.moreToCome).some((runs) => runs > backlogRuns);
  const isFine = granted.every(([, report]) => report.state === 'ok' && report.deadLetters === 0);
  return isFine && !isBehind && !facts.hasRemark ? 'ok' : 'degraded';
}

export type StreamCounts = Readonly<Partial<Record<Stream, number>>>;

/**
 * Whether a run did its duty: every granted stream is at its end or has saved its progress. Decides the
 * exit code, and whether the platform is shown a failed invocation.
 */
export function isFulfilled({ outcome, streams }: Summary): boolean {
  return (
    outcome !== 'failed' &&
    Object.values(streams).every(
      ({ state, checkpointed }) => state === 'ok' || state === 'missing-feature' || checkpointed,
    )
  );
}

/** One line for the platform's error and for logs. */
export function describeSummary({ outcome, streams, diagnosis }: Summary): string {
  const states = Object.entries(streams).map(
    ([stream, { state, reason }]) => `${stream} ${state} (${reason})`,
  );
  const cause = diagnosis === null ? '' : ` ${diagnosis.code}: ${diagnosis.message}`;
  return `Collection ${outcome}: ${states.join(', ') || 'no stream was looked at'}.${cause}`;
}
