import { describe, expect, test } from 'vitest';
import { balance, marksOf } from './core-fakes/ledger.ts';
import { reportOf, run, statesOf } from './core-fakes/summary.ts';
import { tokenOf, World } from './core-fakes/world.ts';

const hour = 3_600_000;

describe('a run', () => {
  test('asks with a reset first, and with nothing but the cursor afterwards', async () => {
    const world = new World();
    world.makeEvents('auditevents', 3);
    await run(world, { streams: ['auditevents'] });
    world.clock.advance(300_000);
    await run(world, { streams: ['auditevents'] });
    const bodies = world.api.requests
      .filter(({ path }) => path === 'auditevents')
      .map(({ body }) => JSON.parse(body) as object);
    expect(bodies[0]).toEqual({ limit: 1_000, start_time: '2026-02-28T12:00:00.000Z' });
    expect(Object.keys(bodies[1] ?? {})).toEqual(['cursor']);
    expect(bodies).toHaveLength(2);
  });

  test('that finds nothing costs four requests and one upload', async () => {
    const world = new World();
    await run(world);
    const [requests, uploads] = [world.api.requests.length, world.ingestion.calls];
    const stored = () => JSON.stringify([...world.container.documents].filter(([path]) => path !== 'run'));
    const before = stored();
    const summary = await run(world);
    expect([world.api.requests.length - requests, world.ingestion.calls - uploads]).toEqual([4, 1]);
    expect(stored()).toBe(before);
    expect(summary).toMatchObject({ outcome: 'ok', diagnosis: null, health: { rows: 1 } });
    expect(statesOf(summary)).toBe('ok/idle');
  });

  test.each([0, 1, 2, 999, 1_000, 1_001, 2_500])('collects %i events exactly once', async (count) => {
    const world = new World();
    world.makeEvents('itemusages', count);
    const summary = await run(world);
    await run(world);
    expect(world.ingestion.events).toHaveLength(count);
    expect(balance(world).lost).toEqual([]);
    expect(reportOf(summary, 'itemusages')).toMatchObject({
      events: count,
      ingested: count,
      checkpointed: true,
      pages: Math.max(1, Math.ceil(count / 1_000)),
    });
  });

  test('collects late item usages once, and says how late they are', async () => {
    const world = new World();
    await run(world);
    world.clock.advance(300_000);
    world.makeEvents('itemusages', 1, 119 * 24 * hour);
    await run(world);
    await run(world);
    expect(world.ingestion.events.map(marksOf)).toEqual([{ delay: 119 * 24 * 3_600 }]);
  });

  test('marks what is old at the first run, until the stream has reached its end', async () => {
    const world = new World();
    world.makeEvents('auditevents', 1, 2 * hour);
    world.makeEvents('auditevents', 1);
    await run(world);
    world.makeEvents('auditevents', 1, 2 * hour);
    await run(world);
    expect(world.ingestion.events.map((row) => marksOf(row)['backfill'])).toEqual([
      true,
      undefined,
      undefined,
    ]);
  });

  test('ends in time when events come faster than they can be sent, and gets further each time', async () => {
    const world = new World();
    const send = world.ingestion.send.bind(world.ingestion);
    world.ingestion.send = async (body) => {
      await world.clock.sleep(10_000, world.ending);
      world.makeEvents('auditevents', 20);
      return send(body);
    };
    world.makeEvents('auditevents', 40);
    for (let tick = 1; tick <= 3; tick += 1) {
      const start = world.clock.now();
      const before = world.ingestion.events.length;
      const summary = await run(world, { streams: ['auditevents'], pageSize: 10, runBudgetSeconds: 60 });
      expect(world.clock.now() - start).toBeLessThanOrEqual(70_000);
      expect(world.ingestion.events.length).toBeGreaterThan(before);
      expect(reportOf(summary)).toMatchObject({
        state: 'ok',
        reason: 'more-to-come',
        checkpointed: true,
        backlog: 1,
      });
      expect(summary.outcome).toBe(tick < 3 ? 'ok' : 'degraded');
    }
    expect(balance(world).doubled.auditevents).toBe(0);
  });

  test('leaves an upload that does not end to the next run', async () => {
    const world = new World();
    world.makeEvents('auditevents', 5);
    const send = world.ingestion.send.bind(world.ingestion);
    let isStuck = true;
    world.ingestion.send = (body) =>
      isStuck ? world.clock.sleep(10_000_000, world.ending).then(() => send(body)) : send(body);
    const start = world.clock.now();
    const stuck = run(world, { streams: ['auditevents'], runBudgetSeconds: 20 });
    const summary = await stuck;
    expect(world.clock.now() - start).toBeLessThanOrEqual(30_000);
    expect(reportOf(summary)).toMatchObject({ state: 'error', checkpointed: false });
    isStuck = false;
    world.clock.advance(300_000);
    await run(world, { streams: ['auditevents'] });
    expect(balance(world).lost).toEqual([]);
    expect(world.ingestion.events.map((row) => marksOf(row)['resent'])).toEqual([
      true,
      true,
      true,
      true,
      true,
    ]);
  });

  test.each([
    { refused: 3, told: { state: 'rate-limited', reason: 'ingestion', httpStatus: 429 } },
    { refused: 0, told: { state: 'error', reason: 'ingestion-unavailable', httpStatus: null } },
  ])('cut off in an upload that was refused $refused times tells of that', async ({ refused, told }) => {
    const world = new World();
    world.makeEvents('auditevents', 5);
    let calls = 0;
    world.ingestion.send = async () => {
      if (calls++ >= refused) await world.clock.sleep(10_000_000, world.ending);
      return { status: 429, headers: { 'retry-after': '1' }, body: '' };
    };
    const summary = await run(world, { streams: ['auditevents'], runBudgetSeconds: 30 });
    expect(reportOf(summary)).toMatchObject({ ...told, retries: refused });
  });

  test('cut off after a refusal that did not last tells of what it waited for last', async () => {
    const world = new World();
    world.makeEvents('auditevents', 5);
    const poll = world.api.poll.bind(world.api);
    let polls = 0;
    world.api.poll = async (...given) =>
      polls++ === 0 ? { status: 503, headers: {}, body: '' } : poll(...given);
    world.ingestion.send = async () => {
      await world.clock.sleep(10_000_000, world.ending);
      return { status: 204, headers: {}, body: '' };
    };
    const summary = await run(world, { streams: ['auditevents'], runBudgetSeconds: 30 });
    expect(reportOf(summary)).toMatchObject({ reason: 'ingestion-unavailable', retries: 1 });
  });

  test('does nothing while another has the lock', async () => {
    const world = new World();
    world.makeEvents('auditevents', 5);
    await world.tick({ kill: { at: 3, mode: 'killed-after' } });
    const requests = world.api.requests.length;
    const summary = await run(world);
    expect(summary).toMatchObject({
      outcome: 'degraded',
      streams: {},
      health: { rows: 0 },
      diagnosis: { code: 'another-run-active' },
    });
    expect(world.api.requests.length).toBe(requests);
    world.clock.advance(61_000);
    expect((await run(world)).outcome).toBe('ok');
  });

  test('writes nothing any more once it has lost the lock', async () => {
    const world = new World();
    world.makeEvents('auditevents', 5);
    let written = '';
    world.ingestion.fault = () => {
      world.store?.loseLease();
      written = JSON.stringify([...world.container.documents]);
      return undefined;
    };
    const summary = await run(world);
    expect(statesOf(summary)).toContain('error/lock-lost');
    expect(summary.diagnosis?.code).toBe('another-run-active');
    expect(JSON.stringify([...world.container.documents])).toBe(written);
  });

  test('leaves out pairs that nobody wants, and duplicates, and counts them', async () => {
    const world = new World();
    const timestamp = new Date(world.clock.now()).toISOString();
    const event = { uuid: 'A', timestamp, action: 'join', object_type: 'gm' };
    world.api.append('auditevents', [
      event,
      event,
      { ...event, aux_info: 'R' },
      { uuid: 'B', timestamp, action: 'ssotknv', object_type: 'ssotkn' },
      { uuid: 'C', timestamp, action: 'fly', object_type: 'gm', wings: 2 },
    ]);
    const summary = await run(world, { dropPairs: new Set(['ssotknv/ssotkn']) });
    expect(reportOf(summary)).toMatchObject({
      events: 5,
      ingested: 3,
      duplicates: 1,
      conflicts: 1,
      dropped: 1,
      unknownFields: ['wings'],
      unknownValues: ['action=fly'],
    });
  });

  test('never tells the token, whatever answers', async () => {
    const world = new World();
    world.token = 'a-token-without-any-form';
    const echo = { status: 403, headers: {}, body: JSON.stringify({ message: `no way, ${world.token}` }) };
    world.api.fault = ({ path }) => (path === 'introspect' ? undefined : echo);
    world.ingestion.fault = (rows) => (rows.length > 5 ? { result: echo, isTaken: false } : undefined);
    const summary = await run(world);
    const all = JSON.stringify([
      summary,
      world.ingestion.table,
      world.container.deadLetters,
      [...world.container.documents],
      world.lines,
    ]);
    expect(reportOf(summary).message).toContain('no way');
    expect(all).not.toContain(world.token);
  });

  test('keeps below the limits of requests, also those of the run before', async () => {
    const world = new World();
    world.makeEvents('auditevents', 100);
    const limits = {
      pageSize: 1,
      requestsPerMinute: 10,
      requestsPerHour: 25,
      streams: ['auditevents'] as const,
    };
    const summary = await run(world, limits);
    expect(world.api.requests.length).toBeLessThanOrEqual(25);
    expect(reportOf(summary)).toMatchObject({ state: 'rate-limited', reason: 'api', checkpointed: true });
    world.clock.advance(300_000);
    const again = await run(world, limits);
    expect(world.api.requests.length).toBeLessThanOrEqual(25);
    expect(again.diagnosis?.code).toBe('rate-limited');
    world.clock.advance(hour);
    await run(world, limits);
    expect(world.api.requests.length).toBeGreaterThan(25);
  });

  test('reports settings that cannot be used, and does nothing else', async () => {
    const world = new World();
    const problems = [
      { setting: 'PAGE_LIMIT', code: 'setting-invalid', message: 'The setting PAGE_LIMIT is odd.' },
    ] as const;
    const summary = await run(world, { problems });
    expect(summary).toMatchObject({
      outcome: 'failed',
      streams: {},
      diagnosis: { code: 'setting-invalid', message: 'The setting PAGE_LIMIT is odd.' },
    });
    expect(world.ingestion.healthRows[0]).toMatchObject({
      category: 'failed',
      action_type: 'setting-invalid',
    });
    expect(world.api.requests).toEqual([]);
  });

  test('names the token by its fingerprint and says when it expires', async () => {
    const world = new World();
    world.token = tokenOf({ aud: ['events.1password.com'], exp: world.clock.now() / 1_000 + 10 * 86_400 });
    await run(world);
    expect(world.ingestion.healthRows[0]?.details).toMatchObject({
      tokenExpiresInDays: 10,
      tokenFingerprint: expect.stringMatching(/^[0-9a-f]{8}$/) as string,
    });
  });
});
