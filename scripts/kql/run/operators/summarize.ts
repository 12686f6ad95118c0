import { findAggregate } from '../../aggregates/registry.ts';
import { Refusal } from '../../functions/function.ts';
import { KqlError, unsupported } from '../../plan/kql-error.ts';
import type { AggregateCall, Aggregation } from '../../plan/plan.ts';
import type { Groups } from '../../aggregates/aggregate.ts';
import { Column } from '../../table/column.ts';
import { tableOf, type Table } from '../../table/table.ts';
import { evaluate } from '../evaluate.ts';
import { groupRows } from '../grouping.ts';
import type { Running, Runners } from '../runner.ts';

/** A row for each group; without `by` one row for all, also where there are none. */
export const summarize: Runners['summarize'] = ({ input, by, aggregates: calls, schema }, running) => {
  const table = running.table(input);
  const keys = by.map(({ expression }) => evaluate(expression, table, running));
  const grouping = groupRows(keys, table.length);
  const groups = by.length === 0 ? { ...grouping, count: 1 } : grouping;
  const results = calls.flatMap((call) => evaluateCall(call, table, groups, running));
  const columns = [...keys.map((key) => key.gather(grouping.rows)), ...results];
  return tableOf(schema, columns, groups.count);
};

/** The columns that a call fills, a row for each group. */
function evaluateCall(call: AggregateCall, table: Table, groups: Groups, running: Running): Column[] {
  const aggregate = findAggregate(call.name);
  if (!aggregate) throw unsupported(`The aggregate ${call.name}`, call.place);
  const args = call.args.map((arg) => evaluate(arg, table, running));
  const types = call.columns.map(({ type }) => type);
  try {
    const values = aggregate.evaluate(args, groups, types);
    return call.columns.map(({ type }, i) => Column.of(type, values[i] ?? []));
  } catch (error) {
    if (error instanceof Refusal) throw new KqlError(error.message, call.place, true);
    throw error;
  }
}

/** The results of an aggregation, a row for each group, without the keys. */
export function aggregate(
  { calls, outputs }: Aggregation,
  table: Table,
  groups: Groups,
  running: Running,
): Column[] {
  const filled = calls.flatMap((call) => evaluateCall(call, table, groups, running));
  if (!outputs) return filled;
  const schema = calls.flatMap(({ columns }) => columns);
  const groupTable = tableOf(schema, filled, groups.count);
  return outputs.map((output) => evaluate(output, groupTable, running));
}
