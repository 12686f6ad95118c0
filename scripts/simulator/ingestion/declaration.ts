import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { streamColumns, type ColumnType, type TableFile } from '../../model/table.ts';

/** The stream of the data collection rule: its name, and the columns that it declares. */
export interface Declaration {
  readonly stream: string;
  readonly columns: ReadonlyMap<string, ColumnType>;
}

/** From the solution's table definition. */
export function readDeclaration(
  file: URL = new URL('../../../solution/table.yaml', import.meta.url),
): Declaration {
  const table = parse(readFileSync(file, 'utf8')) as TableFile;
  return {
    stream: table.stream,
    columns: new Map(streamColumns(table).map(({ name, type }) => [name, type])),
  };
}
