/**
 * Small questions that translated code asks of every value: whether it is there, whether it is the same as
 * another, whether it is a list, how its items are gone through. The runtime expects the rarest answers first
 * (values in boxes, arrays of boxes, collections of a web page); here the usual ones come first, and the rest
 * goes to the original.
 */

type Constructor = Function & { readonly $kind?: string; readonly $isArray?: unknown };

type Instance = Readonly<Record<string, unknown>> & {
  readonly constructor?: Constructor;
  readonly $boxed?: boolean;
};

export interface ValueRuntime {
  is(value: unknown, type: unknown, ignoreOwn?: boolean, allowNull?: boolean): boolean;
  cast(value: unknown, type: unknown, allowNull?: boolean): unknown;
  hasValue(value: unknown): boolean;
  referenceEquals(a: unknown, b: unknown): boolean;
  staticEquals(a: unknown, b: unknown): boolean;
  equals(a: unknown, b: unknown): boolean;
  isArray(value: unknown, constructor?: unknown): unknown;
  getEnumerator(list: unknown, name?: unknown, type?: unknown): unknown;
  getTypeAlias(type: unknown): string;
}

/** Puts the quicker functions into the runtime, once it has been loaded. */
export function shortenValues(bridge: ValueRuntime): void {
  bridge.isArray = arrayTest(bridge.isArray);
  const hasValue = valueTest(bridge.hasValue);
  bridge.hasValue = hasValue;
  bridge.referenceEquals = (a, b) => a === b || (!hasValue(a) && !hasValue(b));
  bridge.staticEquals = (a, b) => (hasValue(a) ? hasValue(b) && bridge.equals(a, b) : !hasValue(b));
  bridge.getEnumerator = enumeratorOf(bridge);
}

function isPlainObject(value: unknown): value is Instance {
  return typeof value === 'object' && value !== null && !(value as Instance).$boxed;
}

/** An array may hold values in boxes, which the original takes out. */
function valueTest(slow: ValueRuntime['hasValue']): ValueRuntime['hasValue'] {
  return (value) => {
    if (value === null || value === undefined) return false;
    if (typeof value !== 'object') return true;
    return (isPlainObject(value) && value.constructor?.$kind === 'class') || slow(value);
  };
}

function arrayTest(slow: ValueRuntime['isArray']): ValueRuntime['isArray'] {
  return (value, constructor) => {
    if (constructor === undefined && typeof value === 'object' && value !== null) {
      const own = (value as Instance).constructor;
      if ((own as unknown) === Array) return true;
      if (own?.$kind === 'class') return own.$isArray ?? false;
    }
    return slow(value, constructor);
  };
}

/** The forms of asking for an enumerator, in the order in which the original tries them. */
function enumeratorOf(bridge: ValueRuntime): ValueRuntime['getEnumerator'] {
  const slow = bridge.getEnumerator;
  const names = new Map<unknown, WeakMap<Constructor, string | null>>();
  const nameOf = (prototype: Readonly<Record<string, unknown>>, type: unknown): string | null => {
    const generic = 'System$Collections$Generic$IEnumerable$1$';
    const forms = [
      `${generic}${bridge.getTypeAlias(type)}$GetEnumerator`,
      `${generic}GetEnumerator`,
      'System$Collections$IEnumerable$GetEnumerator',
    ];
    return forms.find((name) => typeof prototype[name] === 'function') ?? null;
  };
  return function (list, type, ...rest) {
    const own = isPlainObject(list) ? list.constructor : undefined;
    // Two values: a list and the type of its items. The original counts them.
    if (own?.$kind !== 'class' || rest.length > 0 || typeof type !== 'function') {
      return rest.length > 0 ? slow(list, type, ...rest) : type === undefined ? slow(list) : slow(list, type);
    }
    let byClass = names.get(type);
    if (!byClass) names.set(type, (byClass = new WeakMap()));
    let name = byClass.get(own);
    if (name === undefined) {
      byClass.set(own, (name = nameOf(own.prototype as Readonly<Record<string, unknown>>, type)));
    }
    return name === null ? slow(list, type) : (list as Record<string, () => unknown>)[name]?.();
  };
}
