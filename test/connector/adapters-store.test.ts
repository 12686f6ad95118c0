import { BlobServiceClient, type ContainerClient } from '@azure/storage-blob';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createBlobService, type StorageSettings } from '../../functions/src/adapters/blob-service.ts';
import { lockTimes, type LockTimes } from '../../functions/src/adapters/lock.ts';
import { containerName, createStateStore } from '../../functions/src/adapters/state-store.ts';
import type { Checkpoint } from '../../functions/src/core/checkpoint.ts';
import type { StateStore, StoreError } from '../../functions/src/ports.ts';
import { startAzurite, type Azurite } from '../support/azurite.ts';

let azurite: Azurite;
let service: BlobServiceClient;
let container: ContainerClient;
beforeAll(async () => {
  azurite = await startAzurite();
  service = createBlobService(settings(azurite.connectionString));
  container = service.getContainerClient(containerName);
});
beforeEach(async () => {
  await container.deleteIfExists();
});
afterAll(() => azurite.stop());

const account = 'ACCOUNT1';
const stream = 'auditevents';
const path = `v1/${account}/${stream}.json`;
const now = Date.parse('2026-03-04T05:06:07Z');

function createStore(times: LockTimes = lockTimes): StateStore {
  return createStateStore({ service: () => service, times });
}

function checkpoint(cursor: string, runId = 'RUN1'): Checkpoint {
  return {
    schema: 1,
    accountUuid: account,
    integrationUuid: 'INTEGRATION',
    host: 'events.1password.com',
    apiVersion: 'v2',
    stream,
    cursor,
    runId,
    recent: [],
    totals: { events: 0, batches: 0, deadLetters: 0, duplicates: 0, resets: 0 },
    previous: [],
  };
}

function settings(storageConnection: string): StorageSettings {
  const none = undefined;
  return {
    storageConnection,
    storageAccount: none,
    storageBlobUri: none,
    storageClientId: none,
    clientId: none,
  };
}

async function put(name: string, text: string): Promise<void> {
  await container.createIfNotExists();
  await container.getBlockBlobClient(name).upload(text, Buffer.byteLength(text));
}

async function get(name: string): Promise<string> {
  return (await container.getBlobClient(name).downloadToBuffer()).toString('utf8');
}

async function names(): Promise<string[]> {
  const found: string[] = [];
  for await (const { name } of container.listBlobsFlat()) found.push(name);
  return found;
}

/** Nobody listens on port 9. */
const refused =
  'DefaultEndpointsProtocol=http;AccountName=a;AccountKey=a2V5;BlobEndpoint=http://127.0.0.1:9/a;';

const failure = (kind: StoreError['kind']): object => expect.objectContaining({ kind });

describe('checkpoints', () => {
  test('are absent in a new account, and written into a container that the lock has made', async () => {
    const store = createStore();
    expect(await store.readCheckpoint(account, stream)).toBeUndefined();
    expect(await store.readSpare(account, stream)).toBeUndefined();
    const lease = await store.lock('RUN1');
    const etag = await store.writeCheckpoint(checkpoint('a'), undefined);
    expect(await store.readCheckpoint(account, stream)).toEqual({ value: checkpoint('a'), etag });
    await lease.release();
    expect(await names()).toEqual(['lock', path]);
  });

  test('are written in a row, each with the tag of the one before', async () => {
    const store = createStore();
    await store.lock('RUN1').then((lease) => lease.release());
    let etag = await store.writeCheckpoint(checkpoint('0'), undefined);
    for (let i = 1; i < 5; i++) etag = await store.writeCheckpoint(checkpoint(String(i)), etag);
    expect(await store.readCheckpoint(account, stream)).toEqual({ value: checkpoint('4'), etag });
  });

  test('of two writers the second is refused, and the first keeps its state', async () => {
    const [one, two] = [createStore(), createStore()];
    await one.lock('RUN1').then((lease) => lease.release());
    const first = await one.writeCheckpoint(checkpoint('start'), undefined);
    const second = await two.readCheckpoint(account, stream);
    expect(second).toMatchObject({ etag: first });
    await one.writeCheckpoint(checkpoint('one', 'RUN1'), first);
    await expect(two.writeCheckpoint(checkpoint('two', 'RUN2'), first)).rejects.toEqual(failure('conflict'));
    await expect(two.writeCheckpoint(checkpoint('two', 'RUN2'), undefined)).rejects.toEqual(
      failure('conflict'),
    );
    expect(await one.readCheckpoint(account, stream)).toMatchObject({ value: { cursor: 'one' } });
  });

  test('a write that was done although its answer was lost counts as done', async () => {
    const store = createStore();
    await store.lock('RUN1').then((lease) => lease.release());
    const etag = await store.writeCheckpoint(checkpoint('a'), undefined);
    const written = await store.writeCheckpoint(checkpoint('b'), etag);
    // The library repeats the request with the old tag.
    expect(await store.writeCheckpoint(checkpoint('b'), etag)).toBe(written);
  });

  test('the state at the beginning of a run is kept as a spare copy', async () => {
    const first = createStore();
    await first.lock('RUN1').then((lease) => lease.release());
    await first.writeCheckpoint(checkpoint('one'), undefined);
    const second = createStore();
    const found = await second.readCheckpoint(account, stream);
    if (!found || 'unreadable' in found) throw new Error('no checkpoint');
    const etag = await second.writeCheckpoint(checkpoint('two'), found.etag);
    await second.writeCheckpoint(checkpoint('three'), etag);
    expect(await second.readSpare(account, stream)).toEqual(checkpoint('one'));
  });

  test.each(['{"schema":1,"cur', '{"schema":2}', ''])(
    'what cannot be read (%j) is kept aside and may be replaced, the spare copy stays',
    async (text) => {
      await put(path, text);
      await put(`v1/${account}/${stream}.spare.json`, JSON.stringify(checkpoint('spare')));
      const store = createStore();
      const found = await store.readCheckpoint(account, stream);
      if (!found || !('unreadable' in found)) throw new Error('it was read');
      expect(await get(found.aside)).toBe(text);
      expect(await get(path)).toBe(text);
      expect(await store.readSpare(account, stream)).toEqual(checkpoint('spare'));
      expect(await createStore().readCheckpoint(account, stream)).toEqual(found);
      await store.writeCheckpoint(checkpoint('anew'), undefined);
      expect(await createStore().readCheckpoint(account, stream)).toMatchObject({
        value: { cursor: 'anew' },
      });
      expect(await get(found.aside)).toBe(text);
    },
  );

  test('what cannot be read is not replaced by a run that did not see it', async () => {
    await put(path, 'broken');
    await expect(createStore().writeCheckpoint(checkpoint('a'), undefined)).rejects.toEqual(
      failure('conflict'),
    );
  });

  test('ids from outside lead to no other place', async () => {
    const store = createStore();
    await store.lock('RUN1').then((lease) => lease.release());
    await store.writeCheckpoint({ ...checkpoint('a'), accountUuid: '../x/%2e%2e?y' }, undefined);
    expect(await names()).toContain('v1/___x__2e_2e_y/auditevents.json');
  });
});

describe('the state of the run', () => {
  test('is read as it was written', async () => {
    const store = createStore();
    await store.lock('RUN1').then((lease) => lease.release());
    expect(await store.readRunState()).toBeUndefined();
    const etag = await store.writeRunState({ hour: [1, 2] }, undefined);
    expect(await store.readRunState()).toEqual({ value: { hour: [1, 2] }, etag });
    await expect(store.writeRunState({}, undefined)).rejects.toEqual(failure('conflict'));
    await store.writeRunState({}, etag);
  });

  test('where it cannot be read it is absent, and can be written', async () => {
    await put('v1/run.json', 'broken');
    const store = createStore();
    expect(await store.readRunState()).toBeUndefined();
    await store.writeRunState({ ok: true }, undefined);
    expect(await createStore().readRunState()).toMatchObject({ value: { ok: true } });
  });
});

describe('the lock', () => {
  test('is for one run at a time; who is refused learns who has it', async () => {
    const held = await createStore().lock('RUN1');
    await expect(createStore().lock('RUN2')).rejects.toEqual(failure('lease-taken'));
    await expect(createStore().lock('RUN2')).rejects.toThrow(
      /^another run \(RUN1\) has the lock since 20\d\d-/,
    );
    expect(held.lost.aborted).toBe(false);
    await held.release();
    await held.release();
    await (await createStore().lock('RUN2')).release();
  });

  test('of many who want it at once, one gets it', async () => {
    const tries = await Promise.allSettled(
      Array.from({ length: 8 }, (_, i) => createStore().lock(`RUN${i}`)),
    );
    const got = tries.flatMap((t) => (t.status === 'fulfilled' ? [t.value] : []));
    const refused = tries.flatMap((t) => (t.status === 'rejected' ? [t.reason as StoreError] : []));
    expect(got).toHaveLength(1);
    expect(refused.map(({ kind }) => kind)).toEqual(Array.from({ length: 7 }, () => 'lease-taken'));
    await got[0]?.release();
  });

  test('that is taken away is noticed at the next renewal, and then nothing is written', async () => {
    const store = createStore({ ...lockTimes, renewMilliseconds: 50 });
    const lease = await store.lock('RUN1');
    const etag = await store.writeCheckpoint(checkpoint('a'), undefined);
    await container.getBlobClient('lock').getBlobLeaseClient().breakLease(0);
    await new Promise((resolve) => lease.lost.addEventListener('abort', resolve));
    expect(lease.lost.reason).toEqual(failure('lease-lost'));
    await expect(store.writeCheckpoint(checkpoint('b'), etag)).rejects.toEqual(failure('lease-lost'));
    await expect(store.writeRunState({}, undefined)).rejects.toEqual(failure('lease-lost'));
    await expect(store.appendDeadLetters(account, stream, 'RUN1', now, ['{}'])).rejects.toEqual(
      failure('lease-lost'),
    );
    await lease.release();
    expect(await createStore().readCheckpoint(account, stream)).toMatchObject({ value: { cursor: 'a' } });
    // Far less than the time for which it would be trusted.
  }, 10_000);

  test('that cannot be renewed in time is lost', async () => {
    const store = createStore({ ...lockTimes, trustMilliseconds: 300 });
    const lease = await store.lock('RUN1');
    expect(lease.lost.aborted).toBe(false);
    await new Promise((resolve) => lease.lost.addEventListener('abort', resolve));
    await expect(store.writeRunState({}, undefined)).rejects.toEqual(failure('lease-lost'));
  });

  test('that is renewed lasts beyond the time for which it is trusted', async () => {
    const store = createStore({ ...lockTimes, trustMilliseconds: 1000, renewMilliseconds: 100 });
    const lease = await store.lock('RUN1');
    await new Promise((resolve) => setTimeout(resolve, 1500));
    expect(lease.lost.aborted).toBe(false);
    await lease.release();
  });

  test('of a process that was stopped ends by itself', async () => {
    const dead = createStore({ ...lockTimes, leaseSeconds: 15, renewMilliseconds: 3_600_000 });
    await dead.lock('RUN1');
    await expect(createStore().lock('RUN2')).rejects.toEqual(failure('lease-taken'));
    await new Promise((resolve) => setTimeout(resolve, 15_500));
    await (await createStore().lock('RUN2')).release();
  }, 30_000);
});

describe('dead letters', () => {
  const expected = `dead-letters/${account}/${stream}/2026/03/04/RUN1.ndjson`;

  test('are appended in their order, also when asked for at once', async () => {
    const store = createStore();
    await store.lock('RUN1').then((lease) => lease.release());
    const asked = Array.from({ length: 6 }, (_, i) =>
      store.appendDeadLetters(account, stream, 'RUN1', now, [`{"n":${2 * i}}`, `{"n":${2 * i + 1}}`]),
    );
    expect(new Set(await Promise.all(asked))).toEqual(new Set([expected]));
    expect(await get(expected)).toBe(Array.from({ length: 12 }, (_, i) => `{"n":${i}}\n`).join(''));
  });

  test('larger than one append are whole', async () => {
    const store = createStore();
    await store.lock('RUN1').then((lease) => lease.release());
    const lines = [JSON.stringify('ü'.repeat(3_000_000)), '"small"', JSON.stringify('x'.repeat(5_000_000))];
    await store.appendDeadLetters(account, stream, 'RUN1', now, lines);
    expect((await get(expected)) === lines.map((line) => `${line}\n`).join('')).toBe(true);
  });

  test('that cannot be kept are an error', async () => {
    await expect(createStore().appendDeadLetters(account, stream, 'RUN1', now, ['{}'])).rejects.toEqual(
      failure('unreachable'),
    );
  });
});

describe('the position of the earlier function', () => {
  test('is read and left alone', async () => {
    await put('auditevents.json', '\uFEFF{\n  "cursor": "old"\n}\r\n');
    await put('timestamp.json', '{"lastRun":"11/22/2026 10:05:00"}');
    const lastRun = Date.parse('2026-11-22T10:05:00Z');
    expect(await createStore().readUpstream('auditevents')).toEqual({ cursor: 'old', lastRun });
    expect(await createStore().readUpstream('itemusages')).toBeUndefined();
    expect(await names()).toEqual(['auditevents.json', 'timestamp.json']);
  });

  test.each([
    [
      '{"cursor":"none"}',
      '{"lastRun":"2026-11-22T10:05:00.000Z"}',
      undefined,
      Date.parse('2026-11-22T10:05:00Z'),
    ],
    ['{"cursor":null}', '{"lastRun":"yesterday"}', undefined, undefined],
    ['broken', 'broken', undefined, undefined],
    ['{"cursor":"c"}', '', 'c', undefined],
  ])('%s with %s', async (position, time, cursor, lastRun) => {
    await put('auditevents.json', position);
    await put('timestamp.json', time);
    expect(await createStore().readUpstream('auditevents')).toEqual({ cursor, lastRun });
  });
});

describe('a store that cannot be reached', () => {
  test.each([
    ['no=secret', /^AzureWebJobsStorage is no connection string/],
    [refused, /^no answer of the storage account: the connection was refused$/],
  ])('says why', async (connection, message) => {
    const store = createStateStore({ service: () => createBlobService(settings(connection)) });
    await expect(store.lock('RUN1')).rejects.toEqual(failure('unreachable'));
    await expect(store.readRunState()).rejects.toThrow(message);
  });

  test('with a wrong key', async () => {
    const wrong = azurite.connectionString.replace(/AccountKey=[^;]+/, `AccountKey=${btoa('wrong key')}`);
    const store = createStateStore({ service: () => createBlobService(settings(wrong)) });
    const reading = store.readRunState();
    await expect(reading).rejects.toEqual(failure('unreachable'));
    await expect(reading).rejects.toThrow(/^the storage account answered 403 \(AuthorizationFailure\)$/);
  });
});
