/** How nodes of a tree take in their parts: once through them instead of twice, and nothing is asked that is known. */

interface Part {
  readonly FullWidth: number;
  readonly ChildCount: number;
  OffsetInParent: number;
  IndexInParent: number;
  flags: number;
  fullWidth: number;
  [above]: Part | null | undefined;
  GetChild(index: number): Part | null;
}

interface NodeClass {
  readonly prototype: {
    Init(this: Part): void;
    Attach(this: Part, type: unknown, part: Part | null | undefined, isOptional?: boolean): unknown;
  };
}

/** Name of the library: the node that an element is a part of. */
const above = '_parentOrTree';

/** Flags are numbers of 16 bits with a sign; below this they are the same without. */
const signBit = 0x8000;

/** Puts the quicker functions into the library, once it has been loaded. */
export function shortenNodes(globals: object): void {
  const { Kusto } = globals as {
    readonly Kusto: { readonly Language: { readonly Syntax: Readonly<Record<'SyntaxNode', NodeClass>> } };
  };
  const nodes = Kusto.Language.Syntax.SyntaxNode.prototype;
  const { Attach: attach } = nodes;
  nodes.Attach = function (type, part, isOptional) {
    if (!part || part[above] || part.flags >= signBit) return attach.call(this, type, part, isOptional);
    part[above] = this;
    this.flags |= part.flags;
    return part;
  };
  nodes.Init = function () {
    let width = 0;
    for (let i = 0, count = this.ChildCount; i < count; i++) {
      const part = this.GetChild(i);
      if (!part) continue;
      part.OffsetInParent = width;
      part.IndexInParent = i;
      width += part.FullWidth;
    }
    this.fullWidth = width;
  };
}
