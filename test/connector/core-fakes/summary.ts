import type { Stream } from '../../../functions/src/core/stream.ts';
import type { StreamReport } from '../../../functions/src/core/stream-report.ts';
import type { Summary } from '../../../functions/src/core/summary.ts';
import type { World } from './world.ts';

type Options = Parameters<World['tick']>[0];

/** A run that is not killed. */
export async function run(world: World, options: Options = {}): Promise<Summary> {
  const summary = await world.tick(options);
  if (summary === undefined) throw new Error('The run was killed.');
  return summary;
}

/** What the run said of a stream. */
export function reportOf({ streams }: Summary, stream: Stream = 'auditevents'): StreamReport {
  const report = streams[stream];
  if (report === undefined) throw new Error(`${stream} was not looked at.`);
  return report;
}

/** States of all streams, or the one that they have in common. */
export function statesOf({ streams }: Summary): string {
  return [...new Set(Object.values(streams).map(({ state, reason }) => `${state}/${reason}`))].join(' ');
}
