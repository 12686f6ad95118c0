import { expect, test } from 'vitest';
import { liveAll } from './core-fakes/life.ts';

/** As in `model.test.ts`; two files, so that both run at the same time. */
const runs = Number(process.env['MODEL_RUNS'] ?? 1_000);

test(
  `has every event in the end where answers take seconds and runs end early (${runs / 2} sequences)`,
  { timeout: 7_200_000 },
  async () => {
    const settings = { pageSize: 7, runBudgetSeconds: 45, concurrentUploads: 1 };
    const { ticks, sequences } = await liveAll(runs / 2, 20_260_302, 50, { settings, latency: 6_000 });
    console.log(`${sequences} sequences of 50 steps, ${ticks} runs`);
    expect(ticks).toBeGreaterThan(sequences * 10);
  },
);
