/**
 * A query may go on with columns that only the data know, those of bag_unpack. Once it has run they are known, and are written behind it as if the query had declared them.
 */
import type { Table } from '../table/table.ts';
import type { Plan } from './plan.ts';
import { elementsOf, partOf, requirePart, type SyntaxNode } from './syntax.ts';

/** Where the first plugin without declared columns ends in the pipeline of a query; undefined without one. */
export function endOfOpenPlugin(root: SyntaxNode): number | undefined {
  const last = elementsOf(partOf(root, 'Statements')).at(-1);
  let end: number | undefined;
  let node = last?.kind === 'ExpressionStatement' ? partOf(last, 'Expression') : undefined;
  for (; node?.kind === 'PipeExpression'; node = partOf(node, 'Expression')) {
    if (isOpenPlugin(requirePart(node, 'Operator'))) end = node.start + node.length;
  }
  return end;
}

function isOpenPlugin(operator: SyntaxNode): boolean {
  if (operator.kind !== 'EvaluateOperator' || partOf(operator, 'Schema')) return false;
  return requirePart(operator, 'FunctionCall').symbol?.name === 'bag_unpack';
}

/** The declaration of the columns that a plugin has given; undefined where it would not mean the same. */
export function declarationOf(plugin: Plan, { schema }: Table): string | undefined {
  if (plugin.op !== 'bag-unpack' || plugin.conflict !== undefined) return undefined;
  const own = new Set(plugin.input.schema.map(({ name }) => name));
  const added = schema.filter(({ name }) => !own.has(name));
  const keepsBag = plugin.column !== undefined && schema.some(({ name }) => name === plugin.column);
  return keepsBag || added.length === 0
    ? undefined
    : ` : (*, ${added.map(({ name, type }) => `[${JSON.stringify(name)}]:${type}`).join(', ')})`;
}
