import { BlobServiceClient } from '@azure/storage-blob';
import { startAzurite } from '../test/support/azurite.ts';
import type { Figures } from './connector-figures.ts';
import { bundleProgram, startServices, type Environment } from './connector-processes.ts';
import { median } from './process.ts';

/** Events of each stream of the three. */
const events = 100_000;
const megabyte = 2 ** 20;

/**
 * The connector beside a bare loop, both against the same services in the same run: events by the clock and
 * by the processor's time, and memory over that of a run that finds nothing.
 */
export async function measureThroughput(
  times: number,
  print: (name: string, text: string) => void,
): Promise<void> {
  const [azurite, services] = await Promise.all([
    startAzurite(),
    startServices('connector-service', String(events)),
  ]);
  const [connector, bare] = await Promise.all([
    bundleProgram('connector-run'),
    bundleProgram('connector-bare'),
  ]);
  const container = BlobServiceClient.fromConnectionString(azurite.connectionString).getContainerClient(
    'cursors',
  );
  const environment: Environment = {
    ...services.environment,
    AzureWebJobsStorage: azurite.connectionString,
    MAX_REQUESTS_PER_MINUTE: '600',
    RUN_BUDGET_SECONDS: '600',
  };
  const runs: (readonly [ours: Figures, loop: Figures])[] = [];
  const idle: Figures[] = [];
  try {
    for (let turn = 0; turn < times; turn += 1) {
      await container.deleteIfExists();
      idle.push(await connector.run({ ...environment, INITIAL_LOOKBACK_HOURS: '0' }));
      await container.deleteIfExists();
      const ours = await connector.run(environment);
      const loop = await bare.run(environment);
      for (const { events: moved } of [ours, loop])
        if (moved !== 3 * events) throw new Error(`${moved} of ${3 * events} events arrived`);
      runs.push([ours, loop]);
    }
  } finally {
    for (const program of [connector, bare]) program.remove();
    await Promise.all([azurite.stop(), services.stop()]);
  }
  const ours = runs.map(([figures]) => figures);
  const loops = runs.map(([, figures]) => figures);
  const ratio = (of: 'seconds' | 'cpuSeconds'): string =>
    median(runs.map(([own, loop]) => loop[of] / own[of])).toFixed(2);
  print('connector, 300,000 events', describe(ours));
  print('bare loop, the same', describe(loops));
  print('connector / bare loop, by the clock', `${ratio('seconds')} (bar: 0.7)`);
  print('connector / bare loop, by CPU time', `${ratio('cpuSeconds')} (bar: 0.7)`);
  const peak = median(ours.map(({ peakBytes }) => peakBytes)) / megabyte;
  const still = median(idle.map(({ peakBytes }) => peakBytes)) / megabyte;
  print(
    'peak memory over an idle run',
    `${(peak - still).toFixed(0)} MB (${peak.toFixed(0)} MB, idle ${still.toFixed(0)} MB; bar: 150 MB)`,
  );
}

function describe(runs: readonly Figures[]): string {
  const rate = median(runs.map(({ events, seconds }) => events / seconds));
  const cpu = median(runs.map(({ cpuSeconds }) => cpuSeconds));
  return `${rate.toFixed(0)} a second, ${cpu.toFixed(2)} s of CPU`;
}
