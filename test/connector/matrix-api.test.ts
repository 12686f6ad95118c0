import { describe, expect, test } from 'vitest';
import type { DiagnosisCode } from '../../functions/src/core/diagnosis.ts';
import { streams, type Stream } from '../../functions/src/core/stream.ts';
import { anyAnswers, strangeAnswers, type FaultyAnswer } from './core-fakes/answers.ts';
import {
  apiFault,
  canaryWorld,
  expectSound,
  expectTold,
  manyEvents,
  pageSize,
  recover,
  startedWorld,
  type Hit,
} from './core-fakes/cell.ts';
import { reportOf, run, statesOf } from './core-fakes/summary.ts';
import type { World } from './core-fakes/world.ts';

const answers: Readonly<Record<string, FaultyAnswer>> = { ...anyAnswers, ...strangeAnswers };

interface Told {
  readonly state: string;
  readonly code: DiagnosisCode | null;
}

const unavailable: Told = { state: 'error/api-unavailable', code: 'api-unreachable' };
const limited: Told = { state: 'rate-limited/api', code: 'rate-limited' };
const configuration: Told = { state: 'error/api-configuration', code: null };

/** What a stream says of a fault that lasts; what is not named here passes with time. */
const lasting: Readonly<Record<string, Told>> = {
  '301': configuration,
  '400': configuration,
  '401': { state: 'unauthorized/revoked-or-expired', code: null },
  '403': { state: 'unauthorized/forbidden', code: null },
  '404': { state: 'error/api-configuration', code: 'api-unreachable' },
  '404 in plain text': { state: 'error/api-configuration', code: 'api-unreachable' },
  '405': configuration,
  '413': configuration,
  '429': limited,
  '429 with seconds': limited,
  '429 with a date': limited,
  '429 with an hour': limited,
};

/** Asked once more in the same run, so that a single one is not even told. */
const passing = new Set(
  Object.keys(answers).filter((name) => lasting[name] === undefined || /^429(?! with an hour)/.test(name)),
);

const places: Readonly<Record<string, number>> = {
  'the first page of all': 1,
  'the first page': 1,
  'a page in the middle': 2,
  'the last page': 4,
};

const table = streams.flatMap((stream) =>
  Object.keys(answers).flatMap((name) =>
    Object.entries(places).flatMap(([place, at]) =>
      [false, true].map((isLasting) => ({ stream, name, place, hit: { at, isLasting } })),
    ),
  ),
);

function toldOf(name: string, place: string, { isLasting }: Hit): Told {
  // A start in time that is refused is tried again with another.
  const passes = passing.has(name) || (name === '400' && place === 'the first page of all');
  return !isLasting && passes ? { state: 'ok/caught-up', code: null } : (lasting[name] ?? unavailable);
}

async function worldAt(place: string, stream: Stream, { isLasting }: Hit): Promise<World> {
  const form = isLasting ? 'opaque' : 'claims';
  const world = place === 'the first page of all' ? canaryWorld(form) : await startedWorld(form);
  for (const each of streams) world.makeEvents(each, each === stream ? manyEvents : 12);
  return world;
}

describe(`a stream that meets a fault (${table.length} cells)`, () => {
  test.each(table)('$stream, $name at $place, $hit', async ({ stream, name, place, hit }) => {
    const world = await worldAt(place, stream, hit);
    world.api.fault = apiFault(world, stream, answers[name] as FaultyAnswer, hit);
    const summary = await run(world, { pageSize });
    expectSound(world, summary);
    expectTold(world, summary, stream);
    const told = toldOf(name, place, hit);
    const report = reportOf(summary, stream);
    expect([`${report.state}/${report.reason}`, summary.diagnosis?.code ?? null]).toEqual([
      told.state,
      told.code,
    ]);
    const isFine = told.state === 'ok/caught-up';
    expect(report.checkpointed).toBe(isFine || hit.at > 1);
    expect(report.ingested).toBe(isFine ? manyEvents : (hit.at - 1) * pageSize);
    expect(summary.outcome).toBe(isFine ? 'ok' : 'degraded');
    const { doubled } = await recover(world);
    expect(doubled).toEqual({ auditevents: 0, itemusages: 0, signinattempts: 0 });
  });
});

const judgements = Object.keys(answers).flatMap((name) =>
  [true, false].flatMap((isFirst) =>
    [true, false].map((isLasting) => ({ name, isFirst, hit: { at: 1, isLasting } })),
  ),
);

/** What a run says of a fault of introspection: outcome, diagnosis, and the state of all streams. */
function judgementOf(name: string, { isLasting }: Hit): readonly [string, DiagnosisCode | null, string] {
  if (name === '401') return ['failed', 'api-key-invalid', 'unauthorized/revoked-or-expired'];
  // Nobody may ask before that hour is over.
  if (name === '429 with an hour') return ['failed', 'rate-limited', 'rate-limited/api'];
  if (!isLasting && passing.has(name)) return ['ok', null, 'ok/caught-up'];
  return ['degraded', name.startsWith('429') ? 'rate-limited' : 'api-unreachable', 'ok/caught-up'];
}

describe(`introspection that meets a fault (${judgements.length} cells)`, () => {
  test.each(judgements)('$name, first run: $isFirst, $hit', async ({ name, isFirst, hit }) => {
    const world = await worldAt(isFirst ? 'the first page of all' : 'the first page', 'auditevents', hit);
    world.api.fault = apiFault(world, 'introspect', answers[name] as FaultyAnswer, hit);
    const summary = await run(world, { pageSize });
    expectSound(world, summary);
    expectTold(world, summary, 'auditevents');
    const [outcome, code, states] = judgementOf(name, hit);
    expect([summary.outcome, summary.diagnosis?.code ?? null, statesOf(summary)]).toEqual([
      outcome,
      code,
      states,
    ]);
    const isCollected = outcome !== 'failed';
    expect(summary.diagnosis?.message ?? '').toContain(isCollected && code !== null ? 'not judged' : '');
    expect(reportOf(summary).ingested).toBe(isCollected ? manyEvents : 0);
    const row = world.ingestion.healthRows.at(-1);
    expect(row?.category).toBe(name === '401' ? 'credentials_failed' : outcome);
    const polls = world.api.requests.filter(({ path }) => path !== 'introspect').length;
    expect(polls > (isFirst ? 0 : streams.length)).toBe(isCollected);
    const { doubled } = await recover(world);
    expect(doubled).toEqual({ auditevents: 0, itemusages: 0, signinattempts: 0 });
  });
});
