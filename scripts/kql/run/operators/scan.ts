import type { Expression } from '../../plan/expression.ts';
import { stateColumn } from '../../plan/operators/scan.ts';
import type { Plan, ScanStep } from '../../plan/plan.ts';
import { unsupported } from '../../plan/kql-error.ts';
import { Column } from '../../table/column.ts';
import { tableOf } from '../../table/table.ts';
import { widen } from '../../values/convert.ts';
import { emptyOf, type Value } from '../../values/scalar.ts';
import { evaluateConstant } from '../evaluate.ts';
import { prepareRow, type RowExpression } from '../evaluate-row.ts';
import type { Running, Runners } from '../runner.ts';

type Scan = Extract<Plan, { op: 'scan' }>;
type Row = readonly Value[];

/** What a step knows: a row for each step up to its own, in the order of the steps. */
interface State {
  readonly rows: readonly (Row | undefined)[];
  readonly match: number;
}

interface PreparedStep {
  readonly condition: RowExpression;
  readonly assignments: readonly { readonly column: number; readonly value: RowExpression }[];
  readonly output: ScanStep['output'];
}

/**
 * Matches rows to steps one after the other, from the last step to the first. A row that meets a step's
 * condition by the state of the step before moves that state on; one that meets it by the step's own state
 * takes the place of the step's last row.
 */
export const scan: Runners['scan'] = (plan, running) => {
  const table = running.table(plan.input);
  const names = [...table.schema, ...plan.declared].map(({ name }) => name);
  const empty = [
    ...table.schema.map(({ type }) => emptyOf(type)),
    ...plan.declared.map(({ type, initial }) => initialValue(type, initial, running)),
  ];
  const initial = empty.slice(table.schema.length);
  /** What the expressions read. */
  const now: { row: Row; state: readonly (Row | undefined)[] } = { row: empty, state: [] };
  const steps = plan.steps.map((step, i) => prepareStep(step, i, { plan, names, empty, now }, running));
  const states = Array.from<State | undefined>({ length: steps.length }).fill(undefined);
  const columns = table.columns.map((column) => column.values());
  const results: { readonly row: Row; readonly match: number }[] = [];
  let matches = 0;

  const meets = ({ condition }: PreparedStep, state: State | undefined, row: Row): boolean => {
    now.row = row;
    now.state = state?.rows ?? [];
    return condition() === true;
  };
  /** Puts the row, with what the step assigns, into the step's state and the result. */
  const accept = (step: PreparedStep, at: number, state: State, row: Row): void => {
    now.row = row;
    now.state = state.rows;
    const extended = [...row];
    for (const { column, value } of step.assignments) extended[column] = value();
    const rows = [...state.rows];
    rows[at] = extended;
    states[at] = { rows, match: state.match };
    if (step.output === 'all') results.push({ row: extended, match: state.match });
  };

  for (let i = 0; i < table.length; i++) {
    const row: Value[] = [];
    for (const values of columns) row.push(values[i] as Value);
    row.push(...initial);
    for (let at = steps.length - 1; at >= 0; at--) {
      const step = steps[at] as PreparedStep;
      const before = states[at - 1];
      if (before && meets(step, before, row)) {
        states[at - 1] = undefined;
        accept(step, at, before, row);
        continue;
      }
      const own = states[at];
      if ((own || at === 0) && meets(step, own, row))
        accept(step, at, own ?? { rows: [], match: matches++ }, row);
    }
  }
  const values = plan.schema.map(({ name, type }) => {
    const column = names.indexOf(name);
    const isMatch = column < 0;
    return Column.of(
      type,
      results.map(({ row, match }) => (isMatch ? match : (row[column] as Value))),
    );
  });
  return tableOf(plan.schema, values, results.length);
};

function initialValue(type: Column['type'], initial: Expression | undefined, running: Running): Value {
  return initial ? widen(initial.type, type)(evaluateConstant(initial, running)) : emptyOf(type);
}

interface Frame {
  readonly plan: Scan;
  readonly names: readonly string[];
  readonly empty: Row;
  readonly now: { readonly row: Row; readonly state: readonly (Row | undefined)[] };
}

function prepareStep(
  { condition, assignments, output }: ScanStep,
  at: number,
  { plan, names, empty, now }: Frame,
  running: Running,
): PreparedStep {
  if (output === 'last') throw unsupported('output=last', plan.place);
  const readers = new Map<string, RowExpression>(
    names.map((name, column) => [name, () => now.row[column] as Value]),
  );
  plan.steps.slice(0, at + 1).forEach((step, position) => {
    names.forEach((name, column) => {
      readers.set(stateColumn(step.name, name), () => (now.state[position] ?? empty)[column] as Value);
    });
  });
  const reader = (name: string): RowExpression => {
    const found = readers.get(name);
    if (!found) throw unsupported('The state of a later step', plan.place);
    return found;
  };
  return {
    output,
    condition: prepareRow(condition, reader, running),
    assignments: assignments.map(({ name, expression }) => ({
      column: names.indexOf(name),
      value: widened(expression, plan, name, prepareRow(expression, reader, running)),
    })),
  };
}

function widened(expression: Expression, plan: Scan, name: string, value: RowExpression): RowExpression {
  const to = plan.schema.find((column) => column.name === name)?.type ?? expression.type;
  if (to === expression.type) return value;
  const convert = widen(expression.type, to);
  return () => convert(value());
}
