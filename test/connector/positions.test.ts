import { describe, expect, test } from 'vitest';
import type { Checkpoint } from '../../functions/src/core/checkpoint.ts';
import { StoreError } from '../../functions/src/ports.ts';
import { error, ok } from './core-fakes/fake-api.ts';
import { pathOf } from './core-fakes/fake-store.ts';
import { balance, marksOf } from './core-fakes/ledger.ts';
import { reportOf, run } from './core-fakes/summary.ts';
import { World } from './core-fakes/world.ts';

const options = { streams: ['auditevents'], pageSize: 10 } as const;
const path = pathOf('ACCOUNT', 'auditevents');
const hour = 3_600_000;

async function started(events = 12): Promise<World> {
  const world = new World();
  world.makeEvents('auditevents', events);
  world.clock.advance(60_000);
  await run(world, options);
  world.clock.advance(300_000);
  return world;
}

function checkpointOf(world: World): Checkpoint {
  return JSON.parse(world.container.documents.get(path)?.text ?? '') as Checkpoint;
}

describe('a cursor that is refused', () => {
  test('once is kept, twice is left for the last known event', async () => {
    const world = await started();
    const { cursor } = checkpointOf(world);
    world.makeEvents('auditevents', 3);
    world.api.generation += 1;
    const first = reportOf(await run(world, options));
    expect(first).toMatchObject({ state: 'error', reason: 'api-configuration', httpStatus: 400 });
    expect(checkpointOf(world)).toMatchObject({
      cursor,
      refused: { cursorHash: expect.stringMatching(/^[0-9a-f]{8}$/) as string },
    });
    const second = reportOf(await run(world, options));
    expect(second).toMatchObject({ state: 'stalled', reason: 'cursor-reset', checkpointed: true });
    expect(second.gap).not.toBeNull();
    expect(checkpointOf(world)).toMatchObject({ totals: { resets: 1 } });
    expect(checkpointOf(world).previous.map((entry) => entry.cursor)).toContain(cursor);
    expect(reportOf(await run(world, options))).toMatchObject({ state: 'ok', reason: 'idle' });
    expect(balance(world)).toMatchObject({ lost: [], unmarked: [] });
  });

  test.each([error(401, 'x'), error(500, 'x'), error(403, 'x'), error(404, 'x')])(
    'is not left for %j',
    async (result) => {
      const world = await started();
      const { cursor } = checkpointOf(world);
      world.api.fault = ({ path: asked }) => (asked === 'introspect' ? undefined : result);
      for (let tick = 0; tick < 3; tick += 1) await run(world, options);
      expect(checkpointOf(world)).toMatchObject({ cursor, totals: { resets: 0 } });
      expect(checkpointOf(world)).not.toHaveProperty('refused');
    },
  );

  test('is not left while introspection does not work', async () => {
    const world = await started();
    const { cursor } = checkpointOf(world);
    world.api.generation += 1;
    world.api.fault = ({ path: asked }) => (asked === 'introspect' ? error(500, 'x') : undefined);
    for (let tick = 0; tick < 3; tick += 1) await run(world, options);
    expect(checkpointOf(world)).toMatchObject({ cursor, totals: { resets: 0 } });
  });
});

describe('a start that is refused', () => {
  test('is tried once more', async () => {
    const world = new World();
    world.makeEvents('auditevents', 2);
    let refusals = 1;
    world.api.fault = ({ body }) =>
      body.includes('start_time') && refusals-- > 0 ? error(400, 'too old') : undefined;
    expect((await run(world, { ...options, lookbackHours: 2_880 })).outcome).toBe('ok');
    const starts = world.api.requests
      .slice(1)
      .map(({ body }) => (JSON.parse(body) as { start_time: string }).start_time);
    expect(starts).toEqual(['2025-11-01T13:00:00.000Z', '2025-11-02T12:00:00.000Z']);
  });
});

describe('a page', () => {
  test('that is too large is asked for in smaller ones', async () => {
    const world = new World();
    world.makeEvents('auditevents', 250);
    const tooLarge = { status: undefined, reason: 'too large', isTooLarge: true } as const;
    world.api.fault = ({ body }) => (body.includes('"limit":1000') ? tooLarge : undefined);
    const summary = await run(world, { streams: ['auditevents'] });
    expect(reportOf(summary)).toMatchObject({
      state: 'stalled',
      reason: 'page-too-large',
      ingested: 250,
      checkpointed: true,
    });
    expect(checkpointOf(world).pageSize).toBe(100);
  });

  test('that repeats its cursor for ever ends the run, not the position', async () => {
    const world = await started();
    const { cursor } = checkpointOf(world);
    world.api.fault = ({ path: asked }) =>
      asked === 'introspect' ? undefined : ok({ cursor, has_more: true, items: [] });
    const before = world.api.requests.length;
    expect(reportOf(await run(world, options))).toMatchObject({ state: 'stalled', reason: 'cursor-repeats' });
    expect(world.api.requests.length - before).toBe(6);
    expect(checkpointOf(world).cursor).toBe(cursor);
  });

  test('that is empty but promises more is followed', async () => {
    const world = new World();
    world.makeEvents('auditevents', 1);
    let pages = 0;
    world.api.fault = ({ path: asked }) => {
      if (asked === 'introspect' || pages === 8) return undefined;
      pages += 1;
      return ok({
        cursor: pages === 8 ? btoa('[0,"auditevents",0,10,null]') : `empty${pages}`,
        has_more: true,
        items: [],
      });
    };
    expect(reportOf(await run(world, options))).toMatchObject({ state: 'ok', ingested: 1, pages: 9 });
  });
});

describe('a position that cannot be read', () => {
  test.each([true, false])('with an older copy: %s', async (hasSpare) => {
    const world = await started();
    if (!hasSpare) world.container.spares.clear();
    world.makeEvents('auditevents', 3);
    const document = world.container.documents.get(path);
    if (document) document.text = document.text.slice(0, -1);
    const summary = await run(world, options);
    expect(summary).toMatchObject({ outcome: 'degraded', diagnosis: { code: 'checkpoint-corrupt' } });
    expect(reportOf(summary)).toMatchObject({
      state: 'error',
      reason: 'checkpoint-corrupt',
      checkpointed: true,
    });
    expect((await run(world, options)).outcome).toBe('ok');
    expect(balance(world)).toMatchObject({ lost: [], unmarked: [] });
  });

  test('for lack of storage holds up the run', async () => {
    const world = await started();
    world.container.fault = () => {
      throw new StoreError('unreachable', 'the storage account does not answer');
    };
    const summary = await run(world, options);
    expect(summary).toMatchObject({
      outcome: 'failed',
      diagnosis: { code: 'checkpoint-store-unreachable' },
      health: { rows: 1 },
    });
  });
});

describe('a save', () => {
  test('that fails for a moment is tried again', async () => {
    const world = await started();
    world.makeEvents('auditevents', 3);
    let failures = 4;
    world.container.fault = (operation) => {
      if (operation === 'write' && failures-- > 0)
        throw new StoreError('unreachable', 'the storage account does not answer');
    };
    expect((await run(world, options)).outcome).toBe('ok');
  });

  test('whose answer is lost is recognised', async () => {
    const world = await started();
    world.makeEvents('auditevents', 3);
    let failures = 1;
    world.container.lateFault = () => {
      if (failures-- > 0) throw new StoreError('unreachable', 'the storage account does not answer');
    };
    expect((await run(world, options)).outcome).toBe('ok');
    expect(balance(world).doubled.auditevents).toBe(0);
  });

  test('over what another run has written does not happen', async () => {
    const world = await started();
    world.makeEvents('auditevents', 3);
    world.ingestion.fault = () => {
      const document = world.container.documents.get(path);
      if (document) document.etag = '"other"';
      return undefined;
    };
    expect(reportOf(await run(world, options))).toMatchObject({
      state: 'error',
      reason: 'lock-lost',
      checkpointed: false,
    });
  });
});

describe('what the earlier function left behind', () => {
  test('is gone on from', async () => {
    const world = new World();
    world.makeEvents('auditevents', 20);
    world.container.upstream.set('auditevents', {
      cursor: btoa('[0,"auditevents",15,10,null]'),
      lastRun: undefined,
    });
    const summary = await run(world, options);
    expect(reportOf(summary)).toMatchObject({
      state: 'ok',
      ingested: 5,
      message: expect.stringContaining('earlier function') as string,
    });
  });

  test('is gone on from also after a crash, beyond the look-back', async () => {
    for (let at = 1; at < 20; at += 1) {
      const world = new World();
      world.makeEvents('auditevents', 20);
      world.clock.advance(100 * hour);
      world.container.upstream.set('auditevents', {
        cursor: btoa('[0,"auditevents",0,10,null]'),
        lastRun: undefined,
      });
      await world.tick({ ...options, kill: { at, mode: 'killed-after' } });
      world.clock.advance(300_000);
      await run(world, options);
      expect({ at, ...balance(world) }).toMatchObject({ at, lost: [], unmarked: [] });
    }
  });

  test('gives the time to begin at where its cursor is not taken', async () => {
    const world = new World();
    world.container.upstream.set('auditevents', {
      cursor: btoa('[9,"auditevents",0,10,null]'),
      lastRun: world.clock.now() - hour,
    });
    await run(world, options);
    expect(world.api.requests.at(-1)?.body).toBe('{"limit":10,"start_time":"2026-03-01T05:00:00.000Z"}');
  });

  test('is not used for another account', async () => {
    const world = await started();
    world.api.account = 'OTHER';
    world.container.upstream.set('auditevents', {
      cursor: btoa('[0,"auditevents",0,10,null]'),
      lastRun: undefined,
    });
    expect(reportOf(await run(world, options)).reason).toBe('account-changed');
    expect(world.api.requests.at(-2)?.body).toContain('"start_time"');
  });
});

test('a pause longer than the look-back is reported, and nothing is lost by it', async () => {
  const world = await started();
  world.clock.advance(20 * 24 * hour);
  world.makeEvents('auditevents', 3);
  world.clock.advance(5 * 24 * hour);
  const summary = await run(world, options);
  expect(reportOf(summary)).toMatchObject({
    state: 'ok',
    ingested: 3,
    gap: { from: '2026-03-01T12:01:00.000Z' },
  });
  expect(world.ingestion.events.slice(-3).map((row) => marksOf(row)['delay'])).toEqual([
    432_000, 432_000, 432_000,
  ]);
});
