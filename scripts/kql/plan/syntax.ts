import type { ColumnSchema } from '../table/table.ts';
import type { ScalarType } from '../values/scalar.ts';

/**
 * A node of the bound tree in plain form: what the planner reads, free of the library behind the binder.
 * Kinds and names of parts are those of Microsoft's syntax tree (`Kusto.Language.Syntax`).
 */
export interface SyntaxNode {
  readonly kind: string;
  /** Place in `source`, without blanks and comments around. */
  readonly start: number;
  readonly length: number;
  /** The text that the node stands in: the query, or the body of a function. */
  readonly source: string;
  /** Parts by name, in order of the text; elements of a list have no name. */
  readonly parts: readonly (readonly [name: string | null, node: SyntaxNode])[];
  /** Type of a scalar expression. */
  readonly type?: ScalarType | 'unknown';
  /** Columns of a tabular expression. */
  readonly columns?: readonly ColumnSchema[];
  readonly symbol?: { readonly kind: SymbolKind; readonly name: string };
  /** Value of a literal, as the library reads it: a string without quotes, null for `long(null)`. */
  readonly literal?: unknown;
  /** The body of the function that a call names, bound for the arguments of this call. */
  readonly body?: SyntaxNode;
}

export type SymbolKind =
  'column' | 'function' | 'variable' | 'parameter' | 'table' | 'operator' | 'tuple' | 'other';

/** The text of a node as written. */
export function textOf({ source, start, length }: SyntaxNode): string {
  return source.slice(start, start + length);
}

/** A part by its name; undefined where the text leaves it out. */
export function partOf(node: SyntaxNode, name: string): SyntaxNode | undefined {
  return node.parts.find(([key]) => key === name)?.[1];
}

/** A part that the grammar requires. */
export function requirePart(node: SyntaxNode, name: string): SyntaxNode {
  const part = partOf(node, name);
  if (!part) throw new TypeError(`${node.kind} has no part ${name}`);
  return part;
}

/** The elements of a list, without their separators. */
export function elementsOf(list: SyntaxNode | undefined): readonly SyntaxNode[] {
  return (list?.parts ?? []).map(([, node]) => (node.kind === 'SeparatedElement' ? firstPart(node) : node));
}

function firstPart(node: SyntaxNode): SyntaxNode {
  const [first] = node.parts;
  if (!first) throw new TypeError(`${node.kind} is empty`);
  return first[1];
}

/** `kind=inner`, `withsource=T` and the like of an operator, by their names in lower case. */
export function parametersOf(operator: SyntaxNode): ReadonlyMap<string, SyntaxNode> {
  return new Map(
    elementsOf(partOf(operator, 'Parameters')).map((parameter) => [
      textOf(requirePart(parameter, 'Name')).toLowerCase(),
      requirePart(parameter, 'Expression'),
    ]),
  );
}
