/** Joins of another kind, and rows in another order. */
import { elementsOf, partOf, textOf, type SyntaxNode } from '../../kql/plan/syntax.ts';
import { leaveOut, replace, type Change } from './change.ts';

const kinds: ReadonlyMap<string, readonly string[]> = new Map([
  ['JoinOperator', ['inner', 'innerunique', 'leftouter', 'rightouter', 'leftsemi', 'leftanti']],
  ['LookupOperator', ['inner', 'leftouter']],
]);

export function changeJoin(node: SyntaxNode): readonly Change[] {
  const parameters = elementsOf(partOf(node, 'Parameters'));
  return (kinds.get(node.kind) ?? []).flatMap((kind) =>
    parameters.flatMap((parameter) => {
      const value = partOf(parameter, 'Expression');
      return value && /^kind\b/.test(textOf(parameter)) && textOf(value) !== kind
        ? [replace('join', value, kind)]
        : [];
    }),
  );
}

export function changeOrder(node: SyntaxNode): readonly Change[] {
  const [bar, step] = [partOf(node, 'Bar'), partOf(node, 'Operator')];
  if (bar && step?.kind === 'SortOperator') return [leaveOut('order', bar, step)];
  const ordering = node.kind === 'OrderedExpression' ? partOf(node, 'Ordering') : undefined;
  if (!ordering) return [];
  const turned = textOf(ordering) === 'asc' ? 'desc' : 'asc';
  return [replace('order', ordering, turned)];
}
