import * as fc from 'fast-check';
import type { Settings } from '../../../functions/src/core/settings.ts';
import { streams } from '../../../functions/src/core/stream.ts';
import type { Summary } from '../../../functions/src/core/summary.ts';
import { balance } from './ledger.ts';
import { anyStep, applyStep, heal, type Step } from './step.ts';
import { World } from './world.ts';

export const interval = 5 * 60_000;

export interface LifeOptions {
  readonly settings: Partial<Settings>;
  /** Virtual time that each answer of the Events API takes, ms; chosen by chance up to this. */
  readonly latency?: number;
}

/** Sequences of steps that were lived through, and what that took. */
export interface Lives {
  readonly sequences: number;
  readonly ticks: number;
}

/**
 * Lets connectors live through sequences of steps and compares the table with the service's list after
 * each; throws, with the shortest sequence that fails.
 */
export async function liveAll(
  count: number,
  seed: number,
  steps: number,
  options: LifeOptions,
): Promise<Lives> {
  let ticks = 0;
  const sequence = fc.array(anyStep, { minLength: steps, maxLength: steps, size: 'max' });
  const property = fc.asyncProperty(sequence, async (life) => {
    ticks += await liveOnce(life, options);
  });
  await fc.assert(property, { numRuns: count, seed });
  return { sequences: count, ticks };
}

/** Gives the number of runs. */
async function liveOnce(steps: readonly Step[], options: LifeOptions): Promise<number> {
  const world = new World();
  world.latency = options.latency ?? 0;
  await begin(world, options.settings);
  let ticks = 0;
  for (const step of steps) {
    if (step.kind === 'tick' || step.kind === 'killed-tick') {
      world.clock.advance(interval);
      const kill = step.kind === 'killed-tick' ? { kill: step } : {};
      check(await world.tick({ ...options.settings, ...kill }));
      ticks += 1;
    } else applyStep(world, step);
  }
  ticks += await settle(world, options.settings);
  const { lost, unmarked } = balance(world);
  if (lost.length > 0) throw new Error(`Lost: ${lost.join()}`);
  const isRepeated = steps.some(({ kind }) => kind === 'repeated-event');
  if (!isRepeated && unmarked.length > 0) throw new Error(`Twice without a mark: ${unmarked.join()}`);
  return ticks;
}

/** A first run that finds something in each stream, so that each has a position. */
export async function begin(world: World, settings: Partial<Settings>): Promise<void> {
  heal(world);
  for (const stream of streams) world.makeEvents(stream, 12);
  await world.tick(settings);
}

/** Runs without faults until nothing is left to do; gives their number. */
export async function settle(world: World, settings: Partial<Settings>): Promise<number> {
  heal(world);
  for (let tick = 1; tick <= 12; tick += 1) {
    world.clock.advance(interval * 4);
    const summary = await world.tick(settings);
    check(summary);
    const reports = Object.values(summary?.streams ?? {});
    if (reports.length === 3 && reports.every(({ state, reason }) => state === 'ok' && reason === 'idle'))
      return tick;
  }
  throw new Error('The connector did not come to rest.');
}

/** Whatever was received is accounted for where the position moved behind it, and never more than that. */
export function check(summary: Summary | undefined): void {
  for (const [stream, report] of Object.entries(summary?.streams ?? {})) {
    const { events, duplicates, dropped, checkpointed, ingested, refusedStubs } = report;
    const missing = events - ingested - refusedStubs - duplicates - dropped;
    if (missing < 0 || (checkpointed && missing > 0))
      throw new Error(`${missing} events of ${stream} are unaccounted for: ${JSON.stringify(report)}`);
  }
}
