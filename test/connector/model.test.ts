import { expect, test } from 'vitest';
import { liveAll } from './core-fakes/life.ts';

/** Sequences of 50 steps in this file and in `model-slow.test.ts` together; more with MODEL_RUNS=10000. */
const runs = Number(process.env['MODEL_RUNS'] ?? 1_000);

test(
  `has every event in the end, whatever happens in whatever order (${runs / 2} sequences)`,
  { timeout: 7_200_000 },
  async () => {
    const { ticks, sequences } = await liveAll(runs / 2, 20_260_301, 50, { settings: { pageSize: 10 } });
    console.log(`${sequences} sequences of 50 steps, ${ticks} runs`);
    expect(ticks).toBeGreaterThan(sequences * 10);
  },
);
