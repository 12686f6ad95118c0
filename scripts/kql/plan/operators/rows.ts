/** Operators that choose and order rows: where, sort, top, take, count. */
import type { Expression } from '../expression.ts';
import type { Plan, SortKey } from '../plan.ts';
import { schemaOf, type OperatorPlanner, type Planning } from '../planning.ts';
import { elementsOf, partOf, requirePart, textOf, type SyntaxNode } from '../syntax.ts';

/** A condition of several parts becomes several filters: each looks only at rows that are left. */
export const planWhere: OperatorPlanner = (node, input, planning) =>
  conditionsOf(requirePart(node, 'Condition')).reduce<Plan>(
    (plan, condition) => ({
      op: 'where',
      input: plan,
      schema: input.schema,
      predicate: planning.scalar(condition),
      place: condition,
    }),
    input,
  );

function conditionsOf(node: SyntaxNode): readonly SyntaxNode[] {
  if (node.kind === 'ParenthesizedExpression') return conditionsOf(requirePart(node, 'Expression'));
  if (node.kind !== 'AndExpression') return [node];
  return [...conditionsOf(requirePart(node, 'Left')), ...conditionsOf(requirePart(node, 'Right'))];
}

export const planSort: OperatorPlanner = (node, input, planning) => ({
  op: 'sort',
  input,
  schema: schemaOf(node),
  keys: elementsOf(partOf(node, 'Expressions')).map((key) => planSortKey(key, planning)),
  place: node,
});

/** Descending is the default. Nulls come last then, and first in ascending order. Kusto reference, sort. */
function planSortKey(node: SyntaxNode, planning: Planning): SortKey {
  const ordering = node.kind === 'OrderedExpression' ? partOf(node, 'Ordering') : undefined;
  const direction = ordering && partOf(ordering, 'AscOrDescKeyword');
  const nulls = ordering && partOf(ordering, 'NullsClause');
  const isDescending = !direction || textOf(direction) === 'desc';
  const nullsFirst = nulls ? textOf(requirePart(nulls, 'FirstOrLastKeyword')) === 'first' : !isDescending;
  const expression = ordering ? requirePart(node, 'Expression') : node;
  return { expression: planning.scalar(expression), isDescending, nullsFirst };
}

export const planTop: OperatorPlanner = (node, input, planning) => {
  const key = planSortKey(requirePart(node, 'ByExpression'), planning);
  const sorted: Plan = { op: 'sort', input, schema: input.schema, keys: [key], place: node };
  return take(sorted, planning.scalar(requirePart(node, 'Expression')), node);
};

export const planTake: OperatorPlanner = (node, input, planning) =>
  take(input, planning.scalar(requirePart(node, 'Expression')), node);

function take(input: Plan, count: Expression, place: SyntaxNode): Plan {
  return { op: 'take', input, schema: input.schema, count, place };
}

export const planCount: OperatorPlanner = (node, input) => ({
  op: 'count',
  input,
  schema: schemaOf(node),
  place: node,
});
