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
  #values: readonly Value[] | undefined;
  #distinct: Dictionary | undefined;

  private constructor(
    type: ScalarType,
    length: number,
    expand: () => readonly Value[],
    { dictionary, isConstant = false, compute }: Form = {},
  ) {
    this.type = type;
    this.length = length;
    this.dictionary = dictionary;
    this.isConstant = isConstant;
    this.#expand = expand;
    this.#compute = compute;
  }

  static of(type: ScalarType, values: readonly Value[]): Column {
    return new Column(type, values.length, () => values);
  }

  static constant(type: ScalarType, value: Value, length: number): Column {
    return new Column(type, length, () => new Array<Value>(length).fill(value), {
      dictionary: { entries: [value], codes: new Uint32Array(length) },
      isConstant: true,
    });
  }

  static encoded(type: ScalarType, dictionary: Dictionary): Column {
    const { codes } = dictionary;
    const expand = (): readonly Value[] => {
      const { entries } = dictionary;
      const values = new Array<Value>(codes.length);
      for (let i = 0; i < codes.length; i++) values[i] = entries[codes[i] as number] as Value;
      return values;
    };
    return new Column(type, codes.length, expand, { dictionary });
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
    if (dictionary) return gatherCodes(type, dictionary, rows);
    const compute = this.#compute;
    if (compute && !this.#values) {
      return Column.computed(type, rows.length, (i) => {
        const row = rows[i] as number;
        return row === noRow ? emptyOf(type) : compute(row);
      });
    }
    return Column.lazy(type, rows.length, () => {
      const source = this.values();
      const values = new Array<Value>(rows.length);
      for (let i = 0; i < rows.length; i++) {
        const row = rows[i] as number;
        values[i] = row === noRow ? emptyOf(type) : (source[row] as Value);
      }
      return values;
    });
  }

  /** The values by number; `keyOf` gives equal values the same key. A dictionary may have equal entries. */
  encode(keyOf: (value: Value) => unknown): Dictionary {
    const known = this.dictionary;
    // A dictionary much longer than the column is what a filter has left of a larger table.
    if (known && (this.isConstant || known.entries.length <= Math.max(1024, this.length))) return known;
    return (this.#distinct ??= encodeValues(this.values(), keyOf));
  }
}

/** The row number that stands for a row which is not there, as on the empty side of an outer join. */
export const noRow = 0xff_ff_ff_ff;

/** Entries are not touched unless a row is missing: those of a file are read when they are first used. */
function gatherCodes(type: ScalarType, dictionary: Dictionary, rows: Uint32Array): Column {
  const { codes } = dictionary;
  const gathered = new Uint32Array(rows.length);
  let isShort = false;
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i] as number;
    if (row === noRow) isShort = true;
    else gathered[i] = codes[row] as number;
  }
  if (!isShort) return Column.encoded(type, withCodes(dictionary, gathered));
  const { entries } = dictionary;
  for (let i = 0; i < rows.length; i++) if (rows[i] === noRow) gathered[i] = entries.length;
  return Column.encoded(type, { entries: [...entries, emptyOf(type)], codes: gathered });
}

function withCodes(dictionary: Dictionary, codes: Uint32Array): Dictionary {
  return {
    codes,
    get entries() {
      return dictionary.entries;
    },
  };
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
