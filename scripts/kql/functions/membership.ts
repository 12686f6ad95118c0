/** `in` and its like. Source: Kusto reference, "in operator". */
import { keyOf } from '../values/compare.ts';
import { toDynamic, widen } from '../values/convert.ts';
import { isArray, type Dynamic } from '../values/dynamic.ts';
import type { ScalarType, Value } from '../values/scalar.ts';
import { compareDynamic } from './comparison-dynamic.ts';
import type { Implementation, ScalarFunction } from './function.ts';
import { isNumber, widerNumber } from './order.ts';
import { scalarWithin } from './numbers.ts';
import { foldCase } from './text-case.ts';

interface Members {
  readonly keys: ReadonlySet<unknown>;
  /** Elements that a key does not find: they are compared one by one. */
  readonly texts: readonly Dynamic[];
  readonly others: readonly Dynamic[];
}

const noMembers: Members = { keys: new Set(), texts: [], others: [] };

/** Membership: the list is made into a set once where it is the same for all rows. */
function member(isCaseSensitive: boolean, isNegated: boolean): ScalarFunction {
  return {
    page: 'in-operator',
    takesNull: true,
    specialize: ([type = 'string', ...rest]) => {
      const common = rest.filter((each) => isNumber(type) && isNumber(each)).reduce(widerNumber, type);
      const toCommon = widen(type, common);
      const key = keyOf(common);
      const keyed = (value: Value): unknown =>
        key(isCaseSensitive || typeof value !== 'string' ? value : foldCase(value));
      const order = compareDynamic(type, 'dynamic');
      let known: readonly Value[] = [];
      let members = noMembers;
      const test: Implementation = (value = null, ...items) => {
        if (items.length !== known.length || items.some((item, i) => item !== known[i])) {
          known = items;
          members = membersOf(items, rest, common, keyed);
        }
        if (value === null) return members.keys.has(null) ? null : isNegated;
        if (members.keys.has(keyed(toCommon(value)))) return Number.isNaN(value) === isNegated;
        const isText = typeof value === 'string' && (type === 'string' || type === 'dynamic');
        const strange = isText ? members.others : [...members.others, ...members.texts];
        return strange.some((other) => order(value, other) === 0) !== isNegated;
      };
      return test;
    },
  };
}

/** An array among the items stands for its elements. */
function membersOf(
  items: readonly Value[],
  types: readonly ScalarType[],
  common: ScalarType,
  keyed: (value: Value) => unknown,
): Members {
  const keys = new Set<unknown>();
  const texts: Dynamic[] = [];
  const others: Dynamic[] = [];
  const addElement = (element: Dynamic): void => {
    const held = scalarWithin(element);
    if (element === null || held?.type === common || common === 'dynamic') {
      keys.add(keyed(common === 'dynamic' ? element : (held?.value ?? null)));
    }
    if (typeof element === 'string') {
      if (common !== 'string') texts.push(element);
    } else if (element !== null && held?.type !== common) others.push(element);
  };
  items.forEach((item, i) => {
    const from = types[i] ?? common;
    if (from === 'dynamic') (isArray(item) ? item : [item as Dynamic]).forEach(addElement);
    else if (common === 'dynamic') addElement(toDynamic(item, from));
    else keys.add(keyed(widen(from, common)(item)));
  });
  return { keys, texts, others };
}

export const membership: Readonly<Record<string, ScalarFunction>> = {
  In: member(true, false),
  NotIn: member(true, true),
  InCs: member(false, false),
  NotInCs: member(false, true),
};
