import { readCheckpoint } from '../../../functions/src/core/checkpoint-form.ts';
import type { Checkpoint } from '../../../functions/src/core/checkpoint.ts';
import type { Stream } from '../../../functions/src/core/stream.ts';
import {
  StoreError,
  type StateStore,
  type Stored,
  type UpstreamPosition,
} from '../../../functions/src/ports.ts';

/** A blob. Its text is made only where somebody looks at it: a long life writes many. */
class Document {
  etag: string;
  #value: object | undefined;
  #text: string | undefined;

  constructor(value: object, etag: string) {
    this.#value = value;
    this.etag = etag;
  }

  get text(): string {
    return (this.#text ??= JSON.stringify(this.#value));
  }

  set text(text: string) {
    this.#text = text;
    this.#value = undefined;
  }

  /** As it would be read; `undefined` where it is not JSON. */
  read(): unknown {
    return this.#value ?? parse(this.text);
  }

  toJSON(): object {
    return { etag: this.etag, text: this.text };
  }
}

/** The container, outliving processes. */
export class FakeContainer {
  readonly documents = new Map<string, Document>();
  readonly spares = new Map<string, object>();
  readonly deadLetters: { readonly path: string; readonly line: string }[] = [];
  readonly upstream = new Map<Stream, UpstreamPosition>();
  lease: { readonly owner: FakeStore; until: number } | undefined;
  /** Throws where the storage account has a bad moment. */
  fault: (operation: string) => void = () => undefined;
  /** Faults after the effect: the write arrived, the answer did not. */
  lateFault: (operation: string) => void = () => undefined;
  #tags = 0;

  put(path: string, value: object, etag: string | undefined): string {
    const document = this.documents.get(path);
    if (document?.etag !== etag) throw new StoreError('conflict', 'another tag');
    this.#tags += 1;
    const fresh = `"${this.#tags}"`;
    this.documents.set(path, new Document(value, fresh));
    return fresh;
  }
}

/** The container as one process sees it. `isAlive`: whether it renews its lease. */
export class FakeStore implements StateStore {
  readonly #container: FakeContainer;
  readonly #now: () => number;
  readonly #isAlive: () => boolean;
  readonly #lost = new AbortController();

  constructor(container: FakeContainer, now: () => number, isAlive: () => boolean) {
    this.#container = container;
    this.#now = now;
    this.#isAlive = isAlive;
  }

  async lock() {
    this.#container.fault('lock');
    const { lease } = this.#container;
    if (lease !== undefined && lease.owner !== this && (lease.owner.isAlive || lease.until > this.#now())) {
      throw new StoreError('lease-taken', 'The lock is held.');
    }
    this.#container.lease = { owner: this, until: this.#now() + 60_000 };
    return {
      lost: this.#lost.signal,
      release: async () => {
        if (this.#container.lease?.owner === this) this.#container.lease = undefined;
      },
    };
  }

  get isAlive(): boolean {
    return this.#isAlive();
  }

  /** The adapter no longer trusts the lease, though the service would still take writes. */
  loseLease(): void {
    this.#lost.abort();
  }

  async readCheckpoint(account: string, stream: Stream) {
    this.#container.fault('read');
    const path = pathOf(account, stream);
    const document = this.#container.documents.get(path);
    if (document === undefined) return undefined;
    const reading = readCheckpoint(document.read(), account, stream);
    if ('checkpoint' in reading) return { value: reading.checkpoint, etag: document.etag };
    this.#container.documents.delete(path);
    return { unreadable: reading.problem, aside: `${path}.aside` };
  }

  async readSpare(account: string, stream: Stream): Promise<Checkpoint | undefined> {
    return this.#container.spares.get(pathOf(account, stream)) as Checkpoint | undefined;
  }

  async writeCheckpoint(checkpoint: Checkpoint, etag: string | undefined): Promise<string> {
    this.#container.fault('write');
    this.#checkLease();
    const path = pathOf(checkpoint.accountUuid, checkpoint.stream);
    const earlier = this.#container.documents.get(path)?.read();
    const fresh = this.#container.put(path, checkpoint, etag);
    if (earlier) this.#container.spares.set(path, earlier);
    this.#container.lateFault('write');
    return fresh;
  }

  async readUpstream(stream: Stream): Promise<UpstreamPosition | undefined> {
    return this.#container.upstream.get(stream);
  }

  async readRunState(): Promise<Stored<unknown> | undefined> {
    this.#container.fault('read');
    const document = this.#container.documents.get('run');
    return document && { value: document.read(), etag: document.etag };
  }

  async writeRunState(value: object, etag: string | undefined): Promise<string> {
    this.#container.fault('write');
    this.#checkLease();
    return this.#container.put('run', value, etag);
  }

  async appendDeadLetters(
    account: string,
    stream: Stream,
    runId: string,
    _now: number,
    lines: readonly string[],
  ) {
    this.#container.fault('append');
    const path = `dead-letters/${account}/${stream}/${runId}.ndjson`;
    this.#container.deadLetters.push(...lines.map((line) => ({ path, line })));
    this.#container.lateFault('append');
    return path;
  }

  #checkLease(): void {
    if (this.#container.lease?.owner !== this) throw new StoreError('lease-lost', 'The lock is gone.');
  }
}

export function pathOf(account: string, stream: Stream): string {
  return `v1/${account}/${stream}.json`;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
