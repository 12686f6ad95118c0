/**
 * What is not published about the services, or differs between them, as switches. The defaults are the
 * reading that most clients rely on; where none does, the stricter one.
 */
export interface Behaviour {
  /** Form of errors: `{"Error":{"Message"}}` as seen in practice, or `{"status","message"}` as documented. */
  readonly errorShape: 'observed' | 'documented';
  /** Status for an endpoint whose feature the token lacks. */
  readonly missingFeature: 401 | 403;
  /** A token sent to the host of another region: 401, or a 404 in plain text. */
  readonly wrongRegion: 'unauthorized' | 'not-found';
  /** Whether introspection names the account, as it does since specification 1.4.1. */
  readonly introspectionNamesAccount: boolean;
  /** An empty request body: refused, or taken for `{}`. */
  readonly emptyBody: 'refused' | 'reset';
  /** `limit` or a window beside a cursor: refused, or without effect. */
  readonly cursorWithReset: 'refused' | 'ignored';
  /** A POST that does not say that its body is JSON: refused with 415, or read all the same. */
  readonly contentType: 'required' | 'ignored';
  /** Whether an event at exactly `start_time` belongs to the window. */
  readonly startInclusive: boolean;
  /** Whether an event at exactly `end_time` belongs to the window. */
  readonly endInclusive: boolean;
  /** A `start_time` before the oldest event kept: begins there, or is refused with 400. */
  readonly oldStart: 'oldest' | 'refused';
  /** How long events are kept. */
  readonly retentionDays: number;
  /** Whether an open cursor serves events that arrive after its reset with a time before its `start_time`. */
  readonly lateBeforeStart: 'served' | 'hidden';
  /** A cursor of this age or older is refused with 400; no limit where undefined. */
  readonly cursorMaxAgeDays: number | undefined;
  /** Whether a cursor is refused when another token of the same account presents it. */
  readonly cursorBoundToToken: boolean;
  /** Where nothing is new: the same cursor again, or another one for the same position. */
  readonly idleCursor: 'same' | 'new';
  /** `has_more` looks ahead, or is only a guess: true after every full page. */
  readonly hasMore: 'exact' | 'guessed';
  /** Empty pages with `has_more: true` that come before each page with events. */
  readonly emptyPages: number;
  /** Pages of 1 to `limit` events instead of full ones. */
  readonly shortPages: boolean;
  /** Order of the events within a page. */
  readonly pageOrder: 'arrival' | 'reversed';
  /** Every n-th event is served a second time, a little later; 0 for never. */
  readonly duplicateEvery: number;
  readonly requestsPerMinute: number;
  readonly requestsPerHour: number;
  /** Whether, and in which form, a 429 says when to come again. */
  readonly retryAfter: 'none' | 'seconds' | 'date';
  /** Answers in gzip to clients that accept it. */
  readonly gzip: boolean;
}

export const defaultBehaviour: Behaviour = {
  errorShape: 'observed',
  missingFeature: 403,
  wrongRegion: 'unauthorized',
  introspectionNamesAccount: true,
  emptyBody: 'refused',
  cursorWithReset: 'refused',
  contentType: 'required',
  startInclusive: true,
  endInclusive: false,
  oldStart: 'oldest',
  retentionDays: 120,
  lateBeforeStart: 'served',
  cursorMaxAgeDays: undefined,
  cursorBoundToToken: false,
  idleCursor: 'same',
  hasMore: 'exact',
  emptyPages: 0,
  shortPages: false,
  pageOrder: 'arrival',
  duplicateEvery: 0,
  requestsPerMinute: 600,
  requestsPerHour: 30_000,
  retryAfter: 'none',
  gzip: true,
};

/** The same for the Logs Ingestion API. */
export interface IngestionBehaviour {
  /** Greatest body of a call, compressed and not compressed, bytes. */
  readonly sizeLimit: number;
  /** Longest value of a column, bytes of UTF-8; the rest is cut off without a word. */
  readonly fieldLimit: number;
  /** Audience that tokens must be for. */
  readonly audience: string;
  /** Until then (ms since 1970) the identity lacks its role and every call gets 403. */
  readonly roleSince: number;
  /** Status for a stream that the rule does not declare. */
  readonly unknownStream: 400 | 404;
  /** A value that is not of its column's type becomes null, or the call is refused with 400. */
  readonly wrongType: 'null' | 'refused';
  /** A call with a row for which this is true is refused with 400. */
  readonly refusesRow: (row: Readonly<Record<string, unknown>>) => boolean;
  readonly requestsPerMinute: number;
  /** Bytes before compression. */
  readonly bytesPerMinute: number;
  readonly retryAfter: 'none' | 'seconds' | 'date';
}

export const defaultIngestionBehaviour: IngestionBehaviour = {
  // Documented as 1 MB; the smaller reading.
  sizeLimit: 1_000_000,
  fieldLimit: 65_536,
  audience: 'https://monitor.azure.com',
  roleSince: 0,
  unknownStream: 400,
  wrongType: 'null',
  refusesRow: () => false,
  requestsPerMinute: 12_000,
  bytesPerMinute: 2_000_000_000,
  retryAfter: 'seconds',
};
