/**
 * What the connector's page says about the words that the connector uses. The compiler asks for an entry for
 * each of them; what a run makes of them is taken from the run itself.
 */
import type { Checkpoint } from '../../functions/src/core/checkpoint.ts';
import type { DiagnosisCode } from '../../functions/src/core/diagnosis.ts';
import type { MetricName } from '../../functions/src/core/metrics.ts';
import type { StreamReason, StreamReport } from '../../functions/src/core/stream-report.ts';

/** When a run has this diagnosis; its message tells what to do. */
export const causes: Readonly<Record<DiagnosisCode, string>> = {
  'api-key-missing': 'The setting `APIKey` is empty.',
  'api-key-invalid':
    'The key has not the form of a token, or 1Password refuses it for a reason that the token does not tell.',
  'api-key-expired': '1Password refuses the key, and the key itself says that its time is over.',
  'api-key-wrong-region': '1Password refuses the key, and the key names another address than `apiEndpoint`.',
  'api-key-no-features': 'The key is good, but grants no kind of events, or none of those in `STREAMS`.',
  'key-vault-reference-unresolved':
    'The value of `APIKey` is still the reference to Key Vault, or the vault did not give the secret.',
  'api-endpoint-invalid': '`apiEndpoint` is no address of 1Password.',
  'api-unreachable':
    'The Events API does not answer, answers with errors of its own, or something else answers at its address.',
  'rate-limited': 'One of the two services limits requests for longer than the run lasts.',
  'ingestion-forbidden': 'The Logs Ingestion API refuses the identity of the app.',
  'ingestion-unreachable': 'The Logs Ingestion API does not answer, or answers with errors of its own.',
  'ingestion-misconfigured': 'The Logs Ingestion API knows no such rule or stream, or refuses every row.',
  'checkpoint-store-unreachable':
    'The storage account with the positions does not answer or refuses the app.',
  'checkpoint-corrupt':
    'A saved position cannot be read; it is put aside, and the copy before it is used, if there is one.',
  'setting-invalid': 'A setting has a value that it must not have, or is missing.',
  'another-run-active': 'Another run holds the lock: it is still at work, or ended less than a minute ago.',
  'internal-error': 'A fault of the connector.',
};

/** Members of `details` in a health row, in their order; a test compares them with a row. */
export const details: Readonly<Record<string, string>> = {
  version: 'Version of the connector',
  runId: 'Id of the run; logs and dead letters have it too',
  startedAt: 'When the run began',
  durationMs: 'How long it took until this row, in milliseconds',
  budgetUsedPercent: 'Share of `RUN_BUDGET_SECONDS` that was used',
  pastDue: 'Whether the platform started it late',
  outcome: '`ok`, `degraded` or `failed`',
  diagnosis: '`code` and `message`, or null',
  requestsThisHour: 'Requests to the Events API in the last hour',
  features: 'Kinds of events that the key grants',
  host: 'Host of `apiEndpoint`',
  tokenFingerprint: 'Eight digits that tell one key from another, and nothing else about it',
  tokenExpiresInDays: 'Days until the key expires, where it says so',
  streams: 'A report for each stream, below',
};

/** Members of a stream's report. */
export const reportWords: Readonly<Record<keyof StreamReport, string>> = {
  state: 'State, below',
  reason: 'Reason, below',
  message: 'The same in a sentence, where there is something to say',
  pages: 'Pages received',
  events: 'Events received',
  ingested: 'Rows accepted, stubs included',
  checkpointed: 'Whether all that was received is behind a saved position',
  bytes: 'Size of the rows accepted, before compression',
  compressedBytes: 'The same as sent, compressed',
  duplicates: 'Events left out because the table has them',
  conflicts: 'Events with a known id and other content; they are kept',
  deadLetters: 'Events put into the dead letters',
  refusedStubs: 'Events of which not even a stub was accepted; the dead letters have them',
  truncated: 'Rows with a field that was too long',
  dropped: 'Events left out by `DROP_PAIRS`',
  resent: 'Rows that may be there twice; they are marked',
  requests: 'Requests to the Events API',
  retries: 'Tries that were repeated',
  waitedMs: 'Time spent waiting for a service, in milliseconds',
  ingestRequests: 'Calls of the Logs Ingestion API',
  ingestRetries: 'Those of `retries` that were such calls',
  ingestWaitedMs: 'That part of `waitedMs` that was for the Logs Ingestion API',
  lagSeconds: 'Arrival minus event time: `median`, `p95`, `maximum`; null without events',
  backlog: '1 where more is waiting',
  lastEventTime: 'Time of the newest event accepted so far',
  checkpointAgeSeconds: 'Seconds since the position was saved',
  httpStatus: 'Status of the answer that ended the work',
  unknownFields: 'Fields that have no column; they are kept in `additional_fields`',
  unknownValues: 'Codes that are not known; they are kept',
  gap: 'A stretch of time, `from` and `to`, of which events may be missing',
  backfill: 'How far a backfill is: `from`, `to`, `isDone`, `events`, `message`',
};

/** Metrics: where the number stands in the health row, and what it is split by beside account and stream. */
export const metricWords: Readonly<Record<MetricName, readonly [source: string, by: string]>> = {
  events_fetched: ['`events`', ''],
  rows_accepted: ['`ingested`', ''],
  bytes_sent: ['`bytes`, `compressedBytes`', '`form`: `raw`, `gzip`'],
  pages: ['`pages`', ''],
  api_requests: ['`requests`', ''],
  api_retries: ['`retries` less `ingestRetries`', ''],
  api_throttled_seconds: ['`waitedMs` less `ingestWaitedMs`', ''],
  ingest_requests: ['`ingestRequests`', ''],
  ingest_retries: ['`ingestRetries`', ''],
  ingest_throttled_seconds: ['`ingestWaitedMs`', ''],
  duplicates_dropped: ['`duplicates`', ''],
  uuid_conflicts: ['`conflicts`', ''],
  dead_letters: ['`deadLetters`', ''],
  truncated: ['`truncated`', ''],
  dropped_by_rule: ['`dropped`', ''],
  unknown_enum_values: ['length of `unknownValues`', ''],
  unknown_fields: ['length of `unknownFields`', ''],
  lag_seconds: ['`lagSeconds`', '`statistic`: `median`, `p95`, `maximum`'],
  backlog: ['`backlog`', ''],
  checkpoint_age_seconds: ['`checkpointAgeSeconds`', ''],
  run_seconds: ['`durationMs` of the run', 'no stream'],
  budget_used_percent: ['`budgetUsedPercent` of the run', 'no stream'],
  token_days_left: ['`tokenExpiresInDays` of the run', 'no stream'],
};

/** State and meaning of each reason. */
export const reasonWords: Readonly<Record<StreamReason, readonly [state: string, meaning: string]>> = {
  idle: ['ok', 'Nothing new'],
  'caught-up': ['ok', 'All that is new was collected'],
  'more-to-come': ['ok', 'The time of the run was used up; the next goes on'],
  'not-in-token': ['missing-feature', 'The key does not grant this kind of events'],
  'revoked-or-expired': ['unauthorized', 'The key is refused'],
  'wrong-region': ['unauthorized', 'The key is for another address'],
  forbidden: ['unauthorized', 'The key is good, and this stream is refused all the same'],
  'account-changed': ['unauthorized', 'The key belongs to another account than the position'],
  api: ['rate-limited', 'The Events API limits requests'],
  ingestion: ['rate-limited', 'The Logs Ingestion API limits requests'],
  'cursor-repeats': ['stalled', 'The Events API gives the same empty page again and again'],
  'cursor-reset': ['stalled', 'The position was refused in two runs; collection began anew, with an overlap'],
  'page-too-large': ['stalled', 'A page is too large; smaller ones are asked for'],
  'api-unavailable': ['error', 'The Events API does not answer'],
  'api-configuration': ['error', 'The Events API answers otherwise than it should; see the address'],
  'ingestion-forbidden': ['error', 'The Logs Ingestion API refuses the identity'],
  'ingestion-configuration': ['error', 'The Logs Ingestion API knows no such rule or stream'],
  'ingestion-unavailable': ['error', 'The Logs Ingestion API does not answer'],
  'checkpoint-corrupt': ['error', 'The position cannot be read'],
  'checkpoint-unreachable': ['error', 'The position cannot be read or saved'],
  'lock-lost': ['error', 'Another run took over'],
  internal: ['error', 'A fault of the connector'],
};

/** Members of a saved position. */
export const checkpointWords: Readonly<Record<keyof Required<Checkpoint>, string>> = {
  schema: 'Version of this form',
  accountUuid: 'The account whose position it is; another account begins its own',
  integrationUuid: 'The integration whose key was used',
  host: 'Host of `apiEndpoint`',
  apiVersion: 'Version of the Events API that the cursor is for',
  stream: 'The stream',
  cursor: 'Everything up to here is in the table or in the dead letters',
  cursorSavedAt: 'When it was saved',
  runId: 'The run that saved it',
  lastEventTime: 'Time of the newest event accepted; for a new beginning, never a position',
  recent: 'Digests of the last events accepted, to tell duplicates',
  intent: 'The page that is being sent; where it is still there, the page is sent again and marked',
  refused: 'A cursor that 1Password refused; a second refusal in another run begins anew',
  totals: 'Counts since the beginning',
  previous: 'The last three cursors, for repair by hand',
  backfill: 'Window, cursor and progress of a backfill',
  start: 'Where collection begins, until there is a cursor',
  pageSize: 'Page size of the cursor, where it is not that of the settings',
  catchUp: 'What rows are marked with until the stream has reached its end once',
};
