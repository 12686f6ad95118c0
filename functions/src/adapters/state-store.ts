import { createHash } from 'node:crypto';
import type { BlobServiceClient } from '@azure/storage-blob';
import { readCheckpoint, type CheckpointReading } from '../core/checkpoint-form.ts';
import type { Checkpoint } from '../core/checkpoint.ts';
import type { Stream } from '../core/stream.ts';
import { StoreError, type Lease, type StateStore } from '../ports.ts';
import { createDocuments, type Documents } from './blob-document.ts';
import { createDeadLetterBlobs, deadLetterPath, segment } from './dead-letter-blobs.ts';
import { lockTimes, takeLock, type LockTimes } from './lock.ts';
import { serviceCode, toStoreError } from './store-failure.ts';
import { readUpstreamPosition } from './upstream-position.ts';

/** Container of everything that the connector keeps. */
export const containerName = 'cursors';

export interface StateStoreOptions {
  /** Made at first use, so that a setting that is wrong becomes a failure of the store. */
  readonly service: () => BlobServiceClient;
  readonly times?: LockTimes;
}

const runStatePath = 'v1/run.json';

/** The state of the connector in the blob container `cursors`. */
export function createStateStore(options: StateStoreOptions): StateStore {
  return new BlobStateStore(options);
}

class BlobStateStore implements StateStore {
  readonly #options: StateStoreOptions;
  #opened: Opened | undefined;
  #lease: Lease | undefined;
  /** Tags of documents that could not be read: who writes anew replaces just these. */
  readonly #unreadable = new Map<string, string>();
  /** Checkpoints as this run found them, until they are kept as spare copies. */
  readonly #found = new Map<string, string>();

  constructor(options: StateStoreOptions) {
    this.#options = options;
  }

  async lock(runId: string): Promise<Lease> {
    const { service, times } = this.#open();
    const container = service.getContainerClient(containerName);
    const take = (): Promise<Lease> => takeLock(container.getBlockBlobClient('lock'), runId, times);
    try {
      this.#lease = await take().catch(async (error: unknown) => {
        if (serviceCode(error) !== 'ContainerNotFound') throw error;
        await container.createIfNotExists({ abortSignal: AbortSignal.timeout(times.requestMilliseconds) });
        return take();
      });
    } catch (error) {
      throw toStoreError(error);
    }
    this.#found.clear();
    return this.#lease;
  }

  async readCheckpoint(account: string, stream: Stream): ReturnType<StateStore['readCheckpoint']> {
    const path = checkpointPath(account, stream);
    const document = await this.#open().documents.read(path);
    if (!document) return undefined;
    const reading = parse(document.text, account, stream);
    if ('checkpoint' in reading) {
      this.#found.set(path, document.text);
      return { value: reading.checkpoint, etag: document.etag };
    }
    const digest = createHash('sha256').update(document.text).digest('hex').slice(0, 16);
    const aside = path.replace(/\.json$/, `.unreadable-${digest}.json`);
    await this.#open().documents.replace(aside, document.text);
    this.#unreadable.set(path, document.etag);
    return { unreadable: reading.problem, aside };
  }

  async readSpare(account: string, stream: Stream): Promise<Checkpoint | undefined> {
    const document = await this.#open().documents.read(sparePath(checkpointPath(account, stream)));
    if (!document) return undefined;
    const reading = parse(document.text, account, stream);
    return 'checkpoint' in reading ? reading.checkpoint : undefined;
  }

  async writeCheckpoint(checkpoint: Checkpoint, etag: string | undefined): Promise<string> {
    const path = checkpointPath(checkpoint.accountUuid, checkpoint.stream);
    await this.#keepSpare(path);
    return this.#write(path, checkpoint, etag);
  }

  readUpstream(stream: Stream): ReturnType<StateStore['readUpstream']> {
    return readUpstreamPosition(this.#open().documents, stream);
  }

  async readRunState(): ReturnType<StateStore['readRunState']> {
    const document = await this.#open().documents.read(runStatePath);
    if (!document) return undefined;
    try {
      return { value: JSON.parse(document.text) as unknown, etag: document.etag };
    } catch {
      this.#unreadable.set(runStatePath, document.etag);
      return undefined;
    }
  }

  writeRunState(value: object, etag: string | undefined): Promise<string> {
    return this.#write(runStatePath, value, etag);
  }

  async appendDeadLetters(
    account: string,
    stream: Stream,
    runId: string,
    now: number,
    lines: readonly string[],
  ): Promise<string> {
    this.#checkLock();
    const path = deadLetterPath({ account, stream, runId, now });
    await this.#open().append(path, lines);
    return path;
  }

  /** The state with which this run began, kept once a run: older than the checkpoint, so nothing is skipped. */
  async #keepSpare(path: string): Promise<void> {
    const text = this.#found.get(path);
    if (text === undefined) return;
    this.#checkLock();
    await this.#open().documents.replace(sparePath(path), text);
    this.#found.delete(path);
  }

  async #write(path: string, value: object, etag: string | undefined): Promise<string> {
    this.#checkLock();
    const text = `${JSON.stringify(value, null, 2)}\n`;
    const tag = etag ?? this.#unreadable.get(path);
    const written = await this.#open().documents.write(path, text, tag);
    this.#unreadable.delete(path);
    return written;
  }

  /**
   * Before every write. A lease protects the blob that it is on, the lock; the others are protected by
   * their tags, which a second run would have changed.
   */
  #checkLock(): void {
    if (this.#lease?.lost.aborted) throw new StoreError('lease-lost', 'the lock of this run is lost');
  }

  #open(): Opened {
    this.#opened ??= open(this.#options);
    return this.#opened;
  }
}

interface Opened {
  readonly service: BlobServiceClient;
  readonly times: LockTimes;
  readonly documents: Documents;
  readonly append: ReturnType<typeof createDeadLetterBlobs>;
}

function open({ service: make, times = lockTimes }: StateStoreOptions): Opened {
  const service = make();
  const container = service.getContainerClient(containerName);
  return {
    service,
    times,
    documents: createDocuments(container, times.requestMilliseconds),
    append: createDeadLetterBlobs(container, times.requestMilliseconds),
  };
}

function parse(text: string, account: string, stream: Stream): CheckpointReading {
  try {
    return readCheckpoint(JSON.parse(text) as unknown, account, stream);
  } catch {
    return { problem: 'it is not JSON' };
  }
}

function checkpointPath(account: string, stream: Stream): string {
  return `v1/${segment(account)}/${stream}.json`;
}

function sparePath(path: string): string {
  return path.replace(/\.json$/, '.spare.json');
}
