/** The check of an API key, over HTTP against the simulator of the Events API. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startSimulator, type Simulator } from '../../simulator/simulator.ts';
import { checkApiKey } from './api-key.ts';

let simulator: Simulator;
beforeAll(async () => {
  simulator = await startSimulator();
});
afterAll(() => simulator.stop());

const check = (token: string) =>
  checkApiKey({ token, endpoint: simulator.addresses.events, judging: { allowsOthers: true } });

describe('an API key', () => {
  test('that 1Password accepts passes', async () => {
    expect(await check(simulator.tokens[0] ?? '')).toMatchObject({
      state: 'passed',
      message: expect.stringContaining('accepts it for all kinds of events'),
    });
  });

  test('of another region fails with the region that it is for', async () => {
    const { token } = simulator.addAccount({ host: 'events.1password.eu' }).issueToken();
    const result = await check(token);
    expect(result).toMatchObject({ state: 'failed', code: 'api-key-wrong-region' });
    expect(result.message).toContain('The API key is for events.1password.eu');
    expect(JSON.stringify(result)).not.toContain(token);
  });

  test('for some kinds of events is warned of', async () => {
    const { token } = simulator.account.issueToken({ features: ['itemusages'] });
    expect(await check(token)).toMatchObject({
      state: 'warned',
      message: expect.stringContaining('not for auditevents and signinattempts'),
    });
  });

  test('that was revoked, or has expired, fails', async () => {
    const revoked = simulator.account.issueToken().token;
    simulator.account.revokeToken(revoked);
    expect(await check(revoked)).toMatchObject({ state: 'failed', code: 'api-key-invalid' });
    const { token } = simulator.account.issueToken({ expiresAt: 1_700_000_000_000, showsExpiry: true });
    expect(await check(token)).toMatchObject({ state: 'failed', code: 'api-key-expired' });
  });

  test('that is none fails without a request', async () => {
    const before = simulator.ledger.requests.length;
    const result = await check('Bearer of a key');
    expect(result).toMatchObject({ state: 'failed', code: 'api-key-invalid' });
    expect(simulator.ledger.requests).toHaveLength(before);
  });
});
