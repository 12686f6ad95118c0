/** Functions that give several values at once, each for a column of its own. */
import type { Call, Expression } from './expression.ts';
import { unsupported } from './kql-error.ts';
import type { Planning } from './planning.ts';
import { elementsOf, partOf, requirePart, textOf, type SyntaxNode } from './syntax.ts';

const tupleFunctions: ReadonlySet<string> = new Set([
  'array_sort_asc',
  'array_sort_desc',
  'series_fit_line',
  'series_stats',
]);

/** The call itself, where an expression is one that gives several values. */
function tupleCall(node: SyntaxNode): SyntaxNode | undefined {
  if (node.kind === 'ParenthesizedExpression') return tupleCall(requirePart(node, 'Expression'));
  const isCall = node.kind === 'FunctionCallExpression' && node.columns !== undefined;
  return isCall && tupleFunctions.has(node.symbol?.name ?? '') ? node : undefined;
}

/** All values of a call that gives several; undefined for any other expression. */
export function planTuple(node: SyntaxNode, planning: Planning): readonly Expression[] | undefined {
  const call = tupleCall(node);
  if (!call) return undefined;
  const args = elementsOf(partOf(requirePart(call, 'ArgumentList'), 'Expressions')).map(planning.scalar);
  const whole: Call = { kind: 'call', name: call.symbol?.name ?? '', type: 'dynamic', args, place: call };
  return call.columns?.map(({ type }, i) => ({
    kind: 'call',
    name: 'tuple-item',
    type,
    args: [whole, { kind: 'literal', type: 'long', value: i, place: call }],
    place: call,
  }));
}

/** One value of a tuple: `f(x)[1]` by its position, `f(x).name` by its name. */
export function planTupleItem(node: SyntaxNode, planning: Planning): Expression | undefined {
  const base = requirePart(node, 'Expression');
  const items = planTuple(base, planning);
  if (!items) return undefined;
  const selector = requirePart(node, 'Selector');
  const names = tupleCall(base)?.columns?.map(({ name }) => name) ?? [];
  const bracketed = partOf(selector, 'Expression');
  const position = bracketed
    ? Number(textOf(bracketed))
    : names.indexOf(selector.symbol?.name ?? textOf(selector));
  const item = items[position];
  if (!item) throw unsupported(textOf(node), node);
  return item;
}

/** The columns that an expression of `extend`, `project` or `print` fills, each with the name that the query gives it. */
export function planColumns(
  node: SyntaxNode,
  planning: Planning,
): readonly { readonly name: string | undefined; readonly expression: Expression }[] {
  const names = givenNames(node);
  const isNamed = node.kind === 'SimpleNamedExpression' || node.kind === 'CompoundNamedExpression';
  const value = isNamed ? requirePart(node, 'Expression') : node;
  const values = planTuple(value, planning) ?? [planning.scalar(value)];
  // The reference leaves values without a name out, the binder names them by itself.
  if (isNamed && names.length < values.length)
    throw unsupported('Fewer names than the function has values', node);
  return values.map((expression, i) => ({ name: names[i], expression }));
}

function givenNames(node: SyntaxNode): readonly string[] {
  if (node.kind === 'CompoundNamedExpression') {
    return elementsOf(partOf(requirePart(node, 'Names'), 'Names')).map(nameOf);
  }
  if (node.kind === 'SimpleNamedExpression') return [nameOf(requirePart(node, 'Name'))];
  return node.kind === 'NameReference' ? [nameOf(node)] : [];
}

function nameOf(node: SyntaxNode): string {
  return node.symbol?.name ?? textOf(node);
}
