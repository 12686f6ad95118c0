import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { HttpResult } from '../ports.ts';
import { limits } from './limits.ts';
import { retryAfter, stepAfterApi, stepAfterIngestion, type Attempt } from './retry.ts';

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
    expect(stepAfterApi(answer(429, { 'retry-after': '42' }), true, attempt)).toEqual({
      kind: 'wait',
      ms: 42_000,
      isShared: true,
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
  ['', undefined],
  [undefined, undefined],
])('Retry-After %j is %j ms', (text, ms) => {
  expect(retryAfter(text, now)).toBe(ms);
});

function step(result: HttpResult, bytes = 500_000, hasNewToken = false, tries = 1) {
  return stepAfterIngestion(result, bytes, hasNewToken, { ...attempt, tries });
}
