/**
 * Going through lists, and the types of lists. The runtime gives every single enumerator of an array accessors
 * of its own, wraps another one around it for each question of LINQ, and searches all instances of a generic
 * type for the one that is meant. Here what an enumerator needs stands in a class for each type of item, and
 * types are found by their arguments.
 */

import { replaceMethods } from './generic-classes.ts';

type Type = Function;

interface Enumerator {
  moveNext(): boolean;
  readonly Current: unknown;
}

interface LinqSource {
  GetEnumerator(): Enumerator;
}

interface ListsRuntime {
  readonly Bridge: {
    readonly ArrayEnumerator: { readonly prototype: { getCurrent(): unknown } };
    readonly Class: { getCachedType(generic: Generic, types: ArrayLike<Type>): object | undefined };
    getEnumerator(list: unknown, ...rest: readonly unknown[]): unknown;
    getTypeAlias(type: Type): string;
  };
  readonly System: {
    readonly Array: { type(item: Type, rank?: number, array?: { $type?: unknown }): unknown };
    readonly Collections: { readonly Generic: Readonly<Record<'List$1', Generic>> };
    readonly Linq: { readonly Enumerable: { from(list: unknown, type?: Type): LinqSource | null } };
  };
}

type Generic = Function & {
  [instances]?: Map<Type, Map<Type | undefined, object>>;
};

/** Kept at the generic type itself. */
const instances = Symbol('instances');

/** Puts the quicker functions into the runtime, before the library makes types and lists with it. */
export function shortenLists(globals: object): void {
  const runtime = globals as ListsRuntime;
  shortenGenericTypes(runtime);
  shortenArrayTypes(runtime);
  shortenArrayEnumerators(runtime);
  shortenListEnumerators(runtime);
  shortenLinqSources(runtime);
}

function shortenGenericTypes({ Bridge }: ListsRuntime): void {
  const slow = Bridge.Class.getCachedType;
  Bridge.Class.getCachedType = function (generic, types) {
    // No destructuring: it would go through an iterator for each of thousands of calls.
    const first = types[0] as Type;
    const second = types.length === 2 ? types[1] : undefined;
    if (types.length > 2) return slow.call(this, generic, types);
    const known = (generic[instances] ??= new Map());
    let bySecond = known.get(first);
    if (!bySecond) known.set(first, (bySecond = new Map()));
    let found = bySecond.get(second);
    if (!found && (found = slow.call(this, generic, types))) bySecond.set(second, found);
    return found;
  };
}

function shortenArrayTypes({ System }: ListsRuntime): void {
  const slow = System.Array.type;
  const known = new Map<Type, unknown>();
  System.Array.type = function (item, rank, array) {
    if (rank !== undefined && rank !== 1) return slow.call(this, item, rank, array);
    let type = known.get(item);
    if (type === undefined) known.set(item, (type = slow.call(this, item)));
    if (!array) return type;
    array.$type = type;
    return array;
  };
}

/** The members of an enumerator that have the type of the items in their names. */
function shortenArrayEnumerators({ Bridge }: ListsRuntime): void {
  const slow = Bridge.getEnumerator;
  const { prototype } = Bridge.ArrayEnumerator;
  const makers = new Map<Type, (array: readonly unknown[]) => Enumerator>();
  Bridge.getEnumerator = function (list, ...rest) {
    const type = rest[0];
    if (!Array.isArray(list) || rest.length !== 1 || typeof type !== 'function')
      return slow.call(this, list, ...rest);
    let make = makers.get(type);
    if (!make) makers.set(type, (make = makerFor(type)));
    return make(list);
  };

  function makerFor(type: Type): (array: readonly unknown[]) => Enumerator {
    class ArrayEnumerator {
      readonly array: readonly unknown[];
      index = -1;
      constructor(array: readonly unknown[]) {
        this.array = array;
      }
    }
    const { getCurrent } = prototype;
    const members = ArrayEnumerator.prototype;
    Object.setPrototypeOf(members, prototype);
    Object.defineProperty(members, 'constructor', { value: prototype.constructor });
    for (const alias of [`$${Bridge.getTypeAlias(type)}`, '']) {
      const name = `System$Collections$Generic$IEnumerator$1${alias}`;
      Object.defineProperty(members, `${name}$getCurrent$1`, { value: getCurrent });
      Object.defineProperty(members, `${name}$Current$1`, { get: getCurrent, enumerable: true });
    }
    return (array) => new ArrayEnumerator(array) as unknown as Enumerator;
  }
}

/** An enumerator is a structure, which is copied where it is handed on; one that has just been made need not be. */
function shortenListEnumerators(globals: object): void {
  for (const name of ['System.Collections.Generic.List$1', 'Kusto.Language.Utils.SafeList$1']) {
    replaceMethods<Record<string, unknown>>(globals, name, ({ GetEnumerator: make }) => ({
      System$Collections$Generic$IEnumerable$1$GetEnumerator: make,
    }));
  }
}

/** A question of LINQ about an array or a plain list goes through that itself. */
function shortenLinqSources({ Bridge, System }: ListsRuntime): void {
  const { Enumerable } = System.Linq;
  const slow = Enumerable.from;
  const lists = System.Collections.Generic.List$1;
  Enumerable.from = function (list, type) {
    const source = slow.call(this, list, type);
    if (source === list || typeof list !== 'object' || list === null || typeof type !== 'function')
      return source;
    const { $genericTypeDefinition: kind } = list.constructor as {
      readonly $genericTypeDefinition?: unknown;
    };
    if (source && (Array.isArray(list) || kind === lists)) {
      source.GetEnumerator = () => Bridge.getEnumerator(list, type) as Enumerator;
    }
    return source;
  };
}
