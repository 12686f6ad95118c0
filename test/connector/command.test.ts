import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BlobServiceClient } from '@azure/storage-blob';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Summary } from '../../functions/src/core/summary.ts';
import { createCertificate } from '../../scripts/simulator/http/certificate.ts';
import { startSimulator, type Simulator } from '../../scripts/simulator/simulator.ts';
import { startAzurite, type Azurite } from '../support/azurite.ts';
import { runBeside, type Finished } from '../support/run-async.ts';

let azurite: Azurite;
let simulator: Simulator;
beforeAll(async () => {
  azurite = await startAzurite();
});
beforeEach(async () => {
  simulator = await startSimulator();
});
afterEach(async () => {
  await simulator.stop();
  await container().deleteIfExists();
});
afterAll(() => azurite.stop());

function container() {
  return BlobServiceClient.fromConnectionString(azurite.connectionString).getContainerClient('cursors');
}

function environment(changes: Readonly<Record<string, string>> = {}): Readonly<Record<string, string>> {
  return { ...simulator.environment(), AzureWebJobsStorage: azurite.connectionString, ...changes };
}

/** Nothing that a command prints may hold one of these. */
function expectNoSecret({ stdout, stderr }: Finished): void {
  const { APIKey = '', IDENTITY_HEADER = '' } = simulator.environment();
  const key = /AccountKey=([^;]+)/.exec(azurite.connectionString)?.[1] ?? '';
  for (const secret of [APIKey, IDENTITY_HEADER, key]) {
    expect(secret.length).toBeGreaterThan(8);
    expect(stdout + stderr).not.toContain(secret);
  }
}

async function once(
  changes: Readonly<Record<string, string>> = {},
): Promise<Finished & { summary: Summary }> {
  const finished = await runBeside(['connector', '--once'], environment(changes));
  expectNoSecret(finished);
  const last = finished.stdout.trimEnd().split('\n').at(-1) ?? '';
  return { ...finished, summary: JSON.parse(last) as Summary };
}

function addEvents(count: number): void {
  for (const stream of ['auditevents', 'itemusages', 'signinattempts'] as const) {
    const timestamp = new Date(simulator.clock.now() - 1000).toISOString();
    const events = Array.from({ length: count }, (_, i) => ({ uuid: `${stream}-${i}`, timestamp }));
    simulator.account.append(stream, events);
  }
}

const accepted = (): number =>
  simulator.ledger.calls.filter(({ status }) => status === 204).reduce((sum, { rows }) => sum + rows, 0);

describe('npm run connector -- --once', () => {
  test('collects what there is, prints one line, and is idle the next time', async () => {
    addEvents(1500);
    const first = await once();
    expect(first).toMatchObject({ status: 0, stderr: '' });
    expect(first.stdout.trimEnd().split('\n')).toHaveLength(1);
    const stream = { state: 'ok', events: 1500, ingested: 1500, checkpointed: true };
    expect(first.summary).toMatchObject({
      outcome: 'ok',
      streams: { auditevents: stream, itemusages: stream, signinattempts: stream },
      health: { rows: 1 },
      diagnosis: null,
    });
    expect(accepted()).toBe(3 * 1500 + 1);
    expect(simulator.ledger.calls.flatMap(({ violations }) => violations)).toEqual([]);

    simulator.ledger.clear();
    const second = await once();
    expect(second).toMatchObject({ status: 0, stderr: '', summary: { outcome: 'ok' } });
    const requests = simulator.ledger.requests.map(({ service }) => service);
    expect(requests.filter((service) => service === 'events')).toHaveLength(4);
    expect(requests.filter((service) => service === 'ingestion')).toHaveLength(1);
    expect(accepted()).toBe(1);
  });

  test('with an unknown token ends with 1 and names the cause', async () => {
    const { status, summary } = await once({ APIKey: 'no.known.token' });
    expect(status).toBe(1);
    expect(summary).toMatchObject({ outcome: 'failed', diagnosis: { code: 'api-key-invalid' } });
  });

  test('without settings ends with 1 and names them', async () => {
    const { status, stdout } = await runBeside(['connector', '--once'], {});
    expect(status).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({ outcome: 'failed', diagnosis: { code: 'setting-invalid' } });
  });

  test('without storage ends with 1', async () => {
    const refused = azurite.connectionString.replace(/:\d+\//, ':9/');
    const { status, summary } = await once({ AzureWebJobsStorage: refused });
    expect(status).toBe(1);
    expect(summary.diagnosis?.code).toBe('checkpoint-store-unreachable');
  });

  test('beside another run does nothing and ends with 0', async () => {
    await once();
    const lease = container().getBlobClient('lock').getBlobLeaseClient();
    await lease.acquireLease(60);
    simulator.ledger.clear();
    const { status, summary } = await once();
    await lease.releaseLease();
    expect(status).toBe(0);
    expect(summary).toMatchObject({ outcome: 'degraded', diagnosis: { code: 'another-run-active' } });
    expect(simulator.ledger.calls).toEqual([]);
  });

  test('two at once send every event once', async () => {
    addEvents(1200);
    const both = await Promise.all([once(), once()]);
    expect(both.map(({ status }) => status)).toEqual([0, 0]);
    const { ledger } = simulator;
    const collected = both.flatMap(({ summary }) => Object.values(summary.streams));
    expect(collected.reduce((sum, { ingested }) => sum + ingested, 0)).toBe(3 * 1200);
    expect(accepted()).toBe(3 * 1200 + ledger.calls.filter(({ rows }) => rows === 1).length);
  });

  test('checks certificates: one that Node.js does not know is refused', async () => {
    await simulator.stop();
    simulator = await startSimulator({ tls: createCertificate() });
    addEvents(1);
    const refused = await once({ RUN_BUDGET_SECONDS: '5' });
    expect(refused.status).toBe(1);
    expect(refused.summary.diagnosis?.message).toContain('the certificate of the host was not accepted');
    expect(simulator.ledger.requests.filter(({ service }) => service !== 'identity')).toEqual([]);
  });

  test('a certificate that NODE_EXTRA_CA_CERTS names is accepted', async () => {
    await simulator.stop();
    const tls = createCertificate();
    simulator = await startSimulator({ tls });
    addEvents(1);
    const folder = mkdtempSync(join(tmpdir(), 'certificate-'));
    writeFileSync(join(folder, 'ca.pem'), tls.cert);
    const { status, summary } = await once({ NODE_EXTRA_CA_CERTS: join(folder, 'ca.pem') });
    rmSync(folder, { recursive: true });
    expect(status).toBe(0);
    expect(summary).toMatchObject({ outcome: 'ok', streams: { auditevents: { ingested: 1 } } });
  });

  test('without --once is wrong usage', async () => {
    expect(await runBeside(['connector'], {})).toMatchObject({ status: 2, stdout: '' });
  });
});

function command(...args: readonly string[]): Promise<Finished> {
  return runBeside(['deadletters', ...args], environment());
}

async function json(...args: readonly string[]): Promise<unknown> {
  return JSON.parse((await command(...args, '--json')).stdout) as unknown;
}

describe('npm run deadletters', () => {
  test('lists them and sends them again once', async () => {
    const timestamp = new Date(simulator.clock.now() - 1000).toISOString();
    simulator.account.append('auditevents', [
      { uuid: 'GOOD', timestamp, action: 'create', object_type: 'user' },
      { timestamp, action: 'no uuid', aux_id: 1 },
      'no object',
      { uuid: 'LARGE', timestamp, action: 'create', aux_info: 'x'.repeat(70_000) },
    ]);
    expect((await once()).summary.streams.auditevents?.deadLetters).toBe(3);
    expect(await json('list')).toMatchObject({
      ok: true,
      waiting: 3,
      files: [
        { stream: 'auditevents', events: 3, reasons: { 'no-uuid': 1, 'not-an-object': 1, truncated: 1 } },
      ],
    });
    simulator.ledger.clear();
    const resent = await command('resend');
    expect(resent).toMatchObject({ status: 0, stdout: '3 events sent from 1 files.\n' });
    expectNoSecret(resent);
    expect(accepted()).toBe(3);
    expect(await json('list')).toMatchObject({ waiting: 0, files: [{ events: 3, waiting: 0 }] });
    simulator.ledger.clear();
    expect(await json('resend')).toMatchObject({ ok: true, sent: 0, files: [] });
    expect(accepted()).toBe(0);
  });

  test('what is refused stays', async () => {
    simulator.account.append('auditevents', ['no object']);
    await once();
    simulator.faults.add({ service: 'ingestion', action: { kind: 'status', status: 403 } });
    const { status, stderr } = await command('resend');
    expect(status).toBe(1);
    expect(stderr).toContain('403');
    expect(await json('list')).toMatchObject({ waiting: 1 });
  });

  test('where there are none', async () => {
    expect(await command('list')).toEqual({ status: 0, stdout: 'There are no dead letters.\n', stderr: '' });
  });

  test('another word is wrong usage', async () => {
    expect(await command('remove')).toMatchObject({ status: 2, stdout: '' });
  });
});
