/** Arrays as sets: elements once each, in the order in which they come first. Kusto leaves their order open. */
import { toDynamic } from '../values/convert.ts';
import { isArray, type Dynamic } from '../values/dynamic.ts';
import { elementKey, isSameElement, numberOf } from './array-element.ts';
import { Refusal, nullable, type ScalarFunction } from './function.ts';

type Elements = ReadonlyMap<unknown, Dynamic>;

function setsOf(name: string, lists: readonly unknown[]): readonly Elements[] {
  const sets = lists.map((list) => {
    if (!isArray(list)) throw new Refusal(`${name} of a value that is no array is not supported.`);
    const elements = new Map<unknown, Dynamic>();
    for (const element of list) {
      const key = elementKey(element);
      if (!elements.has(key)) elements.set(key, element);
    }
    return elements;
  });
  refuseEqualNumbers(sets);
  return sets;
}

/** Whether 1 and 1.0 are one element is nowhere written. */
function refuseEqualNumbers(sets: readonly Elements[]): void {
  const kinds = new Map<number, unknown>();
  for (const set of sets) {
    for (const [key, element] of set) {
      const number = numberOf(element);
      if (number === undefined) continue;
      if (kinds.has(number) && kinds.get(number) !== key) {
        throw new Refusal('Sets with a whole number and an equal real are not supported.');
      }
      kinds.set(number, key);
    }
  }
}

function setFunction(
  name: string,
  page: string,
  combine: (first: Elements, ...others: readonly Elements[]) => Dynamic,
): ScalarFunction {
  return nullable(page, (...lists) => {
    const [first = new Map<unknown, Dynamic>(), ...others] = setsOf(name, lists);
    return combine(first, ...others);
  });
}

const difference = (first: Elements, ...others: readonly Elements[]): readonly Dynamic[] =>
  [...first].filter(([key]) => !others.some((other) => other.has(key))).map(([, element]) => element);
const intersection = (first: Elements, ...others: readonly Elements[]): readonly Dynamic[] =>
  [...first].filter(([key]) => others.every((other) => other.has(key))).map(([, element]) => element);
const union = (...sets: readonly Elements[]): readonly Dynamic[] => [
  ...new Map(sets.flatMap((set) => [...set])).values(),
];

export const set: Readonly<Record<string, ScalarFunction>> = {
  set_difference: setFunction('set_difference', 'set-difference-function', difference),
  set_intersect: setFunction('set_intersect', 'set-intersect-function', intersection),
  set_union: setFunction('set_union', 'set-union-function', union),
  set_has_element: {
    page: 'set-has-element-function',
    specialize:
      ([, type = 'string']) =>
      (list, wanted) => {
        if (!isArray(list))
          throw new Refusal('set_has_element of a value that is no array is not supported.');
        const value = toDynamic(wanted ?? null, type);
        return list.some((element) => isSameElement(element, value));
      },
  },
  jaccard_index: nullable('jaccard-index-function', (...lists) => {
    const [a = new Map<unknown, Dynamic>(), b = new Map<unknown, Dynamic>()] = setsOf('jaccard_index', lists);
    const all = union(a, b).length;
    if (all === 0) throw new Refusal('jaccard_index of empty sets is not supported.');
    return intersection(a, b).length / all;
  }),
};
