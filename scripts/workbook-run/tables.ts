/** Rows as JSON in, tables for queries out; and what of them a query of a workbook can see. */
import { TableBuilder } from '../data-files/table-builder.ts';
import { columnNamed, gatherRows, type ColumnSchema, type Table } from '../kql/table/table.ts';
import { fromMilliseconds } from '../kql/values/time.ts';
import type { Bounds } from './time-range.ts';

/** Tables of a workspace by name; a watchlist by its call, such as `_GetWatchlist("PG1PW")`. */
export type Tables = ReadonlyMap<string, Table>;

export type JsonRow = Readonly<Record<string, unknown>>;

/** What a row is without is empty; a member that is no column is an error. */
export function tableFrom(columns: readonly ColumnSchema[], rows: readonly JsonRow[]): Table {
  const known = new Set(columns.map(({ name }) => name));
  const builder = new TableBuilder(columns);
  for (const row of rows) {
    for (const [name, value] of Object.entries(row)) {
      if (!known.has(name)) throw new TypeError(`${name} is no column.`);
      if (value !== undefined && value !== null) builder.set(name, JSON.stringify(value), 'json');
    }
    builder.endRow();
  }
  return builder.finish();
}

/**
 * The rows that arrived in the time context of a query: whatever its text says, the service shows it no
 * others. A table that does not say when its rows arrived is whole.
 */
export function inContext(tables: Tables, { from, to }: Bounds): Tables {
  const [first, last] = [fromMilliseconds(from), fromMilliseconds(to)];
  return new Map([...tables].map(([name, table]) => [name, arrivedBetween(table, first, last)]));
}

function arrivedBetween(table: Table, first: number | bigint, last: number | bigint): Table {
  const arrivals = columnNamed(table, 'TimeGenerated')?.values();
  if (!arrivals) return table;
  const rows: number[] = [];
  for (const [row, arrival] of arrivals.entries()) {
    const time = arrival as number | bigint | null;
    if (time !== null && time >= first && time <= last) rows.push(row);
  }
  return rows.length === table.length ? table : gatherRows(table, Uint32Array.from(rows));
}
