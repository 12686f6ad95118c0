import { createServer as createTcpServer, type AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { settingApiKey, vaultApiKey } from '../../functions/src/adapters/api-key.ts';
import { createEventsApi } from '../../functions/src/adapters/events-api.ts';
import { defaultLimits } from '../../functions/src/adapters/http-request.ts';
import {
  createCredential,
  createTokenSource,
  type TokenSource,
} from '../../functions/src/adapters/identity.ts';
import type { ApiKeySource } from '../../functions/src/ports.ts';
import { startIdentityEndpoint, type IdentityEndpoint } from '../support/identity-endpoint.ts';
import { startServer, type TestServer } from '../support/server.ts';

const never = new AbortController().signal;
let identity: IdentityEndpoint;
let vault: TestServer;
let secret: { status: number; body: string };
let now: number;
let audiences: string[];
beforeAll(async () => {
  identity = await startIdentityEndpoint();
});
beforeEach(async () => {
  identity.refusal = undefined;
  secret = { status: 200, body: JSON.stringify({ value: 'first', id: 'x' }) };
  vault = await startServer((response) => response.writeHead(secret.status).end(secret.body));
  now = Date.now();
  audiences = [];
});
afterEach(() => vault.stop());
afterAll(() => identity.stop());

function tokensFor(audience: string): TokenSource {
  audiences.push(audience);
  return createTokenSource(
    () => createCredential(undefined),
    audience,
    () => now,
  );
}

function source(uri = `${vault.address}/secrets/APIKey`): ApiKeySource {
  return vaultApiKey(uri, tokensFor, () => now);
}

function hold(value: string): void {
  secret = { status: 200, body: JSON.stringify({ value }) };
}

test('a setting is given as it is and cannot change', async () => {
  const key = settingApiKey(' a key\n');
  expect([await key.read(false, never), await key.read(true, never), key.canChange]).toEqual([
    ' a key\n',
    ' a key\n',
    false,
  ]);
});

describe('a secret in a vault', () => {
  test('is read with the managed identity', async () => {
    expect(await source().read(false, never)).toBe('first');
    expect(vault.asked[0]).toMatchObject({ method: 'GET', path: '/secrets/APIKey?api-version=7.4' });
    expect(vault.asked[0]?.headers.authorization).toMatch(
      /^Bearer token-\d+-for-https:\/\/vault\.azure\.net$/,
    );
  });

  test.each([
    ['https://my-vault.vault.azure.net/secrets/APIKey', 'https://vault.azure.net'],
    ['https://my-vault.vault.usgovcloudapi.net/secrets/APIKey', 'https://vault.usgovcloudapi.net'],
    ['https://my-vault.vault.azure.cn/secrets/APIKey/version', 'https://vault.azure.cn'],
  ])('of %s wants a token for %s', (uri, audience) => {
    expect(source(uri).canChange).toBe(true);
    expect(audiences).toEqual([audience]);
  });

  test('is kept for a quarter of an hour, and read again on demand', async () => {
    const key = source();
    await key.read(false, never);
    hold('second');
    now += 14 * 60_000;
    expect(await key.read(false, never)).toBe('first');
    expect(await key.read(true, never)).toBe('second');
    hold('third');
    now += 16 * 60_000;
    expect(await key.read(false, never)).toBe('third');
    expect(vault.asked).toHaveLength(3);
  });

  test('stays as it was where the vault fails later', async () => {
    const key = source();
    await key.read(false, never);
    secret = { status: 503, body: '' };
    now += 16 * 60_000;
    expect(await key.read(true, never)).toBe('first');
  });

  test.each([
    [403, '{"error":{"code":"Forbidden"}}', 'the key vault answered 403'],
    [404, '', 'the key vault answered 404'],
    [200, '<html>', 'the key vault gave no secret'],
    [200, '{"value":7}', 'the key vault gave no secret'],
  ])('that cannot be had (%i %j) is an error in words', async (status, body, message) => {
    secret = { status, body };
    await expect(source().read(false, never)).rejects.toThrow(message);
  });

  test('without an identity is an error in words', async () => {
    // A token of an earlier test would still be known.
    const key = vaultApiKey(
      `${vault.address}/secrets/APIKey`,
      () =>
        createTokenSource(
          () => createCredential(undefined),
          'https://other.example.com',
          () => now,
        ),
      () => now,
    );
    identity.refusal = 400;
    await expect(key.read(false, never)).rejects.toThrow('no managed identity is there');
  });
});

test('a host that accepts the connection and never speaks TLS is given up', async () => {
  const mute = createTcpServer();
  await new Promise<void>((resolve) => mute.listen(0, '127.0.0.1', resolve));
  const { port } = mute.address() as AddressInfo;
  const api = createEventsApi(`https://127.0.0.1:${port}`, 'test/1', { ...defaultLimits, connect: 100 });
  const result = await api.introspect('token', never);
  mute.close();
  expect(result).toEqual({ status: undefined, reason: 'no connection could be made in time' });
});
