/**
 * Without `with_match_id` the binder still gives `scan` a column `match_id`, which Kusto does not. It is
 * carried along as the binder has it, and left out of the result.
 */
import { unsupported } from './kql-error.ts';
import type { Binding, Plan } from './plan.ts';

/** The plan without the columns that the query has not asked for. */
export function dropUnwritten(plan: Plan, bindings: readonly Binding[]): Plan {
  const dropped = new Set(unwrittenOf(plan, bindings));
  if (dropped.size === 0) return plan;
  const schema = plan.schema.filter(({ name }) => !dropped.has(name));
  const expressions = schema.map(({ name, type }) => ({
    name,
    expression: { kind: 'column', name, type, place: plan.place } as const,
  }));
  return { op: 'project', input: plan, schema, expressions, place: plan.place };
}

/** Operators that make their columns anew. */
const renewing: ReadonlySet<Plan['op']> = new Set(['summarize', 'count', 'make-series', 'top-nested']);
const keeping: ReadonlySet<Plan['op']> = new Set(['where', 'sort', 'take']);

/** Such columns among those of a plan. */
function unwrittenOf(plan: Plan, bindings: readonly Binding[]): readonly string[] {
  if (plan.op === 'scan') {
    const own = plan.matchId === undefined ? plan.schema.slice(-1).map(({ name }) => name) : [];
    return [...unwrittenOf(plan.input, bindings), ...own];
  }
  if (plan.op === 'reference') {
    const bound = bindings.find(({ id }) => id === plan.id);
    return bound !== undefined && 'plan' in bound ? unwrittenOf(bound.plan, bindings) : [];
  }
  if (plan.op === 'partition')
    return [plan.input, plan.subquery.plan].flatMap((part) => unwrittenOf(part, bindings));
  if (plan.op === 'union') return refuse(plan, plan.inputs, bindings);
  if (plan.op === 'join' || plan.op === 'address-lookup')
    return refuse(plan, [plan.input, plan.right], bindings);
  if (!('input' in plan) || renewing.has(plan.op)) return [];
  if (keeping.has(plan.op)) return unwrittenOf(plan.input, bindings);
  if (plan.op !== 'project') return refuse(plan, [plan.input], bindings);
  const before = new Set(unwrittenOf(plan.input, bindings));
  return plan.expressions.flatMap(({ name, expression }) =>
    expression.kind === 'column' && before.has(expression.name) ? [name] : [],
  );
}

function refuse(plan: Plan, inputs: readonly Plan[], bindings: readonly Binding[]): readonly string[] {
  if (inputs.every((input) => unwrittenOf(input, bindings).length === 0)) return [];
  throw unsupported(`scan without with_match_id before ${plan.op}`, plan.place);
}
