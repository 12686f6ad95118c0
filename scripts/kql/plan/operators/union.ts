import type { Plan } from '../plan.ts';
import { requireClosed, schemaOf, type Planning } from '../planning.ts';
import { elementsOf, parametersOf, partOf, textOf, type SyntaxNode } from '../syntax.ts';

/** `union A, B` and `A | union B`; the binder has merged the columns, also for kind=inner. */
export function planUnion(node: SyntaxNode, input: Plan | undefined, planning: Planning): Plan {
  const written = elementsOf(partOf(node, 'Expressions'));
  const isFuzzy = textOf(parametersOf(node).get('isfuzzy') ?? node) === 'true';
  const nodes = isFuzzy ? written.filter((table) => isKnown(table, planning)) : written;
  const inputs = [...(input ? [input] : []), ...nodes.map(planning.tabular)].map(requireClosed);
  const names = [
    ...(input ? ['union_arg0'] : []),
    ...nodes.map((table, i) => nameOf(table, planning) ?? `union_arg${i + (input ? 1 : 0)}`),
  ];
  const source = parametersOf(node).get('withsource') ?? parametersOf(node).get('with_source');
  return {
    op: 'union',
    inputs,
    schema: schemaOf(node),
    ...(source && { source: { column: textOf(source), names } }),
    place: node,
  };
}

/** A table of the workspace and a view of the query have names of their own. */
function nameOf(node: SyntaxNode, { scope }: Planning): string | undefined {
  if (node.kind !== 'NameReference') return undefined;
  const name = node.symbol?.name ?? textOf(node);
  const meaning = scope.find(name);
  if (!meaning) return name;
  return meaning.kind === 'function' && /^view\b/.test(textOf(meaning.declaration)) ? name : undefined;
}

/** A fuzzy union leaves out tables that do not exist. */
function isKnown(node: SyntaxNode, planning: Planning): boolean {
  const inner = node.kind === 'NameReference' ? undefined : partOf(node, 'Expression');
  if (inner) return isKnown(inner, planning);
  return (
    node.kind !== 'NameReference' ||
    node.symbol !== undefined ||
    planning.scope.find(textOf(node)) !== undefined
  );
}
