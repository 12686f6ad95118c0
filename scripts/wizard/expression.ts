/** The form of an expression of createUiDefinition.json. `offset` counts characters in its text. */
export type Expression =
  | LiteralExpression
  | PlaceholderExpression
  | VariableExpression
  | CallExpression
  | PropertyExpression
  | LambdaExpression
  | ArrayExpression
  | ObjectExpression;

interface LiteralExpression {
  readonly kind: 'literal';
  readonly value: string | number | boolean | null;
  readonly offset: number;
}

/** `${name}`: only in definitions that are still to be compiled. */
interface PlaceholderExpression {
  readonly kind: 'placeholder';
  readonly name: string;
  readonly offset: number;
}

/** The parameter of a lambda around it; nothing else is a variable. */
interface VariableExpression {
  readonly kind: 'variable';
  readonly name: string;
  readonly offset: number;
}

export interface CallExpression {
  readonly kind: 'call';
  readonly name: string;
  readonly args: readonly Expression[];
  readonly offset: number;
}

interface PropertyExpression {
  readonly kind: 'property';
  readonly target: Expression;
  readonly name: string;
  readonly offset: number;
}

interface LambdaExpression {
  readonly kind: 'lambda';
  readonly parameter: string;
  readonly body: Expression;
  readonly offset: number;
}

interface ArrayExpression {
  readonly kind: 'array';
  readonly items: readonly Expression[];
  readonly offset: number;
}

interface ObjectExpression {
  readonly kind: 'object';
  readonly entries: readonly (readonly [string, Expression])[];
  readonly offset: number;
}

/** What is wrong with an expression, and where in its text. */
export interface Problem {
  readonly reason: string;
  readonly offset: number;
}

/** Carries a problem out of the recursion; never leaves `parseExpression` or `evaluate`. */
export class ExpressionError extends Error {
  readonly problem: Problem;

  constructor(reason: string, offset: number) {
    super(reason);
    this.problem = { reason, offset };
  }
}

/** The expressions directly inside one. */
export function children(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case 'call':
      return expression.args;
    case 'property':
      return [expression.target];
    case 'lambda':
      return [expression.body];
    case 'array':
      return expression.items;
    case 'object':
      return expression.entries.map(([, value]) => value);
    default:
      return [];
  }
}

/** The expression itself and every one inside it. */
export function descendants(expression: Expression): readonly Expression[] {
  return [expression, ...children(expression).flatMap(descendants)];
}
