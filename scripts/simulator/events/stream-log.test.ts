import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { StreamLog } from './stream-log.ts';

function eventsUntil(log: StreamLog, now: number): unknown[] {
  return Array.from({ length: log.countAt(now) }, (_, place) => {
    const entry = log.entry(place);
    return entry?.source.at(entry.index);
  });
}

describe('the order', () => {
  test('is that of arrival; events to come are not there yet', () => {
    const log = new StreamLog();
    log.append([
      { event: 'c', arrival: 30 },
      { event: 'a', arrival: 10 },
      { event: 'b', arrival: 10 },
    ]);
    expect(eventsUntil(log, 9)).toEqual([]);
    expect(eventsUntil(log, 10)).toEqual(['a', 'b']);
    expect(eventsUntil(log, 30)).toEqual(['a', 'b', 'c']);
  });

  test('an event that comes in late gets its place at the end', () => {
    const log = new StreamLog();
    log.append([{ event: 'a', arrival: 10 }]);
    log.append([{ event: 'to come', arrival: 90 }]);
    log.countAt(50);
    log.append([{ event: { timestamp: '1970-01-01T00:00:00Z' }, arrival: 20 }]);
    expect(eventsUntil(log, 50)).toEqual(['a', { timestamp: '1970-01-01T00:00:00Z' }]);
    expect(log.entry(1)).toMatchObject({ arrival: 50, time: 0 });
  });

  test('a source gives its events when they are asked for', () => {
    const log = new StreamLog();
    log.appendSource({ at: (index) => index * 10 }, 3, (index) => ({ arrival: index, time: index }));
    expect(eventsUntil(log, 1)).toEqual([0, 10]);
  });
});

test('what was read keeps its place, whatever is added afterwards', () => {
  const step = fc.oneof(
    fc.record({ kind: fc.constant('read' as const), at: fc.nat(100) }),
    fc.record({ kind: fc.constant('add' as const), arrivals: fc.array(fc.nat(120), { maxLength: 6 }) }),
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      const log = new StreamLog();
      let now = 0;
      let number = 0;
      let read: unknown[] = [];
      let isKept = true;
      for (const each of steps) {
        if (each.kind === 'add') {
          log.append(each.arrivals.map((arrival) => ({ event: (number += 1), arrival })));
        } else {
          now = Math.max(now, each.at);
          const events = eventsUntil(log, now);
          isKept &&= read.every((event, place) => events[place] === event);
          read = events;
        }
      }
      expect(isKept).toBe(true);
      expect(eventsUntil(log, 1000).length).toBe(number);
    }),
  );
});
