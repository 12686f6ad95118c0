/**
 * How Bridge.NET lays out objects: every property that C# writes as `{ get; set; }` is an accessor that looks
 * into a table of the object by a name put together at run time, and every constructor of a chain asks anew
 * whether that table is there. A plain property of the object says the same. To be put in place after the
 * runtime and before the library, whose classes then come out quicker.
 */

interface ClassConfig {
  readonly properties?: Readonly<Record<string, unknown>>;
  readonly alias?: readonly unknown[];
}

type ClassPart = { readonly ctor?: { readonly $kind?: string } };

interface ClassRuntime {
  initConfig(
    extend: unknown,
    base: unknown,
    config: ClassConfig,
    isStatic: boolean,
    scope: ClassPart,
    prototype?: object,
  ): void;
  _initialize(this: Initialized): void;
}

interface Initialized {
  $init?: object;
  readonly $staticInit?: () => void;
  readonly $initMembers?: () => void;
}

/** Lets classes that are defined from now on keep their properties in themselves. */
export function shortenClasses(globals: object): void {
  const { Bridge } = globals as { Bridge?: { readonly Class?: ClassRuntime } };
  const runtime = Bridge?.Class;
  if (!runtime) return;
  const slow = runtime.initConfig;
  runtime.initConfig = function (extend, base, config, isStatic, scope, prototype) {
    slow.call(this, extend, base, config, isStatic, scope, prototype);
    if (isStatic || !prototype || scope.ctor?.$kind !== 'class') return;
    // What an interface names a second time shares its accessor.
    const shared = new Set([config.alias ?? []].flat(2));
    for (const [name, value] of Object.entries(config.properties ?? {})) {
      if (shared.has(name) || hasAccessor(value)) continue;
      Object.defineProperty(prototype, name, {
        value,
        writable: true,
        enumerable: true,
        configurable: true,
      });
    }
  };
}

function hasAccessor(value: unknown): boolean {
  const { get, set } = (value ?? {}) as { readonly get?: unknown; readonly set?: unknown };
  return Boolean(get ?? set);
}
