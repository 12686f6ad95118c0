/**
 * What the connector writes about itself, read by the queries that the solution ships for it. Each situation
 * is lived through by real runs; the KQL engine answers.
 */
import { describe, expect, test } from 'vitest';
import { streams as allStreams } from '../../functions/src/core/stream.ts';
import type { Summary } from '../../functions/src/core/summary.ts';
import { error } from './core-fakes/fake-api.ts';
import type { IngestionFault } from './core-fakes/fake-ingestion.ts';
import { countdown } from './core-fakes/step.ts';
import { live, refusing, situations } from './health-kql-situations.ts';
import { alertsOf, healthQueries, openHealth, statusOf, type Answer } from './health-kql-workspace.ts';
import { day, minute, WatchedWorld } from './health-kql-world.ts';

/** The tile of a run that wrote a row has to say what its summary says. */
function tileOf({ outcome, diagnosis, streams }: Summary) {
  const names = Object.keys(streams);
  return (names.length === 0 ? [''] : names.toSorted()).map((Stream) => {
    const report = streams[Stream as keyof typeof streams];
    return {
      Diagnosis: diagnosis?.code ?? (outcome === 'ok' ? 'Collected' : 'Collected in part'),
      Advice: diagnosis?.message ?? '',
      Stream,
      State: report?.state ?? '',
      Lag: report?.lagSeconds ? String(report.lagSeconds.p95) : '',
    };
  });
}

describe.each(situations)('$name', ({ begin, code, alert = [] }) => {
  test('shows in the workbook, and the rule reports it if it has to', async () => {
    const { world, summary } = await live({ begin });
    expect(summary.diagnosis?.code ?? null).toBe(code);
    expect(await statusOf(world)).toMatchObject(expectedRows(world, summary));
    const alerts = await alertsOf(world);
    expect(alerts.map(({ Kind, Reason }) => [Kind, Reason])).toEqual(alert);
  });
});

/** A run that its key did not let in names no account; then what the account said before is still there. */
function expectedRows(world: WatchedWorld, summary: Summary): readonly object[] {
  const Account = world.ingestion.healthRows.at(-1)?.account_uuid ?? '';
  const last = tileOf(summary).map((row) => ({ ...row, Account }));
  const before = allStreams.map((Stream) => ({
    Account: 'ACCOUNT',
    Stream,
  }));
  return Account === '' ? [...last, ...before] : last;
}

describe('the workbook', () => {
  test('forgets a run without an account once the account reports again', async () => {
    const { world } = await live({ begin: refusing('ops_abc') });
    world.api.validTokens = undefined;
    await world.runFor(1);
    expect((await statusOf(world)).map(({ Account, Outcome }) => [Account, Outcome])).toEqual(
      Array.from({ length: 3 }, () => ['ACCOUNT', 'ok']),
    );
    expect(await alertsOf(world)).toEqual([]);
  });

  test('keeps the last words of a connector whose rows are refused altogether', async () => {
    const { world, summary } = await live({
      begin: (world) => {
        world.ingestion.fault = () => ({ result: error(403, 'no'), isTaken: false });
      },
    });
    expect(summary).toMatchObject({ diagnosis: { code: 'ingestion-forbidden' }, health: { rows: 0 } });
    expect((await statusOf(world)).map(({ Run }) => Run)).toEqual(
      Array.from({ length: 3 }, () => '2026-03-01T12:55:00.0000000Z'),
    );
  });

  test('shows no row of another connector, and none that only tries an address', async () => {
    const world = new WatchedWorld();
    const at = world.clock.now();
    const row = { uuid_s: 'A', timestamp: new Date(at).toISOString(), log_source: 'healthevents' };
    world.arrivals.push({ row: { ...row, category: 'ok', action_type: 'Health' }, at });
    world.arrivals.push({ row: { ...row, category: 'degraded', details: { probe: true, streams: {} } }, at });
    expect(await statusOf(world)).toEqual([]);
  });

  test('counts rows, delays, copies and codes of what the connector sends', async () => {
    const world = new WatchedWorld();
    world.makeEvents('auditevents', 3, 10 * minute);
    world.makeEvents('itemusages', 2, 30 * day);
    world.makeEvents('signinattempts', 1);
    const lost = { result: { status: undefined, reason: 'the connection was cut' }, isTaken: true } as const;
    world.ingestion.fault = countdown<IngestionFault>(1, lost);
    await world.runFor(1);
    const ask = await openHealth(world);
    const answers = new Map([...healthQueries].map(([name, query]) => [name, ask(query)]));
    expect(
      answers.get('health.1')?.map(({ Kind, MedianDelay }) => [Kind, Number(MedianDelay) >= 600]),
    ).toEqual([
      ['Administration', true],
      ['Health', false],
      ['Item usage', true],
      ['Sign-in', false],
    ]);
    expect(answers.get('health.3')).toHaveLength(1);
    expect(answers.get('health.4')).toEqual([]);
    expect(answers.get('health.9')).toEqual([]);
  });
});

/** Two weeks and a day with events in some hours of each day, as people work. */
async function twoWeeks(isBusy: (hourOfDay: number) => boolean): Promise<WatchedWorld> {
  const world = new WatchedWorld();
  const end = world.clock.now() + 15 * day;
  while (world.clock.now() < end) {
    if (isBusy(new Date(world.clock.now()).getUTCHours())) {
      world.makeEvents('auditevents', 1);
      world.makeEvents('itemusages', 1, 2 * day);
      world.makeEvents('signinattempts', 1);
    }
    await world.runNext({}, 60);
  }
  return world;
}

function isWorkingHour(hourOfDay: number): boolean {
  return hourOfDay >= 7 && hourOfDay < 19;
}

describe('the rule', () => {
  test('is silent in quiet nights', async () => {
    const world = await twoWeeks(isWorkingHour);
    const reports: Answer[] = [];
    for (let i = 0; i < 24; i += 1) {
      if (i % 3 === 0) reports.push(...(await alertsOf(world)));
      if (isWorkingHour(new Date(world.clock.now()).getUTCHours())) world.makeEvents('auditevents', 1);
      await world.runNext({}, 60);
    }
    expect(reports).toEqual([]);
  });

  test('reports a connector from which nothing arrives any more, where events come day and night', async () => {
    const world = await twoWeeks(() => true);
    world.ingestion.fault = () => ({ result: error(403, 'no'), isTaken: false });
    // The last rows are an hour old; silence counts from two hours on.
    expect(await alertsOf(world)).toEqual([]);
    world.makeEvents('auditevents', 1);
    await world.runNext({}, 60);
    expect(await alertsOf(world)).toMatchObject([
      { Kind: 'all', GapMinutes: '120', Reason: 'no events at a time that usually has some' },
    ]);
    world.ingestion.fault = () => undefined;
    await world.runNext({}, 60);
    expect((await alertsOf(world)).map(({ Kind }) => Kind)).toEqual(['signin', 'usage']);
  });

  test('says nothing of a failure that is over, nor of one that is younger than an hour', async () => {
    const world = new WatchedWorld();
    world.makeEvents('auditevents', 3);
    await world.runFor(1);
    world.api.validTokens = [];
    await world.runFor(0.5);
    expect(await alertsOf(world)).toEqual([]);
    await world.runFor(0.5);
    expect(await alertsOf(world)).toHaveLength(1);
    world.api.validTokens = undefined;
    await world.runNext();
    expect(await alertsOf(world)).toEqual([]);
  });
});
