import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  countRepeats,
  cutStart,
  earliestStart,
  fallBackStart,
  isStalled,
  requestBody,
  smallerPage,
  type Position,
} from './polling.ts';

const now = Date.parse('2026-06-01T12:00:00Z');
const options = { overlapHours: 6, lookbackHours: 24, pageSize: 1_000 };

test('a body is exactly one of the two forms', () => {
  fc.assert(
    fc.property(fc.string({ minLength: 1 }), (cursor) => {
      expect(JSON.parse(requestBody({ kind: 'cursor', cursor }))).toEqual({ cursor });
    }),
  );
  expect(requestBody({ kind: 'start', from: 'A', pageSize: 5 })).toBe('{"limit":5,"start_time":"A"}');
  expect(requestBody({ kind: 'start', from: 'A', to: 'B', pageSize: 5 })).toBe(
    '{"limit":5,"start_time":"A","end_time":"B"}',
  );
});

describe('the fall-back', () => {
  test.each([
    ['2026-06-01T10:00:00Z', '2026-06-01T04:00:00.000Z'],
    // Events of a clock that goes ahead.
    ['2026-06-03T10:00:00Z', '2026-06-01T06:00:00.000Z'],
    // As far back as there is anything.
    ['2025-06-01T10:00:00Z', '2026-02-01T13:00:00.000Z'],
    [undefined, '2026-05-31T12:00:00.000Z'],
  ])('after an event of %s begins at %s', (last, from) => {
    expect(fallBackStart(last, now, options)).toEqual({ kind: 'start', from, pageSize: 1_000 });
  });

  test('never begins before what the API keeps, nor in the future', () => {
    fc.assert(
      fc.property(
        fc.date({ noInvalidDate: true, min: new Date(0), max: new Date('2030-01-01') }),
        fc.nat(2_880),
        (last, overlapHours) => {
          const from = Date.parse(fallBackStart(last.toISOString(), now, { ...options, overlapHours }).from);
          expect(from).toBeGreaterThanOrEqual(earliestStart(now));
          expect(from).toBeLessThanOrEqual(now);
        },
      ),
    );
  });
});

test('a refused start is cut to 119 days', () => {
  const start = { kind: 'start', from: '2026-02-01T13:00:00Z', pageSize: 7 } as const;
  expect(cutStart(start, now)).toEqual({ ...start, from: '2026-02-02T12:00:00.000Z' });
  expect(cutStart({ ...start, from: '2026-05-01T00:00:00.000Z' }, now).from).toBe('2026-05-01T00:00:00.000Z');
});

test('pages become smaller down to one event', () => {
  expect([1_000, 101, 100, 99, 10, 5, 2, 1].map(smallerPage)).toEqual([100, 100, 10, 9, 1, 1, 1, undefined]);
});

describe('the stall guard', () => {
  const asked: Position = { kind: 'cursor', cursor: 'same' };
  const page = { cursor: 'same', hasMore: true, items: [], body: '' };

  test('counts pages without news that repeat their cursor, five are too many', () => {
    let repeats = 0;
    for (let pages = 1; pages <= 5; pages += 1) {
      expect(isStalled(repeats)).toBe(false);
      repeats = countRepeats(repeats, asked, page, 0);
    }
    expect(isStalled(repeats)).toBe(true);
  });

  test.each([
    ['a new cursor', { ...page, cursor: 'new' }, 0],
    ['the end', { ...page, hasMore: false }, 0],
    ['new events', page, 1],
  ])('begins anew with %s', (_name, answer, rows) => {
    expect(countRepeats(4, asked, answer, rows)).toBe(0);
  });
});
