/**
 * The services of the connector's benchmarks as a process of their own, so that their work is not counted
 * with the connector's. Prints the settings that lead to them as a line of JSON, and ends with its input.
 * Argument: how many events each stream holds.
 */
import { streams } from '../functions/src/core/stream.ts';
import { startSimulator } from '../scripts/simulator/simulator.ts';
import { floodOf } from '../scripts/simulator/story/flood.ts';
import { createOrganisation } from '../scripts/simulator/story/organisation.ts';

const [, , events = ''] = process.argv;
const count = Number(events);
/** Different events of a stream; after these they come again under other ids. */
const variety = 2_000;
const hour = 3_600_000;

const unlimited = { requestsPerMinute: Infinity, requestsPerHour: Infinity };
const simulator = await startSimulator({
  behaviour: unlimited,
  ingestion: { requestsPerMinute: Infinity, bytesPerMinute: Infinity },
  rows: { inMemory: false },
});
const organisation = createOrganisation({ account: simulator.account.uuid, people: 1000 });
const from = simulator.clock.now() - 20 * hour;
const spacing = (19 * hour) / count;
for (const stream of streams) {
  const flood = floodOf(organisation, stream, { from, spacing });
  const different = Array.from({ length: Math.min(variety, count) }, (_, i) => flood.at(i) as object);
  const at = (i: number) => ({
    ...different[i % variety],
    uuid: i.toString(36).toUpperCase().padStart(26, 'A'),
    timestamp: new Date(timeOf(i)).toISOString(),
  });
  simulator.account.appendSource(stream, { at }, count, (i) => ({ arrival: timeOf(i), time: timeOf(i) }));
}
process.stdout.write(`${JSON.stringify(simulator.environment())}\n`);
process.stdin.resume().on('end', () => process.exit(0));

function timeOf(i: number): number {
  return Math.floor(from + i * spacing);
}
