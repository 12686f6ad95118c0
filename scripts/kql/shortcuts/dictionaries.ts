/**
 * Dictionaries whose keys are texts or numbers: columns by their names, names that are taken. The runtime keeps
 * an object with a property for each key, and makes all entries anew when one is cleared; here it is a `Map`
 * from keys to entries. The entries themselves, their order and what counts them stay as they are, for all
 * that goes through them.
 */

import { replaceMethods } from './generic-classes.ts';

interface Entry {
  /** Below 0 where the entry is free. */
  hashCode: number;
  /** The next free entry, where it is free. */
  next: number;
  key: unknown;
  value: unknown;
}

interface Dictionary {
  readonly comparer: unknown;
  /** Whether the keys are texts or numbers, compared as such. */
  readonly isSimpleKey: boolean;
  buckets: unknown;
  simpleBuckets: Map<unknown, number>;
  entries: Entry[];
  count: number;
  freeList: number;
  freeCount: number;
  version: number;
}

interface Methods {
  Initialize(this: Dictionary, capacity: number): void;
  FindEntry(this: Dictionary, key: unknown): number;
  Insert(this: Dictionary, key: unknown, value: unknown, add: boolean): void;
  remove(this: Dictionary, key: unknown): boolean;
  clear(this: Dictionary): void;
}

interface DictionaryRuntime {
  readonly System: {
    readonly ThrowHelper: { ThrowArgumentException(resource: unknown): void };
    readonly ExceptionResource: Readonly<Record<'Argument_AddingDuplicate', unknown>>;
  };
}

/** Gives every kind of dictionary that is made from now on the quicker functions. */
export function shortenDictionaries(globals: object): void {
  replaceMethods<Methods>(globals, 'System.Collections.Generic.Dictionary$2', (slow) =>
    methods(slow, globals as DictionaryRuntime),
  );
}

function methods(slow: Methods, { System }: DictionaryRuntime): Methods {
  return {
    Initialize(capacity) {
      // The constructor asks for room before it says how keys are compared; the first entry asks again.
      if (!this.comparer) return;
      if (!this.isSimpleKey) return slow.Initialize.call(this, capacity);
      this.buckets = [];
      this.simpleBuckets = new Map();
      this.entries = [];
      this.freeList = -1;
    },
    FindEntry(key) {
      if (!this.isSimpleKey || key === null || key === undefined) return slow.FindEntry.call(this, key);
      return this.buckets ? (this.simpleBuckets.get(key) ?? -1) : -1;
    },
    Insert(key, value, add) {
      if (!this.isSimpleKey || key === null || key === undefined)
        return slow.Insert.call(this, key, value, add);
      if (!this.buckets) (this as unknown as Methods).Initialize.call(this, 0);
      const known = this.simpleBuckets.get(key);
      if (known === undefined) place(this, key, value);
      else if (add)
        System.ThrowHelper.ThrowArgumentException(System.ExceptionResource.Argument_AddingDuplicate);
      else (this.entries[known] as Entry).value = value;
      this.version++;
    },
    remove(key) {
      if (!this.isSimpleKey || key === null || key === undefined) return slow.remove.call(this, key);
      const index = this.buckets ? this.simpleBuckets.get(key) : undefined;
      if (index === undefined) return false;
      this.simpleBuckets.delete(key);
      this.entries[index] = { hashCode: -1, next: this.freeList, key: null, value: null };
      this.freeList = index;
      this.freeCount++;
      this.version++;
      return true;
    },
    clear() {
      if (!this.isSimpleKey) return slow.clear.call(this);
      if (this.count === 0) return;
      this.simpleBuckets.clear();
      this.entries.length = 0;
      this.freeList = -1;
      this.count = 0;
      this.freeCount = 0;
      this.version++;
    },
  };
}

/** Puts an entry where one has become free last, else behind all others. */
function place(dictionary: Dictionary, key: unknown, value: unknown): void {
  let index = dictionary.count;
  if (dictionary.freeCount > 0) {
    index = dictionary.freeList;
    dictionary.freeList = (dictionary.entries[index] as Entry).next;
    dictionary.freeCount--;
  } else {
    dictionary.count++;
  }
  dictionary.entries[index] = { hashCode: 1, next: -1, key, value };
  dictionary.simpleBuckets.set(key, index);
}
