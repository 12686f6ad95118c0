import { ManagedIdentityCredential } from '@azure/identity';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { startSimulator, type Simulator } from './simulator.ts';
import { sendRows } from './test-client.ts';

let simulator: Simulator;

beforeEach(async () => {
  simulator = await startSimulator();
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await simulator.stop();
});

test('the library for managed identities takes it for App Service, and ingestion accepts its token', async () => {
  const environment = simulator.environment();
  for (const name of ['IDENTITY_ENDPOINT', 'IDENTITY_HEADER']) vi.stubEnv(name, environment[name] ?? '');
  const credential = new ManagedIdentityCredential({ clientId: '11111111-2222-3333-4444-555555555555' });
  const { token, expiresOnTimestamp } = await credential.getToken('https://monitor.azure.com/.default');
  expect(expiresOnTimestamp).toBeGreaterThan(simulator.clock.now());
  expect((await sendRows(simulator, [], { token })).status).toBe(204);
  expect(simulator.ledger.requestsTo('token')).toHaveLength(1);
});

describe('refused', () => {
  const right = 'resource=https://monitor.azure.com&api-version=2019-08-01';
  test.each<[number, string, string | undefined, string]>([
    [200, 'nothing', undefined, right],
    [401, 'a wrong header', 'wrong', right],
    [400, 'another version', undefined, 'resource=https://monitor.azure.com&api-version=2017-09-01'],
    [400, 'no resource', undefined, 'api-version=2019-08-01'],
  ])('%i: %s', async (status, _, header, query) => {
    const { IDENTITY_ENDPOINT = '', IDENTITY_HEADER = '' } = simulator.environment();
    const headers = { 'X-IDENTITY-HEADER': header ?? IDENTITY_HEADER };
    expect((await fetch(`${IDENTITY_ENDPOINT}?${query}`, { headers })).status).toBe(status);
  });
});

test('its secret is not in the ledger', async () => {
  const { IDENTITY_ENDPOINT = '', IDENTITY_HEADER = '' } = simulator.environment();
  await fetch(IDENTITY_ENDPOINT, { headers: { 'X-IDENTITY-HEADER': IDENTITY_HEADER } });
  expect(JSON.stringify(simulator.ledger)).not.toContain(IDENTITY_HEADER);
});
