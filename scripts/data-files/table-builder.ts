import { Column } from '../kql/table/column.ts';
import { tableOf, type ColumnSchema, type Table } from '../kql/table/table.ts';
import { emptyOf, type ScalarType, type Value } from '../kql/values/scalar.ts';
import { fromJson, fromText, isJson } from './cell.ts';
import { columnBuilder, type ColumnBuilder } from './column-builder.ts';
import { inferType } from './infer-type.ts';

/** What a cell is written in. */
export type Notation = 'json' | 'text';

interface Slot {
  readonly name: string;
  /** undefined where the type is worked out from all values, at the end. */
  readonly type: ScalarType | undefined;
  readonly builder: ColumnBuilder;
  /** Of the texts that an open column keeps. */
  readonly notation: Notation;
}

/** A cell whose text is no value of its column's type. */
export class CellFault extends Error {}

/** Collects rows of a table whose columns are known, or are found in the rows. */
export class TableBuilder {
  readonly #slots = new Map<string, Slot | undefined>();
  readonly #isOpen: boolean;
  readonly #openType: ScalarType | undefined;
  #rows = 0;

  /** Without columns every name that comes up is a column, of `openType` or of the type that its values show. */
  constructor(columns: readonly ColumnSchema[] | undefined, openType?: ScalarType) {
    this.#openType = openType;
    this.#isOpen = columns === undefined;
    for (const { name, type } of columns ?? []) {
      this.#slots.set(name, { name, type, builder: columnBuilder(type), notation: 'json' });
    }
  }

  /** The type of a column that is known by its name. */
  typeOf(name: string): ScalarType | undefined {
    return this.#slots.get(name)?.type;
  }

  /** Names that came up and are no columns. */
  get ignored(): readonly string[] {
    return [...this.#slots].filter(([, slot]) => slot === undefined).map(([name]) => name);
  }

  /** Adds a cell to the row in hand. */
  set(name: string, text: string, notation: Notation): void {
    let slot = this.#slots.get(name);
    if (!slot) {
      if (!this.#slots.has(name)) this.#slots.set(name, (slot = this.#open(name, notation)));
      if (!slot) return;
    }
    const { builder } = slot;
    if (builder.length > this.#rows) throw new CellFault(`${name} stands twice in one row`);
    builder.padTo(this.#rows);
    // What has been read once need not be checked again.
    if (slot.type === 'dynamic' && builder.addKnown(text)) return;
    builder.add(readCell(text, notation, slot));
  }

  /** A column not known before: the text of each value is kept until all have been seen. */
  #open(name: string, notation: Notation): Slot | undefined {
    const type = this.#openType;
    return this.#isOpen ? { name, type, builder: columnBuilder(type ?? 'string'), notation } : undefined;
  }

  endRow(): void {
    this.#rows++;
  }

  get length(): number {
    return this.#rows;
  }

  finish(): Table {
    const schema: ColumnSchema[] = [];
    const columns: Column[] = [];
    for (const slot of this.#slots.values()) {
      if (!slot) continue;
      const { name, type, builder, notation } = slot;
      if (type && builder.length === 0) {
        schema.push({ name, type });
        columns.push(Column.constant(type, emptyOf(type), this.#rows));
        continue;
      }
      builder.padTo(this.#rows);
      const column = type ? builder.finish() : inferColumn(builder.finish(), notation);
      schema.push({ name, type: column.type });
      columns.push(column);
    }
    return tableOf(schema, columns, this.#rows);
  }
}

function readCell(text: string, notation: Notation, { name, type, notation: first }: Slot): Value {
  const isText = notation === 'text';
  if (type === undefined) {
    if (notation !== first)
      throw new CellFault('files of one kind only can make up a table without known columns');
    if (!isText && !isJson(text)) throw new CellFault(`${quoteShort(text)} is not JSON`);
    return text;
  }
  if (type === 'dynamic') {
    if (text === '') return 'null';
    if (isJson(text)) return text;
    if (isText) return JSON.stringify(text);
    throw new CellFault(`the value of ${name} is not well-formed JSON`);
  }
  const value = isText ? fromText(text, type) : fromJson(text, type);
  if (value === undefined) throw new CellFault(`${quoteShort(text)} is no ${type} (column ${name})`);
  return value;
}

/** Gives a column of texts the narrowest type that all of them are of. */
function inferColumn(column: Column, notation: Notation): Column {
  const { entries, codes } = column.encode((value) => value);
  const texts = entries as readonly string[];
  const type = inferType(texts, notation);
  const read = notation === 'json' ? fromJson : fromText;
  const values = texts.map((text) =>
    text === '' ? (type === 'string' ? '' : null) : (read(text, type) ?? null),
  );
  return Column.encoded(type, { entries: values, codes });
}

function quoteShort(text: string): string {
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}
