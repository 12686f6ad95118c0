export type ColumnType = 'string' | 'int' | 'long' | 'real' | 'bool' | 'datetime' | 'timespan' | 'dynamic';

/** A column of a table or of a query's result; the type by its KQL name. */
export interface Column {
  readonly name: string;
  readonly type: ColumnType;
}

/** solution/table.yaml */
export interface TableFile {
  readonly name: string;
  readonly stream: string;
  readonly columns: readonly TableColumn[];
  /** KQL of the data collection rule over `source`. */
  readonly transform: string;
}

export interface TableColumn extends Column {
  /** Who fills the column; the connector where absent. */
  readonly source?: 'transform' | 'platform';
  readonly description: string;
}

/** The columns that the connector sends: those of the stream. */
export function streamColumns(table: TableFile): readonly TableColumn[] {
  return table.columns.filter((column) => column.source === undefined);
}
