import { describe, expect, test } from 'vitest';
import { StreamProgress } from './stream-progress.ts';
import type { StreamReport } from './stream-report.ts';
import { decideOutcome, describeSummary, isFulfilled, type Summary } from './summary.ts';

const report: StreamReport = { ...new StreamProgress().report(0), state: 'ok', reason: 'idle', message: '' };
const failed: Partial<StreamReport> = { state: 'error', reason: 'internal' };
const ungranted: Partial<StreamReport> = { state: 'missing-feature', reason: 'not-in-token' };

type Reports = readonly Partial<StreamReport>[];

function streamsOf(reports: Reports): Summary['streams'] {
  const names = ['auditevents', 'itemusages', 'signinattempts'];
  return Object.fromEntries(reports.map((changes, index) => [names[index], { ...report, ...changes }]));
}

describe('the outcome', () => {
  test.each<[string, Reports, object, string]>([
    ['all well', [{}, {}], {}, 'ok'],
    ['no saved position is needed where nothing is wrong', [{ checkpointed: false }], {}, 'ok'],
    ['one not granted', [{}, ungranted], {}, 'ok'],
    ['none granted', [ungranted, ungranted], {}, 'failed'],
    ['no stream', [], {}, 'failed'],
    ['one failed', [{}, failed], {}, 'degraded'],
    ['all failed', [failed, failed], {}, 'failed'],
    ['failed after something was saved', [{ ...failed, checkpointed: true }], {}, 'degraded'],
    ['failed after one row was accepted', [{ ...failed, ingested: 1 }], {}, 'degraded'],
    ['a dead letter', [{ deadLetters: 1 }], {}, 'degraded'],
    ['not begun', [{}, {}], { isBlocked: true }, 'failed'],
    ['a diagnosis', [{}, {}], { hasRemark: true }, 'degraded'],
    ['two runs with more to come', [{}], { moreToCome: { auditevents: 2 } }, 'ok'],
    ['three runs with more to come', [{}], { moreToCome: { auditevents: 3, itemusages: 1 } }, 'degraded'],
  ])('%s: %#', (_name, reports, facts, expected) => {
    const given = { isBlocked: false, hasRemark: false, moreToCome: {}, ...facts };
    expect(decideOutcome(streamsOf(reports), given)).toBe(expected);
  });
});

function summaryOf(
  outcome: Summary['outcome'],
  reports: Reports,
  diagnosis: Summary['diagnosis'] = null,
): Summary {
  return { outcome, streams: streamsOf(reports), health: { rows: 1 }, diagnosis, durationMs: 1 };
}

test.each<[boolean, Summary['outcome'], Reports]>([
  [true, 'ok', [{}, {}]],
  [true, 'degraded', [{}, ungranted]],
  [true, 'degraded', [{}, { ...failed, checkpointed: true }]],
  [true, 'degraded', []],
  [false, 'degraded', [{}, failed]],
  [false, 'failed', [{}]],
])('the duty is done: %s for %s %#', (expected, outcome, reports) => {
  expect(isFulfilled(summaryOf(outcome, reports))).toBe(expected);
});

test('one line says all that an operator asks first', () => {
  const diagnosis = { code: 'internal-error', message: 'A fault.' } as const;
  expect(describeSummary(summaryOf('degraded', [{}, failed], diagnosis))).toBe(
    'Collection degraded: auditevents ok (idle), itemusages error (internal). internal-error: A fault.',
  );
  expect(describeSummary(summaryOf('failed', []))).toBe('Collection failed: no stream was looked at.');
});
