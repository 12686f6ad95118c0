/** Functions that look at the columns of their row. */
import { Column } from '../table/column.ts';
import { columnNamed, type Table } from '../table/table.ts';
import { toDynamic } from '../values/convert.ts';
import type { ScalarType, Value } from '../values/scalar.ts';
import { Refusal } from './function.ts';

export interface RowFunction {
  readonly page: string;
  evaluate(args: readonly Column[], table: Table, result: ScalarType): Column;
}

/** A bag of all columns; with `true` without those that are null or empty. */
const packAll: RowFunction = {
  page: 'pack-all-function',
  evaluate: ([ignoreEmpty], { schema, columns, length }, type) => {
    const skips = ignoreEmpty?.first === true;
    const cells = columns.map((column) => column.values());
    return Column.of(
      type,
      Array.from({ length }, (_, row): Value => {
        const entries = schema.map(
          ({ name, type: own }, i) => [name, toDynamic(cells[i]?.[row] ?? null, own)] as const,
        );
        return Object.fromEntries(
          skips ? entries.filter(([, value]) => value !== null && value !== '') : entries,
        );
      }),
    );
  },
};

/** The column of that name. One of another type than the default is refused: the binder takes the default's. */
const columnIfExists: RowFunction = {
  page: 'column-ifexists-function',
  evaluate: ([name, fallback], table, type) => {
    const wanted = String(name?.first ?? '');
    const column = columnNamed(table, wanted);
    const found = column ?? fallback;
    if (!found) throw new TypeError('column_ifexists without a default');
    if (found.type !== type)
      throw new Refusal(
        `The column ${wanted} of type ${found.type} with a default of type ${type} is not supported.`,
      );
    return found;
  },
};

export const rowFunctions: Readonly<Record<string, RowFunction>> = {
  pack_all: packAll,
  column_ifexists: columnIfExists,
};
