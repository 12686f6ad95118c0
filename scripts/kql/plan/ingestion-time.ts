/**
 * `ingestion_time()` reads a column that tables of a workspace have without showing it. An operator that
 * calls it gets its input with that column; operators below hand it up from the table. Source: Kusto
 * reference, ingestion-time-function.
 */
import type { ColumnSchema } from '../table/table.ts';
import type { Expression } from './expression.ts';
import { unsupported } from './kql-error.ts';
import type { Binding, Plan } from './plan.ts';
import { textOf, type SyntaxNode } from './syntax.ts';

/** No column of a workspace can have this name. */
export const ingestionTimeColumn = '$ingestion_time';

const hidden: ColumnSchema = { name: ingestionTimeColumn, type: 'datetime' };

/** Operators whose own expressions may call the function. */
const callers = new Set([
  'DistinctOperator',
  'ExtendOperator',
  'FilterOperator',
  'ProjectOperator',
  'SerializeOperator',
  'SortOperator',
  'SummarizeOperator',
  'TopOperator',
]);

/** Whether an operator calls `ingestion_time()` for its rows. A table within it asks for itself. */
export function readsIngestionTime(node: SyntaxNode): boolean {
  return node.parts.some(
    ([, part]) => isIngestionTimeCall(part) || (!isTabular(part) && readsIngestionTime(part)),
  );
}

export function isIngestionTimeCall(node: SyntaxNode): boolean {
  return node.kind === 'FunctionCallExpression' && node.symbol?.name === 'ingestion_time';
}

function isTabular({ kind, columns }: SyntaxNode): boolean {
  return columns !== undefined && kind !== 'FunctionCallExpression';
}

/** The input of an operator with the hidden column. */
export function withIngestionTime(input: Plan, node: SyntaxNode, bindings: readonly Binding[]): Plan {
  const found = callers.has(node.kind) ? handUp(input, bindings) : undefined;
  if (found) return found;
  throw unsupported(`ingestion_time() in ${/^[\w-]+/.exec(textOf(node))?.[0] ?? 'this place'} here`, node);
}

function handUp(plan: Plan, bindings: readonly Binding[]): Plan | undefined {
  if (plan.schema.some(({ name }) => name === ingestionTimeColumn)) return plan;
  const schema = [...plan.schema, hidden];
  if (plan.op === 'table') return { ...plan, schema };
  if (plan.op === 'reference') {
    const binding = bindings.find(({ id }) => id === plan.id);
    return binding && 'plan' in binding ? handUp(binding.plan, bindings) : undefined;
  }
  if (plan.op === 'union') {
    const inputs = plan.inputs.map((input) => handUp(input, bindings));
    return inputs.every((input) => input !== undefined) ? { ...plan, inputs, schema } : undefined;
  }
  if (plan.op !== 'where' && plan.op !== 'sort' && plan.op !== 'take' && plan.op !== 'project')
    return undefined;
  // What a projection leaves of hidden columns is not documented; one that keeps all columns is an extend.
  if (plan.op === 'project' && !keepsAll(plan)) return undefined;
  const input = handUp(plan.input, bindings);
  if (!input) return undefined;
  if (plan.op !== 'project') return { ...plan, input, schema };
  const expression: Expression = { kind: 'column', ...hidden, place: plan.place };
  return { ...plan, input, schema, expressions: [...plan.expressions, { name: hidden.name, expression }] };
}

function keepsAll({ input, schema }: Extract<Plan, { op: 'project' }>): boolean {
  const names = new Set([...schema.map(({ name }) => name), ingestionTimeColumn]);
  return input.schema.every(({ name }) => names.has(name));
}

/** An operator's result without the hidden column, which no later operator asked for. */
export function withoutIngestionTime(plan: Plan): Plan {
  const isHandedOn = plan.op === 'where' || plan.op === 'sort' || plan.op === 'take';
  if (!isHandedOn && plan.schema.every(({ name }) => name !== ingestionTimeColumn)) return plan;
  const schema = plan.schema.filter(({ name }) => name !== ingestionTimeColumn);
  const { place } = plan;
  const expressions = schema.map(
    ({ name, type }) => ({ name, expression: { kind: 'column', name, type, place } }) as const,
  );
  return { op: 'project', input: plan, schema, expressions, place };
}
