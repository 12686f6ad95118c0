import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { FaultAction } from '../faults.ts';
import { startSimulator, type Simulator } from '../simulator.ts';
import { readPage, requestPage, sendRows } from '../test-client.ts';

let simulator: Simulator;

beforeEach(async () => {
  simulator = await startSimulator({ clock: { isFrozen: true } });
  const timestamp = new Date(simulator.clock.now()).toISOString();
  simulator.account.append(
    'auditevents',
    Array.from({ length: 20 }, (_, i) => ({ uuid: `U${i}`, timestamp })),
  );
});
afterEach(() => simulator.stop());

const poll = () => requestPage(simulator, 'auditevents', {});

describe('in place of the answer comes', () => {
  test.each<[FaultAction, number, RegExp]>([
    [{ kind: 'status', status: 503 }, 503, /^\{"Error":\{"Message":"Service Unavailable"\}\}$/],
    [
      { kind: 'status', status: 500, body: 'documented' },
      500,
      /^\{"status":500,"message":"Internal Server Error"\}$/,
    ],
    [{ kind: 'status', status: 502, body: 'html' }, 502, /^<!doctype html>/],
    [{ kind: 'status', status: 404, body: 'text' }, 404, /^404 page not found$/],
    [{ kind: 'status', status: 500, body: 'empty' }, 500, /^$/],
    [{ kind: 'status', status: 418, body: { text: 'own' } }, 418, /^own$/],
    [{ kind: 'html' }, 200, /^<!doctype html>/],
    [{ kind: 'truncated' }, 200, /^\{"cursor":"[^}]*"(?!.*\]\}$)/],
    [{ kind: 'null-items' }, 200, /^\{"cursor":"[^"]+","has_more":true,"items":null\}$/],
    [{ kind: 'stall' }, 200, /^\{"cursor":"[^"]+","has_more":true,"items":\[\]\}$/],
  ])('%j', async (action, status, text) => {
    simulator.faults.add({ action });
    const reply = await poll();
    expect(reply.status).toBe(status);
    expect(reply.text).toMatch(text);
    expect(simulator.ledger.pages).toEqual([]);
    expect(simulator.ledger.requests[0]?.fault).toBe(action.kind);
    expect(JSON.parse((await poll()).text)).toHaveProperty('items.length', 20);
  });
});

describe('no answer, or no whole one, comes of', () => {
  test.each<FaultAction>([
    { kind: 'reset' },
    { kind: 'cut' },
    { kind: 'broken-gzip' },
    { kind: 'lost-answer' },
  ])('%j', async (action) => {
    simulator.faults.add({ action });
    await expect(poll()).rejects.toThrow(/fetch failed|terminated|header check/);
    expect(simulator.ledger.pages).toEqual([]);
    expect((await poll()).status).toBe(200);
  });

  test('silence, until the client gives up', async () => {
    simulator.faults.add({ action: { kind: 'silence' } });
    const signal = AbortSignal.timeout(100);
    await expect(requestPage(simulator, 'auditevents', {}, { signal })).rejects.toThrow(/abort|timeout/i);
  });
});

test('a fault can carry headers, and a latency of its own', async () => {
  const headers = { 'retry-after': '7' };
  simulator.faults.add({ latencyMs: 5, action: { kind: 'status', status: 429, headers } });
  expect((await poll()).headers.get('retry-after')).toBe('7');
});

test('a dripping answer is whole in the end', async () => {
  simulator.faults.add({ action: { kind: 'drip', bytes: 100, pauseMs: 1 } });
  expect(JSON.parse((await poll()).text)).toHaveProperty('items.length', 20);
  expect(simulator.ledger.pages).toHaveLength(1);
});

test('a stream that stalls repeats the cursor that it was asked with', async () => {
  const { cursor } = await readPage(simulator, 'auditevents', { limit: 3 });
  simulator.faults.add({ action: { kind: 'stall' }, times: 2 });
  for (let i = 0; i < 2; i += 1)
    expect(await readPage(simulator, 'auditevents', { cursor })).toEqual({
      cursor,
      has_more: true,
      items: [],
    });
  expect((await readPage(simulator, 'auditevents', { cursor })).items).toHaveLength(3);
});

test('rows are stored though the answer is lost', async () => {
  simulator.faults.add({ service: 'ingestion', action: { kind: 'lost-answer' } });
  await expect(sendRows(simulator, [{ log_source: 'auditevents', uuid_s: 'A' }])).rejects.toThrow(
    'fetch failed',
  );
  expect(simulator.ledger.rows).toMatchObject([{ uuid_s: 'A' }]);
});
