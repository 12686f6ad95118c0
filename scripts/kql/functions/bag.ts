/** Functions of property bags; their members have no order. */
import { toDynamic } from '../values/convert.ts';
import { isArray, isBag, type Bag, type Dynamic } from '../values/dynamic.ts';
import { parseKey } from './dynamic-path.ts';
import { Refusal, nullable, scalar, type ScalarFunction } from './function.ts';

/** Of keys in several bags the leftmost counts. */
function mergeBags(bags: readonly unknown[]): Bag {
  const members = new Map<string, Dynamic>();
  for (const bag of bags) {
    if (!isBag(bag)) throw new Refusal('bag_merge of a value that is no bag is not supported.');
    for (const [key, member] of Object.entries(bag)) if (!members.has(key)) members.set(key, member);
  }
  return Object.fromEntries(members);
}

function hasPath(value: Dynamic, [key = '', ...rest]: readonly string[]): boolean {
  if (!isBag(value) || !Object.hasOwn(value, key)) return false;
  return rest.length === 0 || hasPath(value[key] ?? null, rest);
}

function removePath(bag: Bag, [key = '', ...rest]: readonly string[]): Bag {
  if (!Object.hasOwn(bag, key)) return bag;
  const member = bag[key] ?? null;
  const entries = Object.entries(bag);
  if (rest.length === 0) return Object.fromEntries(entries.filter(([name]) => name !== key));
  if (!isBag(member)) return bag;
  return withMember(bag, key, removePath(member, rest));
}

function setPath(bag: Bag, [key = '', ...rest]: readonly string[], value: Dynamic): Bag {
  if (rest.length === 0) return withMember(bag, key, value);
  const member = Object.hasOwn(bag, key) ? (bag[key] ?? null) : {};
  if (!isBag(member)) throw new Refusal(`bag_set_key through ${key}, which is no bag, is not supported.`);
  return withMember(bag, key, setPath(member, rest, value));
}

function withMember(bag: Bag, key: string, value: Dynamic): Bag {
  return Object.fromEntries([...Object.entries(bag), [key, value]]);
}

export const bag: Readonly<Record<string, ScalarFunction>> = {
  bag_keys: scalar('bag-keys-function', (value) => (isBag(value) ? Object.keys(value) : null)),
  bag_merge: nullable('bag-merge-function', (...bags) => mergeBags(bags)),
  bag_has_key: scalar('bag-has-key-function', (value, key) => {
    if (!isBag(value)) throw new Refusal('bag_has_key of a value that is no bag is not supported.');
    return hasPath(value as Dynamic, parseKey(String(key)));
  }),
  bag_remove_keys: scalar('bag-remove-keys-function', (value, keys) => {
    if (!isBag(value) || !isArray(keys)) {
      throw new Refusal('bag_remove_keys of other values than a bag and an array is not supported.');
    }
    return keys
      .filter((key) => typeof key === 'string')
      .reduce((rest, key) => removePath(rest, parseKey(key)), value as Bag);
  }),
  bag_set_key: {
    page: 'bag-set-key-function',
    takesNull: true,
    specialize:
      ([, , type = 'string']) =>
      (value = null, key = '', member = null) =>
        isBag(value) ? setPath(value as Bag, parseKey(String(key)), toDynamic(member, type)) : null,
  },
  bag_zip: nullable('bag-zip', (keys, values) => {
    if (!isArray(keys)) return null;
    const members = isArray(values) ? values : [];
    const pairs = keys.flatMap((key, i): [string, Dynamic][] =>
      typeof key === 'string' ? [[key, members[i] ?? null]] : [],
    );
    return Object.fromEntries(pairs);
  }),
};
