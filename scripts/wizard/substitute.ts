import type { Expression } from './expression.ts';

/** The expression with every placeholder replaced by what `fill` says; one without a meaning stays. */
export function substitute(
  expression: Expression,
  fill: (name: string) => Expression | undefined,
): Expression {
  const inner = (part: Expression): Expression => substitute(part, fill);
  switch (expression.kind) {
    case 'placeholder':
      return fill(expression.name) ?? expression;
    case 'call':
      return { ...expression, args: expression.args.map(inner) };
    case 'property':
      return { ...expression, target: inner(expression.target) };
    case 'lambda':
      return { ...expression, body: inner(expression.body) };
    case 'array':
      return { ...expression, items: expression.items.map(inner) };
    case 'object':
      return { ...expression, entries: expression.entries.map(([key, value]) => [key, inner(value)]) };
    default:
      return expression;
  }
}
