/** Metrics of runs in a world of fakes: what is told, when, and that nothing depends on it. */
import { describe, expect, test } from 'vitest';
import type { RunMetrics } from '../../functions/src/core/metrics.ts';
import type { RunFacts } from '../../functions/src/core/health-row.ts';
import { streams } from '../../functions/src/core/stream.ts';
import type { StreamReport } from '../../functions/src/core/stream-report.ts';
import type { Summary } from '../../functions/src/core/summary.ts';
import type { HttpResult, Telemetry } from '../../functions/src/ports.ts';
import { error } from './core-fakes/fake-api.ts';
import { countdown } from './core-fakes/step.ts';
import { run } from './core-fakes/summary.ts';
import { tokenOf, World } from './core-fakes/world.ts';

const good: HttpResult = { status: 200, headers: {}, body: '{}' };

/** Takes everything; `told` has what came, `at` when. */
class FakeTelemetry implements Telemetry {
  readonly told: { readonly metrics: RunMetrics; readonly at: number }[] = [];
  readonly #world: World;
  readonly #answer: (signal: AbortSignal) => Promise<HttpResult> | HttpResult;

  constructor(world: World, answer: (signal: AbortSignal) => Promise<HttpResult> | HttpResult = () => good) {
    this.#world = world;
    this.#answer = answer;
    world.telemetry = this;
  }

  async send(metrics: RunMetrics, signal: AbortSignal): Promise<HttpResult> {
    this.told.push({ metrics, at: this.#world.clock.now() });
    return this.#answer(signal);
  }
}

/** Has something of everything: late events, duplicates, a refused call, a page that comes at the third try. */
function livelyWorld(): World {
  const world = new World();
  for (const stream of streams) world.makeEvents(stream, 5, 60_000);
  world.api.append('auditevents', world.makeEvents('auditevents', 1).slice());
  world.api.append('itemusages', [
    { uuid: 'ODD', timestamp: '2026-03-01T11:00:00Z', new_field: 1 },
    'no object',
  ]);
  const refusal = countdown(2, error(503, 'x'));
  world.api.fault = ({ path }) => (path === 'auditevents' ? refusal() : undefined);
  world.ingestion.fault = countdown(1, { result: error(429, 'x', { 'retry-after': '7' }), isTaken: false });
  world.token = tokenOf({ aud: ['events.1password.com'], exp: Date.parse('2026-03-11T00:00:00Z') / 1_000 });
  return world;
}

type Details = Omit<RunFacts, 'features'> & {
  readonly durationMs: number;
  readonly tokenExpiresInDays: number;
  readonly streams: Readonly<Record<string, StreamReport>>;
};

describe('a run with Application Insights', () => {
  test('tells it the numbers of its health row, once, when the row is sent and the lock is free', async () => {
    const world = livelyWorld();
    const seen: object[] = [];
    const telemetry = new FakeTelemetry(world, () => {
      seen.push({ isLocked: world.container.lease !== undefined, rows: world.ingestion.healthRows.length });
      return good;
    });
    await run(world);
    expect(telemetry.told).toHaveLength(1);
    expect(seen).toEqual([{ isLocked: false, rows: 1 }]);
    expect(warnings(world)).toEqual([]);
    const { runId, metrics = [] } = telemetry.told[0]?.metrics ?? {};
    const details = world.ingestion.healthRows[0]?.['details'] as unknown as Details & {
      readonly runId: string;
    };
    expect(runId).toBe(details.runId);
    const told = (name: string, stream?: string, part?: string): number | undefined =>
      metrics.find(
        ({ name: own, dimensions: { account, stream: of, ...rest } }) =>
          account === 'ACCOUNT' && own === name && of === stream && Object.values(rest)[0] === part,
      )?.value;
    for (const [stream, report] of Object.entries(details.streams)) {
      expect(told('events_fetched', stream)).toBe(report.events);
      expect(told('rows_accepted', stream)).toBe(report.ingested);
      expect(told('bytes_sent', stream, 'raw')).toBe(report.bytes);
      expect(told('bytes_sent', stream, 'gzip')).toBe(report.compressedBytes);
      expect(told('ingest_requests', stream)).toBe(report.ingestRequests);
      expect(told('lag_seconds', stream, 'p95')).toBe(report.lagSeconds?.p95);
      expect(told('unknown_fields', stream)).toBe(report.unknownFields.length);
    }
    const sum = (name: string): number =>
      streams.reduce((total, stream) => total + (told(name, stream) ?? Number.NaN), 0);
    expect({ api: sum('api_retries'), ingest: sum('ingest_retries'), letters: sum('dead_letters') }).toEqual({
      api: 2,
      ingest: 1,
      letters: 1,
    });
    expect(sum('ingest_throttled_seconds')).toBe(7);
    expect(sum('ingest_requests')).toBe(world.ingestion.calls - 1);
    expect(told('run_seconds')).toBe(details.durationMs / 1_000);
    expect(told('token_days_left')).toBe(9);
  });

  test('tells of a key that is refused, too', async () => {
    const world = new World();
    world.api.validTokens = [];
    const telemetry = new FakeTelemetry(world);
    expect((await run(world)).outcome).toBe('failed');
    const names = telemetry.told.flatMap(({ metrics }) => metrics.metrics.map(({ name }) => name));
    expect(names).toEqual(expect.arrayContaining(['events_fetched', 'run_seconds']));
  });

  test('that another run keeps from its work tells nothing', async () => {
    const world = new World();
    const telemetry = new FakeTelemetry(world);
    const [, second] = await Promise.all([run(world), run(world)]);
    expect(second.diagnosis?.code).toBe('another-run-active');
    expect(telemetry.told).toHaveLength(1);
  });

  test('does not ask for more than it may: nothing is told when its time is over', async () => {
    const world = new World();
    const telemetry = new FakeTelemetry(world);
    takeLong(world, 200_000);
    await run(world, { runBudgetSeconds: 100 });
    expect(telemetry.told).toEqual([]);
    expect(warnings(world)).toEqual(['The metrics of the run were not taken: no time was left.']);
  });
});

/** Ingestion takes what comes, after so many ms. */
function takeLong(world: World, milliseconds: number): void {
  world.ingestion.fault = async () => {
    await world.clock.sleep(milliseconds, new AbortController().signal);
    return { result: { status: 204, headers: {}, body: '' }, isTaken: true };
  };
}

/** Warnings about metrics. */
function warnings(world: World): readonly string[] {
  return world.lines
    .filter(({ level, message }) => level === 'warn' && message.includes('metrics'))
    .map(({ message }) => message);
}

/** All that two runs leave behind, and what they took of the world's time. */
async function livesOf(world: World): Promise<object> {
  const summaries: Summary[] = [await run(world)];
  world.clock.advance(300_000);
  world.makeEvents('signinattempts', 3);
  summaries.push(await run(world));
  const { documents, spares, deadLetters } = world.container;
  const lines = world.lines.filter(({ message }) => !message.includes('metrics'));
  return {
    summaries,
    table: world.ingestion.table,
    documents: [...documents],
    spares: [...spares],
    deadLetters,
    lines,
  };
}

const secret = 'Bearer canary-of-the-identity';
const failures: readonly (readonly [
  string,
  (signal: AbortSignal) => Promise<HttpResult> | HttpResult,
  string,
])[] = [
  ...[206, 400, 401, 403, 429, 500, 503].map(
    (status) => [`HTTP ${status}`, () => ({ ...good, status, body: secret }), `HTTP ${status}`] as const,
  ),
  [
    'a cut connection',
    () => ({ status: undefined, reason: 'the connection was cut' }),
    'the connection was cut',
  ],
  [
    'an exception',
    () => {
      throw new TypeError(secret);
    },
    'TypeError: Bearer [hidden]',
  ],
  ['a broken promise', () => Promise.reject(new Error('x')), 'Error: x'],
];

describe('where Application Insights fails', () => {
  test.each(failures)(
    'with %s, runs are as without it but for a line in the log',
    async (_name, answer, said) => {
      const [world, plain] = [livelyWorld(), livelyWorld()];
      const telemetry = new FakeTelemetry(world, answer);
      expect(await livesOf(world)).toEqual(await livesOf(plain));
      expect(telemetry.told).toHaveLength(2);
      const line = `The metrics of the run were not taken: ${said}.`;
      expect(warnings(world)).toEqual([line, line]);
      expect(JSON.stringify(world.lines)).not.toContain('canary');
    },
  );

  test.each([
    ['heeds the end', (signal: AbortSignal) => until(signal)],
    ['heeds nothing', () => new Promise<never>(() => undefined)],
  ])('by silence, and the call %s, the run waits 5 s', async (_name, answer) => {
    const world = new World();
    const telemetry = new FakeTelemetry(world, answer);
    const [summary, plain] = [await run(world), await run(new World())];
    expect(summary).toEqual(plain);
    expect(world.clock.now() - (telemetry.told[0]?.at ?? 0)).toBe(5_000);
    expect(warnings(world)).toEqual(['The metrics of the run were not taken: not in time.']);
  });

  test('late in a run, it waits until the end of the budget', async () => {
    const world = new World();
    const start = world.clock.now();
    const telemetry = new FakeTelemetry(world, () => new Promise<never>(() => undefined));
    takeLong(world, 97_000);
    await run(world, { runBudgetSeconds: 100 });
    expect(telemetry.told).toHaveLength(1);
    expect(world.clock.now() - start).toBe(100_000);
  });
});

function until(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(new Error('aborted')), { once: true });
  });
}
