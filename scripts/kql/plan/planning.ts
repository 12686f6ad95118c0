import type { ColumnSchema } from '../table/table.ts';
import type { Expression } from './expression.ts';
import { unsupported } from './kql-error.ts';
import type { Plan } from './plan.ts';
import type { Bindings, Scope } from './scope.ts';
import type { SyntaxNode } from './syntax.ts';

/** What the planner of an operator is given: the names in force, and the planners of what stands within. */
export interface Planning {
  readonly scope: Scope;
  readonly bindings: Bindings;
  scalar(node: SyntaxNode): Expression;
  tabular(node: SyntaxNode): Plan;
  /** Brings the name of a let statement into force. */
  declare(statement: SyntaxNode): void;
  /** The same with further names in force. */
  within(scope: Scope): Planning;
  /** A row's own sub-pipeline, as in mv-apply: `input` stands before its first operator. */
  pipeline(node: SyntaxNode, input: Plan): Plan;
  /** A call of a tabular function whose first argument is a table planned before. */
  invoke(call: SyntaxNode, input: Plan): Plan;
}

/** Plans an operator behind a pipe. */
export type OperatorPlanner = (node: SyntaxNode, input: Plan, planning: Planning) => Plan;

/** Columns of the result, as the binder says. */
export function schemaOf(node: SyntaxNode): readonly ColumnSchema[] {
  if (!node.columns) throw new TypeError(`${node.kind} has no columns`);
  return node.columns;
}

/** A plan whose columns are known before it runs, as an operator needs that looks at them. */
export function requireClosed(plan: Plan): Plan {
  if (plan.isOpen) throw unsupported('A plugin without declared columns here', plan.place);
  return plan;
}
