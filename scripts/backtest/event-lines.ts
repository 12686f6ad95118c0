/**
 * Events of the API from NDJSON, straight into the columns that rules read. An event that is in any way
 * unusual takes the connector's own mapping; for all others the result is the same.
 */
import { personField } from '../../functions/src/core/event-fields.ts';
import type { Stream } from '../../functions/src/core/stream.ts';
import { isApiEvent, rowOfEvent } from '../data-files/api-event.ts';
import { DataError } from '../data-files/data-error.ts';
import { JsonFault, scanObject, skipBlanks } from '../data-files/json-scan.ts';
import { CellFault, type TableBuilder } from '../data-files/table-builder.ts';
import { readText } from '../data-files/text-chunks.ts';
import type { Interest } from './interest.ts';
import { derivable, fieldsOf, isReal, LineShape, plainDatetime, type Derive } from './line-shape.ts';

/** Takes lines that no rule can look at: they are counted, with the time of the event, and not read further. */
export interface LineFilter {
  readonly interest: Interest;
  skip(timestamp: string): void;
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

/** Lines of more shapes than these are not kept in mind: each is tried until one fits. */
const mostShapes = 16;

class LineReader {
  readonly #table: TableBuilder;
  /** Everything is read where this is absent. */
  readonly #interest: Interest | undefined;
  readonly #shapes = new Map<string, LineShape>();
  /** Shapes that lines are tried with, those that fitted often at the front. */
  readonly #tried: LineShape[] = [];
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
    if (!this.#readKnown(line)) this.#readAnew(line);
    this.#table.endRow();
  }

  /** False, and nothing done, where a line has a shape that is not known. */
  #readKnown(line: string): boolean {
    const tried = this.#tried;
    for (let i = 0; i < tried.length; i++) {
      const shape = tried[i] as LineShape;
      const texts = shape.match(line);
      if (!texts) continue;
      if (i > 0) [tried[i - 1], tried[i]] = [shape, tried[i - 1] as LineShape];
      shape.fill(this.#table, texts, this.#interest, this.#derived);
      return true;
    }
    return false;
  }

  #readAnew(line: string): void {
    this.#names.length = this.#starts.length = this.#ends.length = 0;
    const end = scanObject(line, 0, (name, from, to) => {
      this.#names.push(name);
      this.#starts.push(from);
      this.#ends.push(to);
    });
    if (end < line.length)
      throw new JsonFault(end, 'something stands behind the object; each line holds one');
    const stream = this.#streamOf(line);
    if (!stream) return this.#readAsConnector(line);
    const shape = this.#shapeOf(line, stream);
    const texts = shape.textsOf((name) => {
      const at = this.#names.indexOf(name);
      return line.slice(this.#starts[at], this.#ends[at]);
    });
    shape.fill(this.#table, texts, this.#interest, this.#derived);
  }

  /** undefined where an event is unusual. */
  #streamOf(line: string): Stream | undefined {
    const [names, starts, ends] = [this.#names, this.#starts, this.#ends];
    let stream: Stream | undefined;
    for (let i = 0; i < names.length; i++) {
      const told = tellTales[names[i] as string];
      if (!told || isNull(line, starts[i] as number)) continue;
      if (stream) return undefined;
      stream = told;
    }
    if (!stream || !names.includes('uuid')) return undefined;
    let seen = 0;
    for (let i = 0; i < names.length; i++) {
      const field = fieldsOf[stream].get(names[i] as string);
      if (!field || seen & (1 << field.slot)) return undefined;
      seen |= 1 << field.slot;
      if (!fits(line, starts[i] as number, ends[i] as number, field.type)) return undefined;
    }
    return stream;
  }

  #shapeOf(line: string, stream: Stream): LineShape {
    const members = this.#names.map((name, i) => ({ name, isNull: isNull(line, this.#starts[i] as number) }));
    const key = members.map(({ name, isNull }) => (isNull ? `${name}!` : name)).join(' ');
    let shape = this.#shapes.get(key);
    if (!shape) {
      shape = new LineShape(stream, members, this.#interest);
      if (this.#shapes.size < mostShapes) {
        this.#shapes.set(key, shape);
        this.#tried.push(shape);
      }
    }
    return shape;
  }

  /** What the connector takes from the person, who comes again and again. */
  readonly #derived: Derive = (who, stream) => {
    const key = `${stream}${who}`;
    let found = this.#people.get(key);
    if (!found) {
      const text = `{"uuid":"x","timestamp":"2026-01-01T00:00:00Z",${JSON.stringify(marker[stream])}:"x",${JSON.stringify(personField[stream])}:${who}}`;
      const row = JSON.parse(rowOfEvent(text) ?? '{}') as Readonly<Record<string, unknown>>;
      found = derivable.flatMap((column) =>
        typeof row[column] === 'string' ? [[column, JSON.stringify(row[column])] as const] : [],
      );
      if (this.#people.size > 100_000) this.#people.clear();
      this.#people.set(key, found);
    }
    return found;
  };

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

const wholeDatetime = new RegExp(`^${plainDatetime}$`);
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

function isDatetime(quoted: string): boolean {
  return wholeDatetime.test(quoted) && isReal(quoted);
}
