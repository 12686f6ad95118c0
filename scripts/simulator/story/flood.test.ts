import { expect, test } from 'vitest';
import { startSimulator } from '../simulator.ts';
import { streams } from '../stream-name.ts';
import { readAll } from '../test-client.ts';
import { enlarge } from './big-event.ts';
import { floodOf, floodTimes } from './flood.ts';
import { createOrganisation } from './organisation.ts';
import { tellStory } from './story.ts';

const from = Date.UTC(2026, 0, 5);
const organisation = createOrganisation({ account: 'A', people: 10 });

test('a flood is served like other events, each made from its number alone', async () => {
  const simulator = await startSimulator({ clock: { start: from + 3_600_000, isFrozen: true } });
  try {
    const times = { from, spacing: 10 };
    for (const stream of streams)
      simulator.account.appendSource(stream, floodOf(organisation, stream, times), 2500, floodTimes(times));
    const reset = { limit: 1000, start_time: new Date(from).toISOString() };
    for (const stream of streams) {
      const uuids = await readAll(simulator, stream, reset);
      expect(uuids).toHaveLength(2500);
      expect(new Set(uuids).size).toBe(2500);
      expect(await readAll(simulator, stream, reset)).toEqual(uuids);
    }
  } finally {
    await simulator.stop();
  }
});

test.each([10_000, 200_000, 2_000_000])('an event can have %i bytes', (bytes) => {
  const [batch = []] = tellStory(organisation, { from, to: from + 86_400_000 });
  for (const stream of streams) {
    const told = batch.find((event) => event.stream === stream);
    if (!told) throw new Error(`No event of ${stream}`);
    const size = Buffer.byteLength(JSON.stringify(enlarge(told, bytes).event));
    expect(Math.abs(size - bytes)).toBeLessThan(100);
  }
});
