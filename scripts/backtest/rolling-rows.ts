/**
 * The rows that a run sees of a long window, kept from run to run. Runs are numbered; a row is seen by all runs
 * from one number to another. Rows of a group stand in order of arrival.
 */
import { compareValues } from '../kql/values/compare.ts';
import type { ScalarType, Value } from '../kql/values/scalar.ts';
import { IntegerList, NumberList } from './number-list.ts';
import { RankedValues } from './ranked-values.ts';

/** Rows of a group that come and go with the same runs. Rows are numbers. */
export interface Slice {
  first: number;
  last: number;
  /** For each column asked for the rows with its smallest and largest value; -1 where all are null. */
  readonly least: number[];
  readonly most: number[];
}

export interface RowGroup {
  readonly number: number;
  readonly keys: readonly string[];
  /** First and last row; -1 where there is none. */
  head: number;
  tail: number;
  readonly slices: Map<string, Slice>;
  /** For each percentile the values of the rows that have one before them. */
  readonly ranked: readonly RankedValues[];
}

/** A row that comes in, in order of arrival. */
export interface NewRow {
  readonly values: readonly Value[];
  readonly keys: readonly string[];
  /** First and last run that sees it. */
  readonly enters: number;
  readonly leaves: number;
}

export interface RollingShape {
  /** Of the values that a row has. */
  readonly types: readonly ScalarType[];
  /** Places of the columns whose extremes are asked for, among the values. */
  readonly extremes: readonly number[];
  /** How many percentiles there are. */
  readonly ranked: number;
}

/** Values of a column by row. */
interface RowValues {
  at(row: number): Value | undefined;
  set(row: number, value: Value): void;
}

/** What leaves with a run: the rows, and the slices of each group. */
interface Departure {
  readonly rows: number[];
  readonly slices: (readonly [group: RowGroup, name: string])[];
}

/** Runs behind this one are never reached. */
const lastRun = 2 ** 31 - 1;

/** Lists are by row; the places of rows that have left are used again. */
export class RollingRows {
  readonly #shape: RollingShape;
  readonly #columns: readonly RowValues[];
  readonly groups = new Map<string, RowGroup>();
  readonly #groupList: RowGroup[] = [];
  readonly #groupOf = new IntegerList();
  readonly #order = new IntegerList();
  readonly #before = new IntegerList();
  readonly #after = new IntegerList();
  readonly #leaves = new IntegerList();
  /** What a row adds to each percentile. */
  readonly #ranked: readonly NumberList[];
  readonly #free: number[] = [];
  readonly #entering = new Map<number, number[]>();
  readonly #leaving = new Map<number, Departure>();
  /** Rows with another row before them than at the last run. */
  readonly changed = new Set<number>();
  #seen = -1;
  #places = 0;
  #count = 0;
  #visible = 0;

  constructor(shape: RollingShape) {
    this.#shape = shape;
    this.#columns = shape.types.map((type) => (numeric.has(type) ? new NumberList() : new ValueList()));
    this.#ranked = Array.from({ length: shape.ranked }, () => new NumberList());
  }

  /** How many rows the current run sees. */
  get visible(): number {
    return this.#visible;
  }

  add({ values, keys, enters, leaves }: NewRow): void {
    if (leaves < enters || leaves <= this.#seen) return;
    const row = this.#free.pop() ?? this.#places++;
    this.#columns.forEach((column, i) => column.set(row, values[i] as Value));
    const name = keys.length === 1 ? (keys[0] as string) : JSON.stringify(keys);
    let group = this.groups.get(name);
    if (!group) {
      const ranked = this.#ranked.map(() => new RankedValues());
      const { length: number } = this.#groupList;
      this.groups.set(name, (group = { number, keys, head: -1, tail: -1, slices: new Map(), ranked }));
      this.#groupList.push(group);
    }
    this.#groupOf.set(row, group.number);
    this.#order.set(row, this.#count++);
    this.#leaves.set(row, Math.min(leaves, lastRun));
    for (const ranked of this.#ranked) ranked.set(row, null);
    const known = this.#entering.get(enters);
    if (known) known.push(row);
    else this.#entering.set(enters, [row]);
  }

  /** Goes on to a run: rows come and go. */
  advance(run: number): void {
    if (run < this.#seen) throw new RangeError('runs come in their order');
    this.#seen = run;
    for (const [last, { rows, slices }] of this.#leaving) {
      if (last >= run) continue;
      for (const row of rows) this.#remove(row);
      for (const [group, name] of slices) group.slices.delete(name);
      this.#leaving.delete(last);
    }
    const due = [...this.#entering.keys()].filter((first) => first <= run).sort((a, b) => a - b);
    for (const first of due) {
      for (const row of this.#entering.get(first) ?? []) this.#insert(row, first);
      this.#entering.delete(first);
    }
  }

  value(column: number, row: number): Value {
    return this.#columns[column]?.at(row) ?? null;
  }

  /** Rises with the arrival. */
  orderOf(row: number): number {
    return this.#order.at(row);
  }

  /** The row before in its group; -1 where there is none. */
  before(row: number): number {
    return this.#before.at(row);
  }

  groupOf(row: number): RowGroup {
    return this.#groupList[this.#groupOf.at(row)] as RowGroup;
  }

  /** Tells what a row with one before it adds to a percentile; undefined for nothing. */
  rank(row: number, percentile: number, value: number | undefined): void {
    const values = this.#ranked[percentile];
    const ranked = this.groupOf(row).ranked[percentile];
    const known = values?.at(row) ?? undefined;
    if (!values || !ranked || known === value) return;
    if (known !== undefined) ranked.remove(known as number);
    if (value !== undefined) ranked.add(value);
    values.set(row, value ?? null);
  }

  /** The rows from one to another of a group, in their order. */
  *between(first: number, last: number): Generator<number> {
    for (let row = first; row >= 0; row = row === last ? -1 : this.#after.at(row)) yield row;
  }

  #remove(row: number): void {
    const group = this.groupOf(row);
    for (let i = 0; i < this.#ranked.length; i++) this.rank(row, i, undefined);
    const [before, after] = [this.#before.at(row), this.#after.at(row)];
    if (before < 0) group.head = after;
    else this.#after.set(before, after);
    if (after < 0) group.tail = before;
    else {
      this.#before.set(after, before);
      this.changed.add(after);
    }
    this.changed.delete(row);
    for (const column of this.#columns) column.set(row, null);
    this.#free.push(row);
    this.#visible--;
  }

  #insert(row: number, enters: number): void {
    const leaves = this.#leaves.at(row);
    // Not seen by a run that took place.
    if (leaves < this.#seen) {
      this.#free.push(row);
      return;
    }
    const group = this.groupOf(row);
    let before = group.tail;
    while (before >= 0 && this.#order.at(before) > this.#order.at(row)) before = this.#before.at(before);
    const after = before < 0 ? group.head : this.#after.at(before);
    this.#before.set(row, before);
    this.#after.set(row, after);
    if (before < 0) group.head = row;
    else this.#after.set(before, row);
    if (after < 0) group.tail = row;
    else {
      this.#before.set(after, row);
      this.changed.add(after);
    }
    this.changed.add(row);
    this.#visible++;
    let departure = this.#leaving.get(leaves);
    if (!departure) this.#leaving.set(leaves, (departure = { rows: [], slices: [] }));
    departure.rows.push(row);
    this.#intoSlice(row, `${enters} ${leaves}`, departure);
  }

  #intoSlice(row: number, name: string, departure: Departure): void {
    const group = this.groupOf(row);
    let slice = group.slices.get(name);
    if (!slice) {
      const none = this.#shape.extremes.map(() => -1);
      group.slices.set(name, (slice = { first: row, last: row, least: [...none], most: [...none] }));
      departure.slices.push([group, name]);
    }
    if (this.orderOf(row) < this.orderOf(slice.first)) slice.first = row;
    if (this.orderOf(row) > this.orderOf(slice.last)) slice.last = row;
    for (const [i, column] of this.#shape.extremes.entries()) {
      const value = this.value(column, row);
      if (value === null) continue;
      const [least, most] = [slice.least[i] as number, slice.most[i] as number];
      if (least < 0 || compareValues(value, this.value(column, least)) < 0) slice.least[i] = row;
      if (most < 0 || compareValues(value, this.value(column, most)) > 0) slice.most[i] = row;
    }
  }
}

/** Types whose values are numbers, or integers too large for one. */
const numeric: ReadonlySet<ScalarType> = new Set(['int', 'long', 'real', 'datetime', 'timespan']);

class ValueList implements RowValues {
  readonly #values: Value[] = [];

  at(row: number): Value | undefined {
    return this.#values[row];
  }

  set(row: number, value: Value): void {
    this.#values[row] = value;
  }
}
