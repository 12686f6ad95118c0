import { columnNamed, gatherRows, tableOf, type Table } from '../../table/table.ts';
import { Column } from '../../table/column.ts';
import { compareValues } from '../../values/compare.ts';
import type { Value } from '../../values/scalar.ts';
import { evaluate, evaluateConstant } from '../evaluate.ts';
import { filterRows } from '../filter.ts';
import { groupRows } from '../grouping.ts';
import type { Runners } from '../runner.ts';

/** Rows for which the condition is true; null is not. */
export const where: Runners['where'] = ({ input, predicate }, running) => {
  const table = running.table(input);
  const rows = filterRows(predicate, table, running);
  return rows ? gatherRows(table, rows) : table;
};

/** A stable sort; each key says where its nulls go. */
export const sort: Runners['sort'] = ({ input, keys }, running) => {
  const table = running.table(input);
  const orders = keys.map(({ expression, isDescending, nullsFirst }) => {
    const values = evaluate(expression, table, running).values();
    const sign = isDescending ? -1 : 1;
    return (a: number, b: number): number => {
      const [x, y] = [values[a] as Value, values[b] as Value];
      if (x === null || y === null) return x === y ? 0 : (x === null) === nullsFirst ? -1 : 1;
      return compareValues(x, y) * sign;
    };
  });
  const rows = Uint32Array.from({ length: table.length }, (_, i) => i).sort((a, b) => {
    for (const order of orders) {
      const found = order(a, b);
      if (found !== 0) return found;
    }
    return a - b;
  });
  return gatherRows(table, rows);
};

export const take: Runners['take'] = ({ input, count }, running) => {
  const table = running.table(input);
  const length = Math.min(table.length, Math.max(0, Number(evaluateConstant(count, running))));
  return gatherRows(
    table,
    Uint32Array.from({ length }, (_, i) => i),
  );
};

export const distinct: Runners['distinct'] = ({ input, expressions, schema }, running) => {
  const table = running.table(input);
  const columns = expressions.map(({ expression }) => evaluate(expression, table, running));
  const { rows } = groupRows(columns, table.length);
  return gatherRows(tableOf(schema, columns, table.length), rows);
};

export const count: Runners['count'] = ({ input, schema }, running) =>
  tableOf(schema, [Column.of('long', [running.table(input).length])], 1);

/** Columns by name, empty ones for those that a table does not have. */
export function align(table: Table, schema: Table['schema']): Table {
  const columns = schema.map(({ name, type }) => {
    const found = columnNamed(table, name);
    return found?.type === type ? found : Column.constant(type, type === 'string' ? '' : null, table.length);
  });
  return tableOf(schema, columns, table.length);
}
