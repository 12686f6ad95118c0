import { describe, expect, test } from 'vitest';
import { diagnose, explainRefusal, namesOtherHost } from './diagnosis.ts';
import { diagnoseStreams } from './stream-diagnosis.ts';
import { StreamProgress } from './stream-progress.ts';
import type { StreamReason, StreamState } from './stream-report.ts';

const host = 'events.1password.com';
const now = Date.parse('2026-03-01T12:00:00Z');
const claims = { host, features: undefined, expiresAt: undefined };

describe('a refused token', () => {
  test.each([
    [undefined, 'api-key-invalid', 'not a token for Events Reporting'],
    [
      { ...claims, host: 'com.1password.streamingservice' },
      'api-key-invalid',
      'before tokens named their host',
    ],
    [{ ...claims, host: 'events.1password.eu' }, 'api-key-wrong-region', 'https://events.1password.eu'],
    [{ ...claims, expiresAt: now - 1 }, 'api-key-expired', '2026-03-01T11:59:59.999Z'],
    [{ ...claims, expiresAt: now }, 'api-key-expired', '2026-03-01T12:00:00.000Z'],
    [{ ...claims, expiresAt: now + 1 }, 'api-key-invalid', 'revoked'],
    [{ ...claims, host: undefined }, 'api-key-invalid', 'revoked'],
  ])('%j: %s', (given, code, text) => {
    const diagnosis = explainRefusal(given, host, now);
    expect(diagnosis.code).toBe(code);
    expect(diagnosis.message).toContain(text);
  });

  test('of another region is told both hosts', () => {
    expect(explainRefusal({ ...claims, host: 'localhost:1' }, 'localhost:2', now).message).toMatch(
      /localhost:1.*localhost:2/,
    );
  });
});

test.each([
  ['events.1password.com', false],
  ['events.1password.com:8443', true],
  ['events.1password.eu', true],
  ['com.1password.streamingservice', false],
])('a token for %s names another host: %s', (named, expected) => {
  expect(namesOtherHost({ ...claims, host: named }, host)).toBe(expected);
});

describe('states of streams', () => {
  const report = (state: StreamState, reason: StreamReason, status?: number) => {
    const progress = new StreamProgress();
    progress.httpStatus = status;
    progress.end(state, reason, 'text');
    return progress.report(now);
  };
  const token = { claims: { ...claims, expiresAt: now - 1 }, host, now };
  const fine = report('ok', 'idle');

  test.each([
    ['api-unavailable', 'api-unreachable'],
    ['api', 'rate-limited'],
    ['ingestion', 'rate-limited'],
    ['ingestion-forbidden', 'ingestion-forbidden'],
    ['ingestion-configuration', 'ingestion-misconfigured'],
    ['ingestion-unavailable', 'ingestion-unreachable'],
    ['checkpoint-corrupt', 'checkpoint-corrupt'],
    ['checkpoint-unreachable', 'checkpoint-store-unreachable'],
    ['lock-lost', 'another-run-active'],
    ['internal', 'internal-error'],
    ['cursor-reset', undefined],
    ['idle', undefined],
  ] as const)('%s: %s', (reason, code) => {
    expect(diagnoseStreams({ auditevents: fine, itemusages: report('error', reason) }, token)?.code).toBe(
      code,
    );
  });

  test('the token is to blame only when every granted stream is refused', () => {
    const refused = report('unauthorized', 'revoked-or-expired', 401);
    const missing = report('missing-feature', 'not-in-token');
    expect(diagnoseStreams({ auditevents: refused, itemusages: missing }, token)?.code).toBe(
      'api-key-expired',
    );
    expect(diagnoseStreams({ auditevents: refused, itemusages: fine }, token)).toBeUndefined();
  });

  test('the gravest is told', () => {
    const reports = {
      auditevents: report('error', 'api-unavailable'),
      itemusages: report('error', 'ingestion-forbidden'),
    };
    expect(diagnoseStreams(reports, token)?.code).toBe('ingestion-forbidden');
  });

  test('an address that is not the API', () => {
    expect(diagnoseStreams({ auditevents: report('error', 'api-configuration', 404) }, token)?.code).toBe(
      'api-unreachable',
    );
    expect(
      diagnoseStreams({ auditevents: report('error', 'api-configuration', 400) }, token),
    ).toBeUndefined();
  });
});

test('the host of the settings may be written in capitals', () => {
  expect(namesOtherHost(claims, 'Events.1Password.com')).toBe(false);
});

test('a diagnosis without detail begins and ends with its text', () => {
  const { message } = diagnose('ingestion-forbidden');
  expect(message).toBe(message.trim());
  expect(message).toMatch(/^The managed identity .* 30 minutes\.$/);
  expect(diagnose('key-vault-reference-unresolved', 'Detail. ').message).toContain(
    'Key Vault. Detail. Check',
  );
});

test('an answer of 404 from the Events API means its address', () => {
  const report = (reason: StreamReason, httpStatus: number) => {
    const progress = new StreamProgress();
    progress.httpStatus = httpStatus;
    progress.end('error', reason, 'text');
    return progress.report(now);
  };
  const token = { claims, host, now };
  expect(diagnoseStreams({ auditevents: report('api-configuration', 404) }, token)).toEqual(
    diagnose('api-unreachable', 'The address in apiEndpoint answers, but not as the Events API does.'),
  );
  expect(diagnoseStreams({ auditevents: report('api-configuration', 418) }, token)).toBeUndefined();
  expect(diagnoseStreams({ auditevents: report('cursor-reset', 404) }, token)).toBeUndefined();
  expect(diagnoseStreams({}, token)).toBeUndefined();
});
