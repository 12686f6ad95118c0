import { Column, type Dictionary } from '../kql/table/column.ts';
import { parseJson } from '../kql/values/dynamic.ts';
import { emptyOf, type ScalarType, type Value } from '../kql/values/scalar.ts';
import { TextBlocks } from './text-blocks.ts';

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

/**
 * Numbers stay in one block of memory: in a list that has held other values, V8 gives every number that is
 * no small integer 16 bytes more.
 */
class ValueColumn implements ColumnBuilder {
  readonly #type: ScalarType;
  #numbers = new Float64Array(1024);
  /** Which rows have no number; from the first such row on. */
  #isNull: Uint8Array | undefined;
  /** Values that are neither numbers nor null, by row. */
  readonly #others = new Map<number, Value>();
  #length = 0;
  #first: Value = null;
  #isConstant = true;

  constructor(type: ScalarType) {
    this.#type = type;
  }

  get length(): number {
    return this.#length;
  }

  add(value: Value): void {
    const row = this.#length++;
    if (row === 0) this.#first = value;
    else if (this.#isConstant && value !== this.#first) this.#spread(row);
    if (!this.#isConstant) this.#put(row, value);
  }

  /** The rows so far get their value, which until then was known to be the same for all. */
  #spread(rows: number): void {
    this.#isConstant = false;
    for (let row = 0; row < rows; row++) this.#put(row, this.#first);
  }

  #put(row: number, value: Value): void {
    if (row >= this.#numbers.length) this.#grow();
    if (typeof value === 'number') this.#numbers[row] = value;
    else if (typeof value === 'boolean') this.#numbers[row] = value ? 1 : 0;
    else if (value === null) (this.#isNull ??= new Uint8Array(this.#numbers.length))[row] = 1;
    else this.#others.set(row, value);
  }

  #grow(): void {
    this.#numbers = enlarged(this.#numbers, new Float64Array(this.#numbers.length * 2));
    if (this.#isNull) this.#isNull = enlarged(this.#isNull, new Uint8Array(this.#numbers.length));
  }

  addKnown(): boolean {
    return false;
  }

  padTo(length: number): void {
    while (this.#length < length) this.add(emptyOf(this.#type));
  }

  finish(): Column {
    const length = this.#length;
    if (this.#isConstant && length > 0) return Column.constant(this.#type, this.#first, length);
    const [numbers, isNull, isBool] = [this.#numbers, this.#isNull, this.#type === 'bool'];
    const values = new Array<Value>(length);
    for (let row = 0; row < length; row++) {
      const value = numbers[row] as number;
      values[row] = isNull?.[row] === 1 ? null : isBool ? value === 1 : value;
    }
    for (const [row, value] of this.#others) values[row] = value;
    this.#numbers = new Float64Array(0);
    return Column.of(this.#type, values);
  }
}

function enlarged<Block extends Float64Array | Uint32Array | Uint8Array>(block: Block, larger: Block): Block {
  larger.set(block);
  return larger;
}

/** From this many distinct texts on, a dictionary is given up where most rows have one of their own. */
const smallestLarge = 2 ** 16;

class TextColumn implements ColumnBuilder {
  readonly #type: 'string' | 'dynamic';
  readonly #entries: string[] = [];
  #known: Map<string, number> | undefined = new Map();
  /** Texts behind the entries, once the dictionary is given up. */
  #rest: TextBlocks | undefined;
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
    if (this.#rest) {
      this.#append(this.#entries.length + this.#rest.length);
      this.#rest.add(text);
      return;
    }
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
    if (length > smallestLarge && length * 2 > this.#length) {
      this.#known = undefined;
      this.#rest ??= new TextBlocks();
    }
    this.#codes = enlarged(this.#codes, new Uint32Array(this.#codes.length * 2));
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
    if (this.#rest) return readRowByRow(this.#type, codes, entries, this.#rest);
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
    return readRowByRow('dynamic', codes, entries, new TextBlocks());
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

/** Each text is read, and parsed, when a query looks at its row. */
function readRowByRow(
  type: 'string' | 'dynamic',
  codes: Uint32Array,
  entries: readonly string[],
  rest: TextBlocks,
): Column {
  const textOf = (code: number): string =>
    code < entries.length ? (entries[code] as string) : rest.at(code - entries.length);
  return Column.computed(type, codes.length, (row) => {
    const text = textOf(codes[row] as number);
    return type === 'string' ? text : (parseJson(text) ?? null);
  });
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
