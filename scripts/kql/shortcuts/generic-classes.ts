/** Classes with types as parameters, which the runtime defines when they are asked for with new ones. */

type Methods = Readonly<Record<string, unknown>>;

interface GenericRuntime {
  readonly Bridge: {
    define(name: string, config: unknown, isInstance?: boolean, generic?: Generic): unknown;
  };
}

interface Generic {
  readonly fn: { readonly $$name?: string };
  /** The types that the class is defined for. */
  readonly args: readonly unknown[];
}

/** Gives a generic class other methods in place of its own, wherever it is defined from now on. */
export function replaceMethods<Own>(
  globals: object,
  className: string,
  replace: (own: Own, types: readonly unknown[]) => Partial<Own>,
): void {
  const { Bridge } = globals as GenericRuntime;
  const slow = Bridge.define;
  Bridge.define = function (name, config, ...rest) {
    const generic = rest[1];
    if (generic?.fn.$$name === className) {
      const own = config as { methods: Methods };
      own.methods = { ...own.methods, ...replace(own.methods as Own, generic.args) };
    }
    return slow.call(this, name, config, ...rest);
  };
}
