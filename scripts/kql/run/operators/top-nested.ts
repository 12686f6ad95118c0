import type { NestedLevel, Plan } from '../../plan/plan.ts';
import { unsupported } from '../../plan/kql-error.ts';
import { Column } from '../../table/column.ts';
import { gatherRows, tableOf, type Table } from '../../table/table.ts';
import { compareValues } from '../../values/compare.ts';
import { widen } from '../../values/convert.ts';
import type { Value } from '../../values/scalar.ts';
import { evaluate, evaluateConstant } from '../evaluate.ts';
import { groupRows } from '../grouping.ts';
import type { Running, Runners } from '../runner.ts';
import { rowsOfGroups } from './partition.ts';
import { aggregate } from './summarize.ts';

type TopNested = Extract<Plan, { op: 'top-nested' }>;

/** A group of a level that stays: its pair of values and its rows. */
interface Group {
  readonly pair: readonly Value[];
  readonly table: Table;
}

/** Of each group of a level the best groups of the next. */
export const topNested: Runners['top-nested'] = (plan, running) => {
  const rows: Value[][] = [];
  const descend = (table: Table, depth: number, before: readonly Value[]): void => {
    const level = plan.levels[depth];
    if (!level) {
      rows.push([...before]);
      return;
    }
    for (const { pair, table: inner } of bestGroups(level, table, plan, running)) {
      descend(inner, depth + 1, [...before, ...pair]);
    }
  };
  descend(running.table(plan.input), 0, []);
  const columns = plan.schema.map(({ type }, i) =>
    Column.of(
      type,
      rows.map((row) => row[i] as Value),
    ),
  );
  return tableOf(plan.schema, columns, rows.length);
};

function bestGroups(level: NestedLevel, table: Table, plan: TopNested, running: Running): readonly Group[] {
  if (table.length === 0) return [];
  const keys = evaluate(level.key.expression, table, running);
  const groups = groupRows([keys], table.length);
  const [results] = aggregate(level.aggregation, table, groups, running);
  const ordered = Array.from(groups.rows, (row, id) => ({ row, id, result: results?.at(id) ?? null }));
  ordered.sort((a, b) => compareResults(a.result, b.result, level, plan) || a.id - b.id);
  const count = level.count ? Number(evaluateConstant(level.count, running)) : ordered.length;
  const best = ordered.slice(0, count);
  const rows = rowsOfGroups(groups);
  const found = best.map(({ row, id, result }): Group => ({
    pair: [keys.at(row), result],
    table: gatherRows(table, rows[id] as Uint32Array),
  }));
  if (!level.others) return found;
  const kept = new Set(best.map(({ id }) => id));
  const rest = Uint32Array.from(
    Array.from(groups.ids.keys()).filter((row) => !kept.has(groups.ids[row] as number)),
  );
  if (rest.length === 0) throw unsupported('with others where no rows are left', plan.place);
  const others = gatherRows(table, rest);
  const [sum] = aggregate(
    level.aggregation,
    others,
    { count: 1, ids: new Uint32Array(rest.length) },
    running,
  );
  const name = widen(level.others.type, keys.type)(evaluateConstant(level.others, running));
  return [...found, { pair: [name, sum?.at(0) ?? null], table: others }];
}

function compareResults(a: Value, b: Value, { isDescending }: NestedLevel, { place }: TopNested): number {
  if (a === null || b === null) {
    if (a === b) return 0;
    throw unsupported('top-nested by an aggregate that may be null', place);
  }
  return compareValues(a, b) * (isDescending ? -1 : 1);
}
