import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startSimulator, type Simulator } from '../simulator.ts';

let simulator: Simulator;
let key: string;
beforeAll(async () => {
  simulator = await startSimulator({ clock: { isFrozen: true } });
  const text = simulator.environment({ metrics: true })['APPLICATIONINSIGHTS_CONNECTION_STRING'] ?? '';
  key = /^InstrumentationKey=([^;]+);/.exec(text)?.[1] ?? '';
});
beforeEach(() => simulator.ledger.clear());
afterAll(() => simulator.stop());

interface Changes {
  readonly audience?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly method?: string;
}

async function track(
  body: unknown,
  { audience = 'https://monitor.azure.com/', headers = {}, method = 'POST' }: Changes = {},
): Promise<{ readonly status: number; readonly answer: unknown }> {
  const { token } = simulator.identity.issue(audience);
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const response = await fetch(`${simulator.addresses.ingestion}/v2.1/track`, {
    method,
    headers: {
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      'content-encoding': 'gzip',
      ...headers,
    },
    ...(method === 'GET' ? {} : { body: new Uint8Array(gzipSync(text)) }),
  });
  const said = await response.text();
  return { status: response.status, answer: said === '' ? undefined : JSON.parse(said) };
}

function envelope(
  changes: object = {},
  dataChanges: object = {},
  point: object = { name: 'pages', value: 2 },
) {
  const baseData = { ver: 2, metrics: [point], properties: { stream: 'auditevents' }, ...dataChanges };
  const time = new Date(simulator.clock.now()).toISOString();
  const frame = { name: 'Metric', time, iKey: key, tags: { 'ai.operation.id': 'RUN' } };
  return { ...frame, data: { baseType: 'MetricData', baseData }, ...changes };
}

test('it is found only by those who ask for it', () => {
  expect(simulator.environment()).not.toHaveProperty('APPLICATIONINSIGHTS_CONNECTION_STRING');
  expect(key).toMatch(/^[0-9a-f]{32}$/);
});

test('a metric is kept, and the request told from those with rows', async () => {
  expect(await track([envelope()])).toEqual({
    status: 200,
    answer: { itemsReceived: 1, itemsAccepted: 1, errors: [] },
  });
  const time = simulator.clock.now();
  expect(simulator.ledger.metrics).toEqual([
    {
      name: 'pages',
      value: 2,
      properties: { stream: 'auditevents' },
      tags: { 'ai.operation.id': 'RUN' },
      time,
    },
  ]);
  expect(simulator.ledger.requestsTo('metrics')).toHaveLength(1);
  expect(simulator.ledger.calls).toEqual([]);
});

test('what is good of a call is taken', async () => {
  expect(await track([envelope({ iKey: 'another' }), envelope()])).toMatchObject({
    status: 206,
    answer: { itemsReceived: 2, itemsAccepted: 1, errors: [{ index: 0, statusCode: 400 }] },
  });
  expect(simulator.ledger.metrics).toHaveLength(1);
});

describe('a call is refused', () => {
  test.each([
    ['a token for something else', 401, { audience: 'https://vault.azure.net' }],
    ['no token', 401, { headers: { authorization: '' } }],
    ['another kind of body', 400, { headers: { 'content-type': 'text/plain' } }],
    ['a body that is not packed as it says', 400, { headers: { 'content-encoding': 'identity' } }],
    ['another method', 405, { method: 'GET' }],
  ])('for %s', async (_name, status, changes) => {
    expect((await track([envelope()], changes)).status).toBe(status);
    expect(simulator.ledger.metrics).toEqual([]);
  });

  test.each<[string, () => unknown, string?]>([
    ['no list', () => envelope()],
    ['an empty list', () => []],
    ['no JSON', () => '['],
    ['no object', () => [1], 'the envelope has no name'],
    ['no name', () => [envelope({ name: '' })], 'the envelope has no name'],
    ['a local time', () => [envelope({ time: '2026-03-01T00:00:00+01:00' })], 'time is not in UTC'],
    [
      'an old time',
      () => [envelope({ time: '2020-03-01T00:00:00Z' })],
      'time is older than the allowed minimum date',
    ],
    ['another key', () => [envelope({ iKey: 'x' })], 'Invalid instrumentation key'],
    ['an event', () => [envelope({ data: { baseType: 'EventData' } })], 'this is no metric'],
    ['an unknown version', () => [envelope({}, { ver: 3 })], 'this is no metric'],
    ['two metrics at once', () => [envelope({}, { metrics: [1, 2] })], 'there has to be one metric'],
    ['a metric without a name', () => [envelope({}, {}, { name: '', value: 1 })], 'the metric has no name'],
    [
      'a value that is no number',
      () => [envelope({}, {}, { name: 'a', value: null })],
      'the metric has no value',
    ],
    [
      'a weight',
      () => [envelope({}, {}, { name: 'a', value: 1, count: 1 })],
      'this is no single measurement',
    ],
    [
      'a number as a property',
      () => [envelope({}, { properties: { a: 1 } })],
      'tags and properties have to be short texts',
    ],
    [
      'a long property',
      () => [envelope({}, { properties: { a: 'x'.repeat(8_193) } })],
      'tags and properties have to be short texts',
    ],
    ['no tags', () => [envelope({ tags: null })], 'tags and properties have to be short texts'],
  ])('with %s', async (_name, body, message) => {
    const { status, answer } = await track(body());
    expect(status).toBe(400);
    expect(answer).toMatchObject({
      itemsAccepted: 0,
      errors: message === undefined ? [] : [{ index: 0, message }],
    });
    expect(simulator.ledger.metrics).toEqual([]);
  });
});

test('a fault can be for metrics alone', async () => {
  simulator.faults.add({
    service: 'ingestion',
    endpoint: 'metrics',
    action: { kind: 'status', status: 429 },
  });
  expect((await track([envelope()])).status).toBe(429);
  expect((await track([envelope()])).status).toBe(200);
});
