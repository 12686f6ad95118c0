/** Metrics over HTTP: the adapter against the simulator, and the command with everything in its place. */
import { gunzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createCredential, createTokenSource } from '../../functions/src/adapters/identity.ts';
import { createLog } from '../../functions/src/adapters/log.ts';
import { createTelemetry, unusableTelemetry } from '../../functions/src/adapters/telemetry.ts';
import type { RunMetrics } from '../../functions/src/core/metrics.ts';
import { parseInsightsConnection, type InsightsTarget } from '../../functions/src/core/insights.ts';
import type { Ports, Telemetry } from '../../functions/src/ports.ts';
import { sendMetrics } from '../../functions/src/run/send-metrics.ts';
import type { Summary } from '../../functions/src/core/summary.ts';
import type { FaultAction } from '../../scripts/simulator/faults.ts';
import { startSimulator, type Simulator } from '../../scripts/simulator/simulator.ts';
import { startAzurite, type Azurite } from '../support/azurite.ts';
import { startIdentityEndpoint, type IdentityEndpoint } from '../support/identity-endpoint.ts';
import { runBeside } from '../support/run-async.ts';
import { scaledClock } from '../support/scaled-clock.ts';
import { startServer, type TestServer } from '../support/server.ts';
import { leaksIn, secretPart } from './core-fakes/canary.ts';

const metrics: RunMetrics = {
  runId: 'RUN',
  version: '1.0.0',
  time: Date.now(),
  metrics: [{ name: 'pages', value: 3, dimensions: { stream: 'auditevents' } }],
};
const never = new AbortController().signal;

describe('the adapter', () => {
  let identity: IdentityEndpoint;
  let server: TestServer | undefined;
  let audiences = 0;
  beforeAll(async () => {
    identity = await startIdentityEndpoint();
  });
  beforeEach(() => {
    identity.refusal = undefined;
  });
  afterEach(async () => {
    await server?.stop();
    server = undefined;
  });
  afterAll(() => identity.stop());

  function telemetry(endpoint: string): Telemetry {
    // The library keeps tokens for the whole process: each test wants them for another audience.
    const audience = `https://insights-${++audiences}.example.com`;
    const tokens = createTokenSource(() => createCredential(undefined), audience, Date.now);
    return createTelemetry({ instrumentationKey: 'k', endpoint }, 'test/1', tokens);
  }

  test('posts a packed list, with a token, to the path of version 2.1', async () => {
    server = await startServer((response) => response.writeHead(200).end('{}'));
    const result = await telemetry(server.address).send(metrics, never);
    expect(result).toMatchObject({ status: 200 });
    expect(server.asked).toMatchObject([
      {
        method: 'POST',
        path: '/v2.1/track',
        headers: {
          authorization: expect.stringMatching(/^Bearer token-\d+-for-https:\/\/insights-/) as string,
          'content-type': 'application/json',
          'content-encoding': 'gzip',
          'user-agent': 'test/1',
        },
      },
    ]);
    const body: unknown = JSON.parse(gunzipSync(server.asked[0]?.body ?? '').toString());
    expect(body).toMatchObject([{ iKey: 'k', data: { baseType: 'MetricData' } }]);
  });

  test('sends nothing without a token', async () => {
    identity.refusal = 400;
    server = await startServer((response) => response.writeHead(200).end());
    const result = await telemetry(server.address).send(metrics, never);
    expect(result).toEqual({
      status: undefined,
      reason: 'no managed identity is there, or it gave no token',
    });
    expect(server.asked).toEqual([]);
  });

  test('ends with the time that it is given', async () => {
    server = await startServer(() => undefined);
    await expect(telemetry(server.address).send(metrics, AbortSignal.timeout(50))).rejects.toThrow(
      /abort|timeout/i,
    );
  });

  test('says what is missing where the connection string is of no use', async () => {
    expect(await unusableTelemetry.send(metrics, never)).toMatchObject({
      reason: expect.stringContaining('APPLICATIONINSIGHTS_CONNECTION_STRING') as string,
    });
  });
});

describe('with the simulator', () => {
  let simulator: Simulator;
  let target: InsightsTarget;
  let token: string;
  beforeAll(async () => {
    simulator = await startSimulator();
    const text = simulator.environment({ metrics: true })['APPLICATIONINSIGHTS_CONNECTION_STRING'] ?? '';
    const read = parseInsightsConnection(text);
    if (read === undefined) throw new Error('the simulator gives no connection string to work with');
    target = read;
    token = simulator.identity.issue('https://monitor.azure.com').token;
  });
  beforeEach(() => {
    simulator.ledger.clear();
    simulator.faults.clear();
  });
  afterAll(() => simulator.stop());

  /** Sends as a run does, and gives the lines of its log. */
  async function send(given = token): Promise<readonly string[]> {
    const lines: string[] = [];
    const tokens = {
      get: async () => given,
      forget: () => expect.unreachable('tokens are not for metrics to forget'),
    };
    // Five seconds take half of one.
    const clock = scaledClock(10);
    const ports = {
      clock,
      telemetry: createTelemetry(target, 'test/1', tokens),
      log: createLog(
        (level, line) => void lines.push(`${level}: ${line}`),
        'debug',
        (text) => text,
      ),
    } as Partial<Ports> as Ports;
    await sendMetrics(ports, metrics, clock.now() + 60_000);
    expect(leaksIn(lines.join('\n'), [secretPart(token), target.instrumentationKey])).toEqual([]);
    return lines;
  }

  test('metrics are taken, and nothing is said about it', async () => {
    expect(await send()).toEqual([]);
    expect(simulator.ledger.metrics).toMatchObject([
      { name: 'pages', value: 3, tags: { 'ai.operation.id': 'RUN' } },
    ]);
  });

  test('a token for something else is refused', async () => {
    const other = simulator.identity.issue('https://vault.azure.net').token;
    expect(await send(other)).toEqual([
      'warn: The metrics of the run were not taken: HTTP 401. {"runId":"RUN"}',
    ]);
  });

  test.each<[string, FaultAction['kind'] | number, RegExp]>([
    ['400', 400, /HTTP 400/],
    ['401', 401, /HTTP 401/],
    ['429', 429, /HTTP 429/],
    ['500', 500, /HTTP 500/],
    ['a reset', 'reset', /connection was cut/],
    ['a cut answer', 'cut', /connection was cut/],
    ['silence', 'silence', /not in time/],
    ['what is not packed as it says', 'broken-gzip', /./],
  ])('one try meets %s: one line', async (_name, what, said) => {
    // The service repeats what it was sent.
    const text = `Refused: Bearer ${token} for ${target.instrumentationKey}`;
    const action =
      typeof what === 'number'
        ? ({ kind: 'status', status: what, body: { text } } as const)
        : ({ kind: what } as FaultAction);
    const armed = simulator.faults.add({ service: 'ingestion', endpoint: 'metrics', times: 9, action });
    const lines = await send();
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(/^warn: The metrics of the run were not taken: .*\. \{"runId":"RUN"\}$/);
    expect(lines[0]).toMatch(said);
    expect(armed.hits).toBe(1);
  });
});

describe('npm run connector -- --once', () => {
  let azurite: Azurite;
  let simulator: Simulator;
  beforeAll(async () => {
    [azurite, simulator] = await Promise.all([startAzurite(), startSimulator()]);
    const timestamp = new Date(simulator.clock.now() - 60_000).toISOString();
    simulator.account.append('itemusages', [
      { uuid: 'A', timestamp },
      { uuid: 'B', timestamp },
    ]);
  });
  afterAll(() => Promise.all([azurite.stop(), simulator.stop()]));

  async function once(
    changes: Readonly<Record<string, string>> = {},
  ): Promise<Summary & { readonly err: string }> {
    const given = { ...simulator.environment({ metrics: true }), ...changes };
    const { stdout, stderr, status } = await runBeside(['connector', '--once'], {
      ...given,
      AzureWebJobsStorage: azurite.connectionString,
    });
    const { APIKey = '', APPLICATIONINSIGHTS_CONNECTION_STRING: text = '' } = given;
    const key = parseInsightsConnection(text)?.instrumentationKey;
    expect(leaksIn(stdout + stderr, [secretPart(APIKey), ...(key ? [key] : [])])).toEqual([]);
    expect(status).toBe(0);
    return { ...(JSON.parse(stdout) as Summary), err: stderr };
  }

  test('sends the numbers of the health row, at the price of one request', { timeout: 120_000 }, async () => {
    const { err, streams } = await once();
    expect(err).toBe('');
    const { ledger } = simulator;
    expect(ledger.requests.filter(({ service }) => service === 'ingestion')).toHaveLength(3);
    const health = ledger.rows.find((row) => row['log_source'] === 'healthevents');
    expect(health).toMatchObject({ details: { streams } });
    const value = (name: string, part: object): number | undefined =>
      ledger.metrics.find((metric) => {
        const { account, ...rest } = metric.properties;
        return account === simulator.account.uuid && metric.name === name && matches(rest, part);
      })?.value;
    const stream = 'itemusages';
    expect(value('events_fetched', { stream })).toBe(2);
    expect(value('bytes_sent', { stream, form: 'raw' })).toBe(streams[stream]?.bytes);
    // What went over the line with rows of events, packed.
    const call = ledger.calls.find(({ rows }) => rows === 2);
    expect(value('bytes_sent', { stream, form: 'gzip' })).toBe(call?.sentBytes);
    expect(value('lag_seconds', { stream, statistic: 'maximum' })).toBe(streams[stream]?.lagSeconds?.maximum);
    expect(value('token_days_left', {})).toBeUndefined();
    expect(value('run_seconds', {})).toBeGreaterThan(0);
  });

  test('keeps its key to itself, also where a service repeats it', { timeout: 120_000 }, async () => {
    const { APPLICATIONINSIGHTS_CONNECTION_STRING: text = '' } = simulator.environment({ metrics: true });
    const key = parseInsightsConnection(text)?.instrumentationKey;
    const body = { text: JSON.stringify({ message: `No rows of ${key}` }) };
    const action = { kind: 'status', status: 403, body } as const;
    simulator.faults.add({ service: 'ingestion', endpoint: 'rows', action });
    simulator.ledger.clear();
    const { err, diagnosis } = await once();
    expect(diagnosis?.message).toContain('No rows of [hidden]');
    expect(err).toContain('No rows of [hidden]');
    // Ingestion refuses what Application Insights takes: then it is the place to look at.
    expect(simulator.ledger.metrics.some(({ name }) => name === 'ingest_requests')).toBe(true);
  });

  test('collects all the same where they cannot be sent, and says why', { timeout: 120_000 }, async () => {
    const { err, outcome } = await once({
      APPLICATIONINSIGHTS_CONNECTION_STRING: 'InstrumentationKey=only-the-key',
    });
    expect(outcome).toBe('ok');
    expect(err).toMatch(
      /^warn: The metrics of the run were not taken: the setting APPLICATIONINSIGHTS_CONNECTION_STRING names/,
    );
    expect(err.trimEnd().split('\n')).toHaveLength(1);
  });
});

function matches(given: Readonly<Record<string, string>>, wanted: object): boolean {
  return (
    JSON.stringify(Object.entries(given).toSorted()) === JSON.stringify(Object.entries(wanted).toSorted())
  );
}
