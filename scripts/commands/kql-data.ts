/** The tables of `npm run kql`: files named on the command line, the solution's own table and watchlist. */
import { readFileSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { rowOfEvent } from '../data-files/api-event.ts';
import type { MapEvent } from '../data-files/ndjson.ts';
import { readDataFiles, type DataTable } from '../data-files/data-file.ts';
import type { LoadParquet, ParquetLibrary } from '../data-files/parquet.ts';
import { DataError } from '../data-files/data-error.ts';
import { emptyTable, tableOf, type ColumnSchema, type Table } from '../kql/table/table.ts';
import { Column } from '../kql/table/column.ts';
import { workspaceSchema, type WorkspaceSchema } from '../kql/workspace-schema.ts';
import type { Int64 } from '../kql/values/int64.ts';
import type { TableFile } from '../model/table.ts';

export interface Workspace {
  readonly schema: WorkspaceSchema;
  readonly tables: ReadonlyMap<string, Table>;
  /** What a person should know of the files: members that are no columns. */
  readonly remarks: readonly string[];
}

/** Name of a table and the files that make it up. */
export type DataArguments = ReadonlyMap<string, readonly string[]>;

/** `FILE`, or `Name=FILE` for another table than the solution's own. */
export function parseDataArguments(values: readonly string[], ownTable: string): DataArguments {
  const files = new Map<string, string[]>();
  for (const value of values) {
    const [, name = ownTable, path = value] = /^([A-Za-z_]\w*)=(.+)$/s.exec(value) ?? [];
    files.set(name, [...(files.get(name) ?? []), path]);
  }
  return files;
}

/** The table's definition; a query needs no more of the solution. */
export function readTableFile(root: string): TableFile {
  return parse(readFileSync(join(root, 'solution/table.yaml'), 'utf8')) as TableFile;
}

const watchlist = 'PG1PW';
const watchlistFile = 'watchlists/pg1pw.csv';
const watchlistKey = 'UUID';
const watchlistCall = `_GetWatchlist(${JSON.stringify(watchlist)})`;

type Read = (
  paths: readonly string[],
  columns: readonly ColumnSchema[] | 'text' | undefined,
  mapEvent?: MapEvent,
) => Promise<DataTable>;

export interface OpenOptions {
  /** The solution's own table. */
  readonly table: TableFile;
  readonly now: Int64;
  /** Is told the schema as soon as it is known: of tables that have none of their own, once they are read. */
  knowSchema?(schema: WorkspaceSchema): void;
}

/** Reads all files; throws `DataError`. */
export async function openWorkspace(
  root: string,
  files: DataArguments,
  { table, now, knowSchema = () => {} }: OpenOptions,
): Promise<Workspace> {
  const read: Read = (paths, columns, mapEvent) =>
    readDataFiles(paths, { columns, now, loadParquet, ...(mapEvent && { mapEvent }) });
  const rows = await readWatchlist(root, files, read);
  const names = rows.schema.map(({ name }) => name);
  const known = workspaceSchema(table, names);
  const tables = new Map<string, Table>(known.tables.map(({ name, columns }) => [name, emptyTable(columns)]));
  const isKnown = [...files.keys()].every((name) => name === watchlist || tables.has(name));
  if (isKnown) knowSchema(known);
  const remarks: string[] = [];
  const found: { name: string; columns: readonly ColumnSchema[] }[] = [];
  for (const [name, paths] of files) {
    if (name === watchlist) continue;
    const columns = known.tables.find((candidate) => candidate.name === name)?.columns;
    const data = await read(paths, columns, name === table.name ? rowOfEvent : undefined);
    tables.set(name, data.table);
    if (!columns) found.push({ name, columns: data.schema });
    if (data.ignored.length > 0)
      remarks.push(`${name}: no such columns, ignored: ${data.ignored.join(', ')}`);
  }
  const call = known.functions.find(({ name }) => name === '_GetWatchlist');
  tables.set(watchlistCall, toWatchlist(rows, call?.columns ?? []));
  if (isKnown) return { schema: known, tables, remarks };
  const schema = { tables: [...known.tables, ...found], functions: known.functions };
  knowSchema(schema);
  return { schema, tables, remarks };
}

/** The rows of the watchlist: a file that was named, else those that the solution ships. */
async function readWatchlist(root: string, files: DataArguments, read: Read): Promise<DataTable> {
  const named = files.get(watchlist);
  const shipped = join(root, watchlistFile);
  if (named) return read(named, 'text');
  if (existsSync(shipped)) return read([shipped], 'text');
  return { schema: [], table: tableOf([], [], 0), ignored: [] };
}

/** The rows of the watchlist by the names of their columns: of a file, else those that the solution ships. */
export async function readWatchlistRows(
  root: string,
  file: string | undefined,
): Promise<readonly Readonly<Record<string, string>>[]> {
  const { schema, table } = await readWatchlist(
    root,
    new Map(file === undefined ? [] : [[watchlist, [file]]]),
    readTexts,
  );
  const columns = table.columns.map((column) => column.values());
  return Array.from({ length: table.length }, (_, row) =>
    Object.fromEntries(schema.map(({ name }, i) => [name, String(columns[i]?.[row] ?? '')])),
  );
}

function readTexts(paths: readonly string[]): Promise<DataTable> {
  return readDataFiles(paths, { columns: 'text', now: 0, loadParquet });
}

/** Microsoft Sentinel gives the search key a column of its own. All columns of a watchlist are text. */
function toWatchlist({ schema, table }: DataTable, columns: readonly ColumnSchema[]): Table {
  const filled = columns.map(({ name, type }) => {
    const source = schema.findIndex((column) => column.name === (name === 'SearchKey' ? watchlistKey : name));
    const column = table.columns[source];
    if (!column) return Column.constant(type, type === 'string' ? '' : null, table.length);
    return column;
  });
  return tableOf(columns, filled, table.length);
}

export const loadParquet: LoadParquet = async () => {
  // By name, so that the command works where the package is not installed.
  const [reader, compression] = ['hyparquet', 'hyparquet-compressors'];
  try {
    const library = (await import(reader)) as ParquetLibrary;
    const { compressors } = (await import(compression)) as { readonly compressors: object };
    return { library, compressors };
  } catch {
    throw new DataError(
      '',
      0,
      0,
      'Parquet files need the packages hyparquet and hyparquet-compressors: npm ci',
    );
  }
};
