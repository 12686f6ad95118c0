import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startSimulator, type Simulator } from '../simulator.ts';
import { readPage, sendRows } from '../test-client.ts';

const start = Date.UTC(2026, 5, 1);
/** A call without rows. */
const none: readonly object[] = [];
const row = { log_source: 'auditevents', uuid_s: 'A', timestamp: '2026-06-01T00:00:00Z' };
let folder: string;
let simulator: Simulator;

function rule(): string {
  return simulator.environment()['DCR_IMMUTABLE_ID'] ?? '';
}

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'simulator-'));
  simulator = await startSimulator({
    clock: { start, isFrozen: true },
    rows: { file: join(folder, 'rows.ndjson') },
  });
});
afterEach(async () => {
  await simulator.stop();
  rmSync(folder, { recursive: true });
});

describe('status of a call', () => {
  test.each<[number, string, () => Parameters<typeof sendRows>[2] & { body?: unknown }]>([
    [204, 'rows', () => ({})],
    [204, 'rows that are not compressed', () => ({ headers: { 'content-encoding': 'identity' } })],
    [204, 'no rows at all', () => ({ body: none })],
    [400, 'an object', () => ({ body: row })],
    [400, 'rows that are none', () => ({ body: [7] })],
    [400, 'no JSON', () => ({ body: '[{' })],
    [
      400,
      'another stream',
      () => ({ path: `/dataCollectionRules/${rule()}/streams/Custom-Other?api-version=2023-01-01` }),
    ],
    [
      400,
      'no api-version',
      () => ({ path: `/dataCollectionRules/${rule()}/streams/Custom-OnePasswordEventLogs` }),
    ],
    [401, 'a token of nobody', () => ({ token: 'nobody' })],
    [
      401,
      'a token for something else',
      () => ({ token: simulator.identity.issue('https://vault.azure.net').token }),
    ],
    [
      404,
      'another rule',
      () => ({
        path: '/dataCollectionRules/dcr-0/streams/Custom-OnePasswordEventLogs?api-version=2023-01-01',
      }),
    ],
    [404, 'another path', () => ({ path: '/?api-version=2023-01-01' })],
    [
      413,
      'more than the limit, though less when compressed',
      () => ({ body: [{ aux_info: 'x'.repeat(1_000_001) }] }),
    ],
    [415, 'another type', () => ({ headers: { 'content-type': 'text/plain' } })],
    [415, 'another encoding', () => ({ headers: { 'content-encoding': 'br' } })],
  ])('%i: %s', async (status, _, changes) => {
    const { body = [row], ...rest } = changes();
    expect((await sendRows(simulator, body, rest)).status).toBe(status);
    expect(simulator.ledger.calls).toMatchObject([{ status }]);
    expect(simulator.ledger.rows.length > 0).toBe(status === 204 && body !== none);
  });

  test('400: what is said to be gzip and is not', async () => {
    const { addresses, identity } = simulator;
    const { DCR_IMMUTABLE_ID, DCR_STREAM_NAME } = simulator.environment();
    const path = `/dataCollectionRules/${DCR_IMMUTABLE_ID}/streams/${DCR_STREAM_NAME}?api-version=2023-01-01`;
    const { status } = await fetch(addresses.ingestion + path, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${identity.issue('https://monitor.azure.com/').token}`,
        'content-type': 'application/json',
        'content-encoding': 'gzip',
      },
      body: new Uint8Array(gzipSync('[]').subarray(0, 12)),
    });
    expect(status).toBe(400);
  });
});

test('exactly the limit is accepted', async () => {
  const frame = JSON.stringify([{ aux_info: '' }]).length;
  expect((await sendRows(simulator, [{ aux_info: 'x'.repeat(1_000_000 - frame) }])).status).toBe(204);
});

test('rows lie in memory and in the file as they would in the workspace', async () => {
  const sent = { ...row, aux_id: 2 ** 31, unknown: 1, aux_info: 'ä'.repeat(40_000) };
  await sendRows(simulator, [sent]);
  const stored = { ...row, TimeGenerated: '2026-06-01T00:00:00.000Z', aux_info: 'ä'.repeat(32_768) };
  expect(simulator.ledger.rows).toEqual([stored]);
  expect(JSON.parse(readFileSync(join(folder, 'rows.ndjson'), 'utf8'))).toEqual(stored);
  expect(simulator.ledger.calls[0]?.violations).toEqual([
    'aux_id: no int, stored as null',
    'unknown: not declared, dropped',
    'aux_info: cut at 65536 bytes',
  ]);
});

test('the role takes a while, a row can be poison, a type can matter', async () => {
  simulator.behaveIngestion({ roleSince: start + 60_000 });
  expect((await sendRows(simulator, [row])).status).toBe(403);
  simulator.clock.advance(60_000);
  expect((await sendRows(simulator, [row])).status).toBe(204);
  simulator.behaveIngestion({ refusesRow: ({ uuid_s }) => uuid_s === 'BAD', wrongType: 'refused' });
  expect((await sendRows(simulator, [row, { ...row, uuid_s: 'BAD' }])).status).toBe(400);
  expect((await sendRows(simulator, [{ ...row, aux_id: 'text' }])).status).toBe(400);
  expect(simulator.ledger.rows).toHaveLength(1);
});

test('requests and volume have limits in a minute', async () => {
  simulator.behaveIngestion({ requestsPerMinute: 2, bytesPerMinute: 150 });
  expect((await sendRows(simulator, [row])).status).toBe(204);
  const { status, headers } = await sendRows(simulator, [row]);
  expect([status, headers.get('retry-after')]).toEqual([429, '60']);
  expect((await sendRows(simulator, [])).status).toBe(429);
  simulator.clock.advance(60_000);
  expect((await sendRows(simulator, [row])).status).toBe(204);
});

test('a token is good for a day, and no longer once all are revoked', async () => {
  const { token } = simulator.identity.issue('https://monitor.azure.com');
  expect((await sendRows(simulator, [row], { token })).status).toBe(204);
  simulator.clock.advance(86_400_000);
  expect((await sendRows(simulator, [row], { token })).status).toBe(401);
  const next = simulator.identity.issue('https://monitor.azure.com').token;
  simulator.identity.revokeAll();
  expect((await sendRows(simulator, [row], { token: next })).status).toBe(401);
});

test('the ledger compares rows with what was served, and leaves health rows out', async () => {
  const timestamp = '2026-06-01T00:00:00Z';
  simulator.account.append(
    'auditevents',
    ['A', 'B', 'C'].map((uuid) => ({ uuid, timestamp })),
  );
  await readPage(simulator, 'auditevents', {});
  const resent = { ...row, additional_fields: { _connector: { resent: true } } };
  await sendRows(simulator, [row, resent, { ...row, uuid_s: 'C' }, { ...row, log_source: 'healthevents' }]);
  expect(simulator.ledger.count.compare()).toEqual({
    served: 3,
    stored: 3,
    missing: [{ key: 'auditevents/B', versions: 1, rows: 0, resent: 0 }],
    doubled: [{ key: 'auditevents/A', versions: 1, rows: 2, resent: 1 }],
    unexpected: [],
  });
});
