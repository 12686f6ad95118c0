import type { Call, WizardFunction } from './function.ts';
import { isList, isObject, sameValue, type Value } from './value.ts';

/** Collections: strings (of characters), arrays, and objects (of keys with their values, in order). */
export const collectionFunctions = {
  contains: { takes: ['collection', 'any'], run: contains },
  empty: { takes: ['optional'], run: (call) => isEmpty(call, call.value(0)) },
  filter: {
    takes: ['array', 'lambda'],
    run: (call) =>
      call.list(0).filter((item) => {
        const keep = call.lambda(1)(item);
        return typeof keep === 'boolean' ? keep : call.fail('the lambda of filter does not return a boolean');
      }),
  },
  first: { takes: ['collection'], run: (call) => end(call.value(0), (items) => items.slice(0, 1)) },
  last: { takes: ['collection'], run: (call) => end(call.value(0), (items) => items.slice(-1)) },
  length: { takes: ['collection'], run: (call) => size(call.value(0)) },
  map: { takes: ['array', 'lambda'], run: (call) => call.list(0).map((item) => call.lambda(1)(item)) },
  skip: {
    takes: ['collection', 'integer'],
    run: (call) => part(call.value(0), (items) => items.slice(Math.max(0, call.number(1)))),
  },
  split: { takes: ['string', 'string'], run: (call) => call.string(0).split(call.string(1)) },
  take: {
    takes: ['collection', 'integer'],
    run: (call) => part(call.value(0), (items) => items.slice(0, Math.max(0, call.number(1)))),
  },
} as const satisfies Readonly<Record<string, WizardFunction>>;

function contains(call: Call): Value {
  const collection = call.value(0);
  if (isList(collection)) return collection.some((item) => sameValue(item, call.value(1)));
  if (isObject(collection)) return Object.hasOwn(collection, call.string(1));
  return call.string(0).includes(call.string(1));
}

function isEmpty(call: Call, value: Value): boolean {
  if (value === undefined || value === null) return true;
  if (typeof value === 'boolean' || typeof value === 'number') {
    return call.fail('empty is asked of a number or a boolean');
  }
  return size(value) === 0;
}

function size(value: Value): number {
  if (typeof value === 'string' || isList(value)) return value.length;
  return isObject(value) ? Object.keys(value).length : 0;
}

type Cut = <T>(items: readonly T[]) => readonly T[];

function part(value: Value, cut: Cut): Value {
  if (typeof value === 'string') return cut(value.split('')).join('');
  if (isList(value)) return cut(value);
  return isObject(value) ? Object.fromEntries(cut(Object.entries(value))) : undefined;
}

/** One item of an array, not an array of one; an empty array has none. */
function end(value: Value, cut: Cut): Value {
  const found = part(value, cut);
  return isList(found) ? found[0] : found;
}
