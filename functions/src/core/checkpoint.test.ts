import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  beginAt,
  commit,
  fallBack,
  intend,
  isRefusedAgain,
  newCheckpoint,
  refuse,
  withBackfill,
} from './checkpoint-changes.ts';
import { readCheckpoint } from './checkpoint-form.ts';
import type { Checkpoint } from './checkpoint.ts';

const owner = { accountUuid: 'ACC', integrationUuid: 'INT', host: 'events.1password.com' };
const now = Date.parse('2026-03-01T12:00:00Z');
const start = { kind: 'start', from: '2026-02-28T12:00:00.000Z', pageSize: 500 } as const;
const fresh = beginAt(newCheckpoint(owner, 'auditevents', 'R0'), start, {
  backfillBefore: '2026-03-01T11:00:00Z',
});

function pageOf(cursor: string, isEnd = true, lastEventTime?: number) {
  const totals = { events: 3, batches: 1, deadLetters: 1, duplicates: 1, resets: 0 };
  return { cursor, keys: [`key-${cursor}`], lastEventTime, totals, isEnd };
}

describe('a position', () => {
  test('begins at a time, and moves with each page', () => {
    const sending = intend(fresh, 'c1', 'R1');
    expect(sending).toMatchObject({
      intent: { cursor: 'c1', runId: 'R1' },
      start: { from: start.from, pageSize: 500 },
    });
    const first = commit(sending, pageOf('c1', false, now - 1_000), 'R1', now);
    expect(first).toMatchObject({
      cursor: 'c1',
      pageSize: 500,
      lastEventTime: '2026-03-01T11:59:59.000Z',
      recent: ['key-c1'],
      previous: [],
    });
    expect(first).toHaveProperty('catchUp');
    expect(first).not.toHaveProperty('intent');
    expect(first).not.toHaveProperty('start');
    const second = commit(first, pageOf('c2', true, now - 5_000), 'R1', now + 1);
    expect(second).toMatchObject({
      cursor: 'c2',
      lastEventTime: '2026-03-01T11:59:59.000Z',
      totals: { events: 6, batches: 2 },
    });
    expect(second.previous).toEqual([{ cursor: 'c1', savedAt: '2026-03-01T12:00:00.000Z' }]);
    expect(second).not.toHaveProperty('catchUp');
  });

  test('keeps the last three cursors', () => {
    let checkpoint: Checkpoint = fresh;
    for (const cursor of ['a', 'b', 'c', 'd', 'e']) checkpoint = commit(checkpoint, pageOf(cursor), 'R', now);
    expect(checkpoint.previous.map(({ cursor }) => cursor)).toEqual(['d', 'c', 'b']);
    expect(commit(checkpoint, pageOf('e'), 'R', now).previous).toEqual(checkpoint.previous);
  });

  test('is left only when its cursor was refused in two runs', () => {
    const held = commit(fresh, pageOf('c1', true, now), 'R1', now);
    const once = refuse(held, 'hash', 'R2', now);
    expect(isRefusedAgain(held, 'hash', 'R2')).toBe(false);
    expect(isRefusedAgain(once, 'hash', 'R2')).toBe(false);
    expect(isRefusedAgain(once, 'other', 'R3')).toBe(false);
    expect(isRefusedAgain(once, 'hash', 'R3')).toBe(true);
    expect(isRefusedAgain(commit(once, pageOf('c2'), 'R3', now), 'hash', 'R4')).toBe(false);
    const reset = fallBack(once, start, now);
    expect(reset).toMatchObject({
      start: { pageSize: 500 },
      catchUp: { resentUntil: '2026-03-01T12:00:00.000Z' },
      totals: { resets: 1 },
    });
    expect(reset.previous[0]?.cursor).toBe('c1');
    for (const gone of ['cursor', 'refused', 'intent']) expect(reset).not.toHaveProperty(gone);
  });
});

describe('reading', () => {
  const change = fc.oneof(
    fc
      .constantFrom('a', 'b')
      .map((cursor) => (c: Checkpoint) => commit(c, pageOf(cursor, cursor === 'a', now), 'R', now)),
    fc.constant((c: Checkpoint) => intend(c, 'x', 'R')),
    fc.constant((c: Checkpoint) => refuse(c, 'hash', 'R', now)),
    fc.constant((c: Checkpoint) => fallBack(c, start, now)),
    fc.constant((c: Checkpoint) =>
      withBackfill(c, {
        from: start.from,
        to: start.from,
        isDone: false,
        events: 1,
        intent: { cursor: 'x', runId: 'R' },
      }),
    ),
  );

  test('whatever happened to a position, it is read back as it was written', () => {
    fc.assert(
      fc.property(fc.array(change), (changes) => {
        const checkpoint = changes.reduce((held, apply) => apply(held), fresh);
        const stored = JSON.parse(JSON.stringify(checkpoint)) as unknown;
        expect(readCheckpoint(stored, 'ACC', 'auditevents')).toEqual({ checkpoint });
      }),
    );
  });

  const held = commit(fresh, pageOf('c1', true, now), 'R1', now);
  test.each([
    [undefined, 'not a JSON object'],
    [[], 'not a JSON object'],
    [{ ...held, schema: 2 }, 'newer version'],
    [{ ...held, schema: '1' }, 'schema'],
    [{ ...held, accountUuid: 'OTHER' }, 'another account'],
    [{ ...held, stream: 'itemusages' }, 'another stream'],
    [{ ...held, cursor: '' }, 'cursor'],
    [{ ...held, cursor: 7 }, 'cursor'],
    [{ ...held, cursorSavedAt: 'yesterday' }, 'cursorSavedAt'],
    [{ ...held, recent: [1] }, 'recent'],
    [{ ...held, totals: { ...held.totals, events: -1 } }, 'totals'],
    [{ ...held, previous: [{ cursor: 'a' }] }, 'previous'],
    [{ ...held, start: { from: start.from, pageSize: 0 } }, 'start'],
    [{ ...held, backfill: { from: 'x' } }, 'backfill'],
  ])('%j is refused: %s', (value, problem) => {
    const reading = readCheckpoint(value, 'ACC', 'auditevents');
    expect('problem' in reading && reading.problem).toContain(problem);
  });

  test('no damage to a member is taken for a position', () => {
    const names = Object.keys(held).filter((name) => name !== 'schema');
    fc.assert(
      fc.property(fc.constantFrom(...names), (name) => {
        const reading = readCheckpoint({ ...held, [name]: Symbol('damaged') }, 'ACC', 'auditevents');
        expect('problem' in reading).toBe(true);
      }),
    );
  });
});

test('a position that begins anew remembers what was older than the live one', () => {
  expect(fallBack(fresh, start, now).catchUp).toEqual({
    backfillBefore: '2026-03-01T11:00:00Z',
    resentUntil: new Date(now).toISOString(),
  });
});
