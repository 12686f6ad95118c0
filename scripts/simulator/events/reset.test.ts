import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { defaultBehaviour, type Behaviour } from '../behaviour.ts';
import { readPollBody } from './reset.ts';

const now = Date.UTC(2026, 5, 1);
const hour = 3_600_000;
const read = (body: unknown, changes: Partial<Behaviour> = {}) =>
  readPollBody(typeof body === 'string' ? body : JSON.stringify(body), now, {
    ...defaultBehaviour,
    ...changes,
  });

describe('a reset', () => {
  test.each<[object, { limit: number; start: number; end: number | undefined }]>([
    [{}, { limit: 100, start: now - hour, end: undefined }],
    [
      { limit: 1000, start_time: '2026-05-30T00:00:00-03:00' },
      { limit: 1000, start: Date.UTC(2026, 4, 30, 3), end: undefined },
    ],
    [
      { end_time: '2026-05-31T00:00:00.123456789Z' },
      { limit: 100, start: Date.UTC(2026, 4, 30, 23, 0, 0, 123), end: Date.UTC(2026, 4, 31, 0, 0, 0, 123) },
    ],
    [
      { limit: 1, extra: true },
      { limit: 1, start: now - hour, end: undefined },
    ],
  ])('%j', (body, expected) => {
    expect(read(body)).toEqual({ kind: 'reset', ...expected });
  });
});

describe('refused', () => {
  test.each([
    [''],
    ['{'],
    ['[]'],
    ['null'],
    ['"cursor"'],
    [{ limit: 0 }],
    [{ limit: 1001 }],
    [{ limit: 1.5 }],
    [{ limit: '100' }],
    [{ limit: null }],
    [{ start_time: 'yesterday' }],
    [{ start_time: '2026-05-31 00:00:00Z' }],
    [{ start_time: '2026-05-31' }],
    [{ start_time: '2026-13-01T00:00:00Z' }],
    [{ start_time: '2026-05-31T00:00:00' }],
    [{ start_time: '2026-06-01T00:00:00Z', end_time: '2026-05-31T00:00:00Z' }],
    [{ cursor: '' }],
    [{ cursor: 7 }],
    [{ cursor: 'abc', limit: 10 }],
    [{ cursor: 'abc', start_time: '2026-05-31T00:00:00Z' }],
  ])('%j', (body) => {
    expect(read(body)).toMatchObject({ kind: 'refused' });
  });
});

test('switches: an empty body, a limit beside a cursor, an old start', () => {
  expect(read('', { emptyBody: 'reset' })).toMatchObject({ kind: 'reset', limit: 100 });
  expect(read({ cursor: 'abc', limit: 10 }, { cursorWithReset: 'ignored' })).toEqual({
    kind: 'cursor',
    cursor: 'abc',
  });
  const old = { start_time: '2025-01-01T00:00:00Z' };
  expect(read(old)).toMatchObject({ kind: 'reset' });
  expect(read(old, { oldStart: 'refused' })).toMatchObject({ kind: 'refused' });
});

test('any text is answered, and only whole limits within 1 to 1000 pass', () => {
  fc.assert(
    fc.property(
      fc.oneof(fc.string(), fc.json()),
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      (text, limit) => {
        expect(['reset', 'cursor', 'refused']).toContain(read(text).kind);
        const isRight = Number.isInteger(limit) && limit >= 1 && limit <= 1000;
        expect(read({ limit }).kind === 'reset').toBe(isRight);
      },
    ),
  );
});
