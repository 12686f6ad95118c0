import { eventFields, knownFields, personField } from './event-fields.ts';
import { isRecord } from './page.ts';
import type { Stream } from './stream.ts';
import { parseTimestamp } from './timestamp.ts';

/** The connector's own remarks on a row, under `additional_fields._connector`; only those that apply. */
export interface Marks {
  readonly backfill?: true;
  readonly resent?: true;
  readonly truncated?: readonly string[];
  readonly stub?: true;
  readonly deadLetter?: string;
  readonly delay?: number;
  readonly time?: string;
  readonly auxId?: string;
  readonly run?: string;
  /** An event's own field of the name `_connector`. */
  readonly field?: unknown;
}

export type Fields = Readonly<Record<string, unknown>>;

/** Why an event cannot be trusted to be whole in its row. */
export type EventProblem = 'not-an-object' | 'no-uuid' | 'no-timestamp' | 'too-deep';

/** An event on its way to a row. */
export interface Mapped {
  /** Columns but `additional_fields`, in the table's order, as JSON. What was parsed is not kept. */
  readonly fieldsText: string;
  /** Fields without a column, sorted by name, as JSON; empty where there is none. */
  readonly unknownText: string;
  readonly unknownNames: readonly string[];
  readonly marks: Marks;
  readonly uuid: string | undefined;
  /** Event time in ms. */
  readonly time: number | undefined;
  readonly problem: EventProblem | undefined;
}

/** Turns one element of a page's `items` into a row. Never throws, whatever the element is. */
export function mapEvent(item: unknown, stream: Stream): Mapped {
  if (!isRecord(item)) {
    const value = item === null || typeof item === 'object' ? {} : { item };
    return compose({ log_source: stream }, value, {}, 'not-an-object', undefined);
  }
  const time = parseTimestamp(item['timestamp']);
  const uuid = textOf(item['uuid']);
  const problem = uuid === undefined ? 'no-uuid' : time === undefined ? 'no-timestamp' : undefined;
  const marks: Marks =
    time === undefined || time.isExact ? {} : { time: (item['timestamp'] as string).slice(0, 100) };
  try {
    return mapFields(item, stream, marks, problem, time?.ms);
  } catch (error) {
    // Writing JSON recurses: nesting of thousands of levels ends the stack.
    if (!(error instanceof RangeError)) throw error;
    const kept = [
      ['uuid_s', uuid],
      ...(time ? [['timestamp', item['timestamp']]] : []),
      ['log_source', stream],
    ];
    const fields = Object.fromEntries(kept.filter(([, value]) => value !== undefined)) as Fields;
    return compose(fields, {}, { ...marks, stub: true }, 'too-deep', time?.ms);
  }
}

function mapFields(
  item: Fields,
  stream: Stream,
  initialMarks: Marks,
  problem: EventProblem | undefined,
  time: number | undefined,
): Mapped {
  const fields: Record<string, unknown> = {};
  const unknown: [string, unknown][] = [];
  let marks = initialMarks;
  const person = item[personField[stream] ?? ''];
  for (const { column, field, type } of eventFields[stream]) {
    const value = item[field];
    if (value === undefined || value === null) {
      const derived = isRecord(person) ? personColumn(column, person) : undefined;
      if (derived !== undefined) fields[column] = derived;
    } else if (column === 'timestamp' ? time !== undefined : fits(value, type)) {
      fields[column] = value;
    } else if (column === 'aux_id' && digitsOf(value) !== undefined) {
      marks = { ...marks, auxId: digitsOf(value) as string };
    } else {
      unknown.push([field, type === 'int' ? (digitsOf(value) ?? value) : value]);
    }
  }
  fields['log_source'] = stream;
  for (const name of Object.keys(item)) {
    if (knownFields[stream].has(name)) continue;
    if (name === '_connector') marks = { ...marks, field: item[name] };
    else unknown.push([name, item[name]]);
  }
  unknown.sort(([a], [b]) => (a < b ? -1 : 1));
  return compose(fields, Object.fromEntries(unknown), marks, problem, time);
}

function compose(
  fields: Fields,
  unknown: Fields,
  marks: Marks,
  problem: EventProblem | undefined,
  time: number | undefined,
): Mapped {
  const fieldsText = JSON.stringify(fields);
  const unknownNames = Object.keys(unknown);
  const unknownText = unknownNames.length === 0 ? '' : JSON.stringify(unknown);
  const uuid = textOf(fields['uuid_s']);
  return { fieldsText, unknownText, unknownNames, marks, uuid, time, problem };
}

/** Columns of a row but `additional_fields`, read back. */
export function fieldsOf({ fieldsText }: Mapped): Fields {
  return JSON.parse(fieldsText) as Fields;
}

/** Fields of a row that have no column, read back. */
export function unknownOf({ unknownText }: Mapped): Fields {
  return unknownText === '' ? {} : (JSON.parse(unknownText) as Fields);
}

/** The same row with other content; used where something had to be cut. */
export function remap(row: Mapped, fields: Fields, unknown: Fields, marks: Marks): Mapped {
  return compose(fields, unknown, marks, row.problem, row.time);
}

/** Kind and account of the person, which stand inside the person in events of version 2. */
function personColumn(column: string, person: Fields): string | undefined {
  if (column === 'user_account_uuid') return textOf(person['user_account_uuid']);
  if (column !== 'user_type') return undefined;
  const older = person['type'];
  return textOf(person['user_type']) ?? (older === 'user' || older === 'external_user' ? older : undefined);
}

function fits(value: unknown, type: string): boolean {
  if (type === 'dynamic') return isRecord(value);
  if (type === 'int') return typeof value === 'number' && Number.isInteger(value) && (value | 0) === value;
  return typeof value === 'string';
}

/** The digits of an integer that its column cannot hold, as text. */
function digitsOf(value: unknown): string | undefined {
  if (typeof value === 'number' && Number.isSafeInteger(value)) return String(value);
  return typeof value === 'string' && /^-?\d{10,}$/.test(value) ? value : undefined;
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
