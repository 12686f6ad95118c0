import { describe, expect, test } from 'vitest';
import { error } from './core-fakes/fake-api.ts';
import { balance, marksOf } from './core-fakes/ledger.ts';
import { reportOf, run } from './core-fakes/summary.ts';
import { World } from './core-fakes/world.ts';

const day = 86_400_000;

/** 35 events of ten days ago that the live position never saw, and a live one. */
async function prepared() {
  const world = new World();
  const from = world.clock.now();
  world.makeEvents('auditevents', 35);
  world.clock.advance(10 * day);
  await run(world, { streams: ['auditevents'] });
  world.makeEvents('auditevents', 1);
  const options = {
    streams: ['auditevents'],
    pageSize: 10,
    backfillFrom: from - 1,
    backfillTo: from + day,
  } as const;
  return { world, options };
}

describe('a backfill', () => {
  test('collects a stretch of the past beside the live events, once', async () => {
    const { world, options } = await prepared();
    const summary = await run(world, options);
    expect(summary.outcome).toBe('ok');
    expect(reportOf(summary)).toMatchObject({
      state: 'ok',
      ingested: 36,
      backfill: { isDone: true, events: 35, message: 'Done.' },
    });
    expect(balance(world)).toMatchObject({ lost: [], doubled: { auditevents: 0 } });
    expect(world.ingestion.events.filter((row) => marksOf(row)['backfill'])).toHaveLength(35);
    const requests = world.api.requests.length;
    expect(reportOf(await run(world, options)).backfill).toMatchObject({ isDone: true, events: 35 });
    expect(world.api.requests.length - requests).toBe(2);
    const bodies = world.api.requests.map(({ body }) => body).filter((body) => body.includes('end_time'));
    expect(bodies.map((body) => Object.keys(JSON.parse(body) as object))).toEqual([
      ['limit', 'start_time', 'end_time'],
    ]);
  });

  test('does not move the live position', async () => {
    const { world, options } = await prepared();
    await run(world, options);
    world.makeEvents('auditevents', 2);
    await run(world, options);
    expect(balance(world)).toMatchObject({ lost: [], doubled: { auditevents: 0 } });
  });

  test('whose cursor is refused begins again, and says so in its rows', async () => {
    const { world, options } = await prepared();
    let pages = 0;
    world.api.fault = ({ body }) => {
      const isInWindow = world.api.requests.some((request) => request.body.includes('end_time'));
      return isInWindow && body.includes('cursor') && (pages += 1) === 2 ? error(400, 'x') : undefined;
    };
    const refused = reportOf(await run(world, options));
    expect(refused).toMatchObject({ state: 'ok', backfill: { isDone: false } });
    expect(reportOf(await run(world, options)).backfill).toMatchObject({ isDone: true });
    expect(balance(world)).toMatchObject({ lost: [], unmarked: [], doubled: { auditevents: 20 } });
  });

  test('waits for the live streams', async () => {
    const { world, options } = await prepared();
    world.api.fault = ({ path }) =>
      path === 'itemusages' ? { status: undefined, reason: 'cut' } : undefined;
    const summary = await run(world, { ...options, streams: ['auditevents', 'itemusages'] });
    expect(reportOf(summary).backfill).toBeNull();
    expect(world.ingestion.events).toHaveLength(1);
  });

  test('that is killed anywhere goes on, with at most a page twice', async () => {
    for (let at = 1; ; at += 1) {
      const { world, options } = await prepared();
      await world.tick({ ...options, kill: { at, mode: 'killed-after' } });
      if (world.calls < at) break;
      for (let tick = 0; tick < 2; tick += 1) {
        world.clock.advance(300_000);
        await run(world, options);
      }
      const { lost, doubled, unmarked } = balance(world);
      expect({ at, lost, unmarked }).toEqual({ at, lost: [], unmarked: [] });
      expect(doubled.auditevents).toBeLessThanOrEqual(10);
    }
  });
});
