/** Files of events, a piece at a time: rows with the time of arrival that each of them says or is given. */
import { statSync } from 'node:fs';
import { rowOfEvent } from '../data-files/api-event.ts';
import { readCsv } from '../data-files/csv.ts';
import { ingestionTimeNames } from '../data-files/data-file.ts';
import { DataError } from '../data-files/data-error.ts';
import { readNdjson } from '../data-files/ndjson.ts';
import { readParquet, type LoadParquet } from '../data-files/parquet.ts';
import { holdsApiEvents, readEventLines, type LineFilter } from './event-lines.ts';
import type { Interest } from './interest.ts';
import { TableBuilder, type Notation } from '../data-files/table-builder.ts';
import { ingestionTimeColumn } from '../kql/plan/ingestion-time.ts';
import { Column } from '../kql/table/column.ts';
import { columnNamed, gatherRows, tableOf, type ColumnSchema, type Table } from '../kql/table/table.ts';
import type { Value } from '../kql/values/scalar.ts';
import { parseDatetime } from '../kql/values/time.ts';

export interface ReadEvents {
  /** Columns of the own table that are to be kept; times are always. */
  readonly columns: readonly ColumnSchema[];
  /** How long after it happened an event is taken to arrive where nothing says when; in ticks. */
  readonly delay: number;
  readonly loadParquet: LoadParquet;
  /** What matters of events of the API; everything where absent. */
  readonly interest?: Interest | undefined;
  /** Takes rows, with the hidden column of ingestion times and that of TimeGenerated filled. */
  onRows(rows: Table): void;
  /** Told of each piece: how many rows were read in all, and which share of the files, from 0 to 1. */
  onProgress?(rows: number, share: number): void;
}

export interface EventCounts {
  readonly events: number;
  /** Rows that say neither when they arrived nor when they happened; they are left out. */
  readonly timeless: number;
  /** Rows whose arrival is not said, but taken from the time of the event. */
  readonly guessed: number;
  /** First and last arrival, in ticks; undefined where there are no events. */
  readonly first: number | undefined;
  readonly last: number | undefined;
}

const rowsInPiece = 50_000;
const names = ['TimeGenerated', 'timestamp'] as const;

/** Reads files one after the other; throws `DataError`. */
export async function readEvents(paths: readonly string[], options: ReadEvents): Promise<EventCounts> {
  const times = [...names, ...ingestionTimeNames].map((name) => ({ name, type: 'datetime' }) as const);
  const others = options.columns.filter(({ name }) => !times.some((time) => time.name === name));
  const count = { events: 0, timeless: 0, guessed: 0, first: Infinity, last: -Infinity };
  const hand = (rows: Table): void => {
    const { table, guessed } = withArrival(rows, options.delay);
    count.events += rows.length;
    count.timeless += rows.length - table.length;
    count.guessed += guessed;
    for (const time of columnNamed(table, ingestionTimeColumn)?.values() ?? []) {
      if (Number(time) < count.first) count.first = Number(time);
      if (Number(time) > count.last) count.last = Number(time);
    }
    options.onRows(table);
  };
  const skipped = { earliest: '', latest: '' };
  const skip = (time: string): void => {
    count.events++;
    count.guessed++;
    if (skipped.earliest === '' || time < skipped.earliest) skipped.earliest = time;
    if (time > skipped.latest) skipped.latest = time;
  };
  const filter = options.interest && { interest: options.interest, skip };
  const sizes = paths.map((path) => statSync(path, { throwIfNoEntry: false })?.size ?? 0);
  const all = Math.max(
    1,
    sizes.reduce((sum, size) => sum + size, 0),
  );
  let done = 0;
  for (const [index, path] of paths.entries()) {
    const size = sizes[index] ?? 0;
    let seen = 0;
    const builder = new PieceBuilder([...times, ...others], hand);
    const tell = (characters: number): void => {
      // A character may be several bytes.
      seen = Math.min(size, seen + characters);
      options.onProgress?.(count.events + builder.length, (done + seen) / all);
    };
    await readFile(path, builder, { filter, tell, loadParquet: options.loadParquet });
    builder.flush();
    done += size;
    options.onProgress?.(count.events, done / all);
  }
  // These texts sort as the times do, but for fractions of a second, which make no difference to a run.
  for (const text of [skipped.earliest, skipped.latest].filter(Boolean)) {
    const time = Number(parseDatetime(text)) + options.delay;
    count.first = Math.min(count.first, time);
    count.last = Math.max(count.last, time);
  }
  const isEmpty = count.first === Infinity;
  return { ...count, first: isEmpty ? undefined : count.first, last: isEmpty ? undefined : count.last };
}

async function readFile(
  path: string,
  builder: TableBuilder,
  {
    filter,
    tell,
    loadParquet,
  }: {
    readonly filter: LineFilter | undefined;
    readonly tell: (characters: number) => void;
    readonly loadParquet: LoadParquet;
  },
): Promise<void> {
  if (!statSync(path, { throwIfNoEntry: false })?.isFile())
    throw new DataError(path, 1, 1, 'there is no such file');
  if (/\.(?:ndjson|jsonl|json)$/i.test(path)) {
    if (holdsApiEvents(path)) readEventLines(path, builder, filter, tell);
    else readNdjson(path, builder, rowOfEvent);
  } else if (/\.csv$/i.test(path)) readCsv(path, builder);
  else if (/\.parquet$/i.test(path)) await readParquet(path, builder, loadParquet);
  else
    throw new DataError(
      path,
      1,
      1,
      'the name of a file of events ends with .ndjson, .jsonl, .csv or .parquet',
    );
}

/** Hands rows on as soon as there are enough, so that a file need not fit into memory. */
class PieceBuilder extends TableBuilder {
  readonly #columns: readonly ColumnSchema[];
  readonly #hand: (rows: Table) => void;
  #piece: TableBuilder;

  constructor(columns: readonly ColumnSchema[], hand: (rows: Table) => void) {
    super(columns);
    this.#columns = columns;
    this.#hand = hand;
    this.#piece = new TableBuilder(columns);
  }

  override set(name: string, text: string, notation: Notation): void {
    this.#piece.set(name, text, notation);
  }

  override endRow(): void {
    this.#piece.endRow();
    if (this.#piece.length >= rowsInPiece) this.flush();
  }

  override get length(): number {
    return this.#piece.length;
  }

  flush(): void {
    if (this.#piece.length === 0) return;
    const rows = this.#piece.finish();
    this.#piece = new TableBuilder(this.#columns);
    this.#hand(rows);
  }
}

/** What a row says of its arrival, else its stamp, else the time of the event and a usual delay. */
function withArrival(rows: Table, delay: number): { readonly table: Table; readonly guessed: number } {
  const said = ingestionTimeNames.map((name) => columnNamed(rows, name)).filter((c) => c && !isEmpty(c));
  const [stamp, happened] = names.map((name) => columnNamed(rows, name));
  const arrivals = new Array<Value>(rows.length);
  const stamps = new Array<Value>(rows.length);
  const kept: number[] = [];
  let guessed = 0;
  for (let row = 0; row < rows.length; row++) {
    let arrival: Value = null;
    for (const column of said) arrival ??= column?.at(row) ?? null;
    let stamped = stamp?.at(row) ?? null;
    arrival ??= stamped;
    if (arrival === null) {
      const time = happened?.at(row) ?? null;
      if (time === null) continue;
      guessed++;
      arrival = Number(time) + delay;
    }
    stamped ??= arrival;
    arrivals[row] = arrival;
    stamps[row] = stamped;
    kept.push(row);
  }
  const schema = rows.schema.filter(({ name }) => !ingestionTimeNames.includes(name));
  const columns = schema.map(({ name }) =>
    name === 'TimeGenerated' ? Column.of('datetime', stamps) : (columnNamed(rows, name) as Column),
  );
  const all = tableOf(
    [...schema, { name: ingestionTimeColumn, type: 'datetime' }],
    [...columns, Column.of('datetime', arrivals)],
    rows.length,
  );
  const table = kept.length === rows.length ? all : gatherRows(all, Uint32Array.from(kept));
  return { table, guessed };
}

function isEmpty(column: Column): boolean {
  return column.isConstant && column.first === null;
}
