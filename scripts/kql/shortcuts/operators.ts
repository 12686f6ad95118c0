/**
 * Two questions that the binder works out again for every name and every operator of a query, though the
 * answer depends on little. Whatever is not plainly the usual case goes to the original.
 */

/** The node above; above the root the tree, which may be a piece of another one. */
const above = '_parentOrTree';

interface TreeNode {
  readonly constructor: unknown;
  readonly [above]?: TreeNode | null;
  readonly Original?: unknown;
}

interface List {
  readonly Count: number;
  getItem(index: number): never;
  add(item: never): void;
}

interface Signature {
  readonly Symbol: object;
  readonly Layout: object;
  readonly Parameters: unknown;
}

interface Binder {
  GetBestMatchingSignatures(
    signatures: object,
    callArguments: List,
    types: List,
    result: List,
    wantsAll?: boolean,
  ): void;
}

interface Language {
  readonly Binding: {
    readonly Binder: {
      readonly prototype: Binder;
      GetCreateFunctionCommandName(location: TreeNode): string | null;
    };
  };
  readonly Symbols: Readonly<
    Record<'OperatorSymbol' | 'NonRepeatingParameterLayout' | 'PrimitiveSymbol', unknown>
  > & { readonly ScalarTypes: { readonly Dynamic: unknown } };
  readonly Syntax: Readonly<
    Record<'CustomNode' | 'SyntaxTree' | 'StarExpression' | 'SimpleNamedExpression', unknown>
  >;
}

interface ArrayRuntime {
  getCount(list: unknown): number;
  getItem(list: unknown, index: number): unknown;
}

/** Puts the quicker functions into the binder, once the library has been loaded. */
export function shortenOperators(globals: object): void {
  const { Kusto, System } = globals as {
    readonly Kusto: { readonly Language: Language };
    readonly System: { readonly Array: ArrayRuntime };
  };
  shortenCommandSearch(Kusto.Language);
  rememberOperators(Kusto.Language, System.Array);
}

/**
 * For every name the binder looks for a command `.create function` around it, three times up the whole tree.
 * A node below no node of a command is in none; one short way up tells that.
 */
function shortenCommandSearch({ Binding, Syntax }: Language): void {
  const slow = Binding.Binder.GetCreateFunctionCommandName;
  Binding.Binder.GetCreateFunctionCommandName = function (location) {
    for (let node: TreeNode | null | undefined = location; node; node = node[above]) {
      if (node.constructor === Syntax.CustomNode) break;
      if (node.constructor === Syntax.SyntaxTree && node.Original === null) return null;
    }
    return slow.call(this, location);
  };
}

/**
 * Which signature of an operator fits best depends on the types of its two operands alone, unless one of them
 * is a star or has a name, or a parameter takes certain literals for something else.
 */
function rememberOperators({ Binding, Symbols, Syntax }: Language, arrays: ArrayRuntime): void {
  const binder = Binding.Binder.prototype;
  const slow = binder.GetBestMatchingSignatures;
  const usual = new WeakMap<object, Map<object, Map<object, readonly never[]>>[] | null>();
  const isUsual = (signatures: object): boolean =>
    Array.from({ length: arrays.getCount(signatures) }, (_, i) => arrays.getItem(signatures, i)).every(
      (signature) => {
        const { Symbol: symbol, Layout: layout, Parameters: parameters } = signature as Signature;
        if (symbol.constructor !== Symbols.OperatorSymbol) return false;
        if (layout.constructor !== Symbols.NonRepeatingParameterLayout) return false;
        return Array.from({ length: arrays.getCount(parameters) }, (_, i) =>
          arrays.getItem(parameters, i),
        ).every(
          (parameter) => !(parameter as { readonly DefaultValueIndicator?: unknown }).DefaultValueIndicator,
        );
      },
    );
  const isPlain = (argument: TreeNode): boolean =>
    argument.constructor !== Syntax.StarExpression && argument.constructor !== Syntax.SimpleNamedExpression;
  binder.GetBestMatchingSignatures = function (signatures, operands, types, result, wantsAll) {
    let known = usual.get(signatures);
    if (known === undefined)
      usual.set(signatures, (known = isUsual(signatures) ? [new Map(), new Map()] : null));
    const answers = known?.[wantsAll ? 1 : 0];
    const [left, right] = types.Count === 2 ? [types.getItem(0), types.getItem(1)] : [undefined, undefined];
    if (!answers || !isScalar(left) || !isScalar(right) || operands.Count !== 2 || result.Count !== 0)
      return slow.call(this, signatures, operands, types, result, wantsAll);
    if (!isPlain(operands.getItem(0)) || !isPlain(operands.getItem(1)))
      return slow.call(this, signatures, operands, types, result, wantsAll);
    let byRight = answers.get(left);
    if (!byRight) answers.set(left, (byRight = new Map()));
    const answer = byRight.get(right);
    if (answer) {
      for (const signature of answer) result.add(signature);
      return;
    }
    slow.call(this, signatures, operands, types, result, wantsAll);
    byRight.set(
      right,
      Array.from({ length: result.Count }, (_, i) => result.getItem(i)),
    );
  };

  /** Plain types are one object each; a type with members is made for a place of a query. */
  function isScalar(type: unknown): type is object {
    if (type === undefined || type === null) return false;
    return type.constructor === Symbols.PrimitiveSymbol || type === Symbols.ScalarTypes.Dynamic;
  }
}
