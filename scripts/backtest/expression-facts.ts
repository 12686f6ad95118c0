/** What can be told of an expression without running it. */
import { findRowFunction, findWindowFunction } from '../kql/functions/registry.ts';
import type { Call, Expression } from '../kql/plan/expression.ts';
import type { Binding, Plan } from '../kql/plan/plan.ts';

export type Bindings = ReadonlyMap<number, Binding>;

/** Functions whose value changes from run to run. */
const clocks: ReadonlySet<string> = new Set(['now', 'ago', 'rand', 'new_guid']);

/**
 * Whether a row's value depends on that row alone: not on its neighbours, on the clock, or on what else is in
 * the table `own`. Then it can be worked out once for all runs.
 */
export function isSteady(expression: Expression, bindings: Bindings, own: string): boolean {
  switch (expression.kind) {
    case 'literal':
    case 'column':
      return true;
    case 'variable': {
      const binding = bindings.get(expression.id);
      if (!binding) return false;
      return 'plan' in binding
        ? isSteadyPlan(binding.plan, bindings, own)
        : isSteady(binding.expression, bindings, own);
    }
    case 'call':
      if (clocks.has(expression.name)) return false;
      if (findWindowFunction(expression.name)) return false;
      if (findRowFunction(expression.name) && namedColumn(expression) === undefined) return false;
      return expression.args.every((arg) => isSteady(arg, bindings, own));
    default:
      return isSteadyPlan(expression.plan, bindings, own);
  }
}

/** Whether a table is the same in every run. */
function isSteadyPlan(plan: Plan, bindings: Bindings, own: string): boolean {
  if (plan.op === 'table') return plan.name.startsWith('_GetWatchlist(');
  if (plan.op === 'reference') {
    const binding = bindings.get(plan.id);
    return binding !== undefined && 'plan' in binding && isSteadyPlan(binding.plan, bindings, own);
  }
  return (
    inputsOf(plan).every((input) => isSteadyPlan(input, bindings, own)) &&
    expressionsOf(plan).every((expression) => isConstantOverRuns(expression, bindings, own))
  );
}

/** Within a table that never changes neighbours may be looked at, the clock may not. */
function isConstantOverRuns(expression: Expression, bindings: Bindings, own: string): boolean {
  if (expression.kind !== 'call') return isSteady(expression, bindings, own);
  return (
    !clocks.has(expression.name) && expression.args.every((arg) => isConstantOverRuns(arg, bindings, own))
  );
}

/** Plans that stand directly within another, but those inside its expressions. */
export function inputsOf(plan: Plan): Plan[] {
  return membersOf(plan).filter(isPlan);
}

/** Expressions of a plan's own operator, at whatever depth of its members. */
export function expressionsOf(plan: Plan): Expression[] {
  const found: Expression[] = [];
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) for (const member of value) visit(member);
    else if (isExpression(value)) found.push(value);
    else if (typeof value === 'object' && value !== null && !isPlan(value)) {
      for (const member of Object.values(value)) visit(member);
    }
  };
  for (const [name, member] of Object.entries(plan)) if (name !== 'schema' && name !== 'place') visit(member);
  return found;
}

function membersOf(plan: Plan): unknown[] {
  return Object.values(plan).flatMap((member: unknown) => (Array.isArray(member) ? member : [member]));
}

export function isPlan(value: unknown): value is Plan {
  return typeof value === 'object' && value !== null && 'op' in value && 'schema' in value;
}

function isExpression(value: unknown): value is Expression {
  return (
    typeof value === 'object' && value !== null && 'kind' in value && 'type' in value && 'place' in value
  );
}

/** The column that `column_ifexists("name", …)` asks for. */
function namedColumn({ name, args: [first] }: Call): string | undefined {
  const isText = name === 'column_ifexists' && first?.kind === 'literal' && typeof first.value === 'string';
  return isText ? String(first.value) : undefined;
}

/** Names of the columns that an expression reads of its row. */
export function columnsOf(expression: Expression, found: Set<string> = new Set()): Set<string> {
  if (expression.kind === 'column') found.add(expression.name);
  if (expression.kind !== 'call') return found;
  const named = namedColumn(expression);
  if (named !== undefined) found.add(named);
  for (const arg of expression.args) columnsOf(arg, found);
  return found;
}

/** Bindings and plans that an expression reads besides its row. */
export function queriesOf(expression: Expression): { readonly plans: Plan[]; readonly variables: number[] } {
  const found = { plans: [] as Plan[], variables: [] as number[] };
  const visit = (inner: Expression): void => {
    if (inner.kind === 'variable') found.variables.push(inner.id);
    if (inner.kind === 'call') inner.args.forEach(visit);
    if (inner.kind === 'scalar-query' || inner.kind === 'list-query') found.plans.push(inner.plan);
  };
  visit(expression);
  return found;
}
