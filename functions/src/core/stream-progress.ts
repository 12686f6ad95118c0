import { shorten } from './shorten.ts';
import { isoTime } from './timestamp.ts';
import { spreadOf } from './lag.ts';
import type {
  BackfillReport,
  Gap,
  StreamReason,
  StreamReport,
  StreamState,
  StreamStop,
} from './stream-report.ts';

/** Names that a report lists at most. */
const listed = 20;
/** Lags that are remembered; enough for a spread, whatever the volume. */
const keptLags = 4_000;

type Count =
  | 'pages'
  | 'events'
  | 'ingested'
  | 'bytes'
  | 'compressedBytes'
  | 'duplicates'
  | 'conflicts'
  | 'deadLetters'
  | 'truncated'
  | 'dropped'
  | 'resent'
  | 'requests'
  | 'retries'
  | 'waitedMs'
  | 'ingestRequests'
  | 'ingestRetries'
  | 'ingestWaitedMs'
  | 'refusedStubs'
  | 'startCuts';

/** What a stream has done so far; a report can be taken at any time. */
export class StreamProgress {
  readonly #counts = new Map<Count, number>();
  readonly #unknownFields = new Set<string>();
  readonly #unknownValues = new Set<string>();
  readonly #lags: number[] = [];
  readonly #remarks: string[] = [];
  #end: { state: StreamState; reason: StreamReason; message: string } | undefined;
  #qualified: { state: StreamState; reason: StreamReason } | undefined;
  /** All pages that were received are behind a saved cursor, and there was one at least. */
  isCheckpointed = false;
  hasMore = false;
  /** A position was saved, so that the run got further than the one before. */
  savedInThisRun = false;
  /** The API had nothing more, and all of it is safe. */
  hasReachedEnd = false;
  httpStatus: number | undefined;
  /** The last refusal since a service last did what it was asked for. */
  refusal: StreamStop | undefined;
  lastEventTime: string | undefined;
  savedAt: number | undefined;
  gap: Gap | undefined;
  backfill: BackfillReport | undefined;

  add(name: Count, by = 1): void {
    this.#counts.set(name, this.count(name) + by);
  }

  count(name: Count): number {
    return this.#counts.get(name) ?? 0;
  }

  noteUnknown(fields: readonly string[], values: readonly string[]): void {
    for (const field of fields)
      if (this.#unknownFields.size < listed) this.#unknownFields.add(field.slice(0, 60));
    for (const value of values) if (this.#unknownValues.size < listed) this.#unknownValues.add(value);
  }

  noteLag(milliseconds: number): void {
    if (this.#lags.length < keptLags) this.#lags.push(Math.round(milliseconds / 1_000));
  }

  /** Something to report that does not end the work. */
  remark(message: string): void {
    this.#remarks.push(message);
  }

  /** How the stream ended; only the first end counts. */
  end(state: StreamState, reason: StreamReason, message: string): void {
    this.#end ??= { state, reason, message };
  }

  /** State and reason instead of an end without fault: the stream worked, yet this has to be known. */
  qualify(state: StreamState, reason: StreamReason, message: string): void {
    this.#qualified ??= { state, reason };
    this.remark(message);
  }

  report(now: number): StreamReport {
    const end = this.#end ?? {
      state: 'error',
      reason: 'internal',
      message: 'The stream was not done in time.',
    };
    const { state, reason } = end.state === 'ok' ? (this.#qualified ?? end) : end;
    return {
      state,
      reason,
      message: shorten([end.message, ...this.#remarks].filter((text) => text !== '').join(' '), 1_000),
      pages: this.count('pages'),
      events: this.count('events'),
      ingested: this.count('ingested'),
      checkpointed: this.isCheckpointed,
      bytes: this.count('bytes'),
      compressedBytes: this.count('compressedBytes'),
      duplicates: this.count('duplicates'),
      conflicts: this.count('conflicts'),
      deadLetters: this.count('deadLetters'),
      refusedStubs: this.count('refusedStubs'),
      truncated: this.count('truncated'),
      dropped: this.count('dropped'),
      resent: this.count('resent'),
      requests: this.count('requests'),
      retries: this.count('retries'),
      waitedMs: this.count('waitedMs'),
      ingestRequests: this.count('ingestRequests'),
      ingestRetries: this.count('ingestRetries'),
      ingestWaitedMs: this.count('ingestWaitedMs'),
      lagSeconds: spreadOf(this.#lags),
      backlog: this.hasMore ? 1 : 0,
      lastEventTime: this.lastEventTime ?? null,
      checkpointAgeSeconds:
        this.savedAt === undefined ? null : Math.max(0, Math.round((now - this.savedAt) / 1_000)),
      httpStatus: this.httpStatus ?? null,
      unknownFields: [...this.#unknownFields],
      unknownValues: [...this.#unknownValues],
      gap: this.gap ?? null,
      backfill: this.backfill ?? null,
    };
  }
}

/** A gap between two moments, the first unknown where nothing was collected before. */
export function gapOf(from: number | undefined, to: number): Gap {
  return { from: from === undefined ? null : isoTime(from), to: isoTime(to) };
}
