import { ExpressionError, type CallExpression, type Expression, type Problem } from './expression.ts';
import { Call, type Ambient, type Lambda } from './function.ts';
import { findFunction, findReference } from './functions.ts';
import { isObject, member, typeName, type Value, type ValueObject } from './value.ts';

/** What the user has entered so far; what is not there has no value. */
export interface Entered {
  readonly subscription?: Value;
  readonly resourceGroup?: Value;
  readonly location?: Value;
  readonly basics: ValueObject;
  readonly steps: Readonly<Record<string, ValueObject>>;
}

export interface Scope {
  readonly entered: Entered;
  readonly ambient: Ambient;
  /** Whether `if` evaluates the branch not taken as well: what the portal does is not documented. */
  readonly eagerIf: boolean;
}

export type Evaluated = { readonly value: Value } | { readonly problem: Problem };

type Variables = ReadonlyMap<string, Value>;

/**
 * Evaluates an expression, stricter than the portal may be: an unknown function, a missing argument, one
 * of the wrong type and a property of something that is no object are problems. Pure but for
 * `ambient`.
 */
export function evaluate(expression: Expression, scope: Scope): Evaluated {
  try {
    return { value: compute(expression, scope, new Map()) };
  } catch (error) {
    if (error instanceof ExpressionError) return { problem: error.problem };
    throw error;
  }
}

function compute(expression: Expression, scope: Scope, variables: Variables): Value {
  switch (expression.kind) {
    case 'literal':
      return expression.value;
    case 'variable':
      if (variables.has(expression.name)) return variables.get(expression.name);
      throw new ExpressionError(`${expression.name} is not defined`, expression.offset);
    case 'array':
      return expression.items.map((item) => compute(item, scope, variables));
    case 'object':
      return Object.fromEntries(
        expression.entries.map(([key, value]) => [key, compute(value, scope, variables)]),
      );
    case 'property': {
      const target = compute(expression.target, scope, variables);
      if (isObject(target)) return member(target, expression.name);
      throw new ExpressionError(
        `${expression.name} is read from ${typeName(target)}, not from an object`,
        expression.offset,
      );
    }
    case 'call':
      return computeCall(expression, scope, variables);
    case 'lambda':
      throw new ExpressionError('a lambda stands where a value is expected', expression.offset);
    case 'placeholder':
      throw new ExpressionError(`the placeholder ${expression.name} is not filled`, expression.offset);
  }
}

function computeCall(expression: CallExpression, scope: Scope, variables: Variables): Value {
  const { name, args, offset } = expression;
  if (findReference(name)) return refer(expression, scope, variables);
  const definition = findFunction(name);
  if (!definition) throw new ExpressionError(`there is no function ${name}`, offset);
  if (name === 'if' && !scope.eagerIf && args.length === 3) {
    const [condition, yes, no] = args;
    const taken = condition && compute(condition, scope, variables) === true ? yes : no;
    // The branch taken stands for both, so that the condition is checked like any argument.
    if (condition && taken) {
      const value = compute(taken, scope, variables);
      const call = new Call(
        name,
        [compute(condition, scope, variables), value, value],
        offset,
        scope.ambient,
      );
      call.demand(definition);
      return value;
    }
  }
  const call = new Call(
    name,
    args.map((arg) => argument(arg, scope, variables)),
    offset,
    scope.ambient,
  );
  call.demand(definition);
  return definition.run(call);
}

function argument(expression: Expression, scope: Scope, variables: Variables): Value | Lambda {
  if (expression.kind !== 'lambda') return compute(expression, scope, variables);
  const { parameter, body } = expression;
  return (item) => compute(body, scope, new Map([...variables, [parameter, item]]));
}

function refer(expression: CallExpression, scope: Scope, variables: Variables): Value {
  const { name, args, offset } = expression;
  const takes = findReference(name) ?? [];
  const call = new Call(
    name,
    args.map((arg) => argument(arg, scope, variables)),
    offset,
    scope.ambient,
  );
  call.demand({ takes });
  const { entered } = scope;
  switch (name) {
    case 'basics':
      return member(entered.basics, call.string(0));
    // A step is there from the start, even while nothing on it is answered.
    case 'steps':
      return member(entered.steps, call.string(0)) ?? {};
    case 'location':
      return entered.location;
    case 'resourceGroup':
      return entered.resourceGroup;
    default:
      return entered.subscription;
  }
}
