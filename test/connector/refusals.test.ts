import { describe, expect, test } from 'vitest';
import type { HttpResult } from '../../functions/src/ports.ts';
import { error, ok } from './core-fakes/fake-api.ts';
import { balance } from './core-fakes/ledger.ts';
import { reportOf, run, statesOf } from './core-fakes/summary.ts';
import { tokenOf, World } from './core-fakes/world.ts';

const plain404: HttpResult = { status: 404, headers: {}, body: '404 page not found' };

/** A world whose introspection answers so. */
function judging(result: HttpResult, token?: string): World {
  const world = new World();
  world.makeEvents('auditevents', 3);
  if (token !== undefined) world.token = token;
  world.api.fault = ({ path }) => (path === 'introspect' ? result : undefined);
  return world;
}

describe('a key that is not even tried', () => {
  test.each([
    ['', 'api-key-missing'],
    [' \n', 'api-key-missing'],
    ['@Microsoft.KeyVault(VaultName=v;SecretName=APIKey)', 'key-vault-reference-unresolved'],
    ['two words', 'api-key-invalid'],
  ])('%j: %s', async (token, code) => {
    const world = new World();
    world.token = token;
    const summary = await run(world);
    expect(summary).toMatchObject({ outcome: 'failed', diagnosis: { code }, health: { rows: 1 } });
    expect(world.api.requests).toEqual([]);
    expect(world.ingestion.healthRows[0]).toMatchObject({
      category: 'credentials_failed',
      action_type: 'API Key Invalid',
    });
  });
});

describe('a key that introspection refuses', () => {
  test.each([
    ['ops_abc', error(401, 'Unauthorized'), 'api-key-invalid', 'unauthorized/revoked-or-expired'],
    [
      tokenOf({ aud: ['com.1password.streamingservice'] }),
      error(401, 'Unauthorized'),
      'api-key-invalid',
      'unauthorized/revoked-or-expired',
    ],
    [
      tokenOf({ aud: ['events.1password.eu'] }),
      error(401, 'Unauthorized'),
      'api-key-wrong-region',
      'unauthorized/wrong-region',
    ],
    [
      tokenOf({ aud: ['events.1password.eu'] }),
      plain404,
      'api-key-wrong-region',
      'unauthorized/wrong-region',
    ],
    [
      tokenOf({ aud: ['events.1password.com'], exp: 1 }),
      error(401, 'Unauthorized'),
      'api-key-expired',
      'unauthorized/revoked-or-expired',
    ],
  ])('%s', async (token, answer, code, states) => {
    const world = judging(answer, token);
    const summary = await run(world);
    expect(summary).toMatchObject({ outcome: 'failed', diagnosis: { code } });
    expect(statesOf(summary)).toBe(states);
    expect(world.api.requests).toHaveLength(1);
    expect(world.ingestion.healthRows[0]).toMatchObject({ category: 'credentials_failed' });
  });

  test('is read again where a vault may have another', async () => {
    const world = new World();
    world.makeEvents('auditevents', 3);
    world.freshToken = tokenOf({ aud: ['events.1password.com'], new: 1 });
    world.api.validTokens = [world.freshToken];
    expect((await run(world)).outcome).toBe('ok');
    expect(world.ingestion.events).toHaveLength(3);
  });
});

describe('a key that introspection did not judge', () => {
  test.each([
    [error(500, 'x'), 'api-unreachable'],
    [error(429, 'x'), 'rate-limited'],
    [error(403, 'x'), 'api-unreachable'],
    [ok({ strange: 1 }), 'api-unreachable'],
    [plain404, 'api-unreachable'],
    [{ status: undefined, reason: 'the name of the host is unknown' }, 'api-unreachable'],
  ] as const)('%j: collection goes on', async (answer, code) => {
    const world = judging(answer);
    const summary = await run(world);
    expect(summary).toMatchObject({ outcome: 'degraded', diagnosis: { code } });
    expect(summary.diagnosis?.message).toContain('not judged');
    expect(world.ingestion.events).toHaveLength(3);
  });

  test('in time does not hold up the collection', async () => {
    const world = new World();
    world.makeEvents('auditevents', 3);
    world.api.introspect = async () => {
      await world.clock.sleep(10_000_000, world.asking);
      return error(500, 'x');
    };
    const start = world.clock.now();
    const summary = await run(world, { runBudgetSeconds: 100 });
    expect(summary).toMatchObject({ outcome: 'degraded', diagnosis: { code: 'api-unreachable' } });
    expect(world.ingestion.events).toHaveLength(3);
    expect(world.clock.now() - start).toBe(15_000);
  });

  test('is believed what it says of its features', async () => {
    const world = judging(
      error(500, 'x'),
      tokenOf({ aud: ['events.1password.com'], '1password.com/fts': ['auditevents'] }),
    );
    const summary = await run(world);
    expect(reportOf(summary, 'itemusages').state).toBe('missing-feature');
    expect(reportOf(summary).ingested).toBe(3);
  });

  test('goes on from the same position once the account is known', async () => {
    const world = judging(error(500, 'x'));
    await run(world);
    world.api.fault = () => undefined;
    world.clock.advance(300_000);
    world.makeEvents('auditevents', 1);
    await run(world);
    expect(balance(world)).toMatchObject({ lost: [], doubled: { auditevents: 0 } });
  });

  test('does not get the positions of the key before it', async () => {
    const world = new World();
    await run(world);
    world.token = tokenOf({ aud: ['events.1password.com'], other: 1 });
    world.api.fault = ({ path }) => (path === 'introspect' ? error(500, 'x') : undefined);
    const summary = await run(world);
    expect(statesOf(summary)).toBe('error/api-unavailable');
    expect(world.api.requests.slice(4).every(({ path }) => path === 'introspect')).toBe(true);
    expect(summary.outcome).toBe('failed');
  });
});

describe('features', () => {
  test('that are not granted are told, and the rest is collected', async () => {
    const world = new World();
    world.api.features = ['auditevents'];
    world.makeEvents('auditevents', 2);
    const summary = await run(world);
    expect(summary).toMatchObject({ outcome: 'ok', diagnosis: null });
    expect(reportOf(summary, 'signinattempts')).toMatchObject({
      state: 'missing-feature',
      reason: 'not-in-token',
      pages: 0,
    });
    expect(world.api.requests.map(({ path }) => path)).toEqual(['introspect', 'auditevents']);
  });

  test('of which there are none', async () => {
    const world = new World();
    world.api.features = [];
    const summary = await run(world);
    expect(summary).toMatchObject({ outcome: 'failed', diagnosis: { code: 'api-key-no-features' } });
    expect(statesOf(summary)).toBe('missing-feature/not-in-token');
  });
});

describe('a stream that is refused', () => {
  test.each([
    [error(401, 'x'), 'unauthorized', 'revoked-or-expired', null],
    [error(403, 'x'), 'unauthorized', 'forbidden', null],
    [plain404, 'error', 'api-configuration', 'api-unreachable'],
    [error(418, 'x'), 'error', 'api-configuration', null],
    [error(500, 'x'), 'error', 'api-unavailable', 'api-unreachable'],
    [ok({ cursor: 'x' }), 'error', 'api-unavailable', 'api-unreachable'],
    [error(429, 'x', { 'retry-after': '3000' }), 'rate-limited', 'api', 'rate-limited'],
    [error(400, 'x'), 'error', 'api-configuration', null],
  ])('by %j', async (result, state, reason, code) => {
    const { world, summary, report } = await refuse(result);
    expect(report).toMatchObject({ state, reason, ingested: 0, checkpointed: false });
    expect(summary.diagnosis?.code ?? null).toBe(code);
    expect(summary.outcome).toBe('degraded');
    expect(reportOf(summary, 'itemusages')).toMatchObject({ state: 'ok', ingested: 2 });
    world.api.fault = () => undefined;
    world.clock.advance(3_600_000);
    expect((await run(world)).outcome).toBe('ok');
    expect(balance(world)).toMatchObject({ lost: [], doubled: { auditevents: 0 } });
  });

  test.each([
    error(503, 'x'),
    error(429, 'x', { 'retry-after': '2' }),
    ok('half'),
    { status: undefined, reason: 'cut' } as const,
  ])('for a moment by %j, and then not', async (result) => {
    const { summary, report } = await refuse(result, 3);
    expect(summary.outcome).toBe('ok');
    expect(report).toMatchObject({ ingested: 2, retries: 3 });
  });

  test('a limit that lasts is remembered', async () => {
    const { world } = await refuse(error(429, 'x', { 'retry-after': '1200' }));
    world.api.fault = () => undefined;
    const before = world.api.requests.length;
    world.clock.advance(600_000);
    const summary = await run(world);
    expect(statesOf(summary)).toBe('rate-limited/api');
    expect(world.api.requests.length).toBe(before);
    world.clock.advance(601_000);
    expect((await run(world)).outcome).toBe('ok');
  });
});

describe('a key that is renewed in the middle of a run', () => {
  test('goes on with the new one', async () => {
    const { world, summary } = await rotate('ACCOUNT');
    expect(reportOf(summary)).toMatchObject({ state: 'ok', ingested: 30 });
    expect(balance(world)).toMatchObject({ lost: [], doubled: { auditevents: 0 } });
  });

  test('of another account is not used with the old position', async () => {
    const { world, summary } = await rotate('OTHER');
    expect(reportOf(summary)).toMatchObject({
      state: 'unauthorized',
      reason: 'revoked-or-expired',
      ingested: 10,
    });
    world.clock.advance(300_000);
    const next = await run(world, { pageSize: 10, streams: ['auditevents'] });
    expect(reportOf(next)).toMatchObject({
      state: 'unauthorized',
      reason: 'account-changed',
      checkpointed: true,
    });
    expect([...world.container.documents.keys()].filter((path) => path.startsWith('v1/'))).toEqual([
      'v1/ACCOUNT/auditevents.json',
      'v1/OTHER/auditevents.json',
    ]);
    expect((await run(world, { streams: ['auditevents'] })).outcome).toBe('ok');
  });
});

/** Audit events get this answer, the other streams work. */
async function refuse(result: HttpResult, times = 99) {
  const world = new World();
  for (const stream of ['auditevents', 'itemusages'] as const) world.makeEvents(stream, 2);
  let left = times;
  world.api.fault = ({ path }) => (path === 'auditevents' && left-- > 0 ? result : undefined);
  const summary = await run(world);
  return { world, summary, report: reportOf(summary) };
}

async function rotate(account: string) {
  const world = new World();
  world.makeEvents('auditevents', 30);
  const old = world.token;
  world.freshToken = tokenOf({ aud: ['events.1password.com'], new: 1 });
  let pages = 0;
  world.api.fault = ({ path }) => {
    if (path === 'auditevents' && ++pages === 2) {
      world.api.validTokens = [world.freshToken ?? ''];
      world.api.account = account;
    }
    return undefined;
  };
  const summary = await run(world, { pageSize: 10, streams: ['auditevents'] });
  world.token = world.freshToken;
  return { world, old, summary };
}
