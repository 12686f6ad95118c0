import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { healthRow, type RunFacts } from './health-row.ts';
import { metricsOf } from './metrics.ts';
import { StreamProgress } from './stream-progress.ts';
import type { StreamReport } from './stream-report.ts';
import type { StreamReports } from './summary.ts';

const facts: RunFacts = {
  id: 'ROW',
  version: '1.2.3',
  runId: 'RUN',
  startedAt: 1_000,
  endedAt: 3_500,
  isPastDue: false,
  accountUuid: 'ACCOUNT',
  host: 'events.1password.com',
  features: ['auditevents'],
  tokenFingerprint: '01234567',
  tokenExpiresAt: 3_500 + 2.5 * 86_400_000,
  requestsThisHour: 4,
  budgetUsedPercent: 7,
};

const idle: StreamReport = { ...new StreamProgress().report(0), state: 'ok', reason: 'idle', message: '' };

/** `name stream dimension=part` of each metric, with its value. */
function valuesOf(run: RunFacts, reports: StreamReports): Readonly<Record<string, number>> {
  const pairs = metricsOf(run, reports).metrics.map(({ name, value, dimensions }) => {
    const { account, stream, ...others } = dimensions;
    expect(account).toBe(run.accountUuid);
    const parts = Object.entries(others).map((part) => part.join('='));
    return [[name, ...(stream === undefined ? [] : [stream]), ...parts].join(' '), value] as const;
  });
  expect(new Set(pairs.map(([name]) => name)).size).toBe(pairs.length);
  return Object.fromEntries(pairs);
}

test('a run that measured everything tells these numbers and no others', () => {
  const report: StreamReport = {
    ...idle,
    pages: 2,
    events: 30,
    ingested: 25,
    bytes: 5_000,
    compressedBytes: 700,
    duplicates: 3,
    conflicts: 4,
    deadLetters: 5,
    truncated: 6,
    dropped: 7,
    requests: 8,
    retries: 9,
    waitedMs: 10_500,
    ingestRequests: 11,
    ingestRetries: 2,
    ingestWaitedMs: 500,
    lagSeconds: { median: 12, p95: 13, maximum: 14 },
    backlog: 1,
    checkpointAgeSeconds: 15,
    unknownFields: ['a', 'b'],
    unknownValues: ['c'],
  };
  expect(metricsOf(facts, {})).toMatchObject({ runId: 'RUN', version: '1.2.3', time: 3_500 });
  expect(valuesOf(facts, { itemusages: report })).toEqual({
    'events_fetched itemusages': 30,
    'rows_accepted itemusages': 25,
    'bytes_sent itemusages form=raw': 5_000,
    'bytes_sent itemusages form=gzip': 700,
    'pages itemusages': 2,
    'api_requests itemusages': 8,
    'api_retries itemusages': 7,
    'api_throttled_seconds itemusages': 10,
    'ingest_requests itemusages': 11,
    'ingest_retries itemusages': 2,
    'ingest_throttled_seconds itemusages': 0.5,
    'duplicates_dropped itemusages': 3,
    'uuid_conflicts itemusages': 4,
    'dead_letters itemusages': 5,
    'truncated itemusages': 6,
    'dropped_by_rule itemusages': 7,
    'unknown_enum_values itemusages': 1,
    'unknown_fields itemusages': 2,
    'lag_seconds itemusages statistic=median': 12,
    'lag_seconds itemusages statistic=p95': 13,
    'lag_seconds itemusages statistic=maximum': 14,
    'backlog itemusages': 1,
    'checkpoint_age_seconds itemusages': 15,
    run_seconds: 2.5,
    budget_used_percent: 7,
    token_days_left: 2,
  });
});

test('what was not measured is not told, nor a stream that the key does not grant', () => {
  const unknown = { ...facts, accountUuid: undefined, tokenExpiresAt: undefined };
  const ungranted: StreamReport = { ...idle, state: 'missing-feature', reason: 'not-in-token' };
  const values = valuesOf(unknown, { auditevents: idle, signinattempts: ungranted });
  const names = Object.keys(values);
  for (const absent of ['lag_seconds', 'checkpoint_age_seconds', 'token_days_left', 'signinattempts'])
    expect(names.filter((name) => name.includes(absent))).toEqual([]);
  expect(values).toMatchObject({ 'events_fetched auditevents': 0, run_seconds: 2.5 });
  expect(metricsOf(unknown, {}).metrics.map(({ dimensions }) => dimensions)).toStrictEqual([{}, {}]);
});

test('all numbers are finite, and those of the health row', () => {
  const count = fc.nat({ max: 1e9 });
  const counts = ['events', 'requests', 'retries', 'waitedMs', 'ingestRetries', 'ingestWaitedMs'] as const;
  const times = fc.record({
    startedAt: count,
    duration: count,
    expiresIn: fc.integer({ min: -1e12, max: 1e12 }),
  });
  const lags = fc.array(fc.integer({ min: -100, max: 1e7 }), { maxLength: 30 });
  fc.assert(
    fc.property(fc.array(count, { minLength: 6, maxLength: 6 }), lags, times, (numbers, seconds, time) => {
      const progress = new StreamProgress();
      counts.forEach((name, index) => progress.add(name, numbers[index]));
      for (const lag of seconds) progress.noteLag(lag * 1_000);
      const endedAt = time.startedAt + time.duration;
      const run = { ...facts, ...time, endedAt, tokenExpiresAt: endedAt + time.expiresIn };
      const streams = { auditevents: progress.report(endedAt) };
      // As it lies in the table.
      const row = JSON.parse(JSON.stringify(healthRow(run, 'ok', null, streams))) as {
        readonly details: {
          readonly durationMs: number;
          readonly tokenExpiresInDays: number;
          readonly streams: typeof streams;
        };
      };
      const { durationMs, tokenExpiresInDays, streams: told } = row.details;
      const values = valuesOf(run, streams);
      for (const value of Object.values(values)) expect(Number.isFinite(value)).toBe(true);
      const { events, requests, retries, waitedMs, lagSeconds } = told.auditevents;
      const sum = (...names: readonly string[]): number =>
        names.reduce((total, name) => total + (values[`${name} auditevents`] ?? Number.NaN), 0);
      expect(values).toMatchObject({
        'events_fetched auditevents': events,
        'api_requests auditevents': requests,
        run_seconds: durationMs / 1_000,
        token_days_left: tokenExpiresInDays,
      });
      expect(sum('api_retries', 'ingest_retries')).toBe(retries);
      expect(sum('api_throttled_seconds', 'ingest_throttled_seconds')).toBeCloseTo(waitedMs / 1_000, 6);
      for (const [statistic, lag] of Object.entries(lagSeconds ?? {}))
        expect(values[`lag_seconds auditevents statistic=${statistic}`]).toBe(lag);
    }),
  );
});
