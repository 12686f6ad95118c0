/**
 * Files of rows in, tables out. The form of a file is told by how its name ends. A table whose columns the
 * caller knows has exactly those; of another one the columns are found in its files.
 */
import { existsSync, statSync } from 'node:fs';
import { ingestionTimeColumn } from '../kql/plan/ingestion-time.ts';
import { Column } from '../kql/table/column.ts';
import { columnNamed, tableOf, type ColumnSchema, type Table } from '../kql/table/table.ts';
import type { Int64 } from '../kql/values/int64.ts';
import { readCsv } from './csv.ts';
import { DataError } from './data-error.ts';
import { readNdjson, type MapEvent } from './ndjson.ts';
import { readParquet, type LoadParquet } from './parquet.ts';
import { TableBuilder } from './table-builder.ts';

export interface ReadOptions {
  /** Columns of the table where they are known; `text` where all that come up are text. */
  readonly columns: readonly ColumnSchema[] | 'text' | undefined;
  /** Arrival of rows that do not say when they arrived. */
  readonly now: Int64;
  readonly mapEvent?: MapEvent;
  readonly loadParquet: LoadParquet;
}

export interface DataTable {
  /** Columns that a query can name. */
  readonly schema: readonly ColumnSchema[];
  /** The rows; besides the columns it has that of `ingestion_time()`. */
  readonly table: Table;
  /** Members of the files that are no columns of the table. */
  readonly ignored: readonly string[];
}

/** Names under which a row can say what `ingestion_time()` is for it; the second is what a query gives it. */
export const ingestionTimeNames = ['ingestion_time', '$IngestionTime', 'ingestion_time()', '_ingestion_time'];

/** Reads the files of one table, one after the other; throws `DataError`. */
export async function readDataFiles(paths: readonly string[], options: ReadOptions): Promise<DataTable> {
  const { now, mapEvent, loadParquet } = options;
  const columns = options.columns === 'text' ? undefined : options.columns;
  const hidden = columns && ingestionTimeNames.map((name) => ({ name, type: 'datetime' }) as const);
  const free = hidden?.filter(({ name }) => !columns?.some((column) => column.name === name)) ?? [];
  const builder = new TableBuilder(
    columns && [...columns, ...free],
    options.columns === 'text' ? 'string' : undefined,
  );
  for (const path of paths) {
    if (!existsSync(path) || !statSync(path).isFile())
      throw new DataError(path, 1, 1, 'there is no such file');
    if (/\.(?:ndjson|jsonl|json)$/i.test(path)) readNdjson(path, builder, mapEvent);
    else if (/\.csv$/i.test(path)) readCsv(path, builder);
    else if (/\.parquet$/i.test(path)) await readParquet(path, builder, loadParquet);
    else
      throw new DataError(
        path,
        1,
        1,
        'the name of a file of rows ends with .ndjson, .jsonl, .csv or .parquet',
      );
  }
  const read = builder.finish();
  const isSaid = (name: string) =>
    ingestionTimeNames.includes(name) && !columns?.some((c) => c.name === name);
  const schema = read.schema.filter(({ name }) => !isSaid(name));
  const said = read.schema.filter(({ name, type }) => isSaid(name) && type === 'datetime');
  const visible = schema.map(({ name }) => {
    const column = columnNamed(read, name) as Column;
    return name === 'TimeGenerated' && columns && column.type === 'datetime' ? orElse(column, now) : column;
  });
  const arrival =
    visible[schema.findIndex(({ name, type }) => name === 'TimeGenerated' && type === 'datetime')];
  const ingestion = [
    ...said.map(({ name }) => columnNamed(read, name) as Column),
    ...(arrival ? [arrival] : []),
  ];
  return {
    schema,
    table: tableOf(
      [...schema, { name: ingestionTimeColumn, type: 'datetime' }],
      [...visible, firstOf(ingestion, read.length)],
      read.length,
    ),
    ignored: builder.ignored,
  };
}

/** Rows without a value arrive now, as a data collection rule has it. */
function orElse(column: Column, now: Int64): Column {
  return firstOf([column, Column.constant('datetime', now, column.length)], column.length);
}

/** In each row the value of the first column that has one. */
function firstOf(columns: readonly Column[], length: number): Column {
  const useful = columns.filter((column) => !column.isConstant || column.first !== null);
  const [first, ...rest] = useful;
  if (!first) return Column.constant('datetime', null, length);
  if (first.isConstant || rest.length === 0 || !first.values().includes(null)) return first;
  const other = firstOf(rest, length);
  return Column.of(
    'datetime',
    first.values().map((value, row) => value ?? other.at(row)),
  );
}
