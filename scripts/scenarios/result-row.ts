import { cellJson, rowsOf } from '../kql/answer.ts';
import type { Table } from '../kql/table/table.ts';

/** A row of a result as JSON: times as text, dynamic values as what they are. */
export type ResultRow = Readonly<Record<string, unknown>>;

export function jsonRows(table: Table): ResultRow[] {
  const names = table.schema.map(({ name }) => name);
  return rowsOf(table, cellJson).map((cells) =>
    Object.fromEntries(cells.map((cell, i) => [names[i] ?? '', JSON.parse(cell) as unknown])),
  );
}
