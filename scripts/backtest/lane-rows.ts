/** The rows of a lane, in order of arrival, and the choice of those that a run sees. */
import { Column } from '../kql/table/column.ts';
import { columnNamed, tableOf, type ColumnSchema, type Table } from '../kql/table/table.ts';
import type { Value } from '../kql/values/scalar.ts';
import { allBounds, copiesLane, type Bound, type Lane } from './lane.ts';
import type { Rows } from './spill-values.ts';

/** What a run sees of the own table; times in ticks. */
export interface Sight {
  readonly now: number;
  /** Rows stamped from then on, up to now. */
  readonly from: number;
  /** Rows stored by then. */
  readonly end: number;
}

/** Rows that have run through a lane. Times in ticks. */
export interface LaneRows {
  readonly lane: Lane;
  readonly table: Table;
  /** Rising. */
  readonly arrivals: Float64Array;
  readonly stamps: Float64Array;
  /** For each row its number in the lane that drops copies; undefined where that is none, or this one. */
  readonly origins: Uint32Array | undefined;
  readonly copies: LaneCopies | undefined;
  /** Smallest and largest time from the stamp to the arrival. */
  readonly leastLag: number;
  readonly mostLag: number;
}

/** Rows with the same key, where there are several: row → the others. */
export interface LaneCopies {
  readonly rows: LaneRows;
  readonly others: ReadonlyMap<number, readonly number[]>;
}

/** Pieces of a lane as one, those that arrived first at the front. */
export function rowsOfPieces(lane: Lane, schema: readonly ColumnSchema[], pieces: Iterable<Rows>): LaneRows {
  const all: Value[][] = schema.map(() => []);
  const arrivals: number[] = [];
  const stamps: number[] = [];
  for (const piece of pieces) {
    all.forEach((values, i) => append(values, piece.columns[i] ?? []));
    append(arrivals, piece.arrivals);
    append(stamps, piece.stamps);
  }
  const { length } = arrivals;
  const order = Uint32Array.from({ length }, (_, i) => i);
  const isSorted = arrivals.every((time, i) => i === 0 || (arrivals[i - 1] as number) <= time);
  if (!isSorted) order.sort((a, b) => (arrivals[a] as number) - (arrivals[b] as number) || a - b);
  const columns = schema.map(({ type }, i) => {
    const values = all[i] ?? [];
    all[i] = [];
    const sorted = isSorted ? values : Array.from(order, (row) => values[row] as Value);
    return compact(Column.of(type, sorted));
  });
  return laneRows(lane, tableOf(schema, columns, length), {
    arrivals: Float64Array.from(order, (row) => arrivals[row] as number),
    stamps: Float64Array.from(order, (row) => stamps[row] as number),
  });
}

function append<T>(values: T[], more: readonly T[]): void {
  for (const value of more) values.push(value);
}

/** Values that are looked at to tell whether they come again, and how many of them may differ. */
const sampled = 1000;
const mostlyDistinct = 950;
/** A list of values pays where each comes so often. */
const leastRepeats = 2;

/** Texts that come again and again are kept once, which also lets the engine look at each once. */
function compact(column: Column): Column {
  if (column.type !== 'string' && column.type !== 'bool' && column.type !== 'dynamic') return column;
  const sample = new Set<Value>();
  const values = column.values();
  const step = Math.max(1, Math.floor(values.length / sampled));
  for (let row = 0; row < values.length; row += step) sample.add(values[row] as Value);
  // What hardly ever comes twice in the sample may still come ten times in a long column.
  if (sample.size > mostlyDistinct) return column;
  const dictionary = column.encode((value) => value);
  return dictionary.entries.length * leastRepeats > values.length
    ? column
    : Column.encoded(column.type, dictionary);
}

/** Rows of a lane that was made from another one; `origins` are their numbers there. */
export function derivedRows(lane: Lane, table: Table, parent: LaneRows, origins: Uint32Array): LaneRows {
  const inherited = parent.lane.dropsCopies ? origins : parent.origins && pick(parent.origins, origins);
  return laneRows(lane, table, {
    arrivals: Float64Array.from(origins, (row) => parent.arrivals[row] as number),
    stamps: Float64Array.from(origins, (row) => parent.stamps[row] as number),
    ...(inherited && { origins: inherited }),
    ...(parent.copies && { copies: parent.copies }),
  });
}

function pick(rows: Uint32Array, which: Uint32Array): Uint32Array {
  return Uint32Array.from(which, (row) => rows[row] as number);
}

function laneRows(
  lane: Lane,
  table: Table,
  rest: Pick<LaneRows, 'arrivals' | 'stamps'> & Partial<Pick<LaneRows, 'origins' | 'copies'>>,
): LaneRows {
  const { arrivals, stamps, origins, copies } = rest;
  let [leastLag, mostLag] = [Infinity, -Infinity];
  for (let row = 0; row < arrivals.length; row++) {
    const lag = (arrivals[row] as number) - (stamps[row] as number);
    if (lag < leastLag) leastLag = lag;
    if (lag > mostLag) mostLag = lag;
  }
  const rows = { lane, table, arrivals, stamps, origins, leastLag, mostLag, copies };
  if (!lane.dropsCopies) return rows;
  const found: LaneRows = { ...rows, copies: undefined };
  return { ...found, copies: { rows: found, others: copiesOf(found) } };
}

function copiesOf({ lane, table }: LaneRows): ReadonlyMap<number, readonly number[]> {
  const step = lane.steps.at(-1);
  const key = step?.op === 'summarize' ? step.by[0]?.name : undefined;
  const values = columnNamed(table, key ?? '')?.values() ?? [];
  const byKey = new Map<unknown, number | number[]>();
  const groups = new Set<number[]>();
  for (let row = 0; row < table.length; row++) {
    const value = values[row];
    const known = byKey.get(value);
    if (known === undefined) byKey.set(value, row);
    else if (typeof known === 'number') {
      const group = [known, row];
      groups.add(group);
      byKey.set(value, group);
    } else known.push(row);
  }
  return new Map([...groups].flatMap((group) => group.map((row) => [row, group] as const)));
}

/** The numbers of the rows that a run gets from a lane, in order of arrival. */
export function chooseRows(rows: LaneRows, sight: Sight): Uint32Array {
  const { lane, arrivals, stamps, leastLag, mostLag, copies, origins } = rows;
  const bounds = allBounds(lane);
  const first = lowest(
    arrivals,
    Math.max(sight.from + leastLag, ...bounds.map((b) => leastOf(b, sight.now))),
  );
  const last = Math.min(sight.now + mostLag, sight.end, ...bounds.map((b) => mostOf(b, sight.now)));
  const chosen: number[] = [];
  for (let row = first; row < arrivals.length && (arrivals[row] as number) <= last; row++) {
    const stamp = stamps[row] as number;
    if (stamp < sight.from || stamp > sight.now) continue;
    if (!bounds.every((bound) => holds(arrivals[row] as number, bound, sight.now))) continue;
    if (copies && !isFirstCopy(origins ? (origins[row] as number) : row, copies, sight)) continue;
    chosen.push(row);
  }
  return Uint32Array.from(chosen);
}

/** Whether no copy that the run sees stands before: rows are in order of arrival. */
function isFirstCopy(row: number, { rows, others }: LaneCopies, sight: Sight): boolean {
  const group = others.get(row);
  if (!group) return true;
  const bounds = allBounds(copiesLane(rows.lane) ?? rows.lane);
  return !group.some((other) => {
    if (other >= row) return false;
    const [arrival, stamp] = [rows.arrivals[other] as number, rows.stamps[other] as number];
    if (stamp < sight.from || stamp > sight.now || arrival > sight.end) return false;
    return bounds.every((bound) => holds(arrival, bound, sight.now));
  });
}

function holds(arrival: number, { operator, offset }: Bound, now: number): boolean {
  const limit = now + offset;
  if (operator === '>') return arrival > limit;
  if (operator === '>=') return arrival >= limit;
  return operator === '<' ? arrival < limit : arrival <= limit;
}

function leastOf({ operator, offset }: Bound, now: number): number {
  return operator === '>' || operator === '>=' ? now + offset : -Infinity;
}

function mostOf({ operator, offset }: Bound, now: number): number {
  return operator === '<' || operator === '<=' ? now + offset : Infinity;
}

/** The first number of a rising list that is not smaller. */
function lowest(values: Float64Array, wanted: number): number {
  let [low, high] = [0, values.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((values[middle] as number) < wanted) low = middle + 1;
    else high = middle;
  }
  return low;
}
