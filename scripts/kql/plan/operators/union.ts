import type { ColumnSchema } from '../../table/table.ts';
import { unsupported } from '../kql-error.ts';
import type { Plan } from '../plan.ts';
import { requireClosed, schemaOf, type Planning } from '../planning.ts';
import { elementsOf, parametersOf, partOf, requirePart, textOf, type SyntaxNode } from '../syntax.ts';

/** `union A, B` and `A | union B`; the binder has merged the columns, also for kind=inner. */
export function planUnion(node: SyntaxNode, input: Plan | undefined, planning: Planning): Plan {
  const written = elementsOf(partOf(node, 'Expressions'));
  const isFuzzy = textOf(parametersOf(node).get('isfuzzy') ?? node) === 'true';
  const nodes = isFuzzy ? written.filter((table) => isKnown(table, planning)) : written;
  const schema = schemaOf(node);
  const inputs = [...(input ? [input] : []), ...nodes.map(planning.tabular)].map(requireClosed);
  const names = [
    ...(input ? ['union_arg0'] : []),
    ...nodes.map((table, i) => nameOf(table, planning) ?? `union_arg${i + (input ? 1 : 0)}`),
  ];
  requireFreeNames(inputs, schema, node);
  const source = parametersOf(node).get('withsource') ?? parametersOf(node).get('with_source');
  return {
    op: 'union',
    inputs,
    schema,
    ...(source && { source: { column: textOf(source), names } }),
    place: node,
  };
}

/** A column that is renamed by its type, `x` to `x_long`, beside a column of that name: Kusto's numbering is its own. */
function requireFreeNames(inputs: readonly Plan[], schema: readonly ColumnSchema[], node: SyntaxNode): void {
  const names = new Set(schema.map(({ name }) => name));
  const written = inputs.flatMap((input) => input.schema);
  const given = new Set(written.map(({ name }) => name));
  const clash = written.find(({ name, type }) => !names.has(name) && given.has(`${name}_${type}`));
  if (clash) throw unsupported(`A union in which ${clash.name} becomes ${clash.name}_${clash.type}`, node);
}

/** A table of the workspace and a view of the query have names of their own, as has what `as` names. */
function nameOf(node: SyntaxNode, planning: Planning): string | undefined {
  const { scope } = planning;
  if (node.kind === 'ParenthesizedExpression') return nameOf(requirePart(node, 'Expression'), planning);
  if (node.kind === 'PipeExpression') {
    const last = requirePart(node, 'Operator');
    return last.kind === 'AsOperator' ? requirePart(last, 'Name').symbol?.name : undefined;
  }
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
