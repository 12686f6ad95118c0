import type { ColumnSchema } from '../table/table.ts';
import type { MvExpansion } from './plan.ts';

/** The columns of an input, with those that an expansion replaces, followed by those that it adds. */
export function expandedSchema(
  input: readonly ColumnSchema[],
  { items, index }: MvExpansion,
): readonly ColumnSchema[] {
  const expanded = new Map(items.map(({ column }) => [column.name, column]));
  const schema = input.map((column) => expanded.get(column.name) ?? column);
  const added = [...expanded.values()].filter(({ name }) => !schema.some((column) => column.name === name));
  return [...schema, ...added, ...(index === undefined ? [] : [{ name: index, type: 'long' as const }])];
}
