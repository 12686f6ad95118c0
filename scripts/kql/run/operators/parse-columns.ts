/** What the operators that read columns out of text have in common. */
import { Refusal } from '../../functions/function.ts';
import { KqlError } from '../../plan/kql-error.ts';
import type { ParsePart, Plan } from '../../plan/plan.ts';
import type { Column } from '../../table/column.ts';
import { columnNamed, tableOf, type ColumnSchema, type Table } from '../../table/table.ts';

/** Texts of the columns; null where the pattern does not match. */
export type Matcher = (text: string) => readonly string[] | null;

/** Runs what can refuse; the place of the operator is added. */
export function located<Result>({ place }: Plan, work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    if (error instanceof Refusal) throw new KqlError(error.message, place, true);
    throw error;
  }
}

/** The columns of a schema: those just made, else those of the table. */
export function withColumns(
  table: Table,
  schema: readonly ColumnSchema[],
  names: readonly ColumnSchema[],
  made: readonly Column[],
): Table {
  const columns = schema.map(({ name }) => {
    const column = made[names.findIndex((own) => own.name === name)] ?? columnNamed(table, name);
    if (!column) throw new TypeError(`no column ${name} here`);
    return column;
  });
  return tableOf(schema, columns, table.length);
}

/** The parts that are columns, in order. */
export function columnsOf(parts: readonly ParsePart[]): readonly ColumnSchema[] {
  return parts.flatMap((part) => (part.kind === 'column' ? [part.column] : []));
}
