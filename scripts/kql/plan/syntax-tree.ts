/**
 * Microsoft's bound tree as plain data. Everything that the planner needs is read here, so that the
 * library's form is known in this file only.
 */
import type { KustoNode } from '../language-service.ts';
import type { ColumnSchema } from '../table/table.ts';
import type { ScalarType } from '../values/scalar.ts';
import type { SymbolKind, SyntaxNode } from './syntax.ts';

interface BoundNode extends KustoNode {
  readonly ReferencedSymbol?: { readonly Kind: number; readonly Name: string } | null;
  readonly IsLiteral?: boolean;
  readonly IsToken?: boolean;
  readonly LiteralValue?: unknown;
  readonly Root: BoundNode;
  ToString(trivia: number): string;
  GetCalledFunctionBody?(): BoundNode | null;
}

export interface TreeNames {
  readonly kinds: ReadonlyMap<number, string>;
  readonly symbolKinds: ReadonlyMap<number, string>;
}

const scalarTypes: ReadonlySet<string> = new Set<ScalarType>([
  'bool',
  'datetime',
  'decimal',
  'dynamic',
  'guid',
  'int',
  'long',
  'real',
  'string',
  'timespan',
]);

const symbolKinds: Readonly<Record<string, SymbolKind>> = {
  Column: 'column',
  Function: 'function',
  Variable: 'variable',
  Parameter: 'parameter',
  Table: 'table',
  Operator: 'operator',
  Tuple: 'tuple',
};

/** Copies a bound tree; `source` is the text that its positions count in. */
export function readTree(root: KustoNode, source: string, names: TreeNames): SyntaxNode {
  return read(root as BoundNode, { text: source, shift: 0 }, names);
}

/** The text that positions count in once `shift` is added to them. */
interface Source {
  readonly text: string;
  readonly shift: number;
}

function read(node: BoundNode, source: Source, names: TreeNames): SyntaxNode {
  const kind = names.kinds.get(node.Kind) ?? '';
  // Half of all nodes: they have a place and nothing else.
  if (node.IsToken)
    return { kind, start: node.TextStart + source.shift, length: node.Width, source: source.text, parts: [] };
  const parts: [string | null, SyntaxNode][] = [];
  for (let i = 0; i < node.ChildCount; i++) {
    const child = node.GetChild(i) as BoundNode | null;
    if (child) parts.push([child.NameInParent, read(child, source, names)]);
  }
  const type = typeOf(node);
  const columns = columnsOf(node);
  const symbol = symbolOf(node, names);
  const body = symbol?.kind === 'function' ? bodyOf(node, source.text, names) : undefined;
  return {
    kind,
    start: node.TextStart + source.shift,
    length: node.Width,
    source: source.text,
    parts,
    ...(type && { type }),
    ...(columns && { columns }),
    ...(symbol && { symbol }),
    ...(node.IsLiteral && { literal: node.LiteralValue }),
    ...(body && { body }),
  };
}

function typeOf({ ResultType: result }: BoundNode): ScalarType | 'unknown' | undefined {
  if (!result || result.Columns) return undefined;
  if (scalarTypes.has(result.Name)) return result.Name as ScalarType;
  // Types of elements, as in dynamic(array), are no more than a promise of the binder.
  return result.Name.startsWith('dynamic') ? 'dynamic' : result.Name === 'unknown' ? 'unknown' : undefined;
}

function columnsOf({ ResultType: result }: BoundNode): readonly ColumnSchema[] | undefined {
  const list = result?.Columns;
  if (!list) return undefined;
  return Array.from({ length: list.Count }, (_, i) => {
    const { Name: name, Type: type } = list.getItem(i);
    return { name, type: (scalarTypes.has(type.Name) ? type.Name : 'dynamic') as ScalarType };
  });
}

function symbolOf({ ReferencedSymbol: symbol }: BoundNode, names: TreeNames): SyntaxNode['symbol'] {
  if (!symbol) return undefined;
  return { kind: symbolKinds[names.symbolKinds.get(symbol.Kind) ?? ''] ?? 'other', name: symbol.Name };
}

/** `IncludeTrivia.All`: with blanks and comments, so that positions fit. */
const allTrivia = 0;

/**
 * A function of the query is bound anew for each call. Its body is a copy with positions of its own; where
 * the query has the same text, they are moved there, so that an error names a place that can be seen.
 */
function bodyOf(node: BoundNode, source: string, names: TreeNames): SyntaxNode | undefined {
  const body =
    names.kinds.get(node.Kind) === 'FunctionCallExpression' ? node.GetCalledFunctionBody?.() : null;
  if (!body) return undefined;
  const text = body.Root.ToString(allTrivia);
  const at = source.indexOf(text);
  return at < 0 ? read(body, { text, shift: 0 }, names) : read(body, { text: source, shift: at }, names);
}
