/**
 * Hashes and comparers of dictionaries and sets. The runtime marks an object while it asks for its hash and
 * takes the mark away again, which makes a table of the object for good; and it puts the names of methods
 * together anew for each call. How sets and dictionaries are gone through does not depend on hashes.
 */

import { methodOf } from './members.ts';

interface Hashed {
  readonly constructor?: { readonly $kind?: string };
  readonly $boxed?: boolean;
  readonly $$hashCode?: number;
  readonly getHashCode?: () => number;
}

interface HashRuntime {
  getHashCode(value: unknown, isSafe?: boolean, isDeep?: boolean): number;
  geti(scope: unknown, name: string, general?: string): string;
}

/** Puts the quicker functions into the runtime, once it has been loaded. */
export function shortenHashes(globals: object): void {
  const { Bridge } = globals as { readonly Bridge: HashRuntime };
  Bridge.getHashCode = hashOf(Bridge.getHashCode);
  Bridge.geti = memberName(Bridge.geti);
}

function hashOf(slow: HashRuntime['getHashCode']): HashRuntime['getHashCode'] {
  /** A hash that asks for the hash of its own object means the one that every object has. */
  const asked: unknown[] = [];
  return function (this: unknown, value, isSafe, isDeep) {
    if (typeof value !== 'object' || value === null) return slow.call(this, value, isSafe, isDeep);
    const { constructor: own, $boxed: isBoxed, getHashCode: method } = value as Hashed;
    if (isBoxed || own?.$kind !== 'class' || asked.includes(value))
      return slow.call(this, value, isSafe, isDeep);
    if (typeof method === 'function' && method.length === 0) {
      asked.push(value);
      try {
        return method.call(value);
      } finally {
        asked.pop();
      }
    }
    return (!isDeep && (value as Hashed).$$hashCode) || slow.call(this, value, isSafe, isDeep);
  };
}

/** An interface that is implemented for one type only has its members under a name without that type as well. */
function memberName(slow: HashRuntime['geti']): HashRuntime['geti'] {
  const isOnly = Symbol('members of one type');
  type Owner = Function & { readonly $kind?: string; [isOnly]?: Map<string, boolean> };
  return (scope, name, general) => {
    const own = (scope as { readonly constructor?: Owner } | null | undefined)?.constructor;
    if (general === undefined || own?.$kind !== 'class') return slow(scope, name, general);
    const known = (own[isOnly] ??= new Map());
    let answer = known.get(general);
    if (answer === undefined) known.set(general, (answer = standsForAll(own.prototype as object, general)));
    return answer ? general : slow(scope, name, general);
  };
}

/** Whether `System$…$IComparer$1$compare` is the same method as every `System$…$IComparer$1$<type>$compare`. */
function standsForAll(members: object, general: string): boolean {
  const end = general.search(/\$\d/) + 2;
  const [head, tail] = [general.slice(0, end), general.slice(end)];
  const method = methodOf(members, general);
  if (!method) return false;
  for (const name in members) {
    if (name.startsWith(head) && name.endsWith(tail) && methodOf(members, name) !== method) return false;
  }
  return true;
}
