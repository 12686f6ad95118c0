/** Operators that choose, name and compute columns: project and its family, extend, distinct, serialize. */
import type { ColumnSchema } from '../../table/table.ts';
import type { Expression, NamedExpression } from '../expression.ts';
import type { Plan } from '../plan.ts';
import { schemaOf, type OperatorPlanner, type Planning } from '../planning.ts';
import { elementsOf, partOf, type SyntaxNode } from '../syntax.ts';
import { planColumns } from '../tuple.ts';

function columnOf({ name, type }: ColumnSchema, place: SyntaxNode): Expression {
  return { kind: 'column', name, type, place };
}

export const planProject: OperatorPlanner = (node, input, planning) => {
  const schema = schemaOf(node);
  const expressions = elementsOf(partOf(node, 'Expressions')).flatMap((expression): Expression[] =>
    expression.kind === 'StarExpression'
      ? input.schema.map((column) => columnOf(column, expression))
      : planColumns(expression, planning).map((column) => column.expression),
  );
  return {
    op: 'project',
    input,
    schema,
    expressions: schema.map(({ name }, i) => ({ name, expression: expressions[i] as Expression })),
    place: node,
  };
};

/** Columns keep their place where an expression has their name; others come behind them. */
export const planExtend: OperatorPlanner = (node, input, planning) => {
  const schema = schemaOf(node);
  const computed = nameExpressions(node, input, schema, planning);
  return {
    op: 'project',
    input,
    schema,
    expressions: schema.map((column) => ({
      name: column.name,
      expression: computed.get(column.name) ?? columnOf(column, node),
    })),
    place: node,
  };
};

function nameExpressions(
  node: SyntaxNode,
  input: Plan,
  schema: readonly ColumnSchema[],
  planning: Planning,
): ReadonlyMap<string, Expression> {
  const columns = elementsOf(partOf(node, 'Expressions')).flatMap((expression) =>
    planColumns(expression, planning),
  );
  const taken = new Set([...input.schema, ...columns].map(({ name }) => name));
  const free = schema.map(({ name }) => name).filter((name) => !taken.has(name));
  return new Map(columns.map(({ name, expression }) => [name ?? (free.shift() as string), expression]));
}

/** Away, keep, reorder: the binder has said which columns remain, and in which order. */
export const planSelection: OperatorPlanner = (node, input) => {
  const schema = schemaOf(node);
  return {
    op: 'project',
    input,
    schema,
    expressions: schema.map((column) => ({ name: column.name, expression: columnOf(column, node) })),
    place: node,
  };
};

/** The order of columns stays: each new name stands where the old one stood. */
export const planRename: OperatorPlanner = (node, input) => {
  const schema = schemaOf(node);
  return {
    op: 'project',
    input,
    schema,
    expressions: schema.map(({ name }, i) => ({
      name,
      expression: columnOf(input.schema[i] as ColumnSchema, node),
    })),
    place: node,
  };
};

export const planDistinct: OperatorPlanner = (node, input, planning) => {
  const project = planProject(node, input, planning);
  if (project.op !== 'project') throw new TypeError(project.op);
  const expressions: readonly NamedExpression[] = project.expressions;
  return { op: 'distinct', input, schema: project.schema, expressions, place: node };
};
