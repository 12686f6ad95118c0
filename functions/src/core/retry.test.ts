import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { HttpResult } from '../ports.ts';
import { limits } from './limits.ts';
import {
  ingestionMisconfigured,
  retryAfter,
  stepAfterApi,
  stepAfterIngestion,
  type Attempt,
} from './retry.ts';

const now = Date.parse('2026-03-01T12:00:00Z');
const attempt: Attempt = { tries: 1, roll: 0.5, now, deadline: now + 100_000 };
const answer = (status: number, headers = {}, body = ''): HttpResult => ({ status, headers, body });
const none: HttpResult = { status: undefined, reason: 'the connection was cut' };

describe('the Events API', () => {
  test.each([
    [answer(200), 'answered'],
    [answer(401), 'unauthorized'],
    [answer(400), 'bad-request'],
    [none, 'wait'],
    [answer(408), 'wait'],
    [answer(429), 'wait'],
    [answer(500), 'wait'],
    [answer(504), 'wait'],
    [answer(403), 'give-up'],
    [answer(404), 'give-up'],
    [answer(418), 'give-up'],
    [answer(407), 'give-up'],
    [answer(409), 'give-up'],
    [answer(499), 'give-up'],
    [answer(302), 'give-up'],
    [{ ...none, isTooLarge: true }, 'too-large'],
  ])('%j: %s', (result, kind) => {
    expect(stepAfterApi(result, true, attempt).kind).toBe(kind);
  });

  test('a 200 that is not readable is tried again', () => {
    expect(stepAfterApi(answer(200), false, attempt).kind).toBe('wait');
  });

  test.each([
    [answer(403), 'unauthorized', 'forbidden'],
    [answer(404), 'error', 'api-configuration'],
  ])('%j ends the stream', (result, state, reason) => {
    expect(stepAfterApi(result, true, attempt)).toMatchObject({ stop: { state, reason } });
  });

  test('the fifth try is the last', () => {
    expect(stepAfterApi(none, true, { ...attempt, tries: 4 }).kind).toBe('wait');
    expect(stepAfterApi(none, true, { ...attempt, tries: 5 })).toMatchObject({
      stop: { state: 'error', reason: 'api-unavailable' },
    });
  });

  test('a limit lets all streams wait as long as the API says', () => {
    expect(stepAfterApi(answer(429, { 'retry-after': '42' }), true, attempt)).toMatchObject({
      kind: 'wait',
      ms: 42_000,
      isShared: true,
      stop: { state: 'rate-limited', reason: 'api', httpStatus: 429 },
    });
    expect(stepAfterApi(answer(429), true, attempt)).toMatchObject({ ms: 5_000, isShared: true });
  });

  test('a limit beyond the budget ends the run, and says when to come back', () => {
    expect(stepAfterApi(answer(429, { 'retry-after': '101' }), true, attempt)).toMatchObject({
      kind: 'give-up',
      retryAt: now + 101_000,
      stop: { state: 'rate-limited', reason: 'api' },
    });
    expect(stepAfterApi(answer(429, { 'retry-after': '99999999' }), true, attempt)).toMatchObject({
      retryAt: now + limits.longestThrottleMs,
    });
  });
});

describe('the Logs Ingestion API', () => {
  test.each([
    [answer(204), 'accepted'],
    [answer(413), 'halve'],
    [answer(400), 'refused'],
    [answer(401), 'new-token'],
    [answer(429), 'wait'],
    [answer(503), 'wait'],
    [none, 'wait'],
    [{ ...none, isCut: true }, 'halve'],
    [answer(403), 'give-up'],
    [answer(404), 'give-up'],
    [answer(200), 'give-up'],
    [answer(408), 'wait'],
    [answer(500), 'wait'],
    [answer(407), 'give-up'],
    [answer(409), 'give-up'],
    [answer(499), 'give-up'],
  ])('%j: %s', (result, kind) => {
    expect(step(result).kind).toBe(kind);
  });

  test.each([
    [step(answer(401), 1, true), 'ingestion-forbidden'],
    [step(answer(403)), 'ingestion-forbidden'],
    [step(answer(404)), 'ingestion-configuration'],
    [step(none, 1, false, 5), 'ingestion-unavailable'],
    [step(answer(429, { 'retry-after': '500' })), 'ingestion'],
  ])('%j is %s', (found, reason) => {
    expect(found).toMatchObject({ kind: 'give-up', stop: { reason } });
  });

  test('a small body is not halved for a cut connection; a big one is when that repeats', () => {
    expect(step({ ...none, isCut: true }, 1_000).kind).toBe('wait');
    expect(step(none, 500_000, false, 3).kind).toBe('halve');
    expect(step(none, 500_000, false, 5).kind).toBe('give-up');
  });

  test('without a time its limit is tried after 5 s, doubled', () => {
    expect([1, 2, 3].map((tries) => step(answer(429), 1, false, tries))).toMatchObject([
      { ms: 5_000 },
      { ms: 10_000 },
      { ms: 20_000 },
    ]);
  });
});

describe('what a stop says', () => {
  const late = { ...attempt, tries: 5 };
  const said = JSON.stringify({ status: 1, message: 'Words of the service' });
  test.each([
    [
      stepAfterApi(none, true, late),
      'The Events API did not answer as it should: the connection was cut.',
      undefined,
    ],
    [
      stepAfterApi(answer(200), false, late),
      'The Events API did not answer as it should: the answer is not readable.',
      200,
    ],
    [stepAfterApi(answer(503), true, late), 'The Events API did not answer as it should: HTTP 503.', 503],
    [
      stepAfterApi(answer(403, {}, said), true, attempt),
      'The Events API refuses this stream (HTTP 403, "Words of the service").',
      403,
    ],
    [
      stepAfterApi(answer(404), true, attempt),
      'The Events API answered HTTP 404. Check the setting apiEndpoint.',
      404,
    ],
    [
      stepAfterApi(answer(429), true, { ...attempt, deadline: now }),
      'The Events API limits requests; the next try is due at 2026-03-01T12:00:05.000Z.',
      429,
    ],
    [
      step(none, 1, false, 5),
      'The Logs Ingestion API did not accept rows: the connection was cut.',
      undefined,
    ],
    [step(answer(503), 1, false, 5), 'The Logs Ingestion API did not accept rows: HTTP 503.', 503],
    [step(answer(403)), 'The Logs Ingestion API answered HTTP 403.', 403],
    [step(answer(404, {}, said)), 'The Logs Ingestion API answered HTTP 404, "Words of the service".', 404],
    [
      stepAfterIngestion(answer(429), 1, false, { ...attempt, deadline: now }),
      'The Logs Ingestion API limits requests; the next try is due at 2026-03-01T12:00:05.000Z.',
      429,
    ],
  ])('%#', (found, message, status) => {
    const state = status === 429 ? 'rate-limited' : message.includes('refuses') ? 'unauthorized' : 'error';
    expect(found).toMatchObject({ kind: 'give-up', stop: { state, message } });
    expect('stop' in found && found.stop.httpStatus).toBe(status);
  });

  test('of an ingestion that did not answer holds no status', () => {
    expect(ingestionMisconfigured(none)).toMatchObject({
      state: 'error',
      reason: 'ingestion-configuration',
      message: 'The Logs Ingestion API answered HTTP -.',
      httpStatus: undefined,
    });
  });
});

test('waits double up to half a minute, by chance', () => {
  const far = { ...attempt, deadline: now + 1_000_000 };
  const waits = [1, 2, 3, 4].map((tries) => stepAfterApi(answer(500), true, { ...far, tries, roll: 1 }));
  expect(waits).toMatchObject(
    [1_000, 2_000, 4_000, 8_000].map((ms) => ({ kind: 'wait', ms, isShared: false })),
  );
  expect(stepAfterApi(answer(500), true, { ...far, roll: 0.2506 })).toMatchObject({ ms: 251 });
  // A limit without a time is waited for longer than an error, but not for ever.
  const limited = (tries: number, roll: number) => stepAfterApi(answer(429), true, { ...far, tries, roll });
  expect([limited(4, 1), limited(7, 1), limited(1, 1)]).toMatchObject([
    { ms: 8_000 },
    { ms: 30_000 },
    { ms: 5_000 },
  ]);
  expect(
    stepAfterIngestion(answer(429), 1, false, { ...attempt, tries: 30, deadline: now + 1e9 }),
  ).toMatchObject({
    ms: limits.longestThrottleMs,
  });
  expect(stepAfterApi(answer(429, { 'retry-after': '0' }), true, far)).toMatchObject({ ms: 1_000 });
});

test.each([
  ['an error: waited for up to the very end', answer(500), 1_000, 'wait', 'give-up'],
  ['a limit: waited for before it', answer(429, { 'retry-after': '1' }), 1_001, 'wait', 'give-up'],
])('%s', (_name, result, left, inside, outside) => {
  const at = (milliseconds: number) =>
    stepAfterApi(result, true, { tries: 1, roll: 1, now, deadline: now + milliseconds }).kind;
  expect([at(left), at(left - 1)]).toEqual([inside, outside]);
});

test('a cut connection is taken for a size only above a tenth of the bound', () => {
  const cut: HttpResult = { ...none, isCut: true };
  expect([step(cut, limits.bigBodyBytes).kind, step(cut, limits.bigBodyBytes + 1).kind]).toEqual([
    'wait',
    'halve',
  ]);
  expect([1, 2, 3, 4, 5].map((tries) => step(cut, 500_000, false, tries).kind)).toEqual([
    'halve',
    'halve',
    'halve',
    'halve',
    'give-up',
  ]);
  expect(step(answer(503), 500_000, false, 3).kind).toBe('wait');
  expect([1, 2, 3, 4, 5].map((tries) => step(none, 500_000, false, tries).kind)).toEqual([
    'wait',
    'wait',
    'halve',
    'halve',
    'give-up',
  ]);
});

test('no wait ends after the deadline or lasts longer than it may', () => {
  const result = fc.oneof(
    fc
      .integer({ min: 100, max: 599 })
      .chain((status) => fc.string().map((after) => answer(status, { 'retry-after': after }))),
    fc.constant(none),
  );
  fc.assert(
    fc.property(
      result,
      fc.integer({ min: 1, max: 50 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.integer({ min: -5_000, max: 400_000 }),
      (given, tries, roll, left) => {
        const facts = { tries, roll, now, deadline: now + left };
        for (const step of [stepAfterApi(given, true, facts), stepAfterIngestion(given, 1, true, facts)]) {
          if (step.kind !== 'wait') continue;
          expect(step.ms).toBeGreaterThanOrEqual(0);
          expect(step.ms).toBeLessThanOrEqual(left);
          expect(step.ms).toBeLessThanOrEqual(step.isShared ? left : limits.longestWaitMs);
        }
      },
    ),
  );
});

test.each([
  ['7', 7_000],
  [' 1.5 ', 1_500],
  ['Sun, 01 Mar 2026 12:00:30 GMT', 30_000],
  ['Sun, 01 Mar 2020 12:00:30 GMT', 0],
  ['soon', undefined],
  ['-1', undefined],
  ['0.0001', 1],
  ['7x', undefined],
  ['x7', undefined],
  ['1.', undefined],
  ['12345678901', undefined],
  ['1234567890', 1_234_567_890_000],
  ['2026-03-01', undefined],
  ['01 Ma 2026', undefined],
  ['Sun, 32 Mar 2026', undefined],
  ['', undefined],
  [undefined, undefined],
])('Retry-After %j is %j ms', (text, ms) => {
  expect(retryAfter(text, now)).toBe(ms);
});

function step(result: HttpResult, bytes = 500_000, hasNewToken = false, tries = 1) {
  return stepAfterIngestion(result, bytes, hasNewToken, { ...attempt, tries });
}
