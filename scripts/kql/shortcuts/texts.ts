/**
 * Every word of a query is looked up in tables of keywords and of texts that were met before. The library keeps
 * them by pieces of a text, which need a hash of their own for each question; V8 does the same for a piece that
 * has been cut out.
 */

import { replaceMethods } from './generic-classes.ts';

interface Place {
  v: unknown;
}

interface Table {
  [texts]?: Map<string, unknown>;
}

interface Methods {
  TryGetValue(this: Table, text: string, start: number, length: number, value: Place): boolean;
  GetOrAddValue$2(this: Table, text: string, start: number, length: number, value: unknown): unknown;
  GetOrAddValue$3(this: Table, text: string, start: number, length: number, make: unknown): unknown;
}

const tableName = 'Kusto.Language.Utils.TextKeyedDictionary$1';

/** All texts of a table, beside its own. */
const texts = Symbol('texts');

/** Gives every table that is made from now on the quicker functions. */
export function shortenTexts(globals: object): void {
  const { Bridge } = globals as { readonly Bridge: { getDefaultValue(type: unknown): unknown } };
  replaceMethods<Methods>(globals, tableName, (slow, [type]) => methods(slow, Bridge.getDefaultValue(type)));
}

function methods(slow: Methods, nothing: unknown): Methods {
  const adding = (add: Methods['GetOrAddValue$2']): Methods['GetOrAddValue$2'] =>
    function (text, start, length, value) {
      const known = (this[texts] ??= new Map());
      const piece = text.slice(start, start + length);
      if (!known.has(piece)) known.set(piece, add.call(this, text, start, length, value));
      return known.get(piece);
    };
  return {
    TryGetValue(text, start, length, value) {
      const found = this[texts]?.get(text.slice(start, start + length));
      value.v = found ?? nothing;
      return found !== undefined;
    },
    GetOrAddValue$2: adding(slow.GetOrAddValue$2),
    GetOrAddValue$3: adding(slow.GetOrAddValue$3),
  };
}
