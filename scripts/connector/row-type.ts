/**
 * functions/src/core/row.generated.ts, made from solution/table.yaml: what the connector may send, as a
 * list and as a type. The connector cannot read the table's definition when it runs, and must not differ
 * from it either.
 */
import { streamColumns, type ColumnType, type TableFile } from '../model/table.ts';

/** Path of the generated file, from the root. */
export const rowTypeFile = 'functions/src/core/row.generated.ts';

/** What the column is in JSON; times are ISO 8601 texts. */
const jsonTypes: Readonly<Record<ColumnType, string>> = {
  string: 'string',
  int: 'number',
  long: 'number',
  real: 'number',
  bool: 'boolean',
  datetime: 'string',
  timespan: 'string',
  dynamic: 'unknown',
};

export function rowType(table: TableFile): string {
  const columns = streamColumns(table);
  const list = columns.map(({ name, type }) => `  { name: '${name}', type: '${type}' },`);
  const members = columns.map(
    ({ name, type, description }) => `  /** ${description} */\n  readonly ${name}?: ${jsonTypes[type]};`,
  );
  return `/**
 * Made from solution/table.yaml by \`npm run test:update\`; do not edit.
 */

/** Columns of ${table.name} that the connector fills, in the order of the table. */
export const rowColumns = [
${list.join('\n')}
] as const;

/** A row as it is sent to the stream ${table.stream}. */
export interface Row {
${members.join('\n')}
}
`;
}
