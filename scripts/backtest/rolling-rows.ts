/**
 * The rows that a run sees of a long window, kept from run to run. Runs are numbered; a row is seen by all runs
 * from one number to another. Rows of a group stand in order of arrival.
 */
import { compareValues } from '../kql/values/compare.ts';
import type { Value } from '../kql/values/scalar.ts';
import { RankedValues } from './ranked-values.ts';

/** Rows of a group that come and go with the same runs. Rows are numbers. */
export interface Slice {
  readonly name: string;
  first: number;
  last: number;
  /** For each column asked for the rows with its smallest and largest value; -1 where all are null. */
  readonly least: number[];
  readonly most: number[];
}

export interface RowGroup {
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
  /** How many values a row has. */
  readonly width: number;
  /** Places of the columns whose extremes are asked for, among the values. */
  readonly extremes: readonly number[];
  /** How many percentiles there are. */
  readonly ranked: number;
}

export class RollingRows {
  readonly #shape: RollingShape;
  /** Values by column and row; the places of rows that have left are used again. */
  readonly columns: readonly Value[][];
  readonly groups = new Map<string, RowGroup>();
  readonly #groupOf: RowGroup[] = [];
  readonly #order: number[] = [];
  readonly #before: number[] = [];
  readonly #after: number[] = [];
  readonly #slices: Slice[] = [];
  readonly #leaves: number[] = [];
  readonly #ranked: (number | undefined)[][];
  readonly #free: number[] = [];
  readonly #entering = new Map<number, number[]>();
  readonly #leaving = new Map<number, number[]>();
  /** Rows with another row before them than at the last run. */
  readonly changed = new Set<number>();
  #seen = -1;
  #count = 0;
  #visible = 0;

  constructor(shape: RollingShape) {
    this.#shape = shape;
    this.columns = Array.from({ length: shape.width }, () => []);
    this.#ranked = Array.from({ length: shape.ranked }, () => []);
  }

  /** How many rows the current run sees. */
  get visible(): number {
    return this.#visible;
  }

  add({ values, keys, enters, leaves }: NewRow): void {
    if (leaves < enters || leaves <= this.#seen) return;
    const row = this.#free.pop() ?? this.#order.length;
    this.columns.forEach((column, i) => (column[row] = values[i] as Value));
    const name = keys.length === 1 ? (keys[0] as string) : JSON.stringify(keys);
    let group = this.groups.get(name);
    if (!group) {
      const ranked = this.#ranked.map(() => new RankedValues());
      this.groups.set(name, (group = { keys, head: -1, tail: -1, slices: new Map(), ranked }));
    }
    this.#groupOf[row] = group;
    this.#order[row] = this.#count++;
    this.#leaves[row] = leaves;
    for (const ranked of this.#ranked) ranked[row] = undefined;
    put(this.#entering, enters, row);
  }

  /** Goes on to a run: rows come and go. */
  advance(run: number): void {
    if (run < this.#seen) throw new RangeError('runs come in their order');
    this.#seen = run;
    for (const [last, rows] of this.#leaving) {
      if (last >= run) continue;
      for (const row of rows) this.#remove(row);
      this.#leaving.delete(last);
    }
    const due = [...this.#entering.keys()].filter((first) => first <= run).sort((a, b) => a - b);
    for (const first of due) {
      for (const row of this.#entering.get(first) ?? []) this.#insert(row, first);
      this.#entering.delete(first);
    }
  }

  /** Rises with the arrival. */
  orderOf(row: number): number {
    return this.#order[row] as number;
  }

  /** The row before in its group; -1 where there is none. */
  before(row: number): number {
    return this.#before[row] ?? -1;
  }

  groupOf(row: number): RowGroup {
    return this.#groupOf[row] as RowGroup;
  }

  /** Tells what a row with one before it adds to a percentile; undefined for nothing. */
  rank(row: number, percentile: number, value: number | undefined): void {
    const values = this.#ranked[percentile];
    const ranked = this.groupOf(row).ranked[percentile];
    if (!values || !ranked || values[row] === value) return;
    if (values[row] !== undefined) ranked.remove(values[row]);
    if (value !== undefined) ranked.add(value);
    values[row] = value;
  }

  /** The rows from one to another of a group, in their order. */
  *between(first: number, last: number): Generator<number> {
    for (let row = first; row >= 0; row = row === last ? -1 : (this.#after[row] as number)) yield row;
  }

  #remove(row: number): void {
    const group = this.groupOf(row);
    for (let i = 0; i < this.#ranked.length; i++) this.rank(row, i, undefined);
    const [before, after] = [this.#before[row] as number, this.#after[row] as number];
    if (before < 0) group.head = after;
    else this.#after[before] = after;
    if (after < 0) group.tail = before;
    else {
      this.#before[after] = before;
      this.changed.add(after);
    }
    this.changed.delete(row);
    // Its slice goes with it: all rows of a slice leave together.
    group.slices.delete((this.#slices[row] as Slice).name);
    this.columns.forEach((column) => (column[row] = null));
    this.#free.push(row);
    this.#visible--;
  }

  #insert(row: number, enters: number): void {
    const leaves = this.#leaves[row] as number;
    // Not seen by a run that took place.
    if (leaves < this.#seen) {
      this.#free.push(row);
      return;
    }
    const group = this.groupOf(row);
    let before = group.tail;
    while (before >= 0 && (this.#order[before] as number) > (this.#order[row] as number))
      before = this.#before[before] as number;
    const after = before < 0 ? group.head : (this.#after[before] as number);
    this.#before[row] = before;
    this.#after[row] = after;
    if (before < 0) group.head = row;
    else this.#after[before] = row;
    if (after < 0) group.tail = row;
    else {
      this.#before[after] = row;
      this.changed.add(after);
    }
    this.changed.add(row);
    this.#visible++;
    this.#intoSlice(row, group, `${enters} ${leaves}`);
    put(this.#leaving, leaves, row);
  }

  #intoSlice(row: number, group: RowGroup, name: string): void {
    let slice = group.slices.get(name);
    if (!slice) {
      const none = this.#shape.extremes.map(() => -1);
      group.slices.set(name, (slice = { name, first: row, last: row, least: [...none], most: [...none] }));
    }
    this.#slices[row] = slice;
    if ((this.#order[row] as number) < (this.#order[slice.first] as number)) slice.first = row;
    if ((this.#order[row] as number) > (this.#order[slice.last] as number)) slice.last = row;
    for (const [i, column] of this.#shape.extremes.entries()) {
      const values = this.columns[column] ?? [];
      const value = values[row] ?? null;
      if (value === null) continue;
      const [least, most] = [slice.least[i] as number, slice.most[i] as number];
      if (least < 0 || compareValues(value, values[least] as Value) < 0) slice.least[i] = row;
      if (most < 0 || compareValues(value, values[most] as Value) > 0) slice.most[i] = row;
    }
  }
}

function put(map: Map<number, number[]>, key: number, row: number): void {
  const known = map.get(key);
  if (known) known.push(row);
  else map.set(key, [row]);
}
