/**
 * The lock of a run: a lease on the blob `lock`, renewed while the run lasts. A run that cannot renew it
 * must stop before another can take it.
 */
import { randomUUID } from 'node:crypto';
import type { BlockBlobClient } from '@azure/storage-blob';
import { StoreError, type Lease } from '../ports.ts';
import { serviceCode, toStoreError } from './store-failure.ts';

export interface LockTimes {
  /** What the service is asked for: 15 to 60. */
  readonly leaseSeconds: number;
  readonly renewMilliseconds: number;
  /** So long after a renewal was asked for the lock is trusted: less than the lease, for clocks differ. */
  readonly trustMilliseconds: number;
  /** A single request. */
  readonly requestMilliseconds: number;
}

/** connector.md 2: a lease of 60 s, renewed every 20 s. */
export const lockTimes: LockTimes = {
  leaseSeconds: 60,
  renewMilliseconds: 20_000,
  trustMilliseconds: 55_000,
  requestMilliseconds: 10_000,
};

interface Limit {
  readonly abortSignal: AbortSignal;
}

/** Takes the lock or throws `lease-taken`, saying since when another run has it. */
export async function takeLock(blob: BlockBlobClient, runId: string, times: LockTimes): Promise<Lease> {
  const lease = blob.getBlobLeaseClient(randomUUID());
  const limit = (): Limit => ({ abortSignal: AbortSignal.timeout(times.requestMilliseconds) });
  let askedAt = 0;
  const acquire = async (): Promise<void> => {
    askedAt = performance.now();
    await lease.acquireLease(times.leaseSeconds, limit());
  };
  try {
    await acquire().catch(async (error: unknown) => {
      if (serviceCode(error) !== 'BlobNotFound') throw error;
      await createWhereAbsent(blob, limit());
      await acquire();
    });
  } catch (error) {
    if (serviceCode(error) !== 'LeaseAlreadyPresent') throw error;
    throw new StoreError('lease-taken', await describeHolder(blob, limit()));
  }
  const held = new HeldLease(times, askedAt, {
    renew: () => lease.renewLease(limit()),
    release: () => lease.releaseLease(limit()),
  });
  // For people who wonder who has the lock; without it the run is as safe.
  await writeHolder(blob, lease.leaseId, runId, limit()).catch(() => {});
  return held;
}

async function createWhereAbsent(blob: BlockBlobClient, limit: Limit): Promise<void> {
  try {
    await blob.upload('', 0, { ...limit, conditions: { ifNoneMatch: '*' } });
  } catch (error) {
    const code = serviceCode(error);
    // A blob that is leased refuses the write for want of the lease before it looks at the condition.
    if (code !== 'BlobAlreadyExists' && code !== 'ConditionNotMet' && code !== 'LeaseIdMissing') throw error;
  }
}

async function writeHolder(
  blob: BlockBlobClient,
  leaseId: string,
  runId: string,
  limit: Limit,
): Promise<void> {
  const metadata = { run: runId };
  await blob.setMetadata(metadata, { ...limit, conditions: { leaseId } });
}

async function describeHolder(blob: BlockBlobClient, limit: Limit): Promise<string> {
  try {
    const { lastModified, metadata } = await blob.getProperties(limit);
    const run = metadata?.['run'];
    const since = lastModified ? ` since ${lastModified.toISOString()}` : '';
    return `another run${run ? ` (${run})` : ''} has the lock${since}`;
  } catch {
    return 'another run has the lock';
  }
}

interface LeaseRequests {
  renew(): Promise<unknown>;
  release(): Promise<unknown>;
}

class HeldLease implements Lease {
  readonly #lost = new AbortController();
  readonly #times: LockTimes;
  readonly #requests: LeaseRequests;
  readonly #renewal: NodeJS.Timeout;
  #expiry: NodeJS.Timeout | undefined;
  #trustedUntil = 0;
  #isReleased = false;

  constructor(times: LockTimes, askedAt: number, requests: LeaseRequests) {
    this.#times = times;
    this.#requests = requests;
    this.#trustFrom(askedAt);
    this.#renewal = setInterval(() => void this.#renew(), times.renewMilliseconds);
    this.#renewal.unref();
  }

  get lost(): AbortSignal {
    // A process that was asleep finds its timers late.
    if (performance.now() > this.#trustedUntil && !this.#isReleased) this.#lose();
    return this.#lost.signal;
  }

  async release(): Promise<void> {
    if (this.#isReleased) return;
    this.#isReleased = true;
    this.#stop();
    // Not released it ends by itself within its time.
    if (!this.#lost.signal.aborted) await this.#requests.release().catch(() => {});
  }

  async #renew(): Promise<void> {
    const askedAt = performance.now();
    try {
      await this.#requests.renew();
      if (!this.#isReleased) this.#trustFrom(askedAt);
    } catch (error) {
      // No answer is no loss yet: the lease lasts, and there is another turn.
      const { kind } = toStoreError(error);
      if (kind === 'lease-lost' || kind === 'lease-taken') this.#lose();
    }
  }

  #trustFrom(askedAt: number): void {
    this.#trustedUntil = askedAt + this.#times.trustMilliseconds;
    clearTimeout(this.#expiry);
    this.#expiry = setTimeout(() => this.#lose(), this.#trustedUntil - performance.now());
    this.#expiry.unref();
  }

  #lose(): void {
    this.#stop();
    this.#lost.abort(new StoreError('lease-lost', 'the lock of this run is lost'));
  }

  #stop(): void {
    clearInterval(this.#renewal);
    clearTimeout(this.#expiry);
  }
}
