/** The steps of a lane over many rows at once. */
import type { Expression } from '../kql/plan/expression.ts';
import { expandedSchema } from '../kql/plan/expanded-schema.ts';
import type { Binding, Plan } from '../kql/plan/plan.ts';
import { runProgram } from '../kql/run/run.ts';
import { Column } from '../kql/table/column.ts';
import { columnNamed, tableOf, type Table } from '../kql/table/table.ts';
import { columnsOf } from './expression-facts.ts';
import type { Step } from './lane.ts';
import { madeBy, readByExpansion } from './live-columns.ts';

/** The column that tells which row of the input a row was. No column of a query can have this name. */
export const rowColumn = '$row';
const input = '$input';

export interface StepFrame {
  readonly bindings: readonly Binding[];
  /** Tables that are the same in every run. */
  readonly tables: ReadonlyMap<string, Table>;
}

/** Runs steps over a table. Out: the wanted columns, and for each row the number of the one that it was made from. */
export function runSteps(
  steps: readonly Step[],
  table: Table,
  wanted: ReadonlySet<string>,
  { bindings, tables }: StepFrame,
): Table {
  // Most rows are filtered out: numbers are given to those that are left.
  const numbers = Column.computed('long', table.length, (row) => row);
  const schema = [...table.schema, { name: rowColumn, type: 'long' } as const];
  const source = tableOf(schema, [...table.columns, numbers], table.length);
  const main = planOf(steps, table, wanted);
  // Nothing in the steps of a lane reads the clock.
  return runProgram({ bindings, main }, { tables: new Map([...tables, [input, source]]), now: 0 });
}

function planOf(steps: readonly Step[], table: Table, wanted: ReadonlySet<string>): Plan {
  const needs: ReadonlySet<string>[] = [wanted];
  for (const step of steps.toReversed()) needs.unshift(neededBy(step, needs[0] ?? wanted));
  const place = { start: 0, length: 0 };
  const first = needs[0] ?? wanted;
  const row = { name: rowColumn, type: 'long' } as const;
  const schema = [...table.schema.filter(({ name }) => first.has(name)), row];
  let plan: Plan = { op: 'table', name: input, schema, place };
  let filled = filledColumns(table, steps);
  steps.forEach((step, i) => {
    if (step.op === 'where') {
      const predicate = simplify(step.predicate, filled);
      plan = { ...step, predicate, input: plan, schema: plan.schema };
      return;
    }
    if (step.op === 'mv-expand') {
      const made = madeBy(step);
      filled = new Set([...filled].filter((name) => !made.has(name)));
      plan = { ...step, input: plan, schema: expandedSchema(plan.schema, step) };
      return;
    }
    const want = needs[i + 1] ?? wanted;
    const expressions = outputsOf(step)
      .filter(({ name }) => want.has(name))
      .map(({ name, expression }) => ({ name, expression: simplify(expression, filled) }));
    filled = new Set(
      expressions
        .filter(({ expression }) => expression.kind === 'column' && filled.has(expression.name))
        .map(({ name }) => name),
    );
    plan = {
      op: 'project',
      input: plan,
      expressions: [...expressions, { name: rowColumn, expression: { kind: 'column', ...row, place } }],
      schema: [...expressions.map(({ name, expression }) => ({ name, type: expression.type })), row],
      place: step.place,
    };
  });
  return plan;
}

/** What a step makes of a row; one that drops copies of rows makes of each that stays what it is. */
function outputsOf(step: Extract<Step, { op: 'project' | 'summarize' }>) {
  if (step.op === 'project') return step.expressions;
  const values = step.aggregates.flatMap(({ args, columns }) =>
    columns.flatMap(({ name }, i) => {
      const expression = args[i];
      return expression ? [{ name, expression }] : [];
    }),
  );
  return [...step.by, ...values];
}

function neededBy(step: Step, wanted: ReadonlySet<string>): ReadonlySet<string> {
  if (step.op === 'where') return columnsOf(step.predicate, new Set(wanted));
  if (step.op === 'mv-expand') return readByExpansion(step, wanted);
  const read = new Set<string>();
  for (const { name, expression } of outputsOf(step)) if (wanted.has(name)) columnsOf(expression, read);
  return read;
}

/** The first value that is there is that of the first argument, where it is always there. */
function simplify(expression: Expression, filled: ReadonlySet<string>): Expression {
  if (expression.kind !== 'call') return expression;
  const [first] = expression.args;
  if (expression.name === 'coalesce' && first?.kind === 'column' && filled.has(first.name)) return first;
  return { ...expression, args: expression.args.map((arg) => simplify(arg, filled)) };
}

const known = new WeakMap<Column, boolean>();

/** Columns of text that are empty in no row, among those that steps have something else for. */
function filledColumns(table: Table, steps: readonly Step[]): ReadonlySet<string> {
  const asked = new Set<string>();
  const visit = (expression: Expression): void => {
    if (expression.kind !== 'call') return;
    const [first] = expression.args;
    if (expression.name === 'coalesce' && first?.kind === 'column' && first.type === 'string')
      asked.add(first.name);
    expression.args.forEach(visit);
  };
  for (const step of steps)
    if (step.op === 'project' || step.op === 'summarize')
      for (const { expression } of outputsOf(step)) visit(expression);
  return new Set([...asked].filter((name) => isFilled(columnNamed(table, name))));
}

function isFilled(column: Column | undefined): boolean {
  if (!column) return false;
  let found = known.get(column);
  if (found === undefined) {
    const values = column.dictionary?.entries ?? column.values();
    known.set(column, (found = !values.includes('')));
  }
  return found;
}
