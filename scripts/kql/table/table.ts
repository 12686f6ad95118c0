import type { ScalarType } from '../values/scalar.ts';
import { Column } from './column.ts';

export interface ColumnSchema {
  readonly name: string;
  readonly type: ScalarType;
}

/** Named columns of equal length, in order. */
export interface Table {
  readonly schema: readonly ColumnSchema[];
  readonly columns: readonly Column[];
  readonly length: number;
}

export function tableOf(schema: readonly ColumnSchema[], columns: readonly Column[], length: number): Table {
  return { schema, columns, length };
}

export function emptyTable(schema: readonly ColumnSchema[]): Table {
  return tableOf(
    schema,
    schema.map(({ type }) => Column.of(type, [])),
    0,
  );
}

/** The rows named, in that order. */
export function gatherRows({ schema, columns }: Table, rows: Uint32Array): Table {
  return tableOf(
    schema,
    columns.map((column) => column.gather(rows)),
    rows.length,
  );
}

/** The same columns under another schema: other names, or the order of columns that it says. */
export function columnNamed({ schema, columns }: Table, name: string): Column | undefined {
  return columns[schema.findIndex((column) => column.name === name)];
}
