import { findWindowFunction } from '../../functions/registry.ts';
import { expandedSchema } from '../../plan/expanded-schema.ts';
import type { Expression, NamedExpression } from '../../plan/expression.ts';
import type { Plan } from '../../plan/plan.ts';
import { Column } from '../../table/column.ts';
import { columnNamed, gatherRows, tableOf, type Table } from '../../table/table.ts';
import type { Value } from '../../values/scalar.ts';
import type { Running, Runners } from '../runner.ts';
import { expand, type Expanded } from './mv-expand.ts';

type MvApply = Extract<Plan, { op: 'mv-apply' }>;

/** Rows of all subqueries, and the row of the input that each belongs to. */
interface Results {
  readonly tables: readonly Table[];
  readonly rows: Uint32Array;
}

/** The column that carries the number of the input's row through a subquery; no query can name it. */
const rowColumn = { name: '\u0000row', type: 'long' } as const;

/** A row without elements has no subquery and is left out. */
export const mvApply: Runners['mv-apply'] = (plan, running) => {
  const table = running.table(plan.input);
  const expanded = expand(plan, table, expandedSchema(plan.input.schema, plan), running);
  const { tables, rows } = runTogether(plan, expanded, running) ?? runEach(plan, expanded, running);
  const inner = new Set(plan.subquery.plan.schema.map(({ name }) => name));
  const columns = plan.schema.map(({ name, type }) => {
    if (inner.has(name))
      return Column.of(
        type,
        tables.flatMap((part) => columnNamed(part, name)?.values() ?? []),
      );
    const source = columnNamed(table, name);
    if (!source) throw new TypeError(`no column ${name}`);
    return source.gather(rows);
  });
  return tableOf(plan.schema, columns, rows.length);
};

function runEach({ subquery }: MvApply, { table, rows }: Expanded, running: Running): Results {
  const tables: Table[] = [];
  const origins: number[] = [];
  for (let start = 0; start < rows.length;) {
    const row = rows[start] as number;
    let end = start + 1;
    while (end < rows.length && rows[end] === row) end++;
    const part = gatherRows(
      table,
      Uint32Array.from({ length: end - start }, (_, i) => start + i),
    );
    const result = running.subquery(subquery, part);
    tables.push(result);
    for (let i = 0; i < result.length; i++) origins.push(row);
    start = end;
  }
  return { tables, rows: Uint32Array.from(origins) };
}

/** One run for all rows, where the subquery treats each of its rows alone or groups them. */
function runTogether(
  { subquery }: MvApply,
  { table, rows }: Expanded,
  running: Running,
): Results | undefined {
  const { plan, part, end } = subquery;
  if (end > part + 1) return undefined;
  const carried = carryRow(plan, part);
  if (!carried) return undefined;
  const numbers = Column.of('long', Array.from(rows));
  const whole = tableOf([...table.schema, rowColumn], [...table.columns, numbers], table.length);
  const result = running.subquery({ plan: carried, part, end }, whole);
  const origins = Uint32Array.from(
    (columnNamed(result, rowColumn.name)?.values() ?? []) as readonly Value[],
    Number,
  );
  const kept: Results = { tables: [result], rows: origins };
  if (!losesGroups(plan)) return kept;
  return withLostGroups(kept, running.subquery(subquery, gatherRows(table, new Uint32Array(0))), rows);
}

/** Whether a part can lose its one group because a filter leaves it no rows. */
function losesGroups(plan: Plan): boolean {
  if (plan.op === 'summarize' && plan.by.length === 0) return hasFilter(plan.input);
  return plan.op !== 'reference' && 'input' in plan && losesGroups(plan.input);
}

/** Adds, for each part that has no rows left, what the subquery gives for none. */
function withLostGroups({ tables, rows }: Results, ofNone: Table, all: Uint32Array): Results {
  const left = new Set(rows);
  const lost = [...new Set(all)].filter((row) => !left.has(row));
  const origins = [...rows, ...lost];
  const order = Uint32Array.from(origins, (_, i) => i).sort(
    (a, b) => (origins[a] as number) - (origins[b] as number),
  );
  const columns = ofNone.schema.map(({ name, type }, i) => {
    const known = tables.flatMap((table) => columnNamed(table, name)?.values() ?? []);
    const added = lost.map(() => ofNone.columns[i]?.at(0) ?? null);
    return Column.of(type, [...known, ...added]);
  });
  const whole = tableOf(ofNone.schema, columns, origins.length);
  return { tables: [gatherRows(whole, order)], rows: Uint32Array.from(order, (i) => origins[i] as number) };
}

/** The same plan with the row's number kept to the end; undefined where its operators look across rows. */
function carryRow(plan: Plan, part: number): Plan | undefined {
  if (plan.op === 'reference') return plan.id === part ? plan : undefined;
  if (plan.op === 'where') {
    // A filter behind a group takes rows away that are not lost groups.
    const input = losesGroups(plan.input) ? undefined : carryRow(plan.input, part);
    return input && isRowwise(plan.predicate) ? { ...plan, input } : undefined;
  }
  const own: NamedExpression = {
    name: rowColumn.name,
    expression: { kind: 'column', name: rowColumn.name, type: rowColumn.type, place: plan.place },
  };
  if (plan.op === 'project') {
    const input = carryRow(plan.input, part);
    if (!input || !plan.expressions.every(({ expression }) => isRowwise(expression))) return undefined;
    return { ...plan, input, schema: [...plan.schema, rowColumn], expressions: [...plan.expressions, own] };
  }
  if (plan.op !== 'summarize') return undefined;
  const input = carryRow(plan.input, part);
  const expressions = [
    ...plan.by.map(({ expression }) => expression),
    ...plan.aggregates.flatMap(({ args }) => args),
  ];
  if (!input || !expressions.every(isRowwise)) return undefined;
  const aggregated = plan.schema.slice(plan.by.length);
  const grouped = plan.schema.slice(0, plan.by.length);
  return { ...plan, input, by: [...plan.by, own], schema: [...grouped, rowColumn, ...aggregated] };
}

function hasFilter(plan: Plan): boolean {
  return plan.op === 'where' || (plan.op !== 'reference' && 'input' in plan && hasFilter(plan.input));
}

/** Functions that look beyond their row's own values. */
const wide = new Set(['pack_all', 'column_ifexists']);

function isRowwise(expression: Expression): boolean {
  if (expression.kind !== 'call') return true;
  return (
    !findWindowFunction(expression.name) && !wide.has(expression.name) && expression.args.every(isRowwise)
  );
}
