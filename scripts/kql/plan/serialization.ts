/** Window functions need rows in a settled order. Source: Kusto reference, "Window functions". */
// Not by way of all functions: the process that plans would have to be made anew with each of them.
import { window } from '../functions/window.ts';
import type { Call, Expression } from './expression.ts';
import { invalid } from './kql-error.ts';
import type { Binding, Plan } from './plan.ts';

/** Operators that give no settled order, whatever their input has. */
const unordered: ReadonlySet<Plan['op']> = new Set([
  'table',
  'datatable',
  'summarize',
  'distinct',
  'count',
  'make-series',
  'top-nested',
  'join',
  'union',
]);

/** Throws `KqlError` where a window function reads rows without one. */
export function requireOrder(plans: readonly Plan[], bindings: readonly Binding[]): void {
  for (const plan of plans) {
    requireOrder(inputsOf(plan), bindings);
    const call = expressionsOf(plan).map(windowCall).find(Boolean);
    if (call && 'input' in plan && !isOrdered(plan.input, bindings)) {
      throw invalid(
        `${call.name}() needs rows in a settled order: sort or serialize them before.`,
        call.place,
      );
    }
  }
}

function inputsOf(plan: Plan): readonly Plan[] {
  if (plan.op === 'union') return plan.inputs;
  if (plan.op === 'join' || plan.op === 'address-lookup') return [plan.input, plan.right];
  const inner = 'subquery' in plan ? [plan.subquery.plan] : [];
  return 'input' in plan ? [plan.input, ...inner] : inner;
}

function expressionsOf(plan: Plan): readonly Expression[] {
  if (plan.op === 'project') return plan.expressions.map(({ expression }) => expression);
  return plan.op === 'where' ? [plan.predicate] : [];
}

function windowCall(expression: Expression): Call | undefined {
  if (expression.kind !== 'call') return undefined;
  return Object.hasOwn(window, expression.name) ? expression : expression.args.map(windowCall).find(Boolean);
}

function isOrdered(plan: Plan, bindings: readonly Binding[]): boolean {
  if (plan.op === 'sort') return true;
  if (plan.op === 'reference') {
    const bound = bindings.find(({ id }) => id === plan.id);
    return !bound || !('plan' in bound) || isOrdered(bound.plan, bindings);
  }
  if (unordered.has(plan.op)) return false;
  return !('input' in plan) || isOrdered(plan.input, bindings);
}
