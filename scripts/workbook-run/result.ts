import { cellJson, rowsOf } from '../kql/answer.ts';
import type { ColumnSchema, Table } from '../kql/table/table.ts';

/** A cell as JSON has it: times and timespans are texts. */
export type ResultCell = string | number | boolean | null | object;

export type ResultRow = Readonly<Record<string, ResultCell>>;

/** What a query answers, as an item shows it. */
export interface Result {
  readonly columns: readonly ColumnSchema[];
  readonly rows: readonly ResultRow[];
}

export function resultOf(table: Table): Result {
  const { schema } = table;
  const rows = rowsOf(table, cellJson).map((cells) =>
    Object.fromEntries(schema.map(({ name }, i) => [name, JSON.parse(cells[i] ?? 'null') as ResultCell])),
  );
  return { columns: schema, rows };
}
