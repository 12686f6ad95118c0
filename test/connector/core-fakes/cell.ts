import { expect } from 'vitest';
import type { Stream } from '../../../functions/src/core/stream.ts';
import { streams } from '../../../functions/src/core/stream.ts';
import type { Summary } from '../../../functions/src/core/summary.ts';
import type { AnswerContext, FaultyAnswer } from './answers.ts';
import { leaksIn, secretPart } from './canary.ts';
import type { ApiFault } from './fake-api.ts';
import { balance, type Balance } from './ledger.ts';
import { check, interval } from './life.ts';
import { heal } from './step.ts';
import { reportOf, run } from './summary.ts';
import { tokenOf, World } from './world.ts';

export const pageSize = 10;
/** Events of the stream that meets the fault, in four pages of which the last is not full. */
export const manyEvents = 35;

/** Which of the calls to a place meet the fault. */
export interface Hit {
  /** Number of the first one, from 1. */
  readonly at: number;
  /** Every one from there on, until the end of the run. */
  readonly isLasting: boolean;
}

/** Token of the managed identity; services repeat it in their answers. */
const identityToken = signed(
  { aud: 'https://monitor.azure.com' },
  'the-identity-that-nobody-may-see-or-hear',
);

/** A key in the form of today's, and one that nothing gives away as a key. */
export type TokenForm = 'claims' | 'opaque';

const claims = signed({ aud: ['events.1password.com'] }, 'a-canary-that-nobody-may-ever-see-or-hear');
const opaque = 'a/canary/without/any/form/that/no/pattern/would/find';

/** A world whose key, and whose identity's token, are found wherever they appear. */
export function canaryWorld(form: TokenForm = 'claims'): World {
  const world = new World();
  world.token = form === 'claims' ? claims : opaque;
  return world;
}

/** A world in which each stream has a position. */
export async function startedWorld(form?: TokenForm): Promise<World> {
  const world = canaryWorld(form);
  for (const stream of streams) world.makeEvents(stream, 1);
  await run(world, { pageSize });
  world.clock.advance(interval);
  return world;
}

/** Gives a function that says of each call whether it is hit. */
export function counting({ at, isLasting }: Hit): () => boolean {
  let calls = 0;
  return () => {
    calls += 1;
    return isLasting ? calls >= at : calls === at;
  };
}

/** The fault on calls of the Events API to `path`. */
export function apiFault(world: World, path: string, answer: FaultyAnswer, hit: Hit): ApiFault {
  const isHit = counting(hit);
  return (call) => {
    if (call.path !== path || !isHit()) return undefined;
    return answerOf(world, answer, call.token, call.signal);
  };
}

/** The fault on uploads; `isTaken`: their rows are stored all the same. */
export function ingestionFault(
  world: World,
  answer: FaultyAnswer,
  hit: Hit,
  isTaken: boolean,
): World['ingestion']['fault'] {
  const isHit = counting(hit);
  return (rows) => {
    const isPoisoned = rows.some(({ action }) => action === 'poison');
    if (isPoisoned) return { result: { status: 400, headers: {}, body: identityToken }, isTaken: false };
    if (!isHit()) return undefined;
    return answerOf(world, answer, identityToken, world.ending).then((result) => ({ result, isTaken }));
  };
}

async function answerOf(
  { clock }: World,
  { result, afterMs }: FaultyAnswer,
  secret: string,
  signal: AbortSignal | undefined,
) {
  if (afterMs !== undefined) await clock.sleep(afterMs, signal ?? new AbortController().signal);
  const context: AnswerContext = { now: clock.now(), secret };
  return result(context);
}

/** What has to be true whatever the fault was. */
export function expectSound(world: World, summary: Summary): void {
  check(summary);
  for (const report of Object.values(summary.streams)) {
    const { events, ingested, duplicates, dropped, refusedStubs, deadLetters, checkpointed } = report;
    if (checkpointed) expect(ingested + duplicates + dropped + refusedStubs).toBe(events);
    expect(refusedStubs).toBeLessThanOrEqual(deadLetters);
  }
  const shown = JSON.stringify([
    summary,
    world.lines,
    world.ingestion.table,
    [...world.container.documents],
    [...world.container.spares.values()],
    world.container.deadLetters,
  ]);
  expect(leaksIn(shown, [secretPart(world.token), secretPart(identityToken)])).toEqual([]);
}

/** The health row of the last run tells the same as its summary. */
export function expectTold(world: World, summary: Summary, stream: Stream): void {
  expect(summary.health.rows).toBeGreaterThanOrEqual(1);
  const { outcome, diagnosis, streams: reports } = summary;
  const told = world.ingestion.healthRows.at(-1)?.details as Record<string, unknown> | undefined;
  expect(told).toMatchObject({ outcome, diagnosis: diagnosis && { code: diagnosis.code } });
  const { state, reason } = reportOf(summary, stream);
  expect(told?.['streams']).toMatchObject({ ...reports, [stream]: { state, reason } });
}

/** Runs until there is nothing to do, and gives what is in the table then. */
export async function recover(world: World): Promise<Balance> {
  heal(world);
  let summary: Summary | undefined;
  for (let tick = 0; tick < 5; tick += 1) {
    world.clock.advance(20 * 60_000);
    summary = await run(world, { pageSize });
    if (tick === 0) expect(summary.health.rows).toBe(1);
    expectSound(world, summary);
    const reports = Object.values(summary.streams);
    if (reports.length === streams.length && reports.every(({ reason }) => reason === 'idle')) break;
  }
  expect(summary).toMatchObject({ outcome: 'ok', diagnosis: null });
  const found = balance(world);
  expect(found).toMatchObject({ lost: [], unmarked: [] });
  return found;
}

function signed(payload: object, signature: string): string {
  return tokenOf(payload).replace(/[^.]+$/, signature);
}
