/** The syntax tree of a TypeScript file, as far as mutations look at it. Spans are offsets into the text. */
import { parseAst } from 'vitest/node';

export interface SyntaxNode {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [key: string]: unknown;
}

export function parseSource(text: string): SyntaxNode {
  return parseAst(text, { lang: 'ts' }) as unknown as SyntaxNode;
}

/** Expressions that only tell the compiler something; what they hold is code. */
const typedExpressions = new Set([
  'TSAsExpression',
  'TSSatisfiesExpression',
  'TSNonNullExpression',
  'TSParameterProperty',
]);

/** Statements that are gone when the file runs, or in which nothing can stand in for a text. */
const silent = new Set(['ImportDeclaration', 'ExportAllDeclaration', 'TaggedTemplateExpression']);

const typeKeys = new Set([
  'typeAnnotation',
  'returnType',
  'typeParameters',
  'typeArguments',
  'superTypeArguments',
]);

/** The parts of a node that are code, in the order of the text. */
export function partsOf(node: SyntaxNode): SyntaxNode[] {
  if (silent.has(node.type)) return [];
  const isNamed = 'key' in node && node['computed'] !== true;
  const parts = Object.entries(node).flatMap(([key, value]) => {
    if (typeKeys.has(key) || (isNamed && key === 'key')) return [];
    return (Array.isArray(value) ? (value as unknown[]) : [value]).filter(isNode);
  });
  return parts
    .filter(({ type }) => !type.startsWith('TS') || typedExpressions.has(type))
    .toSorted((a, b) => a.start - b.start);
}

export function isNode(value: unknown): value is SyntaxNode {
  return typeof value === 'object' && value !== null && typeof (value as SyntaxNode).type === 'string';
}

/** The member of a node under this name, which is known to be a node. */
export function nodeAt(node: SyntaxNode, key: string): SyntaxNode {
  const value = node[key];
  if (!isNode(value)) throw new TypeError(`${node.type} has no ${key}`);
  return value;
}
