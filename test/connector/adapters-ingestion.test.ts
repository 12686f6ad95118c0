import { gunzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createCredential, createTokenSource, NoToken } from '../../functions/src/adapters/identity.ts';
import { createIngestion } from '../../functions/src/adapters/ingestion.ts';
import { startIdentityEndpoint, type IdentityEndpoint } from '../support/identity-endpoint.ts';
import { startServer, type TestServer } from '../support/server.ts';

const never = new AbortController().signal;
const clientId = '11111111-2222-3333-4444-555555555555';
let identity: IdentityEndpoint;
let servers: TestServer[] = [];
let audience = 0;
beforeAll(async () => {
  identity = await startIdentityEndpoint();
});
beforeEach(() => {
  identity.asked.length = 0;
  identity.lifetime = 86_400;
  identity.refusal = undefined;
});
afterEach(async () => {
  await Promise.all(servers.map((server) => server.stop()));
  servers = [];
});
afterAll(() => identity.stop());

/** The library keeps tokens for the whole process: each test wants them for another audience. */
function newAudience(): string {
  return `https://monitor-${++audience}.example.com`;
}

describe('the token of the managed identity', () => {
  test('is asked for as App Service wants it, once for all who wait', async () => {
    const resource = newAudience();
    const tokens = createTokenSource(() => createCredential(clientId), `${resource}/`, Date.now);
    const got = await Promise.all([tokens.get(never), tokens.get(never), tokens.get(never)]);
    expect(new Set(got).size).toBe(1);
    expect(got[0]).toMatch(/^token-\d+-for-https:/);
    expect(await tokens.get(never)).toBe(got[0]);
    expect(identity.asked).toHaveLength(1);
    const query = new URL(identity.asked[0]?.path ?? '', 'http://localhost').searchParams;
    expect(Object.fromEntries(query)).toEqual({
      'api-version': '2019-08-01',
      resource,
      client_id: clientId,
    });
  });

  test('is renewed when five minutes are left', async () => {
    identity.lifetime = 3600;
    let now = Date.now();
    const tokens = createTokenSource(
      () => createCredential(undefined),
      newAudience(),
      () => now,
    );
    const first = await tokens.get(never);
    now += 54 * 60_000;
    expect(await tokens.get(never)).toBe(first);
    now += 2 * 60_000;
    await tokens.get(never);
    // The library has a clock of its own and may still give the token that it knows; it was asked.
    tokens.forget();
    expect(await tokens.get(never)).not.toBe(first);
  });

  test('is asked for anew once it was forgotten', async () => {
    const tokens = createTokenSource(() => createCredential(clientId), newAudience(), Date.now);
    const first = await tokens.get(never);
    tokens.forget();
    expect(await tokens.get(never)).not.toBe(first);
    expect(identity.asked).toHaveLength(2);
  });

  test('is missing where the endpoint refuses; nothing of its answer is repeated', async () => {
    identity.refusal = 400;
    const tokens = createTokenSource(() => createCredential(clientId), newAudience(), Date.now);
    await expect(tokens.get(never)).rejects.toThrow(NoToken);
    await expect(tokens.get(never)).rejects.toThrow('no managed identity is there, or it gave no token');
    identity.refusal = undefined;
    expect(await tokens.get(never)).toMatch(/^token-/);
  });

  test('ends the wait when the run ends', async () => {
    const stop = new AbortController();
    identity.refusal = 'silence';
    setTimeout(() => stop.abort(new Error('over')), 50);
    const tokens = createTokenSource(() => createCredential(clientId), newAudience(), Date.now);
    await expect(tokens.get(stop.signal)).rejects.toThrow('over');
  });
});

describe('sending rows', () => {
  const rows = Buffer.from(JSON.stringify([{ uuid_s: 'Ä', log_source: 'auditevents' }]));

  test('packs them and names rule, stream, batch and version', async () => {
    const server = await startServer((response) => response.writeHead(204).end());
    servers.push(server);
    const resource = newAudience();
    const tokens = createTokenSource(() => createCredential(clientId), resource, Date.now);
    const target = { endpoint: server.address, ruleId: 'dcr-1', stream: 'Custom-Rows', userAgent: 'test/1' };
    const ingestion = createIngestion(target, tokens);
    expect(await ingestion.send(rows, 'batch-1', never)).toMatchObject({ status: 204, body: '' });
    const [asked] = server.asked;
    expect(asked).toMatchObject({
      method: 'POST',
      path: '/dataCollectionRules/dcr-1/streams/Custom-Rows?api-version=2023-01-01',
      headers: {
        authorization: expect.stringMatching(new RegExp(`^Bearer token-\\d+-for-${resource}$`)),
        'content-type': 'application/json',
        'content-encoding': 'gzip',
        'content-length': String(asked?.body.length),
        'x-ms-client-request-id': 'batch-1',
        'user-agent': 'test/1',
      },
    });
    expect(gunzipSync(asked?.body ?? Buffer.of()).equals(rows)).toBe(true);
  });

  test('a new token is fetched after it was forgotten, for a 401 that is not final', async () => {
    let refused: string | undefined;
    const server = await startServer((response, { headers }) => {
      refused ??= headers.authorization;
      response.writeHead(headers.authorization === refused ? 401 : 204).end();
    });
    servers.push(server);
    const tokens = createTokenSource(() => createCredential(clientId), newAudience(), Date.now);
    const target = { endpoint: server.address, ruleId: 'r', stream: 's', userAgent: 'test/1' };
    const ingestion = createIngestion(target, tokens);
    expect(await ingestion.send(rows, 'a', never)).toMatchObject({ status: 401 });
    ingestion.forgetToken();
    expect(await ingestion.send(rows, 'a', never)).toMatchObject({ status: 204 });
  });

  test('without a token nothing is sent', async () => {
    identity.refusal = 403;
    const server = await startServer((response) => response.writeHead(204).end());
    servers.push(server);
    const tokens = createTokenSource(() => createCredential(clientId), newAudience(), Date.now);
    const target = { endpoint: server.address, ruleId: 'r', stream: 's', userAgent: 'test/1' };
    const result = await createIngestion(target, tokens).send(rows, 'a', never);
    expect(result).toEqual({
      status: undefined,
      reason: 'no managed identity is there, or it gave no token',
    });
    expect(server.asked).toEqual([]);
  });

  test('a connection that is cut while a large body is sent is told', async () => {
    const server = await startServer(() => {});
    servers.push(server);
    const tokens = createTokenSource(() => createCredential(clientId), newAudience(), Date.now);
    await tokens.get(never);
    const cutting = await startCuttingServer();
    const target = { endpoint: cutting.address, ruleId: 'r', stream: 's', userAgent: 'test/1' };
    const noise = Buffer.from(Array.from({ length: 900_000 }, () => Math.floor(Math.random() * 256)));
    const result = await createIngestion(target, tokens).send(noise, 'a', never);
    await cutting.stop();
    expect(result).toMatchObject({ status: undefined, isCut: true });
    expect('reason' in result && result.reason).toMatch(/^the connection was cut/);
  });
});

async function startCuttingServer(): Promise<{ readonly address: string; stop(): Promise<void> }> {
  const { createServer } = await import('node:net');
  const server = createServer((socket) => {
    socket.on('error', () => {});
    socket.once('data', () => socket.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    address: `http://127.0.0.1:${address.port}`,
    stop: () => new Promise((resolve) => void server.close(() => resolve())),
  };
}
