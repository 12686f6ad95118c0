/**
 * What the library guards against other threads, of which there are none: lists that are used again and again, and
 * what is known of a node. Each such step makes an object to write through; here the place is written itself.
 */

import { replaceMethods } from './generic-classes.ts';

interface Pool {
  readonly items: unknown[];
  creator(): unknown;
  resetter(item: unknown): void;
  AllocateFromPool(this: Pool): unknown;
  ReturnToPool(this: Pool, item: unknown): void;
}

/** Names of the runtime: what a list holds, how much of that counts, how often it was changed. */
const [held, size, version] = ['_items', '_size', '_version'] as const;

interface List {
  readonly [held]: unknown[];
  [size]: number;
  [version]: number;
  clear(this: List): void;
}

/** A node, or a part of one. */
interface Element {
  extendedData: object | null;
  GetExtendedData(this: Element, create: boolean): object | null;
}

interface ElementClass {
  readonly prototype: Element;
  readonly ExtendedData: new () => object;
}

/** Puts the quicker functions into the runtime, before the library makes lists and pools with it. */
export function shortenPools(globals: object): void {
  replaceMethods<Pool>(globals, 'Kusto.Language.Utils.ObjectPool$1', () => ({
    AllocateFromPool() {
      const { items } = this;
      for (let i = 0; i < items.length; i++) {
        const item = items[i];
        if (item === null || item === undefined) continue;
        items[i] = null;
        return item;
      }
      return this.creator();
    },
    ReturnToPool(item) {
      this.resetter(item);
      const { items } = this;
      for (let i = 0; i < items.length; i++) {
        if (items[i] !== null && items[i] !== undefined) continue;
        items[i] = item;
        return;
      }
    },
  }));
  const { Bridge } = globals as { readonly Bridge: { getDefaultValue(type: unknown): unknown } };
  replaceMethods<List>(globals, 'System.Collections.Generic.List$1', ({ clear: slow }, [type]) => ({
    clear() {
      // Structures get an object each, which only the original makes.
      const empty = Bridge.getDefaultValue(type);
      if (typeof empty === 'object' && empty !== null) return slow.call(this);
      if (this[size] > 0) this[held].fill(empty, 0, this[size]);
      this[size] = 0;
      this[version]++;
    },
  }));
}

/** Puts the quicker function into the library, once it has been loaded. */
export function shortenExtendedData(globals: object): void {
  const { Kusto } = globals as {
    readonly Kusto: {
      readonly Language: { readonly Syntax: Readonly<Record<'SyntaxElement', ElementClass>> };
    };
  };
  const { SyntaxElement } = Kusto.Language.Syntax;
  SyntaxElement.prototype.GetExtendedData = function (create) {
    if (!this.extendedData && create) this.extendedData = new SyntaxElement.ExtendedData();
    return this.extendedData;
  };
}
