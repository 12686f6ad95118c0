import { elementsOf, partOf, textOf, type SyntaxNode } from '../../kql/plan/syntax.ts';

/** A call of a function or aggregate: its name as written, and the arguments. */
export interface Call {
  readonly name: SyntaxNode;
  readonly calls: string;
  readonly given: readonly SyntaxNode[];
}

/** The call that a node is; undefined for all others. */
export function callAt(node: SyntaxNode): Call | undefined {
  if (node.kind !== 'FunctionCallExpression') return undefined;
  const [name, list] = [partOf(node, 'Name'), partOf(node, 'ArgumentList')];
  return name && list
    ? { name, calls: textOf(name), given: elementsOf(partOf(list, 'Expressions')) }
    : undefined;
}
