import { createHash } from 'node:crypto';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dropDuplicates, remember } from './deduplication.ts';
import { limits } from './limits.ts';
import { mapEvent } from './mapper.ts';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const entry = (event: unknown) => ({ row: mapEvent(event, 'auditevents') });
const event = (uuid: string, action: string, more = {}) => ({
  uuid,
  timestamp: '2026-03-01T12:00:00Z',
  action,
  ...more,
});

describe('duplicates', () => {
  test('of the same page and of earlier ones are left out', () => {
    const first = dropDuplicates(
      [entry(event('A', 'x')), entry(event('A', 'x')), entry(event('B', 'x'))],
      [],
      sha256,
    );
    expect(first).toMatchObject({ duplicates: 1, conflicts: 0 });
    expect(first.rows).toHaveLength(2);
    const second = dropDuplicates([entry(event('B', 'x')), entry(event('C', 'x'))], first.keys, sha256);
    expect(second.rows.map(({ row }) => row.uuid)).toEqual(['C']);
  });

  test('with other content are kept and counted', () => {
    const { rows, conflicts, duplicates } = dropDuplicates(
      [entry(event('A', 'x')), entry(event('A', 'y')), entry(event('A', 'x', { new: 1 }))],
      [],
      sha256,
    );
    expect([rows.length, conflicts, duplicates]).toEqual([3, 2, 0]);
  });

  test('with other content than on an earlier page are kept and counted too', () => {
    const { keys } = dropDuplicates([entry(event('A', 'x'))], [], sha256);
    const { rows, conflicts } = dropDuplicates(
      [entry(event('A', 'y')), entry(event('B', 'x'))],
      keys,
      sha256,
    );
    expect([rows.length, conflicts]).toEqual([2, 1]);
  });

  test('are recognised whatever the order of the fields', () => {
    const { duplicates } = dropDuplicates(
      [entry({ b: 1, a: 2, ...event('A', 'x') }), entry({ ...event('A', 'x'), a: 2, b: 1 })],
      [],
      sha256,
    );
    expect(duplicates).toBe(1);
  });

  test('are never assumed where an event is not whole', () => {
    const { rows, keys } = dropDuplicates(
      [entry('text'), entry('text'), entry({ action: 'x' }), entry({ action: 'x' })],
      [],
      sha256,
    );
    expect([rows.length, keys.length]).toEqual([4, 0]);
  });

  test('no event vanishes: each is kept or was there before', () => {
    const ids = fc.array(fc.tuple(fc.constantFrom('A', 'B', 'C', 'D'), fc.constantFrom('x', 'y')));
    fc.assert(
      fc.property(ids, ids, (before, page) => {
        const earlier = dropDuplicates(
          before.map(([id, action]) => entry(event(id, action))),
          [],
          sha256,
        );
        const { rows, duplicates } = dropDuplicates(
          page.map(([id, action]) => entry(event(id, action))),
          earlier.keys,
          sha256,
        );
        expect(rows.length + duplicates).toBe(page.length);
        const present = new Set([...earlier.rows, ...rows].map(({ row }) => row.fieldsText));
        for (const [id, action] of page)
          expect(present.has(entry(event(id, action)).row.fieldsText)).toBe(true);
      }),
    );
  });
});

test('the newest keys are remembered', () => {
  const many = Array.from({ length: limits.recentEvents + 5 }, (_, index) => String(index));
  expect(remember(many.slice(0, 10), many.slice(10))).toEqual(many.slice(5));
});
