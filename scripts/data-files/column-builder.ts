import { Column, type Dictionary } from '../kql/table/column.ts';
import { parseJson } from '../kql/values/dynamic.ts';
import { emptyOf, type ScalarType, type Value } from '../kql/values/scalar.ts';

/** Collects the values of one column, row by row. */
export interface ColumnBuilder {
  readonly length: number;
  add(value: Value): void;
  /** Adds a text that has been added before; false where it is a new one. */
  addKnown(text: string): boolean;
  /** Rows before `length` for which nothing was added have no value. */
  padTo(length: number): void;
  finish(): Column;
}

/** A builder for a column; text and dynamic values (given as JSON text) are kept once for equal ones. */
export function columnBuilder(type: ScalarType): ColumnBuilder {
  return type === 'string' || type === 'dynamic' ? new TextColumn(type) : new ValueColumn(type);
}

class ValueColumn implements ColumnBuilder {
  readonly #type: ScalarType;
  readonly #values: Value[] = [];
  #isConstant = true;

  constructor(type: ScalarType) {
    this.#type = type;
  }

  get length(): number {
    return this.#values.length;
  }

  add(value: Value): void {
    const values = this.#values;
    if (values.length > 0 && value !== values[0]) this.#isConstant = false;
    values.push(value);
  }

  addKnown(): boolean {
    return false;
  }

  padTo(length: number): void {
    while (this.#values.length < length) this.add(emptyOf(this.#type));
  }

  finish(): Column {
    const { length } = this.#values;
    const isConstant = this.#isConstant && length > 0;
    return isConstant
      ? Column.constant(this.#type, this.#values[0] as Value, length)
      : Column.of(this.#type, this.#values);
  }
}

/** From this many distinct texts on, a dictionary is given up where most rows have one of their own. */
const smallestLarge = 2 ** 16;

class TextColumn implements ColumnBuilder {
  readonly #type: 'string' | 'dynamic';
  readonly #entries: string[] = [];
  #known: Map<string, number> | undefined = new Map();
  #codes = new Uint32Array(1024);
  #length = 0;

  constructor(type: 'string' | 'dynamic') {
    this.#type = type;
  }

  get length(): number {
    return this.#length;
  }

  add(value: Value): void {
    const text = value as string;
    let code = this.#known?.get(text);
    if (code === undefined) {
      const kept = detach(text);
      code = this.#entries.length;
      this.#entries.push(kept);
      this.#known?.set(kept, code);
    }
    this.#append(code);
  }

  addKnown(text: string): boolean {
    const code = this.#known?.get(text);
    if (code !== undefined) this.#append(code);
    return code !== undefined;
  }

  #append(code: number): void {
    if (this.#length === this.#codes.length) this.#grow();
    this.#codes[this.#length++] = code;
  }

  #grow(): void {
    const { length } = this.#entries;
    if (length > smallestLarge && length * 2 > this.#length) this.#known = undefined;
    const larger = new Uint32Array(this.#codes.length * 2);
    larger.set(this.#codes);
    this.#codes = larger;
  }

  padTo(length: number): void {
    const text = this.#type === 'string' ? '' : 'null';
    while (this.#length < length) this.add(text);
  }

  finish(): Column {
    this.#known = undefined;
    const entries = this.#entries;
    const codes = this.#codes.slice(0, this.#length);
    this.#codes = new Uint32Array(0);
    const isText = this.#type === 'string';
    if (entries.length === 1) {
      const value = isText ? (entries[0] as string) : (parseJson(entries[0] as string) ?? null);
      return Column.constant(this.#type, value, codes.length);
    }
    const isVaried = entries.length > smallestLarge && entries.length * 2 > codes.length;
    if (isText) {
      if (!isVaried) return Column.encoded('string', { entries, codes });
      return Column.of(
        'string',
        Array.from(codes, (code) => entries[code] as string),
      );
    }
    if (!isVaried) return Column.encoded('dynamic', parsedWhenUsed(entries, codes));
    return parsedRowByRow(entries, codes);
  }
}

/** All entries are parsed together when the first is used: there are few. */
function parsedWhenUsed(texts: readonly string[], codes: Uint32Array): Dictionary {
  let parsed: readonly Value[] | undefined;
  return {
    codes,
    get entries() {
      return (parsed ??= texts.map((text) => parseJson(text) ?? null));
    },
  };
}

/** Each entry is parsed when a query looks at its row. */
function parsedRowByRow(texts: readonly string[], codes: Uint32Array): Column {
  return Column.computed(
    'dynamic',
    codes.length,
    (row) => parseJson(texts[codes[row] as number] as string) ?? null,
  );
}

/**
 * A copy of a text that was cut out of a larger one. V8 keeps the larger text in memory for as long as a
 * piece of it is used, from 13 characters on; a file would stay whole.
 */
function detach(text: string): string {
  if (text.length < 13) return text;
  const encoding = isLatin(text) ? 'latin1' : 'utf16le';
  return Buffer.from(text, encoding).toString(encoding);
}

function isLatin(text: string): boolean {
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) > 0xff) return false;
  return true;
}
