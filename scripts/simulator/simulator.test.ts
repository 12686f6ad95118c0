import { request } from 'node:https';
import { afterEach, expect, test } from 'vitest';
import { createCertificate } from './http/certificate.ts';
import { startSimulator, type Simulator, type SimulatorOptions } from './simulator.ts';
import { introspect, readPage, requestPage } from './test-client.ts';

const running: Simulator[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((simulator) => simulator.stop()));
});

async function start(options: SimulatorOptions = {}): Promise<Simulator> {
  const simulator = await startSimulator(options);
  running.push(simulator);
  return simulator;
}

test('the same seed and time give the same ids, cursors and tokens, wherever it listens', async () => {
  const options = {
    seed: 7,
    clock: { start: 1e12, isFrozen: true },
    accounts: [{ host: 'events.1password.com' }],
  };
  const [one, two] = [await start(options), await start(options)];
  expect(one.tokens).toEqual(two.tokens);
  expect(one.account.uuid).toBe(two.account.uuid);
  expect((await start({ ...options, seed: 8 })).tokens).not.toEqual(one.tokens);
});

test('accounts are kept apart', async () => {
  const simulator = await start({ accounts: [{}, { token: { features: ['auditevents'] } }] });
  const [first, second] = simulator.accounts;
  const timestamp = new Date(simulator.clock.now()).toISOString();
  first?.append('auditevents', [{ uuid: 'A', timestamp }]);
  expect((await readPage(simulator, 'auditevents', {})).items).toHaveLength(1);
  const { text } = await requestPage(simulator, 'auditevents', {}, { token: second?.tokens[0]?.token });
  expect(JSON.parse(text)).toMatchObject({ items: [], has_more: false });
});

test('events of the future come when their time has come', async () => {
  const simulator = await start({ clock: { isFrozen: true } });
  const { account, clock } = simulator;
  const time = clock.now() + 1000;
  account.append('auditevents', [{ uuid: 'A', timestamp: new Date(time).toISOString() }], { arrival: time });
  const { cursor, items } = await readPage(simulator, 'auditevents', {});
  expect(items).toEqual([]);
  expect(account.arrived().auditevents).toBe(0);
  clock.advance(1000);
  expect((await readPage(simulator, 'auditevents', { cursor })).items).toHaveLength(1);
});

test('a clean end closes ports and connections, also those that wait', async () => {
  const simulator = await startSimulator();
  simulator.faults.add({ action: { kind: 'silence' } });
  const waiting = introspect(simulator);
  const [result] = await Promise.allSettled([waiting, untilAsked(simulator).then(() => simulator.stop())]);
  expect(result.status).toBe('rejected');
  await expect(introspect(simulator)).rejects.toThrow('fetch failed');
});

test('where one port is taken none stays open', async () => {
  const taken = await start();
  const port = Number(new URL(taken.addresses.events).port);
  await expect(startSimulator({ ports: { ingestion: port } })).rejects.toThrow(/EADDRINUSE/);
});

test('HTTPS with a certificate that is made for it, which others do not trust', async () => {
  const tls = createCertificate();
  const simulator = await start({ tls });
  expect(simulator.addresses.events).toMatch(/^https:\/\/127\.0\.0\.1:\d+$/);
  expect(simulator.addresses.identity).toMatch(/^http:/);
  const status = (ca: string | undefined, host: string) =>
    new Promise<number | undefined>((resolve, reject) => {
      const { port } = new URL(simulator.addresses.events);
      const options = { host, port, path: '/api/v2/auth/introspect', ...(ca ? { ca } : {}) };
      const headers = { authorization: `Bearer ${simulator.tokens[0]}`, host: `127.0.0.1:${port}` };
      request({ ...options, headers }, (answer) => resolve(answer.resume().statusCode))
        .on('error', reject)
        .end();
    });
  expect(await status(tls.cert, '127.0.0.1')).toBe(200);
  expect(await status(tls.cert, 'localhost')).toBe(200);
  await expect(status(undefined, '127.0.0.1')).rejects.toThrow(/self-signed/);
});

async function untilAsked(simulator: Simulator): Promise<void> {
  while (simulator.ledger.requests.length === 0) await new Promise((resolve) => setImmediate(resolve));
}
