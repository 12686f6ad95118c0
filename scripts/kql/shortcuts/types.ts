/**
 * What the runtime works out anew for every object, though the answer is the same for all of a class: of what
 * type it is, which of its methods counts its items. Here the answers are remembered.
 */

import { shortenValues, type ValueRuntime } from './values.ts';

/** Kept at the class itself, by the numbers of types: no table has to be searched for it. */
const answersOf = Symbol('answers');
const numberOf = Symbol('number');

type Constructor = Function & {
  readonly $kind?: string;
  readonly $is?: unknown;
  readonly $literal?: unknown;
  readonly prototype: Readonly<Record<string, unknown>>;
  /** What is known of its objects, by the number of the type that was asked for. */
  [answersOf]?: (boolean | undefined)[];
  [numberOf]?: number;
};

type Instance = Readonly<Record<string, unknown>> & {
  readonly constructor?: Constructor;
  readonly $boxed?: boolean;
  readonly v?: unknown;
};

interface BridgeRuntime extends ValueRuntime {
  is(value: unknown, type: unknown, ignoreOwn?: boolean, allowNull?: boolean): boolean;
  as(value: unknown, type: unknown, allowNull?: boolean): unknown;
  ref(target: unknown, name: unknown): object;
  getDefaultValue(type: unknown): unknown;
}

interface ArrayRuntime {
  getCount(list: unknown, type: unknown): unknown;
  getItem(list: unknown, index: number, type: unknown): unknown;
  toIndex(array: unknown, indices: unknown): number;
}

/** Puts the quicker functions into the runtime, once it has been loaded. */
export function shortenTypes(globals: object): void {
  const { Bridge, System } = globals as { Bridge?: BridgeRuntime; System?: { Array?: ArrayRuntime } };
  if (!Bridge || !System?.Array) return;
  const type = typeTest(Bridge);
  Bridge.is = type;
  Bridge.as = asType(Bridge, type);
  shortenValues(Bridge);
  Bridge.ref = reference(Bridge, System.Array);
  System.Array.getCount = countOf(Bridge, System.Array.getCount);
  System.Array.getItem = itemOf(Bridge, System.Array.getItem);
}

let types = 0;

function numberType(type: Constructor): number {
  return (type[numberOf] = ++types);
}

/** Whether an object is of a type depends on its class alone, but for types that bring a test of their own. */
function typeTest(bridge: BridgeRuntime): BridgeRuntime['is'] {
  const slow = bridge.is;
  return (value, type, ignoreOwn, allowNull) => {
    if (value === null || value === undefined) return Boolean(allowNull);
    const { constructor: own, $boxed: isBoxed } = value as Instance;
    if (!own) return slow(value, type, ignoreOwn, allowNull);
    const kind = own.$kind;
    if (isBoxed || (kind !== 'class' && kind !== 'struct') || typeof type !== 'function')
      return slow(value, type, ignoreOwn, allowNull);
    const known = (own[answersOf] ??= []);
    const number = (type as Constructor)[numberOf] ?? numberType(type);
    let answer = known[number];
    if (answer === undefined) {
      answer = slow(value, type, ignoreOwn, allowNull);
      if (!(type as Constructor).$is && !(type as Constructor).$literal) known[number] = answer;
    }
    return answer;
  };
}

function asType(bridge: BridgeRuntime, is: BridgeRuntime['is']): BridgeRuntime['as'] {
  const slow = bridge.as;
  return (value, type, allowNull) => {
    if (typeof value !== 'object' || value === null || (value as Instance).$boxed)
      return slow(value, type, allowNull);
    return is(value, type, false, allowNull) ? value : null;
  };
}

/** A place that a called function writes to; `v` reads and writes it. */
class Reference {
  #target: unknown;
  readonly #name: PropertyKey | null | undefined;

  constructor(target: unknown, name: PropertyKey | null | undefined) {
    this.#target = target;
    this.#name = name;
  }

  get v(): unknown {
    const name = this.#name;
    return name === null || name === undefined
      ? this.#target
      : (this.#target as Record<PropertyKey, unknown>)[name];
  }

  set v(value: unknown) {
    const name = this.#name;
    if (name !== null && name !== undefined) {
      (this.#target as Record<PropertyKey, unknown>)[name] = value;
      return;
    }
    const { $clone } = (value ?? {}) as { readonly $clone?: (target: unknown) => void };
    if ($clone) $clone.call(value, this.#target);
    else this.#target = value;
  }
}

function reference(bridge: BridgeRuntime, arrays: ArrayRuntime): BridgeRuntime['ref'] {
  const slow = bridge.ref;
  return (target, name) => {
    if (Array.isArray(name)) return new Reference(target, arrays.toIndex(target, name));
    if (typeof name === 'object' && name !== null) return slow(target, name);
    return new Reference(target, name as PropertyKey | undefined);
  };
}

type Accessor = (list: never, index: number) => unknown;

/** Remembers for each class, and each type of item, how its objects are asked; null where only the original knows. */
function accessorFinder(choose: (prototype: Constructor['prototype'], type: unknown) => Accessor | null) {
  const accessorsOf = Symbol('accessors');
  type Owner = Constructor & { [accessorsOf]?: (Accessor | null | undefined)[] };
  return (list: unknown, type: unknown): Accessor | null => {
    if (typeof list !== 'object' || list === null) return null;
    const own = list.constructor as Owner;
    if (own?.$kind !== 'class') return null;
    const known = (own[accessorsOf] ??= []);
    const number = type ? ((type as Constructor)[numberOf] ?? numberType(type as Constructor)) : 0;
    const accessor = known[number];
    return accessor === undefined ? (known[number] = choose(own.prototype, type)) : accessor;
  };
}

type Keyed = Readonly<Record<string, unknown>>;

/** Calls a method of the object, which is looked up for each call as it may be overridden. */
function calling(name: string): Accessor {
  return (list, index) => (list as Record<string, (index: number) => unknown>)[name]?.(index);
}

const isMethod = (prototype: Keyed, name: string): boolean => typeof prototype[name] === 'function';

/** The forms that the original tries, in its order. Whether a property has a value is left to it. */
function countOf(bridge: BridgeRuntime, slow: ArrayRuntime['getCount']): ArrayRuntime['getCount'] {
  const find = accessorFinder((prototype, type) => {
    const generic = type
      ? `System$Collections$Generic$ICollection$1$${bridge.getTypeAlias(type)}`
      : undefined;
    const methods = [...(generic ? [`${generic}$getCount`] : []), 'System$Collections$ICollection$getCount'];
    const method = methods.find((name) => isMethod(prototype, name));
    if (method) return calling(method);
    const properties = [
      ...(generic ? [`${generic}$Count`] : []),
      'System$Collections$ICollection$Count',
      'Count',
    ];
    const property = properties.find((name) => name in prototype);
    return property ? (list) => (list as Keyed)[property] : null;
  });
  return (list, type) => {
    if (Array.isArray(list)) return list.length;
    const count = find(list, type)?.(list as never, 0);
    return count === undefined ? slow(list, type) : count;
  };
}

function itemOf(bridge: BridgeRuntime, slow: ArrayRuntime['getItem']): ArrayRuntime['getItem'] {
  const find = accessorFinder((prototype, type) => {
    const generic = `System$Collections$Generic$IList$1$${bridge.getTypeAlias(type)}$getItem`;
    if (isMethod(prototype, generic)) return calling(generic);
    // Items of value types would have to be boxed.
    const isBoxed = bridge.getDefaultValue(type) !== null && bridge.getDefaultValue(type) !== undefined;
    const plain = isBoxed ? undefined : ['get', 'getItem'].find((name) => isMethod(prototype, name));
    return plain ? calling(plain) : null;
  });
  return (list, index, type) => {
    if (!type) return slow(list, index, type);
    if (Array.isArray(list)) return list[index];
    const accessor = find(list, type);
    return accessor ? accessor(list as never, index) : slow(list, index, type);
  };
}
