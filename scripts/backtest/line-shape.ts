/**
 * Events whose lines hold the same members in the same order. One pattern takes such a line apart, and one list
 * of cells says what of it goes into the table.
 */
import { eventFields, personField } from '../../functions/src/core/event-fields.ts';
import type { Stream } from '../../functions/src/core/stream.ts';
import { parseTimestamp } from '../../functions/src/core/timestamp.ts';
import type { TableBuilder } from '../data-files/table-builder.ts';
import { kindFields, somethingThere, type Interest, type WantedColumns } from './interest.ts';

/** Columns that the connector fills from the person, where the event does not fill them. */
export const derivable = ['user_type', 'user_account_uuid'] as const;

export interface Field {
  readonly slot: number;
  readonly column: string;
  readonly type: string;
}

/** Fields of an event by name. */
export const fieldsOf: Readonly<Record<Stream, ReadonlyMap<string, Field>>> = {
  auditevents: fieldsByName('auditevents'),
  itemusages: fieldsByName('itemusages'),
  signinattempts: fieldsByName('signinattempts'),
};

function fieldsByName(stream: Stream): ReadonlyMap<string, Field> {
  return new Map(eventFields[stream].map(({ column, field, type }, slot) => [field, { slot, column, type }]));
}

export interface Member {
  readonly name: string;
  readonly isNull: boolean;
}

/** A cell of the table; `text` is the place of its text among those of the line. */
interface Cell {
  readonly text: number;
  readonly column: string;
  readonly how: 'value' | 'presence';
}

interface Filling {
  readonly cells: readonly Cell[];
  readonly derived: readonly string[];
  readonly hasSource: boolean;
  readonly hasTimeNote: boolean;
}

/** What the connector takes from a person. */
export type Derive = (person: string, stream: Stream) => readonly (readonly [column: string, json: string])[];

const emptyText = '""';
const quotedSomething = JSON.stringify(somethingThere);
/** Digits behind the point, with what else there is of a time, from which on the connector marks it as cut. */
const longestExact = '"2026-01-01T00:00:00.1234567Z"'.length;

/** Whether a time written as `plainDatetime` is one: not every month has 29 days or more, and no year is 0. */
export function isReal(quoted: string): boolean {
  if (quoted.startsWith('"0000')) return false;
  return quoted.slice(9, 11) < '29' || parseTimestamp(quoted.slice(1, -1)) !== undefined;
}

/** Values that the connector takes as they stand. They end where the scanner of JSON ends them. */
const inString = String.raw`[^"\\]*(?:\\[^][^"\\]*)*`;
const outside = String.raw`[^"{}[\]]*`;
export const plainDatetime = String.raw`"\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2\d|3[01])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,30})?Z"`;
const patterns: Readonly<Record<string, string>> = {
  string: `"${inString}"`,
  int: String.raw`-?\d{1,9}`,
  datetime: plainDatetime,
  // With members of its own a value is left to the scanner.
  dynamic: String.raw`\{${outside}(?:"${inString}"${outside})*\}`,
};

export class LineShape {
  readonly stream: Stream;
  readonly #pattern: RegExp;
  /** Names of the members whose texts are taken out of a line; the place of the first is 1. */
  readonly #names: readonly string[];
  /** Places of the texts that tell the kind of an event, of the person and of the time; -1 where there is none. */
  readonly #kinds: readonly number[];
  readonly #person: number;
  readonly #time: number;
  readonly #times: readonly number[];
  readonly #fillings = new Map<WantedColumns | undefined, Filling>();

  /** Members must be fields of the stream, each once. */
  constructor(stream: Stream, members: readonly Member[], interest: Interest | undefined) {
    this.stream = stream;
    const isTaken = ({ name, isNull }: Member): boolean => {
      const { column, type } = fieldsOf[stream].get(name) as Field;
      const isNeeded = type === 'datetime' || name === personField[stream] || kindFields.includes(name);
      return !isNull && (isNeeded || !interest || interest.all.has(column));
    };
    const parts = members.map((member) => {
      const { type } = fieldsOf[stream].get(member.name) as Field;
      const value = member.isNull ? 'null' : patterns[type];
      return `"${member.name}":${isTaken(member) ? `(${value})` : value}`;
    });
    this.#pattern = new RegExp(String.raw`^\{${parts.join(',')}\}$`);
    this.#names = members.filter(isTaken).map(({ name }) => name);
    this.#kinds = kindFields.map((name) => this.#placeOf(name));
    this.#person = this.#placeOf(personField[stream] ?? '');
    this.#time = this.#placeOf('timestamp');
    this.#times = this.#names.flatMap((name, i) =>
      fieldsOf[stream].get(name)?.type === 'datetime' ? [i + 1] : [],
    );
  }

  #placeOf(name: string): number {
    const index = this.#names.indexOf(name);
    return index < 0 ? -1 : index + 1;
  }

  /** The texts of a line of this shape; undefined where it has another one. */
  match(line: string): readonly string[] | undefined {
    const texts = this.#pattern.exec(line);
    if (!texts) return undefined;
    return this.#times.every((place) => isReal(texts[place] as string)) ? texts : undefined;
  }

  /** The same texts, of members that were found in another way. */
  textsOf(textOf: (name: string) => string): readonly string[] {
    return ['', ...this.#names.map(textOf)];
  }

  fill(table: TableBuilder, texts: readonly string[], interest: Interest | undefined, derive: Derive): void {
    const wanted = interest && this.#wantedOf(texts, interest);
    let filling = this.#fillings.get(wanted);
    if (!filling) this.#fillings.set(wanted, (filling = this.#fillingFor(wanted)));
    for (const { text, column, how } of filling.cells) {
      const json = texts[text] as string;
      if (how === 'value') table.set(column, json, 'json');
      else if (json.length > emptyText.length) table.set(column, quotedSomething, 'json');
    }
    if (filling.derived.length > 0 && this.#person > 0)
      for (const [column, json] of derive(texts[this.#person] as string, this.stream))
        if (filling.derived.includes(column)) table.set(column, json, 'json');
    const time = texts[this.#time] ?? '';
    if (filling.hasTimeNote && time.length > longestExact)
      table.set('additional_fields', `{"_connector":{"time":${time}}}`, 'json');
    if (filling.hasSource) table.set('log_source', `"${this.stream}"`, 'json');
  }

  #wantedOf(texts: readonly string[], interest: Interest): WantedColumns {
    const [action, objectType, category] = this.#kinds.map((place) => texts[place]?.slice(1, -1) ?? '') as [
      string,
      string,
      string,
    ];
    // What is written with escapes may be any text.
    if (`${action}${objectType}${category}`.includes('\\')) return interest.all;
    return interest.columnsFor(action, objectType, category);
  }

  /** What is read of an event; everything where `wanted` is undefined. */
  #fillingFor(wanted: WantedColumns | undefined): Filling {
    const isWanted = (column: string): boolean => !wanted || wanted.has(column);
    const fields = this.#names.map((name) => fieldsOf[this.stream].get(name) as Field);
    const cells = fields.flatMap(({ column, type }, i): Cell[] => {
      const how = wanted && type !== 'datetime' ? wanted.get(column) : 'value';
      return how ? [{ text: i + 1, column, how }] : [];
    });
    return {
      cells,
      derived: derivable.filter((name) => isWanted(name) && !fields.some(({ column }) => column === name)),
      hasSource: isWanted('log_source'),
      hasTimeNote: isWanted('additional_fields'),
    };
  }
}
