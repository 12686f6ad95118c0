import { describe, expect, test } from 'vitest';
import { createClock } from './clock.ts';
import { FaultScript, type Fault } from './faults.ts';
import { createRandom } from './story/random.ts';

const clock = createClock({ start: 1000, isFrozen: true });
const reset = { action: { kind: 'reset' } } as const;
const audit = { service: 'events', endpoint: 'auditevents', account: 'A' } as const;

function script(...faults: Fault[]): FaultScript {
  const made = new FaultScript(clock, createRandom(1).fraction);
  for (const fault of faults) made.add(fault);
  return made;
}

describe('a fault hits', () => {
  test.each<[string, Fault, boolean]>([
    ['everything of the Events API', reset, true],
    ['its endpoint', { ...reset, endpoint: 'auditevents' }, true],
    ['no other endpoint', { ...reset, endpoint: 'itemusages' }, false],
    ['no other service', { ...reset, service: 'ingestion' }, false],
    ['no other account', { ...reset, account: 'B' }, false],
    ['from its beginning on', { ...reset, from: 1000 }, true],
    ['not before', { ...reset, from: 1001 }, false],
    ['not at its end', { ...reset, until: 1000 }, false],
    ['never at no share', { ...reset, share: 0 }, false],
    ['always at the full share', { ...reset, share: 1 }, true],
  ])('%s', (_, fault, hits) => {
    expect(script(fault).take(audit) !== undefined).toBe(hits);
  });
});

test('skips, hits so often, and lets the rest pass', () => {
  const faults = new FaultScript(clock, () => 0);
  const armed = faults.add({ ...reset, skip: 2, times: 3 });
  const hits = Array.from({ length: 8 }, () => faults.take(audit) !== undefined);
  expect(hits).toEqual([false, false, true, true, true, false, false, false]);
  expect(armed).toMatchObject({ hits: 3, seen: 5 });
});

test('the first that fits is played; removed and cleared ones are not', () => {
  const faults = script();
  const first = faults.add({ action: { kind: 'cut' }, times: Infinity });
  faults.add({ action: { kind: 'html' }, times: Infinity });
  expect(faults.take(audit)?.action.kind).toBe('cut');
  faults.remove(first);
  expect(faults.take(audit)?.action.kind).toBe('html');
  faults.clear();
  expect(faults.take(audit)).toBeUndefined();
});

function hitsOfShare(): readonly boolean[] {
  const faults = script({ ...reset, share: 0.05, times: Infinity });
  return Array.from({ length: 2000 }, () => faults.take(audit) !== undefined);
}

test('a share hits about so many of the requests, the same ones for the same seed', () => {
  const count = hitsOfShare().filter(Boolean).length;
  expect(count).toBeGreaterThan(70);
  expect(count).toBeLessThan(130);
  expect(hitsOfShare()).toEqual(hitsOfShare());
});
