/** Storage that goes wrong, over HTTP, with the library of Azure before it; see `matrix-storage.test.ts`. */
import { BlobServiceClient } from '@azure/storage-blob';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createBlobService } from '../../functions/src/adapters/blob-service.ts';
import { createLog } from '../../functions/src/adapters/log.ts';
import { lockTimes } from '../../functions/src/adapters/lock.ts';
import { containerName, createStateStore } from '../../functions/src/adapters/state-store.ts';
import type { DiagnosisCode } from '../../functions/src/core/diagnosis.ts';
import type { Summary } from '../../functions/src/core/summary.ts';
import { runTick } from '../../functions/src/run/tick.ts';
import { startAzurite, type Azurite } from '../support/azurite.ts';
import { startFaultProxy, type FaultProxy, type ProxyFault } from '../support/fault-proxy.ts';
import { scaledClock } from '../support/scaled-clock.ts';
import { leaksIn, secretPart } from './core-fakes/canary.ts';
import { canaryWorld } from './core-fakes/cell.ts';
import { KillSwitch } from './core-fakes/kill-switch.ts';
import { balance, type DeadLetter } from './core-fakes/ledger.ts';
import { check } from './core-fakes/life.ts';
import { testSettings, type World } from './core-fakes/world.ts';

const pageSize = 10;
const many = 35;
const speed = 20;
const requestMilliseconds = 1_200;

const stream = String.raw`/v1/ACCOUNT/auditevents\.json`;
const places = {
  'the lock': /^PUT .*\/lock\?comp=lease/,
  'the state of the run, read': /^GET .*\/v1\/run\.json/,
  'a position, read': new RegExp(`^GET .*${stream}`),
  'a position, written': new RegExp(`^PUT .*${stream}`),
  'a spare copy, written': /^PUT .*\/auditevents\.spare\.json/,
  'the state of the run, written': /^PUT .*\/v1\/run\.json/,
  'a dead letter': /^PUT .*\/dead-letters\/.*comp=appendblock/,
} as const;
type Place = keyof typeof places;

const faults = {
  '403': { kind: 'status', status: 403, code: 'AuthorizationPermissionMismatch' },
  '500': { kind: 'status', status: 500, code: 'InternalError' },
  '503': { kind: 'status', status: 503, code: 'ServerBusy' },
  reset: { kind: 'reset' },
  silence: { kind: 'silence' },
  'lost answer': { kind: 'lost-answer' },
  'cut body': { kind: 'cut' },
} as const;
type FaultName = keyof typeof faults;

interface Cell {
  readonly place: Place;
  readonly fault: FaultName;
  readonly isLasting: boolean;
  readonly account: string;
}

const table: Cell[] = (Object.keys(places) as Place[])
  .flatMap((place) =>
    (Object.keys(faults) as FaultName[])
      // Only reading has a body that can be cut, and an answer without effect is as good as a reset.
      .filter((fault) => (place.endsWith('read') ? fault !== 'lost answer' : fault !== 'cut body'))
      .flatMap((fault) => [false, true].map((isLasting) => ({ place, fault, isLasting }))),
  )
  .map((cell, index) => ({ ...cell, account: `account${index}` }));

let azurite: Azurite;
let proxy: FaultProxy;
beforeAll(async () => {
  azurite = await startAzurite(table.map(({ account }) => account));
  proxy = await startFaultProxy(azurite.port);
});
afterAll(async () => {
  await proxy.stop();
  await azurite.stop();
});

/** What a fault comes to; the state of the run, left to the next one, is worth no more than a line in the log. */
function codeOf({ place, fault, isLasting }: Cell): DiagnosisCode | null {
  if (place === 'the state of the run, written') return null;
  // A refusal of a write is tried again for ten seconds; a request that nobody answers takes all of these.
  const passes = fault === '403' ? place.endsWith('written') : fault !== 'silence';
  return isLasting || !passes ? 'checkpoint-store-unreachable' : null;
}

describe(`storage over HTTP (${table.length} cells)`, () => {
  test.concurrent.each(table)('$fault for $place, lasting: $isLasting', async (cell) => {
    const { place, fault, isLasting, account } = cell;
    const world = canaryWorld('opaque');
    const lines: string[] = [];
    const tick = ticker(world, account, lines);
    world.makeEvents('auditevents', 3);
    expect(await tick(azurite)).toMatchObject({ outcome: 'ok' });
    world.makeEvents('auditevents', many);
    if (place === 'a dead letter') world.api.append('auditevents', [{ action: 'without an id' }]);
    let hits = 0;
    proxy.scripts.set(account, (method, path) => {
      if (!places[place].test(`${method} ${path}`) || (hits > 0 && !isLasting)) return undefined;
      hits += 1;
      return { ...faults[fault], text: `AccountKey=${azurite.key}` } as ProxyFault;
    });
    const summary = await tick(proxy);
    expect(hits).toBeGreaterThan(0);
    const code = codeOf(cell);
    expect(summary.diagnosis?.code ?? null).toBe(code);
    const isBlocked = code !== null && (place === 'the lock' || place === 'the state of the run, read');
    const hasLetters = place === 'a dead letter';
    expect(summary).toMatchObject({
      outcome: isBlocked ? 'failed' : code === null && !hasLetters ? 'ok' : 'degraded',
      health: { rows: 1 },
    });
    proxy.scripts.delete(account);
    await freeLock(account);
    world.makeEvents('auditevents', 5);
    await tick(proxy);
    expect(await tick(azurite)).toMatchObject({ outcome: 'ok', diagnosis: null });
    const blobs = await everyBlob(account);
    const { lost, unmarked, doubled } = balance(world, deadLettersOf(blobs));
    expect({ lost, unmarked }).toEqual({ lost: [], unmarked: [] });
    expect(doubled.auditevents).toBeLessThanOrEqual(code === null ? 0 : pageSize);
    const told = JSON.stringify([world.ingestion.table, lines, blobs]);
    expect(leaksIn(told, [azurite.key, secretPart(world.token)])).toEqual([]);
  });
});

/** Runs over this storage, straight or by the proxy, with everything else in memory. */
function ticker(
  world: World,
  account: string,
  lines: string[],
): (way: { readonly port: number }) => Promise<Summary> {
  const clock = scaledClock(speed, world.clock.now());
  return async ({ port }) => {
    const settings = testSettings({
      pageSize,
      runBudgetSeconds: 200,
      storageConnection: azurite.connectionOf(account, port),
      storageAccount: undefined,
    });
    const log = createLog(
      (_level, line) => void lines.push(line),
      'debug',
      (text) => text,
    );
    const service = createBlobService(settings);
    const store = createStateStore({ service: () => service, times: { ...lockTimes, requestMilliseconds } });
    const summary = await runTick({ ...world.ports(new KillSwitch()), clock, store, log }, settings, {
      version: '1.0.0',
    });
    lines.push(JSON.stringify(summary));
    check(summary);
    return summary;
  };
}

function containerOf(account: string) {
  return BlobServiceClient.fromConnectionString(azurite.connectionOf(account)).getContainerClient(
    containerName,
  );
}

/** A lock that could not be given back lapses after a minute. */
async function freeLock(account: string): Promise<void> {
  await containerOf(account)
    .getBlobClient('lock')
    .getBlobLeaseClient()
    .breakLease(0)
    .catch(() => undefined);
}

async function everyBlob(account: string): Promise<readonly string[]> {
  const container = containerOf(account);
  const found: string[] = [];
  for await (const { name } of container.listBlobsFlat()) {
    found.push(`${name} ${(await container.getBlobClient(name).downloadToBuffer()).toString('utf8')}`);
  }
  return found;
}

function deadLettersOf(blobs: readonly string[]): readonly DeadLetter[] {
  const letters = blobs.filter((blob) => blob.startsWith('dead-letters/'));
  return letters.flatMap((blob) => {
    const [path = '', ...rest] = blob.split(' ');
    const lines = rest.join(' ').split('\n');
    return lines.filter((line) => line !== '').map((line) => ({ path, line }));
  });
}
