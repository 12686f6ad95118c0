/**
 * What the connector needs of the outside. The core is written against these; `adapters/` implements them
 * for Azure, the tests implement them with faults.
 */
import type { Checkpoint } from './core/checkpoint.ts';
import type { RunMetrics } from './core/metrics.ts';
import type { Stream } from './core/stream.ts';

/** Time in milliseconds since 1970, UTC. */
export interface Clock {
  now(): number;
  /** Ends early, with an exception, when the signal is given. */
  sleep(milliseconds: number, signal: AbortSignal): Promise<void>;
}

/** Chance and identity, so that a run can be repeated exactly. */
export interface Chance {
  /** A number from 0 up to, not including, 1. */
  fraction(): number;
  /** An id that sorts by the time given (ULID: 26 characters). */
  id(now: number): string;
}

/** An answer of an HTTP service, read to its end. */
export interface HttpAnswer {
  readonly status: number;
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** No answer came: name not found, connection refused or cut, time-out. */
export interface NoAnswer {
  readonly status: undefined;
  /** In plain words, without addresses, keys or bodies. */
  readonly reason: string;
  /** The answer was longer than we take; asking for less can help. */
  readonly isTooLarge?: boolean;
  /** The connection ended while the body was being sent; sending less can help. */
  readonly isCut?: boolean;
}

/** `undefined` status means that the service did not answer; nothing is thrown but on an abort. */
export type HttpResult = HttpAnswer | NoAnswer;

/** One request each; no retry, no waiting: that is decided in the core. */
export interface EventsApi {
  introspect(token: string, signal: AbortSignal): Promise<HttpResult>;
  /** `body` is the JSON text of a reset or of a continuing cursor. */
  poll(stream: Stream, token: string, body: string, signal: AbortSignal): Promise<HttpResult>;
}

/** `compressedBytes`: size of the body that was sent, where one was. */
export type IngestionResult = HttpResult & { readonly compressedBytes?: number };

/** One call of the Logs Ingestion API. */
export interface Ingestion {
  /** `body` is a JSON array of rows, not yet compressed; `id` names the batch in the service's logs. */
  send(body: Uint8Array, id: string, signal: AbortSignal): Promise<IngestionResult>;
  /** Forgets the token of the managed identity, so that the next call asks for a new one. */
  forgetToken(): void;
}

/** The bearer token of 1Password. */
export interface ApiKeySource {
  /** The value as set, before any check; `fresh` reads past every cache. */
  read(fresh: boolean, signal: AbortSignal): Promise<string>;
  /** Whether reading again can give another value (a vault is named), so that a refusal is worth it. */
  readonly canChange: boolean;
}

/** A document and the tag that its next writer has to present. */
export interface Stored<T> {
  readonly value: T;
  readonly etag: string;
}

/** Thrown by the store; anything else that it throws is a fault of ours. */
export class StoreError extends Error {
  readonly kind: 'unreachable' | 'conflict' | 'lease-lost' | 'lease-taken';
  constructor(kind: StoreError['kind'], message: string) {
    super(message);
    this.kind = kind;
  }
}

/** A document that is there but cannot be read; `aside` names the copy that was kept. */
export interface Unreadable {
  readonly unreadable: string;
  readonly aside: string;
}

/** The lock of a run. */
export interface Lease {
  /** Given when the lease can no longer be trusted: nothing may be written after that. */
  readonly lost: AbortSignal;
  release(): Promise<void>;
}

/** Blob container `cursors`. */
export interface StateStore {
  /** Takes the lock for this run; throws `lease-taken` where another run has it. */
  lock(runId: string): Promise<Lease>;
  readCheckpoint(account: string, stream: Stream): Promise<Stored<Checkpoint> | Unreadable | undefined>;
  /** The newest readable copy of an earlier state, for a checkpoint that cannot be read. */
  readSpare(account: string, stream: Stream): Promise<Checkpoint | undefined>;
  /** Writes where the tag still fits (`undefined`: where nothing is there yet); gives the new tag. */
  writeCheckpoint(checkpoint: Checkpoint, etag: string | undefined): Promise<string>;
  /** Position that the earlier function left behind, `none` taken for absent. */
  readUpstream(stream: Stream): Promise<UpstreamPosition | undefined>;
  /** State of the run as a whole: rate windows, last features, account; absent or unreadable: undefined. */
  readRunState(): Promise<Stored<unknown> | undefined>;
  writeRunState(value: object, etag: string | undefined): Promise<string>;
  /** Appends lines to the dead letters of the run and gives the path; throws where they are not safe. */
  appendDeadLetters(
    account: string,
    stream: Stream,
    runId: string,
    now: number,
    lines: readonly string[],
  ): Promise<string>;
}

export interface UpstreamPosition {
  readonly cursor: string | undefined;
  /** Last run of the earlier function, ms; undefined where it cannot be read. */
  readonly lastRun: number | undefined;
}

export type LogLevel = 'debug' | 'info' | 'warn' | 'error';

/** Structured log; values pass through redaction before they reach it. */
export interface Log {
  write(level: LogLevel, message: string, fields?: Readonly<Record<string, unknown>>): void;
}

/** Application Insights, as far as it takes metrics. */
export interface Telemetry {
  /** One call with all metrics of a run; nobody waits for it twice. */
  send(metrics: RunMetrics, signal: AbortSignal): Promise<HttpResult>;
}

/** Everything that a run is given. */
export interface Ports {
  readonly clock: Clock;
  readonly chance: Chance;
  readonly api: EventsApi;
  readonly ingestion: Ingestion;
  readonly apiKey: ApiKeySource;
  readonly store: StateStore;
  readonly log: Log;
  /** Absent where no component of Application Insights is set. */
  readonly telemetry?: Telemetry;
  /** Digest in lower-case hexadecimal; given so that the core stays free of Node. */
  readonly sha256: (text: string) => string;
}
