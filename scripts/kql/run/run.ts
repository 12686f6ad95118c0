/**
 * Runs a program over tables. In: a plan, tables by name, the time of the run. Out: a table. Nothing else
 * is read or written, and equal input gives equal output.
 */
import type { Binding, Plan, Program } from '../plan/plan.ts';
import { unsupported } from '../plan/kql-error.ts';
import type { Table } from '../table/table.ts';
import type { Int64 } from '../values/int64.ts';
import { emptyOf, type Value } from '../values/scalar.ts';
import { dependentsOf } from './dependents.ts';
import { evaluateConstant } from './evaluate.ts';
import { addressLookup } from './operators/address-lookup.ts';
import { datatable, print, project, range } from './operators/columns.ts';
import { bagUnpack } from './operators/evaluate-bag-unpack.ts';
import { narrow } from './operators/evaluate-narrow.ts';
import { pivot } from './operators/evaluate-pivot.ts';
import { join } from './operators/join.ts';
import { makeSeries } from './operators/make-series.ts';
import { mvApply } from './operators/mv-apply.ts';
import { mvExpand } from './operators/mv-expand.ts';
import { parse } from './operators/parse.ts';
import { parseKv } from './operators/parse-kv.ts';
import { partition } from './operators/partition.ts';
import { align, count, distinct, sort, take, where } from './operators/rows.ts';
import { scan } from './operators/scan.ts';
import { summarize } from './operators/summarize.ts';
import { topNested } from './operators/top-nested.ts';
import { union } from './operators/union.ts';
import type { Runners, Running } from './runner.ts';

export interface RunOptions {
  /** Tables of the workspace by name; a watchlist by its call. */
  readonly tables: ReadonlyMap<string, Table>;
  readonly now: Int64;
  /** Called round every operator, to time it or to count its rows: must return what `work` returns. */
  readonly observe?: (plan: Plan, work: () => Table) => Table;
}

const runners: Runners = {
  table: (plan, running) => running.source(plan),
  reference: () => {
    throw new TypeError('references are resolved by the run');
  },
  part: () => {
    throw new TypeError('a part is there within its subquery only');
  },
  'address-lookup': addressLookup,
  'mv-expand': mvExpand,
  'mv-apply': mvApply,
  'bag-unpack': bagUnpack,
  narrow,
  'make-series': makeSeries,
  pivot,
  parse,
  'parse-kv': parseKv,
  datatable,
  print,
  project,
  range,
  where,
  sort,
  take,
  distinct,
  count,
  partition,
  scan,
  'top-nested': topNested,
  summarize,
  join,
  union,
};

/** Runs a program; throws `KqlError` where something cannot be exact. */
export function runProgram({ bindings, main }: Program, { tables, now, observe }: RunOptions): Table {
  const byId = new Map(bindings.map((binding) => [binding.id, binding]));
  const values = new Map<number, Value>();
  const results = new Map<number, Table>();
  const dependents = new Map<number, readonly number[]>();

  const running: Running = {
    now,
    table: (plan) => (plan.op === 'reference' ? reference(plan.id) : runPlan(plan)),
    source: ({ name, schema, place }) => {
      const table = tables.get(name);
      if (!table) throw unsupported(`The table ${name}, for which there is no data,`, place);
      return align(table, schema);
    },
    variable: (id) => {
      const known = values.get(id);
      if (known !== undefined) return known;
      const value = evaluateConstant(expressionOf(byId.get(id)), running);
      values.set(id, value);
      return value;
    },
    subquery: ({ plan, part, end }, table) => {
      let changing = dependents.get(part);
      if (!changing) dependents.set(part, (changing = dependentsOf(bindings, part, end)));
      for (const id of changing) {
        values.delete(id);
        results.delete(id);
      }
      results.set(part, table);
      return running.table(plan);
    },
    query: ({ kind, plan, type }) => {
      const [column] = running.table(plan).columns;
      if (kind === 'list-query') return (column?.values() ?? []) as Value;
      return column && column.length > 0 ? column.at(0) : emptyOf(type);
    },
  };
  const runOperator = (plan: Plan): Table =>
    (runners[plan.op] as (plan: Plan, running: Running) => Table)(plan, running);
  const runPlan = observe ? (plan: Plan): Table => observe(plan, () => runOperator(plan)) : runOperator;
  const reference = (id: number): Table => {
    let table = results.get(id);
    if (!table) results.set(id, (table = running.table(planOf(byId.get(id)))));
    return table;
  };
  return running.table(main);
}

function expressionOf(binding: Binding | undefined) {
  if (binding && 'expression' in binding) return binding.expression;
  throw new TypeError('not bound to an expression');
}

function planOf(binding: Binding | undefined): Plan {
  if (binding && 'plan' in binding) return binding.plan;
  throw new TypeError('not bound to a plan');
}
