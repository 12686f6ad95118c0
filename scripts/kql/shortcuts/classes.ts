/**
 * How Bridge.NET lays out objects: every property that C# writes as `{ get; set; }` is an accessor that looks
 * into a table of the object by a name put together at run time, and every constructor of a chain asks anew
 * whether that table is there. A plain property of the object says the same, and where no accessor is left,
 * one empty table does for all objects. To be put in place after the runtime and before the library, whose
 * classes then come out quicker.
 */

interface ClassConfig {
  readonly properties?: Readonly<Record<string, unknown>>;
  readonly events?: object;
  readonly init?: Prepare;
  readonly alias?: readonly unknown[];
}

/** What is left to do for a new object of a class without accessors; undefined for other classes. */
const preparation = Symbol('preparation');

/** Name of the runtime. */
const initialize = '_initialize';

type Prepare = (this: Initialized) => void;

interface Prototype {
  [preparation]?: Prepare | null | undefined;
}

interface ClassPart {
  readonly ctor?: { readonly $kind?: string };
}

interface ClassRuntime {
  initConfig(
    extend: unknown,
    base: Prototype,
    config: ClassConfig,
    isStatic: boolean,
    scope: ClassPart,
    prototype?: Prototype,
  ): void;
  [initialize](this: Initialized): void;
}

interface Initialized extends Prototype {
  $init?: object;
}

/** It only says that an object has been prepared. */
const noTable = Object.freeze({});

/** Lets classes that are defined from now on keep their properties in themselves. */
export function shortenClasses(globals: object): void {
  const { Bridge } = globals as { Bridge?: { readonly Class?: ClassRuntime } };
  const runtime = Bridge?.Class;
  if (!runtime) return;
  const slow = runtime.initConfig;
  runtime.initConfig = function (extend, base, config, isStatic, scope, prototype) {
    slow.call(this, extend, base, config, isStatic, scope, prototype);
    if (isStatic || !prototype || !['class', 'struct'].includes(scope.ctor?.$kind ?? '')) return;
    // What an interface names a second time shares its accessor.
    const shared = new Set([config.alias ?? []].flat(2));
    const properties = Object.entries(config.properties ?? {}).filter(([, value]) => !hasAccessor(value));
    for (const [name, value] of properties.filter(([own]) => !shared.has(own))) {
      Object.defineProperty(prototype, name, {
        value,
        writable: true,
        enumerable: true,
        configurable: true,
      });
    }
    const hasTable = Boolean(config.events) || properties.some(([name]) => shared.has(name));
    const before = extend ? base[preparation] : null;
    prototype[preparation] = hasTable || before === undefined ? undefined : both(before, config.init);
  };
  const prepare = runtime[initialize];
  runtime[initialize] = function () {
    if (this.$init) return;
    const rest = this[preparation];
    if (rest === undefined) return prepare.call(this);
    this.$init = noTable;
    if (rest) rest.call(this);
  };
}

/** What a class has to do after what it extends. */
function both(before: Prepare | null, own: Prepare | undefined): Prepare | null {
  if (!before || !own) return own ?? before;
  return function () {
    before.call(this);
    own.call(this);
  };
}

function hasAccessor(value: unknown): boolean {
  const { get, set } = (value ?? {}) as { readonly get?: unknown; readonly set?: unknown };
  return Boolean(get ?? set);
}
