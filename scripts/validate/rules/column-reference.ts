import { diagnostic, type Diagnostic, type Location } from '../../diagnostics/diagnostic.ts';
import { suggest } from '../../diagnostics/nearest.ts';
import type { Column, ColumnType } from '../../model/table.ts';

export interface ColumnNeed {
  /** What the column is for, as the subject of "needs". */
  readonly use: string;
  readonly types: readonly ColumnType[];
}

/** Types whose values read well in a text. */
export const textLikeTypes: readonly ColumnType[] = [
  'string',
  'long',
  'int',
  'real',
  'datetime',
  'timespan',
  'bool',
];

/** Checks that a query has a result column and that its type fits. No columns at all: nothing can be said. */
export function checkColumn(
  name: string,
  columns: readonly Column[],
  location: Location,
  need?: ColumnNeed,
): Diagnostic[] {
  if (columns.length === 0) return [];
  const column = columns.find((c) => c.name === name);
  if (!column) {
    const hint = suggest(
      name,
      columns.map((c) => c.name),
    );
    return [diagnostic('rule-column-unknown', location, { name, hint })];
  }
  if (!need || need.types.includes(column.type)) return [];
  const wanted = need.types.length === 1 ? `a ${need.types.join()}` : 'a value that reads as text';
  return [diagnostic('rule-column-type', location, { name, type: column.type, use: need.use, wanted })];
}
