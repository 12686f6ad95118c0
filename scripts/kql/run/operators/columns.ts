import { Column } from '../../table/column.ts';
import { tableOf } from '../../table/table.ts';
import { widen } from '../../values/convert.ts';
import { add, compareInt64, type Int64 } from '../../values/int64.ts';
import type { ScalarType, Value } from '../../values/scalar.ts';
import { evaluate, evaluateConstant } from '../evaluate.ts';
import type { Runners } from '../runner.ts';

export const project: Runners['project'] = ({ input, expressions, schema }, running) => {
  const table = running.table(input);
  const columns = expressions.map(({ expression }) => evaluate(expression, table, running));
  return tableOf(schema, columns, table.length);
};

export const print: Runners['print'] = ({ expressions, schema }, running) => {
  const row = { schema: [], columns: [], length: 1 };
  return tableOf(
    schema,
    expressions.map(({ expression }) => evaluate(expression, row, running)),
    1,
  );
};

/** Cells row by row; each takes the type of its column. */
export const datatable: Runners['datatable'] = ({ schema, cells }, running) => {
  const width = schema.length;
  const length = width === 0 ? 0 : cells.length / width;
  const columns = schema.map(({ type }, column) => {
    const own = cells.filter((_, i) => i % width === column);
    return Column.of(
      type,
      own.map((cell) => toColumnType(evaluateConstant(cell, running), cell.type, type)),
    );
  });
  return tableOf(schema, columns, length);
};

function toColumnType(value: Value, from: ScalarType, to: ScalarType): Value {
  if (value === null) return to === 'string' ? '' : null;
  return widen(from, to)(value);
}

/** From `from` to `to`, both included, by `step`. */
export const range: Runners['range'] = ({ from, to, step, schema }, running) => {
  const type = schema[0]?.type ?? 'long';
  const [first, last, by] = [from, to, step].map((bound) => evaluateConstant(bound, running));
  const values: Value[] = [];
  if (first === null || last === null || by === null || by === 0)
    return tableOf(schema, [Column.of(type, [])], 0);
  const next = (value: Value): Value =>
    type === 'real' ? Number(value) + Number(by) : add(value as Int64, by as Int64);
  const sign = (by as number) > 0 ? 1 : -1;
  for (let v = first as Value; compareInt64(v as Int64, last as Int64) * sign <= 0; v = next(v))
    values.push(v);
  return tableOf(schema, [Column.of(type, values)], values.length);
};
