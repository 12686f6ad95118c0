import { emptyOf, type ScalarType, type Value } from '../values/scalar.ts';

/** Distinct values, and for each row the number of its value among them. */
export interface Dictionary {
  readonly entries: readonly Value[];
  readonly codes: Uint32Array;
}

interface Form {
  readonly dictionary?: Dictionary;
  readonly isConstant?: boolean;
  readonly compute?: (row: number) => Value;
  readonly selection?: Selection;
}

/** Where the values of a column stand: row `i` has `values[rows[i]]`, or `values[i]` where there are no `rows`. */
export interface Places {
  readonly values: readonly Value[];
  readonly rows?: Uint32Array;
}

/** Rows of another column. */
interface Selection {
  readonly source: Column;
  readonly rows: Uint32Array;
}

/**
 * A column of one type. What is cheap to keep stays unexpanded: a constant, a dictionary, a selection of
 * another column's rows. `values()` expands once and keeps the result.
 */
export class Column {
  readonly type: ScalarType;
  readonly length: number;
  readonly dictionary: Dictionary | undefined;
  /** Whether every row has the value of `first`. */
  readonly isConstant: boolean;
  readonly #expand: () => readonly Value[];
  readonly #compute: ((row: number) => Value) | undefined;
  readonly #selection: Selection | undefined;
  #values: readonly Value[] | undefined;
  #distinct: Dictionary | undefined;

  private constructor(
    type: ScalarType,
    length: number,
    expand: () => readonly Value[],
    { dictionary, isConstant = false, compute, selection }: Form = {},
  ) {
    this.type = type;
    this.length = length;
    this.dictionary = dictionary;
    this.isConstant = isConstant;
    this.#expand = expand;
    this.#compute = compute;
    this.#selection = selection;
  }

  static of(type: ScalarType, values: readonly Value[]): Column {
    return new Column(type, values.length, () => values);
  }

  static constant(type: ScalarType, value: Value, length: number): Column {
    return new Column(type, length, () => new Array<Value>(length).fill(value), {
      dictionary: { entries: [value], codes: zeros(length) },
      isConstant: true,
    });
  }

  static encoded(type: ScalarType, dictionary: Dictionary): Column {
    return new Column(type, dictionary.codes.length, () => expandCodes(dictionary), { dictionary });
  }

  /** A column whose values are worked out when they are first read. */
  static lazy(type: ScalarType, length: number, expand: () => readonly Value[]): Column {
    return new Column(type, length, expand);
  }

  /** A column whose values are worked out row by row, and only for the rows that a query keeps. */
  static computed(type: ScalarType, length: number, compute: (row: number) => Value): Column {
    const expand = (): readonly Value[] => {
      const values = new Array<Value>(length);
      for (let i = 0; i < length; i++) values[i] = compute(i);
      return values;
    };
    return new Column(type, length, expand, { compute });
  }

  values(): readonly Value[] {
    return (this.#values ??= this.#expand());
  }

  /** As `values()`, without a copy of what a filter has left of another column. */
  places(): Places {
    const selection = this.#selection;
    if (!selection || this.#values) return { values: this.values() };
    return { values: selection.source.values(), rows: selection.rows };
  }

  /** The value of one row. */
  at(row: number): Value {
    const { dictionary } = this;
    if (!dictionary)
      return this.#compute && !this.#values ? this.#compute(row) : (this.values()[row] as Value);
    return dictionary.entries[dictionary.codes[row] as number] as Value;
  }

  /** The value of all rows, where the column is constant and not empty. */
  get first(): Value {
    return this.length > 0 ? this.at(0) : emptyOf(this.type);
  }

  /** The rows named, in that order. A row number beyond the end stands for no value. */
  gather(rows: Uint32Array): Column {
    const { dictionary, type } = this;
    if (this.isConstant && !rows.includes(noRow)) return Column.constant(type, this.first, rows.length);
    const selection = this.#selection;
    if (selection && !this.#values) return selection.source.gather(composed(selection.rows, rows));
    if (dictionary) {
      const form = { dictionary: gatherCodes(type, dictionary, rows), selection: { source: this, rows } };
      return new Column(type, rows.length, () => expandCodes(form.dictionary), form);
    }
    const compute = this.#compute;
    if (compute && !this.#values) {
      return Column.computed(type, rows.length, (i) => {
        const row = rows[i] as number;
        return row === noRow ? emptyOf(type) : compute(row);
      });
    }
    const gather = gatherers[type] ?? gatherOthers;
    const expand = (): readonly Value[] => gather(this.values(), rows, emptyOf(type));
    return new Column(type, rows.length, expand, { selection: { source: this, rows } });
  }

  /** The values by number; `keyOf` gives equal values the same key. A dictionary may have equal entries. */
  encode(keyOf: (value: Value) => unknown): Dictionary {
    const known = this.dictionary;
    // A dictionary much longer than the column is what a filter has left of a larger table.
    if (known && (this.isConstant || known.entries.length <= Math.max(1024, this.length))) return known;
    return (this.#distinct ??= encodeValues(this.values(), keyOf));
  }
}

let manyZeros = new Uint32Array(1024);

/** Codes of a constant, which nobody changes: one block serves all constants. */
function zeros(length: number): Uint32Array {
  if (manyZeros.length < length) manyZeros = new Uint32Array(length);
  return manyZeros.length === length ? manyZeros : manyZeros.subarray(0, length);
}

/** The row number that stands for a row which is not there, as on the empty side of an outer join. */
export const noRow = 0xff_ff_ff_ff;

/**
 * Codes are gathered when they are first read: of the columns behind a filter a query reads few. Entries are
 * not touched unless a row is missing: those of a file are read when they are first used.
 */
function gatherCodes(type: ScalarType, dictionary: Dictionary, rows: Uint32Array): Dictionary {
  const isShort = rows.includes(noRow);
  let codes: Uint32Array | undefined;
  let entries: readonly Value[] | undefined;
  return {
    get codes() {
      return (codes ??= codesOf(dictionary, rows, isShort));
    },
    get entries() {
      return (entries ??= isShort ? [...dictionary.entries, emptyOf(type)] : dictionary.entries);
    },
  };
}

function expandCodes({ codes, entries }: Dictionary): readonly Value[] {
  const values = new Array<Value>(codes.length);
  for (let i = 0; i < codes.length; i++) values[i] = entries[codes[i] as number] as Value;
  return values;
}

const compositions = new WeakMap<Uint32Array, { readonly inner: Uint32Array; readonly rows: Uint32Array }>();

/** Rows of rows; all columns of a table ask for the same. */
function composed(inner: Uint32Array, outer: Uint32Array): Uint32Array {
  const known = compositions.get(outer);
  if (known?.inner === inner) return known.rows;
  const rows = new Uint32Array(outer.length);
  for (let i = 0; i < outer.length; i++) {
    const row = outer[i] as number;
    rows[i] = row === noRow ? noRow : (inner[row] as number);
  }
  compositions.set(outer, { inner, rows });
  return rows;
}

type Gather = (values: readonly Value[], rows: Uint32Array, empty: Value) => Value[];

/** Gathers numbers without giving each a place in memory of its own, as code for all kinds of values would. */
function gatherNumbers(values: readonly Value[], rows: Uint32Array, empty: Value): Value[] {
  const gathered = new Array<Value>(rows.length);
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i] as number;
    gathered[i] = row === noRow ? empty : (values[row] as number);
  }
  return gathered;
}

function gatherTimes(values: readonly Value[], rows: Uint32Array, empty: Value): Value[] {
  const gathered = new Array<Value>(rows.length);
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i] as number;
    gathered[i] = row === noRow ? empty : (values[row] as number);
  }
  return gathered;
}

function gatherOthers(values: readonly Value[], rows: Uint32Array, empty: Value): Value[] {
  const gathered = new Array<Value>(rows.length);
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i] as number;
    gathered[i] = row === noRow ? empty : (values[row] as Value);
  }
  return gathered;
}

const gatherers: Readonly<Partial<Record<ScalarType, Gather>>> = {
  long: gatherNumbers,
  int: gatherNumbers,
  datetime: gatherTimes,
};

function codesOf(dictionary: Dictionary, rows: Uint32Array, isShort: boolean): Uint32Array {
  const { codes } = dictionary;
  const gathered = new Uint32Array(rows.length);
  if (!isShort) {
    for (let i = 0; i < rows.length; i++) gathered[i] = codes[rows[i] as number] as number;
    return gathered;
  }
  const empty = dictionary.entries.length;
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i] as number;
    gathered[i] = row === noRow ? empty : (codes[row] as number);
  }
  return gathered;
}

function encodeValues(values: readonly Value[], keyOf: (value: Value) => unknown): Dictionary {
  const known = new Map<unknown, number>();
  const entries: Value[] = [];
  const codes = new Uint32Array(values.length);
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as Value;
    const key = keyOf(value);
    let code = known.get(key);
    if (code === undefined) {
      code = entries.length;
      known.set(key, code);
      entries.push(value);
    }
    codes[i] = code;
  }
  return { entries, codes };
}
