/**
 * The library goes through all elements of a tree three times, by calls of functions for each: for where they
 * stand, for how deep they nest, for what is wrong with them. Here it is one way for the first two, and the
 * third is left out where nothing is wrong.
 */

/** Names of the library: where an element starts, what it is a part of, how deep a tree is. */
const [start, above, depthOf] = ['_triviaStart', '_parentOrTree', '_depth'] as const;

interface Element {
  readonly ChildCount: number;
  readonly OffsetInParent: number;
  readonly ContainsSyntaxDiagnostics: boolean;
  readonly extendedData: {
    readonly SemanticInfo: { readonly Diagnostics: unknown; readonly Alternates: unknown } | null;
  } | null;
  [start]: number;
  readonly [above]: unknown;
  GetChild(index: number): Element | null;
}

interface Tree {
  readonly Root: Element;
  [depthOf]: number;
}

type Gather = (root: Element, diagnostics: unknown, include: number, token: unknown) => void;

interface Syntax {
  readonly SyntaxElement: { GatherDiagnostics: Gather; readonly prototype: StartsOwner };
  readonly SyntaxNode: abstract new () => object;
  readonly SyntaxTree: abstract new () => Tree;
  readonly DiagnosticsInclude: { readonly Semantic: number; readonly Expansion: number };
}

interface StartsOwner {
  InitializeTriviaStarts(this: Element): void;
}

/** Puts the quicker walks into the library, once it has been loaded. */
export function shortenWalks(globals: object): void {
  const { Kusto, System } = globals as {
    readonly Kusto: { readonly Language: { readonly Syntax: Syntax } };
    readonly System: { readonly Array: { getCount(list: unknown): number } };
  };
  const { Syntax } = Kusto.Language;
  shortenStarts(Syntax);
  shortenGathering(Syntax, (list) => System.Array.getCount(list));
}

/** Says of every element below a root where it starts, and of the tree how many nodes stand above one another. */
function shortenStarts({ SyntaxElement, SyntaxNode, SyntaxTree }: Syntax): void {
  const slow = SyntaxElement.prototype.InitializeTriviaStarts;
  SyntaxElement.prototype.InitializeTriviaStarts = function () {
    const tree = this[above];
    if (!(tree instanceof SyntaxTree) || tree.Root !== this) return slow.call(this);
    this[start] = this.OffsetInParent;
    const open: Element[] = [this];
    const depths = [1];
    let deepest = 1;
    for (let element = open.pop(); element; element = open.pop()) {
      const depth = (depths.pop() ?? 0) + 1;
      for (let i = 0, count = element.ChildCount; i < count; i++) {
        const child = element.GetChild(i);
        if (!child) continue;
        child[start] = element[start] + child.OffsetInParent;
        if (!(child instanceof SyntaxNode)) continue;
        if (depth > deepest) deepest = depth;
        open.push(child);
        depths.push(depth);
      }
    }
    tree[depthOf] = deepest;
  };
}

/** Most queries are without fault, which is told by what their nodes know of themselves. */
function shortenGathering(
  { SyntaxElement, DiagnosticsInclude }: Syntax,
  count: (list: unknown) => number,
): void {
  const slow = SyntaxElement.GatherDiagnostics;
  SyntaxElement.GatherDiagnostics = function (root, diagnostics, include, token) {
    const asksAll = (include & DiagnosticsInclude.Semantic) !== 0;
    if (!asksAll || (include & DiagnosticsInclude.Expansion) !== 0 || !isFaultless(root))
      slow.call(this, root, diagnostics, include, token);
  };

  function isFaultless(root: Element): boolean {
    if (root.ContainsSyntaxDiagnostics) return false;
    const open: Element[] = [root];
    for (let element = open.pop(); element; element = open.pop()) {
      const known = element.extendedData?.SemanticInfo;
      if (known && (known.Alternates || (known.Diagnostics && count(known.Diagnostics) > 0))) return false;
      for (let i = 0, length = element.ChildCount; i < length; i++) {
        const child = element.GetChild(i);
        if (child) open.push(child);
      }
    }
    return true;
  }
}
