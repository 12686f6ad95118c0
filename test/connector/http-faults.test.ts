/** The cells of the fault matrix that depend on sockets and libraries, over HTTP; see `matrix-api.test.ts`. */
import { createHash } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { systemChance } from '../../functions/src/adapters/chance.ts';
import { settingApiKey } from '../../functions/src/adapters/api-key.ts';
import { createEventsApi } from '../../functions/src/adapters/events-api.ts';
import type { HttpLimits } from '../../functions/src/adapters/http-request.ts';
import { createCredential, createTokenSource } from '../../functions/src/adapters/identity.ts';
import { createIngestion } from '../../functions/src/adapters/ingestion.ts';
import { createLog } from '../../functions/src/adapters/log.ts';
import { KnownSecrets } from '../../functions/src/adapters/secrets.ts';
import type { DiagnosisCode } from '../../functions/src/core/diagnosis.ts';
import { readSettings, type Settings } from '../../functions/src/core/settings.ts';
import { streams } from '../../functions/src/core/stream.ts';
import type { Summary } from '../../functions/src/core/summary.ts';
import { runTick } from '../../functions/src/run/tick.ts';
import type { Ports } from '../../functions/src/ports.ts';
import type { Fault, FaultAction } from '../../scripts/simulator/faults.ts';
import { startSimulator, type Simulator } from '../../scripts/simulator/simulator.ts';
import { scaledClock } from '../support/scaled-clock.ts';
import { leaksIn, secretPart } from './core-fakes/canary.ts';
import { FakeContainer, FakeStore } from './core-fakes/fake-store.ts';
import { check } from './core-fakes/life.ts';

const pageSize = 10;
const many = 35;
/** So much faster than real time; the limits below are in real time. */
const speed = 25;
const limits: HttpLimits = { connect: 900, headers: 500, whole: 900, bodyBytes: 1_000_000 };
/** Of a run, so that a slow machine does not end it early; a fault that lasts as long need not be waited for. */
const budget = { usual: 150, short: 40 };

let simulator: Simulator;
let ports: Ports;
let settings: Settings;
let container: FakeContainer;
let shown: string[];
let identityTokens: string[];
let audiences = 0;
/** The library reads where the identity endpoint is once a process. */
let identityPort = 0;

beforeAll(async () => {
  const first = await startSimulator();
  identityPort = Number(new URL(first.addresses.identity).port);
  Object.assign(process.env, {
    IDENTITY_ENDPOINT: first.environment()['IDENTITY_ENDPOINT'],
    IDENTITY_HEADER: first.environment()['IDENTITY_HEADER'],
  });
  await first.stop();
});
afterAll(() => {
  delete process.env['IDENTITY_ENDPOINT'];
  delete process.env['IDENTITY_HEADER'];
});

beforeEach(async () => {
  // It keeps tokens for the whole process too, by their audience.
  const audience = `https://monitor-${++audiences}.example.com`;
  simulator = await startSimulator({ ports: { identity: identityPort }, ingestion: { audience } });
  identityTokens = [];
  const issue = simulator.identity.issue.bind(simulator.identity);
  simulator.identity.issue = (wanted) => {
    const issued = issue(wanted);
    identityTokens.push(issued.token);
    return issued;
  };
  const environment = {
    ...simulator.environment(),
    MONITOR_AUDIENCE: audience,
    AzureWebJobsStorage__accountName: 'unused',
    PAGE_LIMIT: String(pageSize),
    RUN_BUDGET_SECONDS: String(budget.usual),
  };
  const reading = readSettings(environment);
  if (!reading.settings) throw new Error(JSON.stringify(reading.problems));
  settings = reading.settings;
  container = new FakeContainer();
  shown = [];
  ports = connectTo(settings, audience);
});
afterEach(() => simulator.stop());

function connectTo(given: Settings, audience: string): Ports {
  const secrets = new KnownSecrets();
  secrets.add(given.apiKey, given.identityHeader);
  const clock = scaledClock(speed);
  const tokens = createTokenSource(() => createCredential(undefined), audience, clock.now);
  const { ingestionEndpoint: endpoint, ruleId, streamName: stream } = given;
  return {
    clock,
    chance: systemChance,
    api: createEventsApi(given.apiEndpoint, 'test', limits),
    ingestion: createIngestion({ endpoint, ruleId, stream, userAgent: 'test' }, tokens, limits),
    apiKey: settingApiKey(given.apiKey ?? ''),
    store: new FakeStore(container, clock.now, () => false),
    log: createLog((_level, line) => void shown.push(line), 'debug', secrets.redact),
    sha256: (text) => createHash('sha256').update(text).digest('hex'),
  };
}

async function tick(runBudgetSeconds = budget.usual): Promise<Summary> {
  container.lease = undefined;
  const store = new FakeStore(container, ports.clock.now, () => false);
  const summary = await runTick({ ...ports, store }, { ...settings, runBudgetSeconds }, { version: '1.0.0' });
  check(summary);
  const told = [summary, simulator.ledger.rows, [...container.documents], container.deadLetters, shown];
  const { APIKey = '', IDENTITY_HEADER = '' } = simulator.environment();
  const secrets = [secretPart(APIKey), IDENTITY_HEADER, ...identityTokens.map(secretPart)];
  expect(leaksIn(JSON.stringify(told), secrets)).toEqual([]);
  return summary;
}

function addEvents(round: number): void {
  for (const stream of streams) {
    const timestamp = new Date(simulator.clock.now() - 1_000).toISOString();
    const count = stream === 'auditevents' ? many : 12;
    simulator.account.append(
      stream,
      Array.from({ length: count }, (_, index) => ({ uuid: `${round}-${index}`, timestamp })),
    );
  }
}

/** Services that repeat what they were sent. */
function echo(status: number): FaultAction {
  const { APIKey = '' } = simulator.environment();
  const message = `Refused: ${APIKey}, Bearer ${identityTokens.at(-1) ?? ''}, ${simulator.environment()['IDENTITY_HEADER']}`;
  return {
    kind: 'status',
    status,
    body: { text: JSON.stringify({ status, message, Error: { Message: message } }) },
  };
}

interface Cell {
  readonly name: string;
  readonly action: () => FaultAction;
  /** What a lasting one comes to. */
  readonly code: DiagnosisCode;
  readonly isLasting: boolean;
}

function cells(faults: Readonly<Record<string, readonly [() => FaultAction, DiagnosisCode]>>): Cell[] {
  return Object.entries(faults).flatMap(([name, [action, code]]) =>
    [false, true].map((isLasting) => ({ name, action, code, isLasting })),
  );
}

/** A first run, one with the fault, and those that follow. */
async function playCell(
  fault: Omit<Fault, 'action'>,
  { action, isLasting }: Cell,
  prepare: () => void = () => undefined,
): Promise<Summary> {
  addEvents(1);
  expect(await tick()).toMatchObject({ outcome: 'ok' });
  prepare();
  addEvents(2);
  const armed = simulator.faults.add({ ...fault, action: action(), times: isLasting ? Infinity : 1 });
  const summary = await tick(isLasting && fault.service === 'identity' ? budget.short : budget.usual);
  expect(armed.hits).toBeGreaterThan(0);
  simulator.faults.clear();
  addEvents(3);
  let last = await tick();
  if (Object.values(last.streams).some(({ reason }) => reason !== 'idle')) last = await tick();
  expect(last).toMatchObject({ outcome: 'ok', diagnosis: null, health: { rows: 1 } });
  const { missing, unexpected, doubled } = simulator.ledger.count.compare();
  expect({ missing, unexpected, unserved: simulator.unserved() }).toEqual({
    missing: [],
    unexpected: [],
    unserved: [],
  });
  expect(doubled.filter(({ rows, resent }) => resent < rows - 1)).toEqual([]);
  expect(simulator.ledger.calls.flatMap(({ violations }) => violations)).toEqual([]);
  return summary;
}

const broken = {
  reset: [() => ({ kind: 'reset' }), 'api-unreachable'],
  'cut body': [() => ({ kind: 'cut' }), 'api-unreachable'],
  silence: [() => ({ kind: 'silence' }), 'api-unreachable'],
  'broken JSON': [() => ({ kind: 'truncated' }), 'api-unreachable'],
  'page of a portal': [() => ({ kind: 'html' }), 'api-unreachable'],
  'damaged gzip': [() => ({ kind: 'broken-gzip' }), 'api-unreachable'],
  '503': [() => echo(503), 'api-unreachable'],
} as const satisfies Parameters<typeof cells>[0];

describe.each(['introspect', 'auditevents'])('%s over HTTP', (endpoint) => {
  test.each(cells(broken))('$name, lasting: $isLasting', async (cell) => {
    const summary = await playCell({ endpoint, skip: endpoint === 'auditevents' ? 1 : 0 }, cell);
    expect(summary.diagnosis?.code ?? null).toBe(cell.isLasting ? cell.code : null);
    expect(summary.outcome).toBe(cell.isLasting ? 'degraded' : 'ok');
    expect(summary.health.rows).toBe(1);
  });
});

const refusals = {
  '401': [() => echo(401), 'ingestion-forbidden'],
  '403': [() => echo(403), 'ingestion-forbidden'],
  '404': [() => echo(404), 'ingestion-misconfigured'],
  '400': [() => echo(400), 'ingestion-misconfigured'],
  '500': [() => echo(500), 'ingestion-unreachable'],
  '429 with a date': [
    () => ({
      kind: 'status',
      status: 429,
      headers: { 'retry-after': new Date(ports.clock.now() + 7_000).toUTCString() },
    }),
    'rate-limited',
  ],
  reset: [() => ({ kind: 'reset' }), 'ingestion-unreachable'],
  silence: [() => ({ kind: 'silence' }), 'ingestion-unreachable'],
  'lost answer': [() => ({ kind: 'lost-answer' }), 'ingestion-unreachable'],
} as const satisfies Parameters<typeof cells>[0];

describe('ingestion over HTTP', () => {
  test.each(cells(refusals))('$name, lasting: $isLasting', async (cell) => {
    const summary = await playCell({ service: 'ingestion' }, cell);
    const isFinal = cell.isLasting || cell.name === '403' || cell.name === '404';
    expect(summary.diagnosis?.code ?? null).toBe(isFinal ? cell.code : null);
    expect(summary.health.rows >= 1).toBe(!cell.isLasting);
  });
});

const noTokens = {
  '400': [() => echo(400), 'ingestion-unreachable'],
  '403': [() => echo(403), 'ingestion-unreachable'],
  '500': [() => echo(500), 'ingestion-unreachable'],
  '429': [() => echo(429), 'ingestion-unreachable'],
  reset: [() => ({ kind: 'reset' }), 'ingestion-unreachable'],
  'cut body': [() => ({ kind: 'cut' }), 'ingestion-unreachable'],
  silence: [() => ({ kind: 'silence' }), 'ingestion-unreachable'],
  'broken JSON': [() => ({ kind: 'truncated' }), 'ingestion-unreachable'],
  'page of a portal': [() => ({ kind: 'html' }), 'ingestion-unreachable'],
  'wrong shape': [() => ({ kind: 'status', status: 200, body: { text: '{}' } }), 'ingestion-unreachable'],
} as const satisfies Parameters<typeof cells>[0];

describe('the identity endpoint', () => {
  test.each(cells(noTokens).filter(({ isLasting }) => isLasting))('$name', async (cell) => {
    // The token of the first run is good for a day: the next has to ask for another.
    const summary = await playCell({ service: 'identity' }, cell, () => ports.ingestion.forgetToken());
    expect(summary.diagnosis?.code ?? null).toBe(cell.code);
    expect(summary).toMatchObject({ outcome: 'failed', health: { rows: 0 } });
  });
});
