/** Values of template expressions. What only a running deployment knows can be left as an expression. */
import type { Json, JsonObject } from '../../../../scripts/model/arm.ts';
import { isExpression, parseExpression, type Expression } from './expression.ts';
import { plainFunctions } from './functions.ts';

/** What an expression can ask for besides its arguments. */
export interface Surroundings {
  parameter(name: string): Json;
  variable(name: string): Json;
  /** Functions of the place: `resourcegroup`, `resourceid`, `copyindex`. Undefined where there is none. */
  call(name: string, args: readonly Json[]): Json | undefined;
  /** A resource that is there already. Throws `Unknown` where only the deployment itself will know it. */
  reference(args: readonly Json[]): Json;
}

/** The value is known to a running deployment only. */
export class Unknown extends Error {}

const partial = new WeakSet<object>();

/** Marks a value as far from complete: what it is without is unknown, not absent. */
export function knownInPart(value: Json): Json {
  if (value === null || typeof value !== 'object') return value;
  partial.add(value);
  for (const member of Object.values(value)) knownInPart(member as Json);
  return value;
}

/** The value of a tree of JSON in which texts may be expressions; unknown ones stay texts. */
export function evaluateDeeply(value: Json, around: Surroundings): Json {
  if (typeof value === 'string') return evaluateText(value, around);
  if (Array.isArray(value)) return value.map((item) => evaluateDeeply(item as Json, around));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value as JsonObject).map(([key, member]) => [
      String(evaluateText(key, around)),
      evaluateDeeply(member, around),
    ]),
  );
}

function evaluateText(text: string, around: Surroundings): Json {
  if (text.startsWith('[[') && text.endsWith(']')) return text.slice(1);
  if (!isExpression(text)) return text;
  const reduced = reduce(parseExpression(text), around);
  return 'value' in reduced ? reduced.value : `[${reduced.rest}]`;
}

/** A value, or the text of what is left of the expression. */
type Reduced = { readonly value: Json } | { readonly rest: string };

function reduce(tree: Expression, around: Surroundings): Reduced {
  try {
    return { value: evaluate(tree, around) };
  } catch (error) {
    if (!(error instanceof Unknown)) throw error;
  }
  const print = (part: Expression): string => {
    // A resource is known in part at most: what is left of an expression names it, and does not spell it out.
    if (part.kind === 'call' && part.name === 'reference') return callText(part.name, part.args.map(print));
    const reduced = reduce(part, around);
    return 'rest' in reduced ? reduced.rest : literalText(reduced.value);
  };
  if (tree.kind === 'call') return { rest: callText(tree.name, tree.args.map(print)) };
  if (tree.kind === 'literal') return { value: tree.value };
  const of = print(tree.of);
  const isName = tree.key.kind === 'literal' && typeof tree.key.value === 'string';
  return {
    rest: isName ? `${of}.${String((tree.key as { value: Json }).value)}` : `${of}[${print(tree.key)}]`,
  };
}

function callText(name: string, args: readonly string[]): string {
  return `${name}(${args.join(', ')})`;
}

function literalText(value: Json): string {
  if (typeof value === 'string') return `'${value.replaceAll("'", "''")}'`;
  return typeof value === 'object' ? `json('${JSON.stringify(value).replaceAll("'", "''")}')` : String(value);
}

function evaluate(tree: Expression, around: Surroundings): Json {
  if (tree.kind === 'literal') return tree.value;
  if (tree.kind === 'member') return member(evaluate(tree.of, around), evaluate(tree.key, around));
  const { name, args } = tree;
  const value = (i: number): Json => {
    const argument = args[i];
    if (!argument) throw new TypeError(`${name} wants more arguments.`);
    return evaluate(argument, around);
  };
  switch (name) {
    // Only the branch that is taken is looked at.
    case 'if':
      return value(0) === true ? value(1) : value(2);
    case 'and':
      return args.every((_, i) => value(i) === true);
    case 'or':
      return args.some((_, i) => value(i) === true);
    case 'parameters':
      return around.parameter(String(value(0)));
    case 'variables':
      return around.variable(String(value(0)));
    case 'reference':
      return around.reference(args.map((_, i) => value(i)));
    default: {
      const values = args.map((_, i) => value(i));
      const known = around.call(name, values) ?? plainFunctions[name]?.(...values);
      if (known === undefined) throw new TypeError(`There is no function ${name}.`);
      return known;
    }
  }
}

/** Names of members are found in any case. */
function member(of: Json, key: Json): Json {
  if (Array.isArray(of)) {
    const item = of[Number(key)] as Json | undefined;
    if (item === undefined) throw new TypeError(`There is no item ${String(key)}.`);
    return item;
  }
  const wanted = String(key).toLowerCase();
  const found = Object.entries((of ?? {}) as JsonObject).find(([name]) => name.toLowerCase() === wanted);
  if (!found && of !== null && typeof of === 'object' && partial.has(of)) throw new Unknown();
  if (!found) throw new TypeError(`There is no property ${String(key)}.`);
  return found[1];
}
