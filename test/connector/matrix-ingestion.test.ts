import { describe, expect, test } from 'vitest';
import type { DiagnosisCode } from '../../functions/src/core/diagnosis.ts';
import type { Summary } from '../../functions/src/core/summary.ts';
import { anyAnswers, type FaultyAnswer } from './core-fakes/answers.ts';
import {
  expectSound,
  expectTold,
  ingestionFault,
  manyEvents,
  pageSize,
  recover,
  startedWorld,
  type Hit,
} from './core-fakes/cell.ts';
import { reportOf, run } from './core-fakes/summary.ts';

const answers: Readonly<Record<string, FaultyAnswer>> = {
  ...anyAnswers,
  '200': { result: () => ({ status: 200, headers: {}, body: '' }) },
};

/** After these the rows may lie in the table all the same. */
const mayBeTaken = new Set(['200', '408', '500', '503', '504', 'reset connection', 'no answer in time']);

interface Told {
  readonly state: string;
  readonly code: DiagnosisCode | null;
}

const fine: Told = { state: 'ok/caught-up', code: null };
const unavailable: Told = { state: 'error/ingestion-unavailable', code: 'ingestion-unreachable' };
const forbidden: Told = { state: 'error/ingestion-forbidden', code: 'ingestion-forbidden' };
const misconfigured: Told = { state: 'error/ingestion-configuration', code: 'ingestion-misconfigured' };
const limited: Told = { state: 'rate-limited/ingestion', code: 'rate-limited' };

/** What comes of an answer that lasts; what is not named is tried again and passes with time. */
const lasting: Readonly<Record<string, Told>> = {
  '200': misconfigured,
  '301': misconfigured,
  '400': misconfigured,
  '401': forbidden,
  '403': forbidden,
  '404': misconfigured,
  '404 in plain text': misconfigured,
  '405': misconfigured,
  // Every row is kept as a dead letter, and that is all that can be done.
  '413': { ...fine, code: 'ingestion-misconfigured' },
  '429': limited,
  '429 with seconds': limited,
  '429 with a date': limited,
  '429 with an hour': limited,
};

/** A single one of these ends the stream's run, or the row about the run. */
const final = new Set(['200', '301', '403', '404', '404 in plain text', '405', '429 with an hour']);

/** Pages are sent in their order, one call each, and the row about the run comes last. */
const places: Readonly<Record<string, number>> = {
  'the first page': 1,
  'a page in the middle': 2,
  'the last page': 4,
  'the health row': 5,
};

const table = Object.entries(places).flatMap(([place, at]) =>
  [false, true].flatMap((isLasting) =>
    Object.keys(answers).flatMap((name) =>
      [false, ...(mayBeTaken.has(name) ? [true] : [])].map((isTaken) => ({
        name,
        place,
        isTaken,
        hit: { at, isLasting },
      })),
    ),
  ),
);

function toldOf(name: string, { isLasting }: Hit): Told {
  return isLasting || final.has(name) ? (lasting[name] ?? unavailable) : fine;
}

/** It is tried for half a minute, and what is said of it is said of the whole run. */
function expectHealthRow(summary: Summary, name: string, hit: Hit): void {
  const { state, reason } = reportOf(summary);
  expect(`${state}/${reason}`).toBe('ok/caught-up');
  // A row about a run is not bisected.
  const isRefused = name === '400' || name === '413';
  const isTooLate = name === 'no answer in time';
  const alone = isTooLate ? 'ingestion-unreachable' : isRefused ? 'ingestion-misconfigured' : undefined;
  const code = alone ?? toldOf(name, hit).code;
  expect(summary.diagnosis?.code ?? null).toBe(code);
  expect(summary).toMatchObject({ outcome: code ? 'degraded' : 'ok', health: { rows: code ? 0 : 1 } });
}

function expectPage(summary: Summary, name: string, hit: Hit): void {
  const told = toldOf(name, hit);
  const { state, reason, checkpointed, ingested, deadLetters } = reportOf(summary);
  expect([`${state}/${reason}`, summary.diagnosis?.code ?? null]).toEqual([told.state, told.code]);
  const isKept = name === '413' && hit.isLasting;
  const before = (hit.at - 1) * pageSize;
  expect(summary.outcome).toBe(told === fine ? 'ok' : 'degraded');
  // Where it failed, a page was received that is not behind the position.
  expect(checkpointed).toBe(told.state === fine.state);
  expect(ingested).toBe(told === fine ? manyEvents : before);
  expect(deadLetters).toBe(isKept ? manyEvents - before : 0);
  expect(summary.health.rows > 0).toBe(!hit.isLasting);
}

describe(`uploads that meet a fault (${table.length} cells)`, () => {
  test.each(table)('$name for $place, taken: $isTaken, $hit', async ({ name, place, isTaken, hit }) => {
    const world = await startedWorld();
    const callsBefore = world.ingestion.calls;
    world.makeEvents('auditevents', manyEvents);
    world.ingestion.fault = ingestionFault(world, answers[name] as FaultyAnswer, hit, isTaken);
    const summary = await run(world, { pageSize });
    expectSound(world, summary);

    if (place === 'the health row') expectHealthRow(summary, name, hit);
    else expectPage(summary, name, hit);
    if (!hit.isLasting && place !== 'the health row') expectTold(world, summary, 'auditevents');
    const calls = world.ingestion.calls - callsBefore;
    const { doubled } = await recover(world);
    expect(doubled).toMatchObject({ itemusages: 0, signinattempts: 0 });
    expect(doubled.auditevents).toBeLessThanOrEqual(isTaken ? pageSize * calls : 0);
  });
});

/** Accepted calls: a probe, three pieces before the bad row, its stub, and the rest of the page. */
const calls = { probe: 1, piece: 2, stub: 4, rest: 5 };

const poisoned = Object.keys(answers).flatMap((name) =>
  Object.entries(calls).map(([call, at]) => ({ name, call, at })),
);

describe(`a row that is refused, and a fault beside it (${poisoned.length} cells)`, () => {
  test.each(poisoned)('$name for the $call', async ({ name, call, at }) => {
    const world = await startedWorld();
    world.makeEvents('auditevents', 4);
    const timestamp = new Date(world.clock.now()).toISOString();
    world.api.append('auditevents', [{ uuid: 'POISON', timestamp, action: 'poison', object_type: 'user' }]);
    world.makeEvents('auditevents', 5);
    // The fault hits once; the row stays what it is.
    const hit = { at, isLasting: false };
    world.ingestion.fault = ingestionFault(world, answers[name] as FaultyAnswer, hit, false);
    for (let tick = 0; tick < 4; tick += 1) {
      expectSound(world, await run(world, { pageSize }));
      world.clock.advance(20 * 60_000);
    }
    const kept = world.container.deadLetters.map(({ line }) => JSON.parse(line) as { event: object });
    expect(kept[0]?.event).toMatchObject({ uuid: 'POISON' });
    expect(new Set(kept.map(({ event }) => JSON.stringify(event))).size).toBe(1);
    const rows = world.ingestion.events.filter(({ uuid_s: id }) => id === 'POISON');
    const isStubRefused = call === 'stub' && (name === '400' || name === '413');
    const copies = call === 'rest' && final.has(name) ? 2 : 1;
    expect(rows).toHaveLength(isStubRefused ? 0 : copies);
    for (const row of rows) expect(row).toMatchObject({ timestamp, log_source: 'auditevents' });
    const { doubled } = await recover(world);
    const isRepeated = call !== 'probe' && final.has(name);
    expect(doubled.auditevents).toBeLessThanOrEqual(isRepeated ? pageSize : 0);
  });
});
