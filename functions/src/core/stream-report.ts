/** What a run says of one stream; the same in the health row and in the summary. */
export interface StreamReport {
  readonly state: StreamState;
  readonly reason: StreamReason;
  readonly message: string;
  readonly pages: number;
  /** Events received. */
  readonly events: number;
  /** Rows accepted, stubs included. */
  readonly ingested: number;
  readonly checkpointed: boolean;
  /** Of rows accepted, before compression. */
  readonly bytes: number;
  /** The same as sent, after compression. */
  readonly compressedBytes: number;
  readonly duplicates: number;
  readonly conflicts: number;
  readonly deadLetters: number;
  /** Events whose stub was refused too, so that only the dead letters have them. */
  readonly refusedStubs: number;
  readonly truncated: number;
  readonly dropped: number;
  readonly resent: number;
  readonly requests: number;
  readonly retries: number;
  readonly waitedMs: number;
  /** Calls of the Logs Ingestion API with rows of the stream. */
  readonly ingestRequests: number;
  /** Those of `retries` and of `waitedMs` that were for the Logs Ingestion API; the others for the Events API. */
  readonly ingestRetries: number;
  readonly ingestWaitedMs: number;
  /** Arrival minus event time, of this run's events. */
  readonly lagSeconds: Lag | null;
  /** 1 where more is waiting. */
  readonly backlog: 0 | 1;
  readonly lastEventTime: string | null;
  readonly checkpointAgeSeconds: number | null;
  readonly httpStatus: number | null;
  readonly unknownFields: readonly string[];
  readonly unknownValues: readonly string[];
  readonly gap: Gap | null;
  readonly backfill: BackfillReport | null;
}

export interface Lag {
  readonly median: number;
  readonly p95: number;
  readonly maximum: number;
}

/** A stretch of time of which events may be missing; `from` null: everything before. */
export interface Gap {
  readonly from: string | null;
  readonly to: string;
}

export interface BackfillReport {
  readonly from: string;
  readonly to: string;
  readonly isDone: boolean;
  readonly events: number;
  readonly message: string;
}

export type StreamState = 'ok' | 'missing-feature' | 'unauthorized' | 'rate-limited' | 'stalled' | 'error';

export type StreamReason =
  | 'idle'
  | 'caught-up'
  | 'more-to-come'
  | 'not-in-token'
  | 'revoked-or-expired'
  | 'wrong-region'
  | 'forbidden'
  | 'account-changed'
  | 'api'
  | 'ingestion'
  | 'cursor-repeats'
  | 'cursor-reset'
  | 'page-too-large'
  | 'api-unavailable'
  | 'api-configuration'
  | 'ingestion-forbidden'
  | 'ingestion-configuration'
  | 'ingestion-unavailable'
  | 'checkpoint-corrupt'
  | 'checkpoint-unreachable'
  | 'lock-lost'
  | 'internal';

/** The end of a stream's work in this run, for a reason that the operator has to know. */
export class StreamStop extends Error {
  readonly state: StreamState;
  readonly reason: StreamReason;
  readonly httpStatus: number | undefined;
  constructor(state: StreamState, reason: StreamReason, message: string, httpStatus?: number) {
    super(message);
    this.state = state;
    this.reason = reason;
    this.httpStatus = httpStatus;
  }
}
