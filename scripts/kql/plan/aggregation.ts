/** Aggregates where they may stand alone or within an expression: `max(a) - min(a)`. */
import { isAggregate } from '../aggregates/registry.ts';
import type { ColumnSchema } from '../table/table.ts';
import type { ScalarType } from '../values/scalar.ts';
import type { Expression, NamedExpression } from './expression.ts';
import { unsupported } from './kql-error.ts';
import type { AggregateCall, Aggregation } from './plan.ts';
import type { Planning } from './planning.ts';
import { planScalar } from './scalar.ts';
import { elementsOf, partOf, requirePart, textOf, type SyntaxNode } from './syntax.ts';

/** What aggregates are planned over. */
export interface AggregationInput {
  readonly schema: readonly ColumnSchema[];
  /** Columns that each group has one value of. */
  readonly keys: readonly NamedExpression[];
  readonly planning: Planning;
}

/**
 * Plans the aggregates of a list; `columns` are those that the list fills, in order. Where an aggregate
 * stands within an expression, the call fills a column that no query can name, and the expression reads it.
 */
export function planAggregation(
  nodes: readonly SyntaxNode[],
  columns: readonly ColumnSchema[],
  input: AggregationInput,
): Aggregation {
  const calls: AggregateCall[] = [];
  let next = 0;
  const outputs = nodes.flatMap((node): Expression[] => {
    const inner = unnamed(node);
    const own = columns.slice(next, (next += inner.columns?.length ?? 1));
    if (!isCall(inner)) return [planWithin(inner, calls, input)];
    calls.push(planAggregate(node, own, input.schema, input.planning));
    return own.map(({ name, type }) => ({ kind: 'column', name, type, place: node }));
  });
  return {
    calls,
    outputs: calls.length === outputs.length && outputs.every(isDirect(columns)) ? undefined : outputs,
  };
}

/** Whether a column of the result is one that a call fills itself. */
function isDirect(columns: readonly ColumnSchema[]): (output: Expression, i: number) => boolean {
  return (output, i) => output.kind === 'column' && output.name === columns[i]?.name;
}

function unnamed(node: SyntaxNode): SyntaxNode {
  const isNamed = node.kind === 'SimpleNamedExpression' || node.kind === 'CompoundNamedExpression';
  return isNamed || node.kind === 'ParenthesizedExpression' ? unnamed(requirePart(node, 'Expression')) : node;
}

function isCall(node: SyntaxNode): boolean {
  return node.kind === 'FunctionCallExpression' && isAggregate(nameOf(node));
}

function nameOf(call: SyntaxNode): string {
  return call.symbol?.name ?? textOf(requirePart(call, 'Name'));
}

function planWithin(
  node: SyntaxNode,
  calls: AggregateCall[],
  { schema, keys, planning }: AggregationInput,
): Expression {
  const within: Planning = {
    ...planning,
    scalar: (inner) => {
      if (!isCall(inner)) return planScalar(inner, within);
      const type = typeOf(inner);
      const column = { name: `\u0000aggregate${calls.length}`, type };
      calls.push(planAggregate(inner, [column], schema, planning));
      return { kind: 'column', ...column, place: inner };
    },
  };
  const expression = within.scalar(node);
  requireOwnColumns(expression, keys, node);
  return expression;
}

function typeOf(node: SyntaxNode): ScalarType {
  if (node.type && node.type !== 'unknown') return node.type;
  throw unsupported(`${textOf(node)} within an expression`, node);
}

/** A column of the input has no one value for a group, unless the groups are made by it. */
function requireOwnColumns(expression: Expression, keys: readonly NamedExpression[], node: SyntaxNode): void {
  if (expression.kind === 'call') for (const arg of expression.args) requireOwnColumns(arg, keys, node);
  if (expression.kind !== 'column' || expression.name.startsWith('\u0000')) return;
  const { name } = expression;
  const isKey = keys.some(
    (key) => key.name === name && key.expression.kind === 'column' && key.expression.name === name,
  );
  if (!isKey) throw unsupported(`The column ${name} beside aggregates`, node);
}

/** An aggregate call; a star among its arguments stands for the columns that the result names. */
export function planAggregate(
  node: SyntaxNode,
  columns: readonly ColumnSchema[],
  inputSchema: readonly ColumnSchema[],
  planning: Planning,
): AggregateCall {
  const call = unnamed(node);
  if (call.kind !== 'FunctionCallExpression') throw unsupported(`${textOf(node)} as an aggregate`, node);
  const nodes = elementsOf(partOf(requirePart(call, 'ArgumentList'), 'Expressions'));
  const args = nodes.flatMap((arg, i): Expression[] =>
    arg.kind === 'StarExpression'
      ? starArguments(call.columns ?? (i === 0 ? columns : []), i, inputSchema, arg)
      : [planning.scalar(arg)],
  );
  return { name: nameOf(call), args, columns, place: node };
}

/** What `*` stands for: the columns that the call's own result has behind those of the arguments before. */
function starArguments(
  columns: readonly ColumnSchema[],
  before: number,
  inputSchema: readonly ColumnSchema[],
  place: SyntaxNode,
): Expression[] {
  return columns.slice(before).map(({ name }) => {
    const column = inputSchema.find((candidate) => candidate.name === name);
    if (!column) throw unsupported(`The column ${name} of *`, place);
    return { kind: 'column', name, type: column.type, place };
  });
}
