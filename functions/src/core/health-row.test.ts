import { describe, expect, test } from 'vitest';
import { diagnose } from './diagnosis.ts';
import { healthRow, probeRow, type RunFacts } from './health-row.ts';
import { StreamProgress } from './stream-progress.ts';
import { decideOutcome, describeSummary, isFulfilled, type StreamReports } from './summary.ts';

const facts: RunFacts = {
  id: 'ROW',
  version: '1.2.3',
  runId: 'RUN',
  startedAt: 0,
  endedAt: 86_400_000,
  isPastDue: false,
  accountUuid: 'ACC',
  host: 'events.1password.com',
  features: ['auditevents'],
  tokenFingerprint: '01234567',
  tokenExpiresAt: 3 * 86_400_000,
  requestsThisHour: 4,
  budgetUsedPercent: 1,
};

const ok = report('ok', 'idle', true);
const failed = report('error', 'api-unavailable', false);
const missing = report('missing-feature', 'not-in-token', false);

function report(
  state: 'ok' | 'error' | 'missing-feature' | 'stalled',
  reason: 'idle' | 'api-unavailable' | 'not-in-token' | 'cursor-reset',
  isSaved: boolean,
) {
  const progress = new StreamProgress();
  progress.isCheckpointed = isSaved;
  progress.end(state, reason, '');
  return progress.report(0);
}

describe('the health row', () => {
  test('has these members and no other', () => {
    const run = { ...facts, startedAt: 86_398_000, isPastDue: true, tokenExpiresAt: 3 * 86_400_000 - 1 };
    expect(healthRow(run, 'ok', null, {})).toEqual({
      uuid_s: 'ROW',
      timestamp: '1970-01-02T00:00:00.000Z',
      category: 'ok',
      action_type: 'Collected',
      details: {
        version: '1.2.3',
        runId: 'RUN',
        startedAt: '1970-01-01T23:59:58.000Z',
        durationMs: 2_000,
        budgetUsedPercent: 1,
        pastDue: true,
        outcome: 'ok',
        diagnosis: null,
        requestsThisHour: 4,
        features: ['auditevents'],
        host: 'events.1password.com',
        tokenFingerprint: '01234567',
        tokenExpiresInDays: 1,
        streams: {},
      },
      account_uuid: 'ACC',
      log_source: 'healthevents',
    });
  });

  test('says null where a run did not get to know', () => {
    const unknown = {
      accountUuid: undefined,
      features: undefined,
      tokenFingerprint: undefined,
      tokenExpiresAt: undefined,
    };
    const row = healthRow({ ...facts, ...unknown }, 'degraded', diagnose('api-key-invalid', 'x'), {});
    expect(row).not.toHaveProperty('account_uuid');
    expect(row).toMatchObject({
      // The earlier function's words are for runs that the key kept from collecting.
      category: 'degraded',
      action_type: 'api-key-invalid',
      details: { features: null, tokenFingerprint: null, tokenExpiresInDays: null },
    });
  });

  test.each([
    ['ok', 'Collected'],
    ['degraded', 'Collected in part'],
    ['failed', 'Nothing collected'],
  ] as const)('without a diagnosis is short: %s', (outcome, text) => {
    expect(healthRow(facts, outcome, null, {}).action_type).toBe(text);
  });

  test('that only tries the address tells no outcome', () => {
    expect(probeRow('ROW', 'RUN', 0)).toEqual({
      uuid_s: 'ROW',
      timestamp: '1970-01-01T00:00:00.000Z',
      category: 'degraded',
      action_type: 'Probe after a refused batch',
      details: { runId: 'RUN', probe: true, streams: {} },
      log_source: 'healthevents',
    });
  });

  test('tells the state of each stream', () => {
    const row = healthRow(facts, 'ok', null, { auditevents: ok });
    expect(row).toMatchObject({
      uuid_s: 'ROW',
      timestamp: '1970-01-02T00:00:00.000Z',
      account_uuid: 'ACC',
      log_source: 'healthevents',
      category: 'ok',
      details: { tokenExpiresInDays: 2, streams: { auditevents: { state: 'ok', reason: 'idle' } } },
    });
    for (const kind of ['object_type', 'item_uuid', 'action']) expect(row).not.toHaveProperty(kind);
  });

  test.each([
    'api-key-missing',
    'api-key-invalid',
    'api-key-expired',
    'api-key-wrong-region',
    'key-vault-reference-unresolved',
  ] as const)('says as the earlier function did that there is %s', (code) => {
    expect(healthRow(facts, 'failed', diagnose(code, 'x'), {})).toMatchObject({
      category: 'credentials_failed',
      action_type: 'API Key Invalid',
      details: { outcome: 'failed', diagnosis: { code } },
    });
  });

  test('does not call other failures a bad key', () => {
    expect(healthRow(facts, 'failed', diagnose('api-unreachable', 'x'), {})).toMatchObject({
      category: 'failed',
      action_type: 'api-unreachable',
    });
  });
});

describe('the outcome', () => {
  test.each([
    ['all is well', decide({ auditevents: ok, itemusages: ok }), 'ok'],
    ['a feature is not granted', decide({ auditevents: ok, itemusages: missing }), 'ok'],
    ['no feature is granted', decide({ auditevents: missing, itemusages: missing }), 'failed'],
    ['one stream fails', decide({ auditevents: ok, itemusages: failed }), 'degraded'],
    ['all streams fail', decide({ auditevents: failed, itemusages: missing }), 'failed'],
    [
      'a position was begun anew',
      decide({ auditevents: report('stalled', 'cursor-reset', true) }),
      'degraded',
    ],
    ['the token was not judged', decide({ auditevents: ok }, { hasRemark: true }), 'degraded'],
    [
      'there is more for the second time',
      decide({ auditevents: ok }, { moreToCome: { auditevents: 2 } }),
      'ok',
    ],
    [
      'there is more for the third time',
      decide({ auditevents: ok }, { moreToCome: { auditevents: 3 } }),
      'degraded',
    ],
    ['an event went to the dead letters', decide({ auditevents: { ...ok, deadLetters: 1 } }), 'degraded'],
    ['nothing could begin', decide({ auditevents: ok }, { isBlocked: true }), 'failed'],
  ])('when %s', (_name, outcome, expected) => {
    expect(outcome).toBe(expected);
  });

  test('decides whether the run did its duty', () => {
    const summary = { outcome: 'degraded', health: { rows: 1 }, diagnosis: null, durationMs: 1 } as const;
    expect(isFulfilled({ ...summary, streams: { auditevents: ok, itemusages: missing } })).toBe(true);
    expect(isFulfilled({ ...summary, streams: {} })).toBe(true);
    expect(
      isFulfilled({ ...summary, streams: { auditevents: report('stalled', 'cursor-reset', true) } }),
    ).toBe(true);
    expect(isFulfilled({ ...summary, streams: { auditevents: ok, itemusages: failed } })).toBe(false);
    expect(isFulfilled({ ...summary, outcome: 'failed', streams: {} })).toBe(false);
    expect(describeSummary({ ...summary, streams: { auditevents: failed } })).toBe(
      'Collection degraded: auditevents error (api-unavailable).',
    );
  });
});

function decide(streams: StreamReports, more: Partial<Parameters<typeof decideOutcome>[1]> = {}) {
  return decideOutcome(streams, { isBlocked: false, hasRemark: false, moreToCome: {}, ...more });
}
