/**
 * Events of the API from NDJSON, straight into the columns that rules read. An event that is in any way
 * unusual takes the connector's own mapping; for all others the result is the same.
 */
import { eventFields, personField } from '../../functions/src/core/event-fields.ts';
import { parseTimestamp } from '../../functions/src/core/timestamp.ts';
import type { Stream } from '../../functions/src/core/stream.ts';
import { isApiEvent, rowOfEvent } from '../data-files/api-event.ts';
import { DataError } from '../data-files/data-error.ts';
import { JsonFault, scanObject, skipBlanks } from '../data-files/json-scan.ts';
import { CellFault, type TableBuilder } from '../data-files/table-builder.ts';
import { readText } from '../data-files/text-chunks.ts';
import { somethingThere, type Interest, type WantedColumns } from './interest.ts';

/** Takes lines that no rule can look at: they are counted, with the time of the event, and not read further. */
export interface LineFilter {
  readonly interest: Interest;
  skip(timestamp: string): void;
}

interface Field {
  readonly slot: number;
  readonly column: string;
  readonly type: string;
}

interface Shape {
  readonly fields: ReadonlyMap<string, Field>;
  readonly person: string | undefined;
}

const shapes: Readonly<Record<Stream, Shape>> = {
  auditevents: shapeOf('auditevents'),
  itemusages: shapeOf('itemusages'),
  signinattempts: shapeOf('signinattempts'),
};

function shapeOf(stream: Stream): Shape {
  const fields = eventFields[stream].map(
    ({ column, field, type }, slot) => [field, { slot, column, type }] as const,
  );
  return { fields: new Map(fields), person: personField[stream] };
}

/** The field that only events of one kind have, where it is not null. */
const tellTales: Readonly<Record<string, Stream>> = {
  object_type: 'auditevents',
  item_uuid: 'itemusages',
  category: 'signinattempts',
};

/** Whether the first line of a file is an event of the API. */
export function holdsApiEvents(path: string): boolean {
  for (const text of readText(path)) {
    const at = skipBlanks(text, 0);
    if (at >= text.length) continue;
    const members = new Set<string>();
    try {
      scanObject(text, at, (name) => void members.add(name));
    } catch {
      return false;
    }
    return isApiEvent(members);
  }
  return false;
}

/** Reads a file, a line at a time, and tells of each piece how many characters it has; throws `DataError`. */
export function readEventLines(
  path: string,
  table: TableBuilder,
  filter: LineFilter | undefined,
  tell: (characters: number) => void = () => {},
): void {
  const reader = new LineReader(table, filter?.interest);
  let line = 0;
  for (const text of readText(path)) {
    for (let start = 0; start < text.length;) {
      line++;
      const found = text.indexOf('\n', start);
      const end = found < 0 ? text.length : found;
      const content = text.slice(start, end).trim();
      start = end + 1;
      if (content === '' || (filter && isSkipped(content, filter))) continue;
      try {
        reader.read(content);
      } catch (error) {
        const isKnown = error instanceof CellFault || error instanceof JsonFault;
        if (!isKnown) throw error;
        const column = error instanceof JsonFault ? error.offset + 1 : 1;
        throw new DataError(path, line, column, error.message);
      }
    }
    tell(text.length);
  }
}

const plainTime = /"timestamp":"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?Z)"/;

/** Texts may be written with escapes, and rows say themselves when they arrived: such lines are read. */
function isSkipped(line: string, { interest: { texts }, skip }: LineFilter): boolean {
  if (!texts || texts.test(line) || line.includes('\\u') || line.includes('"TimeGenerated"')) return false;
  const [, time] = plainTime.exec(line) ?? [];
  if (time === undefined || !line.endsWith('}')) return false;
  skip(time);
  return true;
}

/** Columns that the connector fills from the person, where the event does not fill them. */
const derivable = ['user_type', 'user_account_uuid'] as const;
const emptyText = '""';
const quotedSomething = JSON.stringify(somethingThere);
const quotedStream: Readonly<Record<Stream, string>> = {
  auditevents: '"auditevents"',
  itemusages: '"itemusages"',
  signinattempts: '"signinattempts"',
};

class LineReader {
  readonly #table: TableBuilder;
  /** Everything is read where this is absent. */
  readonly #interest: Interest | undefined;
  readonly #names: string[] = [];
  readonly #starts: number[] = [];
  readonly #ends: number[] = [];
  /** Kind and account of a person by the JSON of the person, as the connector finds them there. */
  readonly #people = new Map<string, readonly (readonly [string, string])[]>();

  constructor(table: TableBuilder, interest: Interest | undefined) {
    this.#table = table;
    this.#interest = interest;
  }

  read(line: string): void {
    this.#names.length = this.#starts.length = this.#ends.length = 0;
    const end = scanObject(line, 0, (name, from, to) => {
      this.#names.push(name);
      this.#starts.push(from);
      this.#ends.push(to);
    });
    if (end < line.length)
      throw new JsonFault(end, 'something stands behind the object; each line holds one');
    if (!this.#readPlain(line)) this.#readAsConnector(line);
    this.#table.endRow();
  }

  /** False, and nothing done, where an event is unusual. */
  #readPlain(line: string): boolean {
    const [names, starts, ends] = [this.#names, this.#starts, this.#ends];
    let stream: Stream | undefined;
    for (let i = 0; i < names.length; i++) {
      const told = tellTales[names[i] as string];
      if (!told || isNull(line, starts[i] as number)) continue;
      if (stream) return false;
      stream = told;
    }
    if (!stream) return false;
    const { fields, person } = shapes[stream];
    let seen = 0;
    let who = '';
    for (let i = 0; i < names.length; i++) {
      const field = fields.get(names[i] as string);
      if (!field || seen & (1 << field.slot)) return false;
      seen |= 1 << field.slot;
      if (!fits(line, starts[i] as number, ends[i] as number, field.type)) return false;
      if (names[i] === person) who = line.slice(starts[i], ends[i]);
    }
    if (!names.includes('uuid')) return false;
    this.#fill(line, stream, this.#wantedOf(line), who);
    return true;
  }

  /** What rules read of an event; everything where undefined. */
  #wantedOf(line: string): WantedColumns | undefined {
    if (!this.#interest) return undefined;
    const [action, objectType, category] = ['action', 'object_type', 'category'].map((name) => {
      const at = this.#names.indexOf(name);
      return at < 0 ? '' : line.slice((this.#starts[at] as number) + 1, (this.#ends[at] as number) - 1);
    }) as [string, string, string];
    // What is written with escapes may be any text.
    if (`${action}${objectType}${category}`.includes('\\')) return undefined;
    return this.#interest.columnsFor(action, objectType, category);
  }

  #fill(line: string, stream: Stream, wanted: WantedColumns | undefined, who: string): void {
    const [names, starts, ends] = [this.#names, this.#starts, this.#ends];
    const { fields } = shapes[stream];
    let [hasType, hasAccount] = [false, false];
    for (let i = 0; i < names.length; i++) {
      const [start, end] = [starts[i] as number, ends[i] as number];
      if (isNull(line, start)) continue;
      const { column, type } = fields.get(names[i] as string) as Field;
      if (column === 'user_type') hasType = true;
      if (column === 'user_account_uuid') hasAccount = true;
      const how = wanted && type !== 'datetime' ? wanted.get(column) : 'value';
      if (how === 'value') this.#table.set(column, line.slice(start, end), 'json');
      else if (how && end - start > emptyText.length) this.#table.set(column, quotedSomething, 'json');
    }
    if (!wanted || derivable.some((column) => wanted.has(column)))
      for (const [column, value] of this.#derived(who, stream)) {
        const isGiven = column === 'user_type' ? hasType : hasAccount;
        if (!isGiven && (!wanted || wanted.has(column))) this.#table.set(column, value, 'json');
      }
    const time = names.indexOf('timestamp');
    const written = time < 0 ? '' : line.slice(starts[time], ends[time]);
    if (written.length > longestExact && (!wanted || wanted.has('additional_fields')))
      this.#table.set('additional_fields', `{"_connector":{"time":${written}}}`, 'json');
    if (!wanted || wanted.has('log_source')) this.#table.set('log_source', quotedStream[stream], 'json');
  }

  /** What the connector takes from the person, who comes again and again. */
  #derived(who: string, stream: Stream): readonly (readonly [string, string])[] {
    if (who === '') return [];
    const key = `${stream}${who}`;
    let found = this.#people.get(key);
    if (!found) {
      const text = `{"uuid":"x","timestamp":"2026-01-01T00:00:00Z",${JSON.stringify(marker[stream])}:"x",${JSON.stringify(shapes[stream].person)}:${who}}`;
      const row = JSON.parse(rowOfEvent(text) ?? '{}') as Readonly<Record<string, unknown>>;
      found = derivable.flatMap((column) =>
        typeof row[column] === 'string' ? [[column, JSON.stringify(row[column])] as const] : [],
      );
      if (this.#people.size > 100_000) this.#people.clear();
      this.#people.set(key, found);
    }
    return found;
  }

  #readAsConnector(line: string): void {
    const isEvent = isApiEvent(new Set(this.#names));
    const row = isEvent ? rowOfEvent(line) : line;
    if (row === undefined) throw new JsonFault(0, 'this event is not well-formed JSON');
    scanObject(row, 0, (name, from, to) => this.#table.set(name, row.slice(from, to), 'json'));
  }
}

const marker: Readonly<Record<Stream, string>> = {
  auditevents: 'object_type',
  itemusages: 'item_uuid',
  signinattempts: 'category',
};

function isNull(text: string, start: number): boolean {
  return text.charCodeAt(start) === 0x6e;
}

const plainDatetime =
  /^"\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2\d|3[01])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,30})?Z"$/;
/** Digits behind the point, with what else there is of a time, from which on the connector marks it as cut. */
const longestExact = '"2026-01-01T00:00:00.1234567Z"'.length;
const smallInteger = /^-?\d{1,9}$/;

/** Whether the connector would take the value as it stands. */
function fits(text: string, start: number, end: number, type: string): boolean {
  if (isNull(text, start)) return true;
  const first = text.charCodeAt(start);
  if (type === 'dynamic') return first === 0x7b;
  if (type === 'string') return first === 0x22;
  if (type === 'datetime') return isDatetime(text.slice(start, end));
  return type === 'int' && smallInteger.test(text.slice(start, end));
}

/** Not every month has 29 days or more. */
function isDatetime(quoted: string): boolean {
  if (!plainDatetime.test(quoted) || quoted.startsWith('"0000')) return false;
  return quoted.slice(9, 11) < '29' || parseTimestamp(quoted.slice(1, -1)) !== undefined;
}
