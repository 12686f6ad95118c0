import { ExpressionError } from './expression.ts';
import { isList, isObject, typeName, type Value } from './value.ts';

/** What a function does not compute from its arguments: the clock and chance. */
export interface Ambient {
  /** ISO 8601, UTC. */
  readonly now: string;
  /** A number from 0 to below 1. */
  readonly random: () => number;
}

/** A lambda argument, ready to be called. */
export type Lambda = (item: Value) => Value;

/** What a function demands of an argument. `optional`: anything, or nothing at all. */
export type ArgumentKind =
  | 'string'
  | 'number'
  | 'integer'
  | 'boolean'
  | 'array'
  | 'collection'
  | 'scalar'
  | 'number or string'
  | 'any'
  | 'optional'
  | 'lambda';

/** How many arguments of which kinds a function takes. */
export interface Signature {
  /** The kinds of the arguments; the last one holds for all further ones where `variadic`. */
  readonly takes: readonly ArgumentKind[];
  readonly variadic?: true;
}

export interface WizardFunction extends Signature {
  /** Called with arguments of the kinds demanded. */
  readonly run: (call: Call) => Value;
}

const tests: Readonly<Record<Exclude<ArgumentKind, 'lambda'>, (value: Value) => boolean>> = {
  string: (value) => typeof value === 'string',
  number: (value) => typeof value === 'number',
  integer: (value) => Number.isInteger(value),
  boolean: (value) => typeof value === 'boolean',
  array: isList,
  collection: (value) => typeof value === 'string' || isList(value) || isObject(value),
  scalar: (value) => ['string', 'number', 'boolean'].includes(typeof value),
  'number or string': (value) => ['string', 'number'].includes(typeof value),
  any: (value) => value !== undefined,
  optional: () => true,
};

/** The arguments of one call, read by position. Every reader demands the type that it returns. */
export class Call {
  readonly ambient: Ambient;
  readonly #name: string;
  readonly #args: readonly (Value | Lambda)[];
  readonly #offset: number;

  constructor(name: string, args: readonly (Value | Lambda)[], offset: number, ambient: Ambient) {
    this.#name = name;
    this.#args = args;
    this.#offset = offset;
    this.ambient = ambient;
  }

  /** Throws where the number of arguments or the kind of one is not what the function takes. */
  demand(definition: Signature): void {
    const problem = countProblem(this.#name, definition, this.#args.length);
    if (problem) this.fail(problem);
    this.#args.forEach((arg, index) => {
      const kind = definition.takes[Math.min(index, definition.takes.length - 1)] ?? 'any';
      const good =
        kind === 'lambda' ? typeof arg === 'function' : typeof arg !== 'function' && tests[kind](arg);
      if (!good) this.#reject(index, kind);
    });
  }

  values(): readonly Value[] {
    return this.#args.map((arg) => (typeof arg === 'function' ? undefined : arg));
  }

  value(index: number): Value {
    return this.values()[index];
  }

  string(index: number): string {
    const value = this.value(index);
    return typeof value === 'string' ? value : this.#reject(index, 'string');
  }

  number(index: number): number {
    const value = this.value(index);
    return typeof value === 'number' ? value : this.#reject(index, 'number');
  }

  boolean(index: number): boolean {
    const value = this.value(index);
    return typeof value === 'boolean' ? value : this.#reject(index, 'boolean');
  }

  list(index: number): readonly Value[] {
    const value = this.value(index);
    return isList(value) ? value : this.#reject(index, 'array');
  }

  lambda(index: number): Lambda {
    const arg = this.#args[index];
    return typeof arg === 'function' ? arg : this.#reject(index, 'lambda');
  }

  fail(reason: string): never {
    throw new ExpressionError(reason, this.#offset);
  }

  #reject(index: number, wanted: ArgumentKind): never {
    const arg = this.#args[index];
    const found = typeof arg === 'function' ? 'a lambda' : typeName(arg);
    return this.fail(`argument ${index + 1} of ${this.#name} is ${found}, not of the kind: ${wanted}`);
  }
}

/** What is wrong with the number of arguments of a call; undefined where nothing is. */
export function countProblem(name: string, definition: Signature, count: number): string | undefined {
  const wanted = definition.takes.length;
  if (definition.variadic ? count >= wanted : count === wanted) return undefined;
  return `${name} takes ${wanted}${definition.variadic ? ' or more' : ''} argument(s), not ${count}`;
}
