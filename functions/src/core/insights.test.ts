import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseInsightsConnection, toEnvelopes } from './insights.ts';

const endpoint = 'https://westeurope-5.in.applicationinsights.azure.com';

test.each([
  [
    'as Azure gives it',
    `InstrumentationKey=0a-1b;IngestionEndpoint=${endpoint}/;LiveEndpoint=https://x/;ApplicationId=2c`,
  ],
  ['in another order and case', ` ingestionendpoint = ${endpoint} ;; INSTRUMENTATIONKEY = 0a-1b `],
])('a connection string is read: %s', (_name, text) => {
  expect(parseInsightsConnection(text)).toEqual({ instrumentationKey: '0a-1b', endpoint });
});

test('a simulator on the same machine needs no https', () => {
  const text = 'InstrumentationKey=k;IngestionEndpoint=http://127.0.0.1:80/';
  expect(parseInsightsConnection(text)?.endpoint).toBe('http://127.0.0.1');
});

test.each([
  ['nothing', ''],
  ['a key alone', 'InstrumentationKey=k'],
  ['no key', `IngestionEndpoint=${endpoint}`],
  ['an empty key', `InstrumentationKey=;IngestionEndpoint=${endpoint}`],
  ['no address', 'InstrumentationKey=k;IngestionEndpoint=here'],
  [
    'an address that would get the token in the clear',
    'InstrumentationKey=k;IngestionEndpoint=http://example.com',
  ],
  ['an address with a user', 'InstrumentationKey=k;IngestionEndpoint=https://a:b@example.com'],
])('a connection string is of no use: %s', (_name, text) => {
  expect(parseInsightsConnection(text)).toBeUndefined();
});

test('no text makes the reader stumble, and no other address comes out than one to trust', () => {
  const part = fc.oneof(
    fc.string(),
    fc.constantFrom('InstrumentationKey=k', `IngestionEndpoint=${endpoint}`),
  );
  fc.assert(
    fc.property(fc.array(part), (parts) => {
      const read = parseInsightsConnection(parts.join(';'));
      expect(read?.endpoint ?? endpoint).toMatch(/^https:\/\/|^http:\/\/(?:localhost|127\.|\[::1\])/);
    }),
  );
});

function data(name: string, value: number, properties: object): object {
  return {
    baseType: 'MetricData',
    baseData: { ver: 2, metrics: [{ name, kind: 'Measurement', value }], properties },
  };
}

test('each metric has an envelope of its own, in the form of the service', () => {
  const run = {
    runId: 'RUN',
    version: '1.2.3',
    time: 0,
    metrics: [
      { name: 'pages', value: 2, dimensions: { account: 'A', stream: 'auditevents' } },
      { name: 'run_seconds', value: 0.5, dimensions: {} },
    ],
  } as const;
  const frame = {
    name: 'Microsoft.ApplicationInsights.Metric',
    time: '1970-01-01T00:00:00.000Z',
    iKey: 'k',
    tags: { 'ai.application.ver': '1.2.3', 'ai.operation.id': 'RUN', 'ai.operation.name': 'PollEvents' },
  };
  expect(toEnvelopes(run, 'k')).toEqual([
    { ...frame, data: data('pages', 2, { account: 'A', stream: 'auditevents' }) },
    { ...frame, data: data('run_seconds', 0.5, {}) },
  ]);
});
