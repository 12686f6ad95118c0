import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Clock, EventsApi, HttpResult } from '../../../functions/src/ports.ts';
import { fingerprintOf, judgeKey, type JudgeOptions } from './judge-key.ts';

const now = Date.UTC(2026, 10, 20, 9);

function part(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

function keyFor(payload: object): string {
  return `${part({ alg: 'ES256', typ: 'JWT' })}.${part(payload)}.${'s'.repeat(40)}`;
}

/** 1Password, which gives these answers in their order, the last of them for ever, and notes who asked where. */
function service(...answers: readonly HttpResult[]) {
  const asked: string[] = [];
  let time = now;
  const clock: Clock = {
    now: () => time,
    sleep: (ms, signal) =>
      new Promise((resolve, reject) => {
        signal.addEventListener('abort', () => reject(new Error('aborted')));
        // The deadline itself is not waited for.
        if (ms >= 29_000) return;
        time += ms;
        resolve();
      }),
  };
  const apiAt = (endpoint: string): EventsApi => ({
    introspect(token) {
      asked.push(`${endpoint} ${token}`);
      return Promise.resolve(answers[Math.min(asked.length, answers.length) - 1] ?? answer(500, ''));
    },
    poll: () => Promise.reject(new Error('nothing is polled')),
  });
  return { asked, options: (endpoint: string): JudgeOptions => ({ endpoint, clock, apiAt }) };
}

function answer(status: number, body: unknown): HttpResult {
  return { status, headers: {}, body: typeof body === 'string' ? body : JSON.stringify(body) };
}

const good = answer(200, { uuid: 'I', features: ['auditevents', 'signinattempts'], account_uuid: 'ACC' });
const com = 'https://events.1password.com';

describe('a key', () => {
  test('is judged where it says that it belongs', async () => {
    const { asked, options } = service(good);
    const key = keyFor({ aud: ['events.1password.eu'], exp: now / 1_000 + 60 });
    expect(await judgeKey(key, options('auto'))).toEqual({
      kind: 'good',
      endpoint: 'https://events.1password.eu',
      features: ['auditevents', 'signinattempts'],
      missing: ['itemusages'],
      accountUuid: 'ACC',
      expiresAt: now + 60_000,
    });
    expect(asked).toEqual([`https://events.1password.eu ${key}`]);
  });

  test('is judged again after a while where the service is busy', async () => {
    const { asked, options } = service(answer(503, ''), answer(429, ''), good);
    expect(await judgeKey(keyFor({ aud: ['events.1password.com'] }), options(com))).toMatchObject({
      kind: 'good',
    });
    expect(asked).toHaveLength(3);
  });

  test.each([
    ['names a host that is not 1Password’s', { aud: ['events.example.com'] }, 'auto', 'api-endpoint-invalid'],
    ['is of the old kind', { aud: ['com.1password.streamingservice'] }, 'auto', 'api-key-invalid'],
    ['names no host', {}, 'auto', 'api-key-invalid'],
    [
      'would go to a host that is not 1Password’s',
      { aud: ['events.1password.com'] },
      'https://events.example.com',
      'api-endpoint-invalid',
    ],
    [
      'would go over a line that is not encrypted',
      { aud: ['events.1password.com'] },
      'http://events.1password.com',
      'api-endpoint-invalid',
    ],
  ])('that %s is sent to nobody', async (_, payload, endpoint, code) => {
    const { asked, options } = service(good);
    expect(await judgeKey(keyFor(payload), options(endpoint))).toMatchObject({
      kind: 'refused',
      endpoint: undefined,
      diagnosis: { code },
    });
    expect(asked).toEqual([]);
  });

  test.each([
    [{ aud: ['events.1password.ca'] }, 401, 'refused', 'api-key-wrong-region'],
    [{ aud: ['events.1password.ca'] }, 404, 'refused', 'api-key-wrong-region'],
    [{ aud: ['events.1password.com'], exp: 5 }, 401, 'refused', 'api-key-expired'],
    [{ aud: ['events.1password.com'] }, 401, 'refused', 'api-key-invalid'],
    [{ aud: ['events.1password.com'] }, 404, 'unknown', 'api-unreachable'],
    [{ aud: ['events.1password.com'] }, 500, 'unknown', 'api-unreachable'],
    [{ aud: ['events.1password.com'] }, 429, 'unknown', 'rate-limited'],
  ])('%j answered with %d is %s: %s', async (payload, status, kind, code) => {
    const { options } = service(answer(status, '{}'));
    expect(await judgeKey(keyFor(payload), options(com))).toMatchObject({
      kind,
      endpoint: com,
      diagnosis: { code },
    });
  });

  test('without a single feature is refused', async () => {
    const { options } = service(answer(200, { uuid: 'I', features: [] }));
    const key = keyFor({ aud: ['events.1password.com'] });
    expect(await judgeKey(key, options(com))).toMatchObject({ diagnosis: { code: 'api-key-no-features' } });
  });

  test('is in no judgement, whatever it is and whatever the service says', async () => {
    const piece = fc.stringMatching(/^[\w-]{24,60}$/);
    await fc.assert(
      fc.asyncProperty(
        piece,
        piece,
        piece,
        fc.constantFrom(200, 400, 401, 403, 404, 429, 500),
        async (a, b, c, status) => {
          const key = `${a}.${b}.${c}`;
          const { options } = service(
            answer(status, { Error: { Message: `Bad token ${key}` }, message: key, uuid: key }),
          );
          expect(JSON.stringify(await judgeKey(key, options(com)))).not.toContain(c);
        },
      ),
      { numRuns: 100 },
    );
  });

  test('is named in health rows by the beginning of its digest', () => {
    // SHA-256 of "abc", from FIPS 180-2.
    expect(fingerprintOf('abc')).toBe('ba7816bf');
  });
});
