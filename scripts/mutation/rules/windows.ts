/** Times that are twice or half as long, and numbers that are one more or less. */
import { textOf, type SyntaxNode } from '../../kql/plan/syntax.ts';
import { callAt } from './call.ts';
import { replace, type Change } from './change.ts';

export function changeWindow(node: SyntaxNode, above: readonly SyntaxNode[]): readonly Change[] {
  if (node.kind === 'TimespanLiteralExpression') {
    return timesOf(textOf(node)).map((text) => replace('window', node, text));
  }
  if (node.kind === 'LongLiteralExpression' && !isIndex(above)) {
    const value = Number(textOf(node));
    return [value + 1, value - 1].map((other) => replace('threshold', node, String(other)));
  }
  if (node.kind === 'RealLiteralExpression') {
    const value = Number(textOf(node));
    return [value * 1.1, value * 0.9].map((other) => replace('threshold', node, String(rounded(other))));
  }
  return changeAgo(node);
}

/** `tostring(parts[1])`: another element is another value, not another threshold. */
function isIndex(above: readonly SyntaxNode[]): boolean {
  return above.slice(-2).some(({ kind }) => kind === 'ElementExpression' || kind === 'BracketedExpression');
}

function rounded(value: number): number {
  return Number(value.toPrecision(6));
}

/** The next smaller unit of a timespan and how many of it there are. */
const units: Readonly<Record<string, readonly [unit: string, count: number]>> = {
  d: ['h', 24],
  h: ['m', 60],
  m: ['s', 60],
  s: ['ms', 1000],
};

function timesOf(literal: string): readonly string[] {
  const [, digits = '', unit = ''] = /^(\d+)(d|h|m|s)$/.exec(literal) ?? [];
  const smaller = units[unit];
  if (!smaller) return [];
  const value = Number(digits);
  const half = value % 2 === 0 ? `${value / 2}${unit}` : `${(value * smaller[1]) / 2}${smaller[0]}`;
  return [`${value * 2}${unit}`, half];
}

/** `ago(frequency)`: this place alone, where the constant stands for several. */
function changeAgo(node: SyntaxNode): readonly Change[] {
  const call = callAt(node);
  const [span] = call?.given ?? [];
  if (call?.calls !== 'ago' || span?.kind !== 'NameReference') return [];
  return [`${textOf(span)} * 2`, `${textOf(span)} / 2`].map((text) => replace('window', span, text));
}
