/**
 * What the runtime works out anew for every object, though the answer is the same for all of a class: of what
 * type it is, which of its methods counts its items. Here the answers are remembered.
 */

import { member, methodOf } from './members.ts';
import { shortenValues, type ValueRuntime } from './values.ts';

/** Under names, not symbols, which V8 looks up by a longer way where objects are of many classes. */
interface Remembered {
  /** Whether its objects are of a type, by the number of that type; only for classes, and structures. */
  $answers?: (boolean | undefined)[];
  $accessors?: Readonly<Record<'counts' | 'items', (Accessor | null | undefined)[]>>;
  /** The number of a type; 0 stands for none. */
  $number?: number;
}

type Constructor = Function &
  Remembered & {
    readonly $kind?: string;
    readonly $is?: unknown;
    readonly $literal?: unknown;
    readonly prototype: object;
  };

type Instance = { readonly constructor?: Constructor };

interface BridgeRuntime extends ValueRuntime {
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
  shortenTests(Bridge);
  shortenValues(Bridge);
  Bridge.ref = reference(Bridge, System.Array);
  System.Array.getCount = countOf(Bridge, System.Array.getCount);
  System.Array.getItem = itemOf(Bridge, System.Array.getItem);
}

let types = 0;

function numberType(type: Constructor): number {
  return (type.$number = ++types);
}

/** Whether an object is of a type depends on its class alone, but for types that bring a test of their own. */
function shortenTests(bridge: BridgeRuntime): void {
  const { is, as, cast } = bridge;

  /** Undefined where only the original can tell: no values in boxes are of a class. */
  const answer = (value: unknown, type: unknown): boolean | undefined => {
    const own = (value as Instance).constructor;
    if (!own || typeof type !== 'function') return undefined;
    const known = own.$answers ?? begin(own);
    const number = (type as Constructor).$number ?? numberType(type as Constructor);
    return known && (known[number] ?? ask(value, type as Constructor, known));
  };
  const ask = (value: unknown, type: Constructor, known: (boolean | undefined)[]): boolean => {
    const told = is(value, type);
    if (!type.$is && !type.$literal) known[type.$number ?? 0] = told;
    return told;
  };

  bridge.is = (value, type, ignoreOwn, allowNull) => {
    if (value === null || value === undefined) return Boolean(allowNull);
    return ignoreOwn === true
      ? is(value, type, ignoreOwn, allowNull)
      : (answer(value, type) ?? is(value, type, ignoreOwn, allowNull));
  };
  bridge.as = (value, type, allowNull) => {
    const isOfType = typeof value === 'object' && value !== null ? answer(value, type) : undefined;
    return isOfType === undefined ? as(value, type, allowNull) : isOfType ? value : null;
  };
  bridge.cast = (value, type, allowNull) =>
    typeof value === 'object' && value !== null && answer(value, type) === true
      ? value
      : cast(value, type, allowNull);
}

function begin(own: Constructor): (boolean | undefined)[] | undefined {
  return own.$kind === 'class' || own.$kind === 'struct' ? (own.$answers = []) : undefined;
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

/** To be called upon a list. */
type Accessor = (this: unknown, index: number) => unknown;

/** Remembers for each class, and each type of item, how its objects are asked; null where only the original knows. */
function accessorFinder(
  asked: 'counts' | 'items',
  choose: (prototype: object, type: unknown) => Accessor | null,
): (list: unknown, type: unknown) => Accessor | null {
  return (list, type) => {
    if (typeof list !== 'object' || list === null) return null;
    const own = (list as Instance).constructor;
    if (!own || (!own.$accessors && own.$kind !== 'class')) return null;
    const known = (own.$accessors ??= { counts: [], items: [] })[asked];
    const number = type ? ((type as Constructor).$number ?? numberType(type as Constructor)) : 0;
    const accessor = known[number];
    return accessor === undefined ? (known[number] = choose(own.prototype, type)) : accessor;
  };
}

/** The first of these names that stands for a method. */
function firstMethod(prototype: object, names: readonly string[]): Accessor | null {
  const found = names.find((name) => methodOf(prototype, name));
  return found === undefined ? null : (methodOf(prototype, found) as Accessor);
}

/** The forms that the original tries, in its order. Whether a property has a value is left to it. */
function countOf(bridge: BridgeRuntime, slow: ArrayRuntime['getCount']): ArrayRuntime['getCount'] {
  const find = accessorFinder('counts', (prototype, type) => {
    const generic = type ? [`System$Collections$Generic$ICollection$1$${bridge.getTypeAlias(type)}`] : [];
    const counting = [...generic, 'System$Collections$ICollection'];
    const method = firstMethod(
      prototype,
      counting.map((name) => `${name}$getCount`),
    );
    if (method) return method;
    const property = [...counting.map((name) => `${name}$Count`), 'Count'].find((name) => name in prototype);
    return property === undefined
      ? null
      : ((member(prototype, property)?.get as Accessor | undefined) ?? null);
  });
  return (list, type) => {
    if (Array.isArray(list)) return list.length;
    const count = find(list, type)?.call(list, 0);
    return count === undefined ? slow(list, type) : count;
  };
}

function itemOf(bridge: BridgeRuntime, slow: ArrayRuntime['getItem']): ArrayRuntime['getItem'] {
  const find = accessorFinder('items', (prototype, type) => {
    const generic = `System$Collections$Generic$IList$1$${bridge.getTypeAlias(type)}$getItem`;
    // Items of value types would have to be boxed.
    const isBoxed = bridge.getDefaultValue(type) !== null && bridge.getDefaultValue(type) !== undefined;
    return firstMethod(prototype, isBoxed ? [generic] : [generic, 'get', 'getItem']);
  });
  return (list, index, type) => {
    if (!type) return slow(list, index, type);
    if (Array.isArray(list)) return list[index];
    const accessor = find(list, type);
    return accessor ? accessor.call(list, index) : slow(list, index, type);
  };
}
