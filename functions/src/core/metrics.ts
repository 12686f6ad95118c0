/**
 * What a run tells Application Insights: the numbers of its health row, one metric each (connector.md 6.4).
 * The names are public: alerts and charts name them.
 */
import { durationOf, tokenDaysLeft, type RunFacts } from './health-row.ts';
import type { StreamReport } from './stream-report.ts';
import type { StreamReports } from './summary.ts';

export interface Metric {
  readonly name: MetricName;
  readonly value: number;
  /** What it can be split by: `account`, `stream`, and `statistic` or `form` where a name has several values. */
  readonly dimensions: Readonly<Record<string, string>>;
}

/** All metrics of one run. */
export interface RunMetrics {
  readonly runId: string;
  readonly version: string;
  /** ms since 1970, for all of them. */
  readonly time: number;
  readonly metrics: readonly Metric[];
}

/** A number of something, or null where there is nothing to measure. */
type Measure<T> = (measured: T) => number | null;
/** One number, or several by what tells them apart. */
type Measures<T> = Measure<T> | { readonly by: string; readonly of: Readonly<Record<string, Measure<T>>> };

const streamMeasures = {
  events_fetched: ({ events }) => events,
  rows_accepted: ({ ingested }) => ingested,
  bytes_sent: {
    by: 'form',
    of: { raw: ({ bytes }) => bytes, gzip: ({ compressedBytes }) => compressedBytes },
  },
  pages: ({ pages }) => pages,
  api_requests: ({ requests }) => requests,
  api_retries: ({ retries, ingestRetries }) => retries - ingestRetries,
  api_throttled_seconds: ({ waitedMs, ingestWaitedMs }) => (waitedMs - ingestWaitedMs) / 1_000,
  ingest_requests: ({ ingestRequests }) => ingestRequests,
  ingest_retries: ({ ingestRetries }) => ingestRetries,
  ingest_throttled_seconds: ({ ingestWaitedMs }) => ingestWaitedMs / 1_000,
  duplicates_dropped: ({ duplicates }) => duplicates,
  uuid_conflicts: ({ conflicts }) => conflicts,
  dead_letters: ({ deadLetters }) => deadLetters,
  truncated: ({ truncated }) => truncated,
  dropped_by_rule: ({ dropped }) => dropped,
  unknown_enum_values: ({ unknownValues }) => unknownValues.length,
  unknown_fields: ({ unknownFields }) => unknownFields.length,
  lag_seconds: {
    by: 'statistic',
    of: {
      median: ({ lagSeconds }) => lagSeconds?.median ?? null,
      p95: ({ lagSeconds }) => lagSeconds?.p95 ?? null,
      maximum: ({ lagSeconds }) => lagSeconds?.maximum ?? null,
    },
  },
  backlog: ({ backlog }) => backlog,
  checkpoint_age_seconds: ({ checkpointAgeSeconds }) => checkpointAgeSeconds,
} as const satisfies Readonly<Record<string, Measures<StreamReport>>>;

const runMeasures = {
  run_seconds: (run) => durationOf(run) / 1_000,
  budget_used_percent: ({ budgetUsedPercent }) => budgetUsedPercent,
  token_days_left: tokenDaysLeft,
} as const satisfies Readonly<Record<string, Measures<RunFacts>>>;

export type StreamMetricName = keyof typeof streamMeasures;
export type RunMetricName = keyof typeof runMeasures;
export type MetricName = StreamMetricName | RunMetricName;

/** The metrics of a run. A stream that the key does not grant is not measured. */
export function metricsOf(run: RunFacts, streams: StreamReports): RunMetrics {
  const account = run.accountUuid === undefined ? {} : { account: run.accountUuid };
  const granted = Object.entries(streams).filter(([, { state }]) => state !== 'missing-feature');
  return {
    runId: run.runId,
    version: run.version,
    time: run.endedAt,
    metrics: [
      ...granted.flatMap(([stream, report]) => measure(streamMeasures, report, { ...account, stream })),
      ...measure(runMeasures, run, account),
    ],
  };
}

function measure<T>(
  measures: Readonly<Partial<Record<MetricName, Measures<T>>>>,
  measured: T,
  dimensions: Metric['dimensions'],
): readonly Metric[] {
  return Object.entries(measures).flatMap(([name, how]) => {
    const parts =
      typeof how === 'function'
        ? [{ value: how(measured), dimensions }]
        : Object.entries(how.of).map(([part, read]) => ({
            value: read(measured),
            dimensions: { ...dimensions, [how.by]: part },
          }));
    return parts.flatMap((part) =>
      part.value === null
        ? []
        : [{ name: name as MetricName, value: part.value, dimensions: part.dimensions }],
    );
  });
}
