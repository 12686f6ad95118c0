import { unsupported } from '../../plan/kql-error.ts';
import { Column } from '../../table/column.ts';
import { gatherRows, tableOf } from '../../table/table.ts';
import { evaluate } from '../evaluate.ts';
import { groupRows } from '../grouping.ts';
import type { Runners } from '../runner.ts';

/** The subquery's rows for each part, one part after the other in order of appearance. */
export const partition: Runners['partition'] = ({ input, key, subquery, limit, schema, place }, running) => {
  const table = running.table(input);
  const groups = groupRows([evaluate(key, table, running)], table.length);
  if (limit !== undefined && groups.count > limit)
    throw unsupported(`partition into more than ${limit} parts`, place);
  const tables = rowsOfGroups(groups).map((rows) => running.subquery(subquery, gatherRows(table, rows)));
  const length = tables.reduce((sum, part) => sum + part.length, 0);
  const columns = schema.map(({ type }, i) =>
    Column.of(
      type,
      tables.flatMap((part) => part.columns[i]?.values() ?? []),
    ),
  );
  return tableOf(schema, columns, length);
};

/** The rows of each group, in their order. */
export function rowsOfGroups({
  ids,
  count,
}: {
  readonly ids: Uint32Array;
  readonly count: number;
}): readonly Uint32Array[] {
  const sizes = new Uint32Array(count);
  for (let i = 0; i < ids.length; i++) sizes[ids[i] as number] = (sizes[ids[i] as number] as number) + 1;
  const groups = Array.from(sizes, (size) => new Uint32Array(size));
  const filled = new Uint32Array(count);
  for (let i = 0; i < ids.length; i++) {
    const id = ids[i] as number;
    const at = filled[id] as number;
    (groups[id] as Uint32Array)[at] = i;
    filled[id] = at + 1;
  }
  return groups;
}
