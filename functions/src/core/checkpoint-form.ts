import type { Backfill, Checkpoint, Totals } from './checkpoint.ts';
import { isRecord } from './page.ts';
import { streams, type Stream } from './stream.ts';
import { parseTimestamp } from './timestamp.ts';

/** A checkpoint read back, or why it cannot be trusted. */
export type CheckpointReading = { readonly checkpoint: Checkpoint } | { readonly problem: string };

/**
 * Checks what was stored. Anything that is not exactly a checkpoint of this account and stream is refused,
 * one of a newer version above all: a position that is guessed loses events.
 */
export function readCheckpoint(value: unknown, account: string, stream: Stream): CheckpointReading {
  if (!isRecord(value)) return { problem: 'it is not a JSON object' };
  const schema = value['schema'];
  if (typeof schema === 'number' && schema > 1) {
    return { problem: `it was written by a newer version of the connector (schema ${schema})` };
  }
  if (schema !== 1) return { problem: 'its schema is not known' };
  if (value['accountUuid'] !== account) return { problem: 'it is of another account' };
  if (value['stream'] !== stream) return { problem: 'it is of another stream' };
  const bad = Object.entries(forms).find(([name, isGood]) => !isGood(value[name]));
  if (bad) return { problem: `${bad[0]} is not readable` };
  return { checkpoint: value as unknown as Checkpoint };
}

const optional = (isGood: (value: unknown) => boolean) => (value: unknown) =>
  value === undefined || isGood(value);
const isText = (value: unknown) => typeof value === 'string';
const isCursor = (value: unknown) => typeof value === 'string' && value !== '';
const isTime = (value: unknown) => parseTimestamp(value) !== undefined;
const isCount = (value: unknown) => typeof value === 'number' && Number.isInteger(value) && value >= 0;
const isPageSize = (value: unknown) => isCount(value) && (value as number) >= 1 && (value as number) <= 1_000;
const isIntent = (value: unknown) => isRecord(value) && isText(value['cursor']) && isText(value['runId']);

const forms: Readonly<Record<string, (value: unknown) => boolean>> = {
  integrationUuid: isText,
  host: isText,
  apiVersion: (value) => value === 'v2',
  stream: (value) => streams.includes(value as Stream),
  cursor: optional(isCursor),
  cursorSavedAt: optional(isTime),
  runId: isText,
  lastEventTime: optional(isTime),
  recent: (value) => Array.isArray(value) && value.every(isText),
  intent: optional(isIntent),
  refused: optional(
    (value) =>
      isRecord(value) && isText(value['cursorHash']) && isText(value['runId']) && isTime(value['at']),
  ),
  totals: (value) => isRecord(value) && totalNames.every((name) => isCount(value[name])),
  previous: (value) =>
    Array.isArray(value) &&
    value.every((entry) => isRecord(entry) && isCursor(entry['cursor']) && isTime(entry['savedAt'])),
  backfill: optional(isBackfill),
  start: optional((value) => isRecord(value) && isTime(value['from']) && isPageSize(value['pageSize'])),
  pageSize: optional(isPageSize),
  catchUp: optional(
    (value) =>
      isRecord(value) && optional(isTime)(value['backfillBefore']) && optional(isTime)(value['resentUntil']),
  ),
};

const totalNames: readonly (keyof Totals)[] = ['events', 'batches', 'deadLetters', 'duplicates', 'resets'];

function isBackfill(value: unknown): value is Backfill {
  return (
    isRecord(value) &&
    isTime(value['from']) &&
    isTime(value['to']) &&
    optional(isCursor)(value['cursor']) &&
    typeof value['isDone'] === 'boolean' &&
    isCount(value['events']) &&
    optional((flag) => typeof flag === 'boolean')(value['isRepeat']) &&
    optional(isIntent)(value['intent'])
  );
}
