import { Column } from '../../table/column.ts';
import { columnNamed, tableOf, type ColumnSchema, type Table } from '../../table/table.ts';
import { emptyOf } from '../../values/scalar.ts';
import type { Runners } from '../runner.ts';

/** Rows of all tables, one after the other; a column that a table lacks is empty there. */
export const union: Runners['union'] = ({ inputs, schema, source }, running) => {
  const tables = inputs.map((input) => running.table(input));
  const length = tables.reduce((sum, table) => sum + table.length, 0);
  const columns = schema.map(({ name, type }) =>
    Column.lazy(type, length, () =>
      tables.flatMap((table, i) => {
        if (name === source?.column)
          return Array.from<string>({ length: table.length }).fill(source.names[i] ?? '');
        const column = sourceOf(table, { name, type }, schema);
        return column
          ? column.values()
          : Array.from<null | string>({ length: table.length }).fill(emptyOf(type) as null);
      }),
    ),
  );
  return tableOf(schema, columns, length);
};

/** The table's column of that name and type; `x_long` is `x` where other tables have an `x` of another type. */
function sourceOf(
  table: Table,
  { name, type }: ColumnSchema,
  schema: readonly ColumnSchema[],
): Column | undefined {
  const column = columnNamed(table, name);
  if (column?.type === type) return column;
  const base = name.endsWith(`_${type}`) ? name.slice(0, -type.length - 1) : undefined;
  if (base === undefined || schema.some((other) => other.name === base)) return undefined;
  const found = columnNamed(table, base);
  return found?.type === type ? found : undefined;
}
