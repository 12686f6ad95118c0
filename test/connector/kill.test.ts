import { setTimeout as pause } from 'node:timers/promises';
import { BlobServiceClient, type ContainerClient } from '@azure/storage-blob';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { streams } from '../../functions/src/core/stream.ts';
import { createRandom } from '../../scripts/simulator/story/random.ts';
import { startSimulator, type Simulator } from '../../scripts/simulator/simulator.ts';
import { startAzurite, type Azurite } from '../support/azurite.ts';
import { bundleWorker, type Worker, type WorkerFile } from '../support/worker-process.ts';
import { leaksIn, secretPart } from './core-fakes/canary.ts';

/** Processes that are killed, over all runs; more with CONNECTOR_KILLS=2000. */
const kills = Number(process.env['CONNECTOR_KILLS'] ?? 200);
const pageLimit = 20;
/** A process dies so many requests after it began, at most: a run with a few pages makes about twenty. */
const mostRequests = 24;
/** And so many milliseconds behind the last of them, which is when it works on answers and storage. */
const longestDelay = 25;

const runs = [
  { name: 'one upload at a time', uploads: '1', behaviour: {}, faults: 0 },
  { name: 'four uploads at a time', uploads: '4', behaviour: { hasMore: 'guessed' as const }, faults: 0 },
  {
    name: 'short and reversed pages',
    uploads: '4',
    behaviour: { shortPages: true, pageOrder: 'reversed' as const },
    faults: 0,
  },
  { name: 'one request in ten failing', uploads: '4', behaviour: { emptyPages: 1 }, faults: 0.1 },
];

let azurite: Azurite;
let worker: WorkerFile;
beforeAll(async () => {
  [azurite, worker] = await Promise.all([startAzurite(), bundleWorker()]);
  const simulator = await startSimulator();
  await worker.prepare({ ...simulator.environment(), AzureWebJobsStorage: azurite.connectionString });
  await simulator.stop();
  await cursors().deleteIfExists();
}, 60_000);
afterAll(async () => {
  worker.remove();
  await azurite.stop();
});

test.each(runs.map((run, index) => ({ ...run, seed: index + 1, times: Math.ceil(kills / runs.length) })))(
  'a process killed $times times, $name: nothing is lost, at most a page comes twice',
  { timeout: 3_600_000 },
  async ({ uploads, behaviour, faults, seed, times }) => {
    const random = createRandom(seed, 'kills');
    const simulator = await startSimulator({
      seed,
      behaviour: { ...behaviour, requestsPerMinute: 1e9, requestsPerHour: 1e9 },
    });
    const storage = cursors();
    const environment = {
      ...simulator.environment(),
      AzureWebJobsStorage: azurite.connectionString,
      MAX_CONCURRENT_UPLOADS: uploads,
      PAGE_LIMIT: String(pageLimit),
    };
    const lostAnswers = faults > 0 ? breakRequests(simulator, faults) : { hits: 0 };
    const started: Worker[] = [];
    const start = (): Worker => {
      const one = worker.start(environment);
      started.push(one);
      return one;
    };
    const reached = new Map<string, number>();
    let doubledBefore = 0;
    let withSecondCopies = 0;
    let next = start();
    try {
      for (let kill = 1; kill <= times; kill += 1) {
        const current = next;
        await current.ready;
        // The next one loads while this one works.
        next = start();
        addEvents(simulator, kill, (most) => Math.floor(random.fraction() * most));
        const before = simulator.ledger.requests.length;
        void current.run(1_000);
        const point = Math.floor(random.fraction() * mostRequests);
        await requestsSeen(simulator, before + point);
        await pause(random.fraction() * longestDelay);
        await current.kill();
        const phase = phaseOf(simulator, before);
        reached.set(phase, (reached.get(phase) ?? 0) + 1);
        // In Azure nobody would run before the lock of the one that is gone lapses, a minute later.
        await storage
          .getBlobClient('lock')
          .getBlobLeaseClient()
          .breakLease(0)
          .catch(() => undefined);
        const doubled = doubledRows(simulator);
        expect(doubled.most).toBeLessThanOrEqual(pageLimit * (kill + lostAnswers.hits));
        if (doubled.all > doubledBefore) withSecondCopies += 1;
        doubledBefore = doubled.all;
      }
      simulator.faults.clear();
      await next.ready;
      const last = (await next.run(3)).at(-1);
      expect(last).toMatchObject({ outcome: 'ok', diagnosis: null });
    } finally {
      await Promise.all(started.map((one) => one.kill()));
    }
    const { served, stored, missing, doubled, unexpected } = simulator.ledger.count.compare();
    const { most, all } = doubledRows(simulator);
    console.log(
      `${times} kills (${[...reached].map(([phase, count]) => `${phase} ${count}`).join(', ')}): ` +
        `${served} events, lost ${missing.length}, rows twice ${all}, kills that caused some ${withSecondCopies}`,
    );
    expect({ missing, unexpected, unserved: simulator.unserved() }).toEqual({
      missing: [],
      unexpected: [],
      unserved: [],
    });
    expect(stored - served).toBe(all);
    expect(doubled.filter(({ rows, resent }) => resent < rows - 1)).toEqual([]);
    expect(most).toBeLessThanOrEqual(pageLimit * (times + lostAnswers.hits));
    const written = started.map((one) => one.output()).join('\n');
    const { APIKey, IDENTITY_HEADER } = simulator.environment();
    expect(leaksIn(written, [secretPart(APIKey ?? ''), IDENTITY_HEADER ?? '', azurite.key])).toEqual([]);
    await simulator.stop();
    await storage.deleteIfExists();
  },
);

function cursors(): ContainerClient {
  return BlobServiceClient.fromConnectionString(azurite.connectionString).getContainerClient('cursors');
}

/** A few pages in some streams, and nothing in others. */
function addEvents(simulator: Simulator, round: number, roll: (most: number) => number): void {
  for (const stream of streams) {
    const timestamp = new Date(simulator.clock.now() - 1_000).toISOString();
    const count = roll(4) === 0 ? 0 : roll(3 * pageLimit);
    const events = Array.from({ length: count }, (_, index) => ({ uuid: `E${round}-${index}`, timestamp }));
    simulator.account.append(stream, events);
  }
}

/** Gives the uploads whose rows are stored though nobody says so: the second copy is not the kill's. */
function breakRequests(simulator: Simulator, share: number): { readonly hits: number } {
  const often = { share, times: Infinity };
  simulator.faults.add({ ...often, action: { kind: 'status', status: 503 } });
  simulator.faults.add({ ...often, action: { kind: 'cut' } });
  return simulator.faults.add({ ...often, service: 'ingestion', action: { kind: 'lost-answer' } });
}

async function requestsSeen({ ledger }: Simulator, count: number): Promise<void> {
  while (ledger.requests.length < count) await pause(1);
}

/** The last thing that the simulator saw of a process. */
function phaseOf({ ledger }: Simulator, before: number): string {
  const seen = ledger.requests.slice(before);
  const last = seen.at(-1);
  if (last === undefined) return 'before its first request';
  if (last.service === 'ingestion') return 'in or behind an upload';
  return seen.some(({ service }) => service === 'ingestion') ? 'between uploads' : 'before an upload';
}

/** Rows beyond the first of each event: of all streams, and of the one with most of them. */
function doubledRows({ ledger }: Simulator): { readonly most: number; readonly all: number } {
  const { doubled } = ledger.count.compare();
  const extra = (prefix: string): number =>
    doubled.filter(({ key }) => key.startsWith(prefix)).reduce((sum, { rows }) => sum + rows - 1, 0);
  return { most: Math.max(...streams.map((stream) => extra(`${stream}/`))), all: extra('') };
}
