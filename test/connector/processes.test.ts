/** Whole processes of the connector on one storage: who may work, and what they find there. */
import { BlobServiceClient, type ContainerClient } from '@azure/storage-blob';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { streams, type Stream } from '../../functions/src/core/stream.ts';
import type { Summary } from '../../functions/src/core/summary.ts';
import { startSimulator, type Simulator } from '../../scripts/simulator/simulator.ts';
import { readPage } from '../../scripts/simulator/test-client.ts';
import { startAzurite, type Azurite } from '../support/azurite.ts';
import { bundleWorker, type Worker, type WorkerFile } from '../support/worker-process.ts';

const pageLimit = 20;
const hour = 3_600_000;

let azurite: Azurite;
let file: WorkerFile;
let container: ContainerClient;
let simulator: Simulator;
let workers: Worker[];
beforeAll(async () => {
  [azurite, file] = await Promise.all([startAzurite(), bundleWorker()]);
  container = BlobServiceClient.fromConnectionString(azurite.connectionString).getContainerClient('cursors');
});
beforeEach(async () => {
  workers = [];
  const unlimited = { requestsPerMinute: 1e9, requestsPerHour: 1e9 };
  simulator = await startSimulator({ behaviour: unlimited });
});
afterEach(async () => {
  await Promise.all(workers.map((one) => one.kill()));
  await simulator.stop();
  await container.deleteIfExists();
});
afterAll(async () => {
  file.remove();
  await azurite.stop();
});

async function start(): Promise<Worker> {
  const worker = file.start({
    ...simulator.environment(),
    AzureWebJobsStorage: azurite.connectionString,
    PAGE_LIMIT: String(pageLimit),
  });
  workers.push(worker);
  await worker.ready;
  return worker;
}

async function runOnce(worker: Worker): Promise<Summary> {
  const [summary] = await worker.run(1);
  if (!summary) throw new Error(worker.output());
  return summary;
}

/** Events that are `age` ms old. */
function addEvents(round: number, count: number, age = 1_000): void {
  for (const stream of streams) {
    const timestamp = new Date(simulator.clock.now() - age).toISOString();
    const events = Array.from({ length: count }, (_, index) => ({ uuid: `E${round}-${index}`, timestamp }));
    simulator.account.append(stream, events, { arrival: simulator.clock.now() - age });
  }
}

/** Rows beyond the first of each event. */
function expectNothingLost(most: number): void {
  const { missing, unexpected, doubled } = simulator.ledger.count.compare();
  expect({ missing, unexpected, unserved: simulator.unserved() }).toEqual({
    missing: [],
    unexpected: [],
    unserved: [],
  });
  expect(doubled.filter(({ rows, resent }) => resent < rows - 1)).toEqual([]);
  for (const stream of streams) {
    const own = doubled.filter(({ key }) => key.startsWith(`${stream}/`));
    expect(own.reduce((sum, { rows }) => sum + rows - 1, 0)).toBeLessThanOrEqual(most);
  }
}

async function untilSeen(endpoint: string, count: number): Promise<void> {
  while (simulator.ledger.requestsTo(endpoint).length < count) {
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
}

describe('two processes on one storage', () => {
  test('of which one works while the other says why it does not', async () => {
    addEvents(1, 50);
    simulator.faults.add({ service: 'ingestion', times: Infinity, latencyMs: 400, action: { kind: 'none' } });
    const [first, second] = await Promise.all([start(), start()]);
    const working = runOnce(first);
    await untilSeen('rows', 1);
    const idle = await runOnce(second);
    expect(idle).toMatchObject({
      outcome: 'degraded',
      streams: {},
      health: { rows: 0 },
      diagnosis: {
        code: 'another-run-active',
        message: expect.stringMatching(/another run \(\w{26}\) has the lock since 2/) as string,
      },
    });
    expect(await working).toMatchObject({ outcome: 'ok', streams: { auditevents: { ingested: 50 } } });
    expectNothingLost(0);
  });

  test('that run again and again at the same time send every event once', async () => {
    const [first, second] = await Promise.all([start(), start()]);
    let ingested = 0;
    let refused = 0;
    for (let round = 1; round <= 8; round += 1) {
      addEvents(round, 45);
      const summaries = (await Promise.all([first.run(2), second.run(2)])).flat();
      refused += summaries.filter(({ diagnosis }) => diagnosis?.code === 'another-run-active').length;
      for (const { streams: reports } of summaries)
        ingested += Object.values(reports).reduce((sum, report) => sum + report.ingested, 0);
    }
    ingested += Object.values((await runOnce(first)).streams).reduce(
      (sum, report) => sum + report.ingested,
      0,
    );
    console.log(`33 runs of two processes, ${refused} refused, ${ingested} rows`);
    expect(ingested).toBe(8 * 45 * streams.length);
    expect(refused).toBeGreaterThan(0);
    expectNothingLost(0);
  });

  test('of which one sleeps until the other has taken its lock: it saves nothing more', async () => {
    const [first, second] = await Promise.all([start(), start()]);
    addEvents(1, 5);
    await runOnce(first);
    addEvents(2, 50);
    simulator.faults.add({ service: 'ingestion', times: 1, latencyMs: 300, action: { kind: 'none' } });
    const asleep = runOnce(first);
    await untilSeen('rows', 6);
    first.signal('SIGSTOP');
    // In its sleep the lock lapses, which would take a minute.
    await container.getBlobClient('lock').getBlobLeaseClient().breakLease(0);
    expect(await runOnce(second)).toMatchObject({ outcome: 'ok' });
    const saved = await checkpoints();
    first.signal('SIGCONT');
    const woken = await asleep;
    expect(woken.diagnosis?.code).toBe('another-run-active');
    expect(Object.values(woken.streams).map(({ reason }) => reason)).toContain('lock-lost');
    expect(await checkpoints()).toEqual(saved);
    expect(await runOnce(second)).toMatchObject({ outcome: 'ok', diagnosis: null });
    expectNothingLost(pageLimit);
  });
});

async function text(name: string): Promise<string> {
  return (await container.getBlobClient(name).downloadToBuffer()).toString('utf8');
}

async function put(name: string, contents: string): Promise<void> {
  await container.createIfNotExists();
  await container.getBlockBlobClient(name).upload(contents, Buffer.byteLength(contents));
}

async function names(): Promise<readonly string[]> {
  const found: string[] = [];
  for await (const { name } of container.listBlobsFlat()) found.push(name);
  return found;
}

function pathOf(stream: Stream): string {
  return `v1/${simulator.account.uuid}/${stream}.json`;
}

function checkpoints(): Promise<readonly string[]> {
  return Promise.all(streams.map((stream) => text(pathOf(stream))));
}

/** What may have become of a position, and what has to be said of it. */
const damages: Readonly<
  Record<string, { readonly harm: () => Promise<unknown>; readonly said: RegExp; readonly isKept: boolean }>
> = {
  corrupt: {
    harm: async () => put(pathOf('auditevents'), (await text(pathOf('auditevents'))).slice(0, -40)),
    said: /not readable \(it is not JSON/,
    isKept: true,
  },
  empty: { harm: () => put(pathOf('auditevents'), ''), said: /not readable \(it is not JSON/, isKept: true },
  'of a newer version': {
    harm: async () =>
      put(pathOf('auditevents'), (await text(pathOf('auditevents'))).replace('"schema": 1', '"schema": 2')),
    said: /written by a newer version of the connector \(schema 2\)/,
    isKept: true,
  },
  'of another account': {
    harm: async () =>
      put(
        pathOf('auditevents'),
        (await text(pathOf('auditevents'))).replaceAll(simulator.account.uuid, 'OTHER'),
      ),
    said: /it is of another account/,
    isKept: true,
  },
  missing: { harm: () => container.deleteBlob(pathOf('auditevents')), said: /it is gone/, isKept: false },
};

describe('a position that is', () => {
  test.each(Object.entries(damages))(
    '%s is told, kept, and gone round',
    async (_name, { harm, said, isKept }) => {
      const worker = await start();
      addEvents(1, 30, 3 * hour);
      await runOnce(worker);
      addEvents(2, 30);
      await runOnce(worker);
      await harm();
      const harmed = isKept ? await text(pathOf('auditevents')) : '';
      addEvents(3, 30);
      const summary = await runOnce(worker);
      expect(summary).toMatchObject({
        outcome: 'degraded',
        diagnosis: { code: 'checkpoint-corrupt' },
        streams: {
          auditevents: { state: 'error', reason: 'checkpoint-corrupt', checkpointed: true },
          itemusages: { state: 'ok', ingested: 30 },
        },
        health: { rows: 1 },
      });
      expect(summary.diagnosis?.message).toMatch(said);
      const aside = (await names()).filter((name) => name.includes('.unreadable-'));
      expect(await Promise.all(aside.map(text))).toEqual(isKept ? [harmed] : []);
      expect(await runOnce(worker)).toMatchObject({ outcome: 'ok', diagnosis: null });
      // The copy is as old as the run before last.
      expectNothingLost(30);
    },
  );
});

describe('what the earlier function left behind', () => {
  test('is gone on from, and left as it is', async () => {
    addEvents(1, 30, 30 * hour);
    const { cursor } = await readPage(simulator, 'auditevents', {
      limit: 100,
      start_time: new Date(simulator.clock.now() - 40 * hour).toISOString(),
    });
    const left = {
      'auditevents.json': JSON.stringify({ cursor }),
      'itemusages.json': '\uFEFF{"cursor":"none"}',
      'timestamp.json': JSON.stringify({
        lastRun: new Date(simulator.clock.now() - 28 * hour).toISOString(),
      }),
    };
    for (const [name, contents] of Object.entries(left)) await put(name, contents);
    simulator.ledger.clear();
    addEvents(2, 10);
    const summary = await runOnce(await start());
    expect(summary).toMatchObject({
      outcome: 'ok',
      streams: {
        // Goes on behind the cursor, begins six hours before the last run, begins a day ago.
        auditevents: { ingested: 10, message: expect.stringContaining('earlier function') as string },
        itemusages: { ingested: 40 },
        signinattempts: { ingested: 10 },
      },
    });
    for (const [name, contents] of Object.entries(left)) expect(await text(name)).toBe(contents);
  });

  test('is given up where its cursor is not taken, for the time of its last run', async () => {
    addEvents(1, 30, 30 * hour);
    await put('auditevents.json', '{"cursor":"bm8gY3Vyc29y"}');
    await put(
      'timestamp.json',
      JSON.stringify({ lastRun: new Date(simulator.clock.now() - 28 * hour).toISOString() }),
    );
    const summary = await runOnce(await start());
    expect(summary.streams.auditevents).toMatchObject({
      state: 'ok',
      ingested: 30,
      resent: 30,
      message: expect.stringContaining('is not accepted') as string,
    });
  });
});
