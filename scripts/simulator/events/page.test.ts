import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { defaultBehaviour, type Behaviour } from '../behaviour.ts';
import type { Position } from './cursor.ts';
import { pageAt } from './page.ts';
import { StreamLog } from './stream-log.ts';

const day = 86_400_000;
const begin = 200 * day;

interface Told {
  readonly uuid: number;
}

function reset(log: StreamLog, now: number, limit: number, start: number, end?: number): Position {
  const frontier = log.countAt(now);
  const names = { account: 'A', stream: 'auditevents', token: 't' } as const;
  return { ...names, place: 0, limit, start, end, frontier, issuedAt: now, emptyPages: 0 };
}

/** Follows the cursor to its end; every page is asked for twice and has to be the same. */
function follow(log: StreamLog, from: Position, now: number, behaviour: Behaviour) {
  const uuids: number[] = [];
  const sizes: number[] = [];
  let position = from;
  for (let guard = 0; guard < 5000; guard += 1) {
    const page = pageAt(log, position, now, behaviour);
    expect(pageAt(log, position, now, behaviour)).toEqual(page);
    expect(page.events.length).toBeLessThanOrEqual(position.limit);
    uuids.push(...page.events.map((event) => (event as Told).uuid));
    sizes.push(page.events.length);
    position = page.next;
    if (!page.hasMore) return { uuids, sizes, position };
  }
  throw new Error('The stream has no end');
}

function logOf(times: readonly number[], arrival = begin): StreamLog {
  const log = new StreamLog();
  log.append(times.map((time, uuid) => ({ event: { uuid }, arrival, time })));
  return log;
}

test('following cursors gives every event once, in the order of arrival, whatever the pages and appends', () => {
  const rounds = fc.array(
    fc.record({
      added: fc.array(fc.integer({ min: -119, max: 0 }), { maxLength: 12 }),
      limit: fc.integer({ min: 1, max: 7 }),
      pause: fc.nat(1000),
    }),
    { minLength: 1, maxLength: 8 },
  );
  const switches = fc.record({
    emptyPages: fc.nat(2),
    shortPages: fc.boolean(),
    hasMore: fc.constantFrom('exact' as const, 'guessed' as const),
  });
  fc.assert(
    fc.property(rounds, switches, fc.integer({ min: 1, max: 9 }), (steps, changes, limit) => {
      const behaviour = { ...defaultBehaviour, ...changes };
      const log = new StreamLog();
      let now = begin;
      let position = reset(log, now, limit, begin - day);
      const seen: number[] = [];
      const appended: number[] = [];
      for (const { added, pause } of steps) {
        now += pause;
        // Late by up to 119 days: older than where the cursor began.
        const additions = added.map((days) => ({
          event: { uuid: appended.push(appended.length) - 1 },
          arrival: now,
          time: now + days * day,
        }));
        log.append(additions);
        const page = pageAt(log, position, now, behaviour);
        seen.push(...page.events.map((event) => (event as Told).uuid));
        position = page.next;
      }
      seen.push(...follow(log, position, now, behaviour).uuids);
      expect(seen).toEqual(appended);
    }),
  );
});

describe('a window', () => {
  const log = logOf([0, 1, 2, 3, 4].map((hours) => begin - day + hours));

  test('takes the start in and leaves the end out, and the other way round', () => {
    const position = reset(log, begin, 10, begin - day + 1, begin - day + 3);
    expect(follow(log, position, begin, defaultBehaviour).uuids).toEqual([1, 2]);
    const other = { ...defaultBehaviour, startInclusive: false, endInclusive: true };
    expect(follow(log, position, begin, other).uuids).toEqual([2, 3]);
  });

  test('that is open serves what arrives late from before its start, or hides it', () => {
    for (const [lateBeforeStart, uuids] of [
      ['served', [9]],
      ['hidden', []],
    ] as const) {
      const behaviour = { ...defaultBehaviour, lateBeforeStart };
      const fresh = logOf([begin - 10]);
      const end = follow(fresh, reset(fresh, begin, 10, begin - 20), begin, behaviour);
      expect(end.uuids).toEqual([0]);
      fresh.append([{ event: { uuid: 9 }, arrival: begin + 5, time: begin - day }]);
      expect(follow(fresh, end.position, begin + 5, behaviour).uuids).toEqual(uuids);
    }
  });

  test('never reaches behind what is kept', () => {
    const old = logOf([begin - 120 * day, begin - 120 * day - 1]);
    expect(follow(old, reset(old, begin, 10, 0), begin, defaultBehaviour).uuids).toEqual([0]);
  });

  test('events whose time cannot be read belong to every window', () => {
    const odd = logOf([Number.NaN]);
    expect(follow(odd, reset(odd, begin, 10, begin, begin + 1), begin, defaultBehaviour).uuids).toEqual([0]);
  });
});

describe('pages', () => {
  const log = logOf(Array.from({ length: 6 }, () => begin));
  const start = reset(log, begin, 3, begin);

  test.each<[Partial<Behaviour>, number[]]>([
    [{}, [3, 3]],
    [{ hasMore: 'guessed' }, [3, 3, 0]],
    [{ emptyPages: 2 }, [0, 0, 3, 0, 0, 3]],
  ])('%j: sizes %j', (changes, sizes) => {
    expect(follow(log, start, begin, { ...defaultBehaviour, ...changes }).sizes).toEqual(sizes);
  });

  test('reversed within themselves', () => {
    const behaviour = { ...defaultBehaviour, pageOrder: 'reversed' as const };
    expect(follow(log, start, begin, behaviour).uuids).toEqual([2, 1, 0, 5, 4, 3]);
  });

  test('with second copies', () => {
    const behaviour = { ...defaultBehaviour, duplicateEvery: 2 };
    expect(follow(log, start, begin, behaviour).uuids).toEqual([0, 1, 2, 3, 0, 4, 5, 2]);
  });
});
