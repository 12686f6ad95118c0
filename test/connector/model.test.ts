import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Summary } from '../../functions/src/core/summary.ts';
import { balance } from './core-fakes/ledger.ts';
import { anyStep, applyStep, heal, type Step } from './core-fakes/step.ts';
import { World } from './core-fakes/world.ts';

/** More on request: MODEL_RUNS=1000 npx vitest run test/connector/model.test.ts */
const runs = Number(process.env['MODEL_RUNS'] ?? 60);
const days = Number(process.env['MODEL_DAYS'] ?? 3);
const pageSize = 10;
const interval = 5 * 60_000;

describe('a connector in a world of mishaps', () => {
  test('has every event in the end, whatever happens in whatever order', { timeout: 1_800_000 }, async () => {
    let ticks = 0;
    const sequence = fc.array(anyStep, { minLength: 50, maxLength: 50, size: 'max' });
    await fc.assert(
      fc.asyncProperty(sequence, async (steps) => {
        const world = new World();
        const repeated = steps.some(({ kind }) => kind === 'repeated-event');
        await begin(world);
        for (const step of steps) ticks += await live(world, step);
        ticks += await settle(world);
        const { lost, unmarked } = balance(world);
        expect(lost).toEqual([]);
        expect(repeated ? [] : unmarked).toEqual([]);
      }),
      { numRuns: runs, seed: 20_260_301 },
    );
    console.log(`${runs} sequences of 50 steps, ${ticks} ticks`);
  });

  test('with one call in twenty failing, for days', { timeout: 1_800_000 }, async () => {
    const world = new World();
    await begin(world);
    const chance = fc.sample(fc.integer({ min: 0, max: 399 }), { numRuns: 4_000, seed: 1 });
    const faults = fc.sample(anyStep, { numRuns: 4_000, seed: 2 }).filter(isFault);
    let events = 0;
    for (let tick = 0; tick < days * 288; tick += 1) {
      const roll = (n: number): number => chance[(tick * 7 + n) % chance.length] ?? 0;
      world.clock.advance(interval);
      heal(world);
      for (const [index, stream] of (['auditevents', 'itemusages', 'signinattempts'] as const).entries()) {
        events += world.makeEvents(stream, roll(index) % 9, roll(index + 3) < 40 ? 7_200_000 : 0).length;
      }
      if (roll(6) < 60) applyStep(world, faults[tick % faults.length] as Fault);
      check(await world.tick({ pageSize }));
    }
    const ticks = await settle(world);
    const { lost, unmarked, doubled } = balance(world);
    console.log(`${days} days, ${events} events, ${ticks} more ticks, doubled ${JSON.stringify(doubled)}`);
    expect({ lost, unmarked }).toEqual({ lost: [], unmarked: [] });
  });
});

type Fault = Extract<Step, { readonly kind: 'api-fault' | 'ingestion-fault' | 'store-fault' }>;

function isFault({ kind }: Step): boolean {
  return kind === 'api-fault' || kind === 'ingestion-fault' || kind === 'store-fault';
}

/** A first run that finds something in each stream, so that each has a position. */
async function begin(world: World): Promise<void> {
  heal(world);
  for (const stream of ['auditevents', 'itemusages', 'signinattempts'] as const) world.makeEvents(stream, 12);
  await world.tick({ pageSize });
}

/** Gives the number of runs. */
async function live(world: World, step: Step): Promise<number> {
  if (step.kind !== 'tick' && step.kind !== 'killed-tick') {
    applyStep(world, step);
    return 0;
  }
  world.clock.advance(interval);
  check(await world.tick({ pageSize, ...(step.kind === 'killed-tick' ? { kill: step } : {}) }));
  return 1;
}

async function settle(world: World): Promise<number> {
  heal(world);
  for (let tick = 1; tick <= 12; tick += 1) {
    world.clock.advance(interval * 4);
    const summary = await world.tick({ pageSize });
    check(summary);
    const reports = Object.values(summary?.streams ?? {});
    if (reports.length === 3 && reports.every(({ state, reason }) => state === 'ok' && reason === 'idle'))
      return tick;
  }
  throw new Error('The connector did not come to rest.');
}

/** Whatever was received is accounted for where the position moved behind it. */
function check(summary: Summary | undefined): void {
  for (const [stream, report] of Object.entries(summary?.streams ?? {})) {
    const { events, duplicates, dropped, checkpointed } = report;
    const ingested = report.ingested + report.refusedStubs;
    const missing = events - ingested - duplicates - dropped;
    expect([stream, missing >= 0, checkpointed && missing > 0]).toEqual([stream, true, false]);
  }
}
