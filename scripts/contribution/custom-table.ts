import { isList, isObject, textAt } from '../certify/node.ts';
import type { WorkspaceSchema } from '../kql/workspace-schema.ts';
import type { Column, ColumnType } from '../model/table.ts';
import { customTables } from './place.ts';
import { pathsLike, readObject, type Tree } from './tree.ts';

/** The schema of a workspace in which our own tables are those that the tree declares. */
export function schemaOf(tree: Tree, schema: WorkspaceSchema): WorkspaceSchema {
  const declared = pathsLike(tree, new RegExp(`^${customTables.replace('.', '\\.')}/`)).map((file) => {
    const table = readObject(tree, file);
    const properties = isList(table['Properties']) ? table['Properties'].filter(isObject) : [];
    const columns = properties.map((property): Column => {
      return { name: textAt(property, 'Name'), type: textAt(property, 'Type').toLowerCase() as ColumnType };
    });
    return { name: textAt(table, 'Name'), columns };
  });
  // The same columns are the same schema: what the binder knows of it can be used again.
  if (declared.length > 0 && declared.every((table) => isKnown(table, schema))) return schema;
  const others = schema.tables.filter(({ name }) => !name.endsWith('_CL'));
  return { ...schema, tables: [...declared, ...others] };
}

function isKnown({ name, columns }: WorkspaceSchema['tables'][number], schema: WorkspaceSchema): boolean {
  const known = schema.tables.find((table) => table.name === name)?.columns ?? [];
  return (
    known.length === columns.length &&
    known.every((column, i) => column.name === columns[i]?.name && column.type === columns[i]?.type)
  );
}
