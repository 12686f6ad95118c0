import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { streams } from '../../functions/src/core/stream.ts';
import { begin, check, interval, settle } from './core-fakes/life.ts';
import { balance } from './core-fakes/ledger.ts';
import { anyStep, applyStep, heal, type Step } from './core-fakes/step.ts';
import { World } from './core-fakes/world.ts';

/** Another number of days: MODEL_DAYS=365 npx vitest run test/connector/model-days.test.ts */
const days = Number(process.env['MODEL_DAYS'] ?? 30);
const settings = { pageSize: 10 };
const runsOfDay = 288;

type Fault = Extract<Step, { readonly kind: 'api-fault' | 'ingestion-fault' | 'store-fault' }>;

/** One run in twenty meets one; many of them last for several calls. */
test(`${days} days in which every twentieth run meets a fault`, { timeout: 7_200_000 }, async () => {
  const world = new World();
  await begin(world, settings);
  const chance = fc.sample(fc.noBias(fc.integer({ min: 0, max: 399 })), { numRuns: 4_003, seed: 1 });
  const faults = fc.sample(anyStep, { numRuns: 4_000, seed: 2 }).filter(isFault);
  let events = 0;
  let hit = 0;
  for (let tick = 0; tick < days * runsOfDay; tick += 1) {
    const roll = (n: number): number => chance[(tick * 7 + n) % chance.length] ?? 0;
    const isNight = tick % runsOfDay < runsOfDay / 2;
    world.clock.advance(interval);
    heal(world);
    for (const [index, stream] of streams.entries()) {
      const count = isNight && roll(index + 1) > 20 ? 0 : roll(index) % 9;
      events += world.makeEvents(stream, count, roll(index + 3) < 40 ? 7_200_000 : 0).length;
    }
    if (roll(6) < 20) {
      applyStep(world, faults[tick % faults.length] as Fault);
      hit += 1;
    }
    check(await world.tick(settings));
  }
  const ticks = await settle(world, settings);
  const { lost, unmarked, doubled } = balance(world);
  console.log(
    `${days} days, ${events} events, ${hit} runs with faults, ${ticks} more runs, doubled ${JSON.stringify(doubled)}`,
  );
  expect({ lost, unmarked }).toEqual({ lost: [], unmarked: [] });
  expect(hit / (days * runsOfDay)).toBeGreaterThan(0.03);
  expect(hit / (days * runsOfDay)).toBeLessThan(0.08);
});

function isFault({ kind }: Step): boolean {
  return kind === 'api-fault' || kind === 'ingestion-fault' || kind === 'store-fault';
}
