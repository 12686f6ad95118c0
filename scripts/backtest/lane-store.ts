/** The rows of a lane by the day on which they arrived: in memory, or put aside where there are many. */
import { columnNamed, type ColumnSchema, type Table } from '../kql/table/table.ts';
import type { Value } from '../kql/values/scalar.ts';
import { day } from '../kql/values/time.ts';
import type { SpillFile, Stretch } from './spill-file.ts';
import { rowsFromBytes, rowsToBytes, type Rows } from './spill-values.ts';

/** Which rows: those stamped in a span, ends included, and stored after a time and up to another; in ticks. */
export interface Wanted {
  readonly stamps: readonly [from: number, to: number];
  readonly arrivals: readonly [after: number, to: number];
}

export const everything: Wanted = { stamps: [-Infinity, Infinity], arrivals: [-Infinity, Infinity] };

interface Bucket {
  readonly aside: Stretch[];
  rows: Rows;
  firstStamp: number;
  lastStamp: number;
}

export class LaneStore {
  readonly #schema: readonly ColumnSchema[];
  /** By the number of the day. */
  readonly #buckets = new Map<number, Bucket>();
  #length = 0;
  #held = 0;

  constructor(schema: readonly ColumnSchema[]) {
    this.#schema = schema;
  }

  /** All rows, and the values of those in memory. */
  get length(): number {
    return this.#length;
  }

  get heldValues(): number {
    return this.#held * (this.#schema.length + 2);
  }

  /** Rows with the columns of the lane; times in ticks. */
  add(table: Table, arrivals: readonly number[], stamps: readonly number[]): void {
    const columns = this.#schema.map(({ name }) => columnNamed(table, name)?.values() ?? []);
    let [last, bucket]: [number, Bucket | undefined] = [NaN, undefined];
    for (let row = 0; row < table.length; row++) {
      const [arrival, stamp] = [arrivals[row] as number, stamps[row] as number];
      const number = Math.floor(arrival / day);
      if (number !== last || !bucket) [last, bucket] = [number, this.#bucket(number)];
      if (stamp < bucket.firstStamp) bucket.firstStamp = stamp;
      if (stamp > bucket.lastStamp) bucket.lastStamp = stamp;
      const { rows } = bucket;
      for (let i = 0; i < columns.length; i++) rows.columns[i]?.push(columns[i]?.[row] as Value);
      rows.arrivals.push(arrival);
      rows.stamps.push(stamp);
    }
    this.#length += table.length;
    this.#held += table.length;
  }

  #bucket(number: number): Bucket {
    let bucket = this.#buckets.get(number);
    if (!bucket) {
      bucket = { aside: [], rows: this.#noRows(), firstStamp: Infinity, lastStamp: -Infinity };
      this.#buckets.set(number, bucket);
    }
    return bucket;
  }

  #noRows(): Rows {
    return { columns: this.#schema.map(() => []), arrivals: [], stamps: [] };
  }

  /** Puts what is in memory aside. */
  spill(file: SpillFile): void {
    for (const bucket of this.#buckets.values()) {
      if (bucket.rows.arrivals.length === 0) continue;
      bucket.aside.push(file.write(rowsToBytes(bucket.rows)));
      bucket.rows = this.#noRows();
    }
    this.#held = 0;
  }

  /** Rows that are wanted, of earlier days first; within a day in the order in which they were added. */
  *read({ stamps, arrivals }: Wanted, file: SpillFile): Generator<Rows> {
    const days = [...this.#buckets].sort(([a], [b]) => a - b);
    for (const [number, { aside, rows, firstStamp, lastStamp }] of days) {
      if ((number + 1) * day <= arrivals[0] || number * day > arrivals[1]) continue;
      if (lastStamp < stamps[0] || firstStamp > stamps[1]) continue;
      for (const stretch of aside) yield chosen(rowsFromBytes(file.read(stretch)), { stamps, arrivals });
      yield chosen(rows, { stamps, arrivals });
    }
  }
}

function chosen(rows: Rows, { stamps, arrivals }: Wanted): Rows {
  const kept: number[] = [];
  for (let row = 0; row < rows.arrivals.length; row++) {
    const [arrival, stamp] = [rows.arrivals[row] as number, rows.stamps[row] as number];
    if (stamp < stamps[0] || stamp > stamps[1] || arrival <= arrivals[0] || arrival > arrivals[1]) continue;
    kept.push(row);
  }
  if (kept.length === rows.arrivals.length) return rows;
  const pick = <T>(values: readonly T[]): T[] => kept.map((row) => values[row] as T);
  return { columns: rows.columns.map(pick), arrivals: pick(rows.arrivals), stamps: pick(rows.stamps) };
}
