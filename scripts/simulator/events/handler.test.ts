import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Behaviour } from '../behaviour.ts';
import { startSimulator, type Simulator } from '../simulator.ts';
import { introspect, readAll, readPage, requestPage, type RequestChanges } from '../test-client.ts';
import { audienceWithoutHost } from './token.ts';

const day = 86_400_000;
const start = Date.UTC(2026, 5, 1);
let simulator: Simulator;

beforeEach(async () => {
  simulator = await startSimulator({ clock: { start, isFrozen: true } });
});
afterEach(() => simulator.stop());

function event(uuid: string, time = simulator.clock.now()) {
  return { uuid, timestamp: new Date(time).toISOString(), account_uuid: simulator.account.uuid };
}

/** Everything else is an error in the form that is seen in practice. */
const bodies: Readonly<Record<number, RegExp>> = { 200: /^\{"cursor"/, 404: /^404 page not found$/ };
const auditAt = (path: string, changes: RequestChanges = {}) => ({ ...changes, path });

describe('status of a request', () => {
  test.each<[number, string, RequestChanges, unknown]>([
    [200, 'a reset', {}, {}],
    [200, 'version 1', auditAt('/api/v1/auditevents'), {}],
    [400, 'an empty body', {}, ''],
    [400, 'a cursor of nobody', {}, { cursor: 'abcd' }],
    [401, 'no token', { headers: { authorization: '' } }, {}],
    [401, 'a token of nobody', { token: 'nobody' }, {}],
    [404, 'version 3', auditAt('/api/v3/auditevents', { method: 'GET' }), {}],
    [404, 'a slash at the end', auditAt('/api/v2/auditevents/'), {}],
    [405, 'GET where POST is due', { method: 'GET' }, {}],
    [405, 'POST where GET is due', auditAt('/api/v2/auth/introspect'), {}],
    [415, 'a body that is said to be text', { headers: { 'content-type': 'text/plain' } }, {}],
  ])('%i: %s', async (status, _, changes, body) => {
    const reply = await requestPage(simulator, 'auditevents', body, changes);
    expect(reply.status).toBe(status);
    expect(reply.text).toMatch(bodies[status] ?? /^\{"Error":\{"Message":"[^"]+"\}\}$/);
  });
});

describe('tokens', () => {
  test('that are revoked or expired open nothing', async () => {
    const { account, clock } = simulator;
    const revoked = account.issueToken().token;
    const expiring = account.issueToken({ expiresAt: start + day }).token;
    expect((await introspect(simulator, { token: revoked })).status).toBe(200);
    account.revokeToken(revoked);
    expect((await introspect(simulator, { token: revoked })).status).toBe(401);
    expect((await introspect(simulator, { token: expiring })).status).toBe(200);
    clock.advance(day);
    expect((await introspect(simulator, { token: expiring })).status).toBe(401);
    expect((await introspect(simulator)).status).toBe(200);
  });

  test('open the features that they have', async () => {
    const { token } = simulator.account.issueToken({ features: ['itemusages'] });
    expect((await requestPage(simulator, 'itemusages', {}, { token })).status).toBe(200);
    expect((await requestPage(simulator, 'auditevents', {}, { token })).status).toBe(403);
    simulator.behave({ missingFeature: 401 });
    expect((await requestPage(simulator, 'auditevents', {}, { token })).status).toBe(401);
  });

  test('belong to the host that they name, but for old ones, which name none', async () => {
    const elsewhere = simulator.addAccount({ host: 'events.1password.eu' });
    const [token] = elsewhere.tokens;
    expect((await introspect(simulator, { token: token?.token })).status).toBe(401);
    simulator.behave({ wrongRegion: 'not-found' });
    expect(await introspect(simulator, { token: token?.token })).toMatchObject({
      status: 404,
      text: '404 page not found',
    });
    const old = elsewhere.issueToken({ audience: audienceWithoutHost });
    expect((await introspect(simulator, { token: old.token })).status).toBe(200);
  });

  test('look like those of the vendor, and tell host, features and expiry', () => {
    const expiresAt = start + day;
    const { token } = simulator.account.issueToken({ expiresAt, features: ['auditevents'] });
    const [header, payload, signature] = token.split('.').map((part) => Buffer.from(part, 'base64url'));
    expect(JSON.parse(String(header))).toMatchObject({ alg: 'ES256', typ: 'JWT' });
    expect(JSON.parse(String(payload))).toMatchObject({
      aud: [new URL(simulator.addresses.events).host],
      '1password.com/fts': ['auditevents'],
      exp: expiresAt / 1000,
    });
    expect(signature).toHaveLength(64);
  });

  test('two tokens of an account share their cursors, unless they are bound', async () => {
    const { account } = simulator;
    const other = account.issueToken().token;
    const { cursor } = await readPage(simulator, 'auditevents', {});
    expect((await requestPage(simulator, 'auditevents', { cursor }, { token: other })).status).toBe(200);
    simulator.behave({ cursorBoundToToken: true });
    expect((await requestPage(simulator, 'auditevents', { cursor }, { token: other })).status).toBe(400);
  });
});

describe('introspection', () => {
  test('tells integration, issue, features and account', async () => {
    const { integration, uuid } = simulator.account;
    const features = ['auditevents', 'itemusages', 'signinattempts'];
    const issued = '2026-06-01T00:00:00Z';
    const answer = JSON.parse((await introspect(simulator)).text) as unknown;
    expect(answer).toEqual({ uuid: integration, issued_at: issued, features, account_uuid: uuid });
    const old = await introspect(simulator, { path: '/api/auth/introspect' });
    expect(JSON.parse(old.text)).toEqual({ UUID: integration, IssuedAt: issued, Features: features });
    simulator.behave({ introspectionNamesAccount: false });
    expect(JSON.parse((await introspect(simulator)).text)).not.toHaveProperty('account_uuid');
  });
});

describe('a cursor', () => {
  test('serves what comes later, late events at the end, and nothing twice', async () => {
    const { account, clock } = simulator;
    account.append(
      'itemusages',
      ['A', 'B', 'C'].map((uuid) => event(uuid)),
    );
    const first = await readPage(simulator, 'itemusages', { limit: 2 });
    const second = await readPage(simulator, 'itemusages', { cursor: first.cursor });
    expect([first, second].map((page) => page.items.map(({ uuid }) => uuid))).toEqual([['A', 'B'], ['C']]);
    expect([first.has_more, second.has_more]).toEqual([true, false]);

    const idle = await readPage(simulator, 'itemusages', { cursor: second.cursor });
    expect(idle).toEqual({ cursor: second.cursor, has_more: false, items: [] });
    clock.advance(day);
    account.append('itemusages', [event('LATE', start - 119 * day)]);
    const later = await readPage(simulator, 'itemusages', { cursor: second.cursor });
    expect(later.items.map(({ uuid }) => uuid)).toEqual(['LATE']);
    expect(await readPage(simulator, 'itemusages', { cursor: second.cursor })).toEqual(later);
  });

  test('is a new one each time where the service likes that', async () => {
    simulator.behave({ idleCursor: 'new' });
    const { cursor } = await readPage(simulator, 'itemusages', {});
    const next = await readPage(simulator, 'itemusages', { cursor });
    expect(next.cursor).not.toBe(cursor);
    expect((await readPage(simulator, 'itemusages', { cursor: next.cursor })).items).toEqual([]);
  });

  test('is refused for another stream, for another account and when too old', async () => {
    const { cursor } = await readPage(simulator, 'itemusages', {});
    const [other] = simulator.addAccount().tokens;
    expect((await requestPage(simulator, 'auditevents', { cursor })).status).toBe(400);
    expect((await requestPage(simulator, 'itemusages', { cursor }, { token: other?.token })).status).toBe(
      400,
    );
    simulator.clock.advance(120 * day);
    expect((await requestPage(simulator, 'itemusages', { cursor })).status).toBe(200);
    simulator.behave({ cursorMaxAgeDays: 120 });
    expect((await requestPage(simulator, 'itemusages', { cursor })).status).toBe(400);
  });
});

describe('limits', () => {
  test.each<[Behaviour['retryAfter'], string | null]>([
    ['none', null],
    ['seconds', '60'],
    ['date', 'Mon, 01 Jun 2026 00:01:00 GMT'],
  ])('429 with retry-after as %s', async (retryAfter, header) => {
    simulator.behave({ requestsPerMinute: 2, retryAfter });
    await introspect(simulator);
    await readPage(simulator, 'auditevents', {});
    const { status, headers } = await requestPage(simulator, 'itemusages', {});
    expect([status, headers.get('retry-after')]).toEqual([429, header]);
    simulator.clock.advance(60_000);
    expect((await requestPage(simulator, 'itemusages', {})).status).toBe(200);
  });

  test('hold for an account, not for its neighbour', async () => {
    simulator.behave({ requestsPerMinute: 1 });
    const [other] = simulator.addAccount().tokens;
    await introspect(simulator);
    expect((await introspect(simulator)).status).toBe(429);
    expect((await introspect(simulator, { token: other?.token })).status).toBe(200);
  });
});

test('errors take the documented form when asked to', async () => {
  simulator.behave({ errorShape: 'documented' });
  const { text } = await introspect(simulator, { token: 'nobody' });
  expect(JSON.parse(text)).toEqual({ status: 401, message: 'Unauthorized' });
});

test('version 1 serves the same events without the fields of version 2', async () => {
  simulator.account.append('auditevents', [{ ...event('A'), actor_type: 'user' }]);
  const { text } = await requestPage(simulator, 'auditevents', {}, { path: '/api/v1/auditevents' });
  expect(JSON.parse(text)).toMatchObject({ items: [{ uuid: 'A', timestamp: '2026-06-01T00:00:00.000Z' }] });
  expect(text).not.toContain('actor_type');
});

test('the ledger knows requests, their bodies and what was served, and no token', async () => {
  simulator.account.append(
    'auditevents',
    ['A', 'B', 'C'].map((uuid) => event(uuid)),
  );
  expect(simulator.unserved()).toEqual(['auditevents/A', 'auditevents/B', 'auditevents/C']);
  expect(await readAll(simulator, 'auditevents', { limit: 2 })).toEqual(['A', 'B', 'C']);
  expect(simulator.unserved()).toEqual([]);
  const { requests, pages } = simulator.ledger;
  expect(requests.map(({ body, status }) => [body?.slice(0, 10), status])).toEqual([
    ['{"limit":2', 200],
    ['{"cursor":', 200],
  ]);
  expect(pages.map(({ uuids, hasMore }) => [uuids, hasMore])).toEqual([
    [['A', 'B'], true],
    [['C'], false],
  ]);
  expect(pages[1]?.cursor).toBe(pages[0]?.next);
  expect(simulator.ledger.count.compare().missing).toHaveLength(3);
  const [token = ''] = simulator.tokens;
  expect(JSON.stringify(simulator.ledger)).not.toContain(token);
});
