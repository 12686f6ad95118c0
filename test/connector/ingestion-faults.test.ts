import { describe, expect, test } from 'vitest';
import type { Row } from '../../functions/src/core/row.generated.ts';
import type { HttpResult } from '../../functions/src/ports.ts';
import { error } from './core-fakes/fake-api.ts';
import { balance, marksOf } from './core-fakes/ledger.ts';
import { countdown } from './core-fakes/step.ts';
import { reportOf, run } from './core-fakes/summary.ts';
import { World } from './core-fakes/world.ts';

const options = { streams: ['auditevents'] } as const;
const cut: HttpResult = { status: undefined, reason: 'the connection was cut', isCut: true };

function worldWith(count: number): World {
  const world = new World();
  world.makeEvents('auditevents', count);
  return world;
}

/** Rows of events, told from those about the run. */
function hasEvents(rows: readonly Row[]): boolean {
  return rows.some(({ log_source: source }) => source !== 'healthevents');
}

describe('the Logs Ingestion API', () => {
  test.each([
    ['503', error(503, 'x'), 3],
    ['429 with a time', error(429, 'x', { 'retry-after': '7' }), 6],
    ['429 without one', error(429, 'x'), 4],
    ['a token that is no longer good', error(401, 'x'), 1],
    ['no answer', { status: undefined, reason: 'x' } as const, 4],
  ])('recovers from %s: every row arrives once', async (_name, result, times) => {
    const world = worldWith(50);
    world.ingestion.fault = countdown(times, { result, isTaken: false });
    const summary = await run(world, options);
    expect(summary.outcome).toBe('ok');
    expect(balance(world)).toMatchObject({ lost: [], doubled: { auditevents: 0 } });
    expect(world.ingestion.forgotten).toBe(result.status === 401 ? 1 : 0);
  });

  test('takes rows although no answer comes: the second copy is marked', async () => {
    const world = worldWith(50);
    world.ingestion.fault = countdown(1, {
      result: { status: undefined, reason: 'timed out' },
      isTaken: true,
    });
    const summary = await run(world, options);
    expect(reportOf(summary)).toMatchObject({ ingested: 50, resent: 50 });
    expect(balance(world)).toMatchObject({ lost: [], doubled: { auditevents: 50 }, unmarked: [] });
  });

  test.each([
    ['403', error(403, 'x'), 'ingestion-forbidden', 'ingestion-forbidden'],
    ['401 for ever', error(401, 'x'), 'ingestion-forbidden', 'ingestion-forbidden'],
    ['404', error(404, 'x'), 'ingestion-configuration', 'ingestion-misconfigured'],
    ['400 also for a probe', error(400, 'x'), 'ingestion-configuration', 'ingestion-misconfigured'],
    ['500 for ever', error(500, 'x'), 'ingestion-unavailable', 'ingestion-unreachable'],
    ['429 for long', error(429, 'x', { 'retry-after': '3000' }), 'ingestion', 'rate-limited'],
  ])('refuses with %s for six runs: nothing moves, nothing is lost', async (_name, result, reason, code) => {
    const world = worldWith(50);
    world.ingestion.fault = () => ({ result, isTaken: false });
    for (let tick = 0; tick < 6; tick += 1) {
      const summary = await run(world, options);
      expect(summary).toMatchObject({ outcome: 'failed', diagnosis: { code }, health: { rows: 0 } });
      expect(reportOf(summary)).toMatchObject({ reason, checkpointed: false, ingested: 0 });
      world.clock.advance(300_000);
    }
    world.ingestion.fault = () => undefined;
    expect((await run(world, options)).outcome).toBe('ok');
    expect(balance(world)).toMatchObject({ lost: [], doubled: { auditevents: 0 } });
    expect(world.container.deadLetters).toEqual([]);
  });

  test.each([
    ['413', error(413, 'x'), false],
    ['a cut connection', cut, false],
  ])('takes only small bodies (%s): batches are halved', async (_name, result, isTaken) => {
    const world = worldWith(900);
    const sizes: number[] = [];
    world.ingestion.fault = (_rows, bytes) => {
      sizes.push(bytes);
      return bytes > 110_000 ? { result, isTaken } : undefined;
    };
    const summary = await run(world, options);
    expect(summary.outcome).toBe('ok');
    expect(balance(world)).toMatchObject({ lost: [], doubled: { auditevents: 0 } });
    expect(sizes.length).toBeGreaterThan(2);
  });

  test('refuses one row: it is found, kept, and stands as a stub', async () => {
    const world = worldWith(40);
    const timestamp = new Date(world.clock.now()).toISOString();
    world.api.append('auditevents', [{ uuid: 'BAD', timestamp, action: 'poison', account_uuid: 'ACC' }]);
    world.makeEvents('auditevents', 20);
    world.ingestion.fault = (rows) =>
      rows.some(({ action }) => action === 'poison')
        ? { result: error(400, 'x'), isTaken: false }
        : undefined;
    const summary = await run(world, options);
    expect(reportOf(summary)).toMatchObject({ state: 'ok', events: 61, ingested: 61, deadLetters: 1 });
    // One row asked whether the address takes rows at all, the other tells how the run went.
    expect(summary.health.rows).toBe(2);
    expect(summary.outcome).toBe('degraded');
    const stub = world.ingestion.events.find(({ uuid_s: id }) => id === 'BAD');
    expect(stub).toEqual({
      uuid_s: 'BAD',
      timestamp,
      account_uuid: 'ACC',
      log_source: 'auditevents',
      additional_fields: { _connector: { stub: true, deadLetter: world.container.deadLetters[0]?.path } },
    });
    expect(JSON.parse(world.container.deadLetters[0]?.line ?? '')).toMatchObject({
      reason: 'refused-400',
      event: { uuid: 'BAD', action: 'poison' },
    });
    expect(balance(world)).toMatchObject({ lost: [], doubled: { auditevents: 0 } });
  });

  test('refuses even the stub: the event is in the dead letters, and the stream goes on', async () => {
    const world = worldWith(3);
    world.ingestion.fault = (rows) =>
      rows.some(({ uuid_s: id }) => id === 'A00000002')
        ? { result: error(400, 'x'), isTaken: false }
        : undefined;
    const summary = await run(world, options);
    expect(reportOf(summary)).toMatchObject({
      state: 'ok',
      ingested: 2,
      deadLetters: 1,
      refusedStubs: 1,
      checkpointed: true,
    });
    expect(balance(world).lost).toEqual([]);
  });

  test('never gets more calls at a time than allowed, and no call above 1 MB', async () => {
    const world = new World();
    for (const stream of ['auditevents', 'itemusages', 'signinattempts'] as const) {
      const timestamp = new Date(world.clock.now()).toISOString();
      world.api.append(
        stream,
        Array.from({ length: 300 }, (_, index) => ({
          uuid: `${stream}${index}`,
          timestamp,
          note: 'x'.repeat(20_000),
        })),
      );
    }
    let active = 0;
    let most = 0;
    const send = world.ingestion.send.bind(world.ingestion);
    world.ingestion.send = async (body) => {
      most = Math.max(most, (active += 1));
      await world.clock.sleep(100, world.ending);
      active -= 1;
      return send(body);
    };
    expect((await run(world, { concurrentUploads: 3 })).outcome).toBe('ok');
    expect(most).toBe(3);
    expect(balance(world).lost).toEqual([]);
  });

  test('refuses the health row alone: the run says so', async () => {
    const world = worldWith(3);
    world.ingestion.fault = (rows) =>
      hasEvents(rows) ? undefined : { result: error(403, 'x'), isTaken: false };
    expect(await run(world, options)).toMatchObject({
      outcome: 'degraded',
      health: { rows: 0 },
      diagnosis: { code: 'ingestion-forbidden' },
      streams: { auditevents: { state: 'ok', ingested: 3 } },
    });
  });

  test('is asked for at most ten seconds beyond the budget', async () => {
    const world = worldWith(3);
    world.ingestion.fault = () => ({ result: error(429, 'x', { 'retry-after': '2' }), isTaken: false });
    const start = world.clock.now();
    const summary = await run(world, { ...options, runBudgetSeconds: 30 });
    expect(world.clock.now() - start).toBeLessThanOrEqual(40_000);
    expect(summary.outcome).toBe('failed');
  });
});

describe('marks of late and repeated rows', () => {
  test('stand together', async () => {
    const world = new World();
    world.makeEvents('auditevents', 1, 7_200_000);
    world.ingestion.fault = countdown(1, { result: error(504, 'x'), isTaken: true });
    await run(world, options);
    expect(world.ingestion.events.map(marksOf)).toEqual([
      { backfill: true, delay: 7_200 },
      { backfill: true, delay: 7_200, resent: true },
    ]);
  });
});
