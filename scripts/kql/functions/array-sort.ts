import { isArray, Typed, type Dynamic } from '../values/dynamic.ts';
import type { Value } from '../values/scalar.ts';
import { elementKey } from './array-element.ts';
import { Refusal, type ScalarFunction } from './function.ts';

type List = readonly Dynamic[];

/**
 * Sorts the first array and brings the others into its order; several arrays give a list of results. A last
 * argument `false` puts nulls first.
 */
export function sortArrays(page: string, direction: 1 | -1): ScalarFunction {
  return {
    page,
    takesNull: true,
    specialize: (types) => {
      const count = types.at(-1) === 'bool' ? types.length - 1 : types.length;
      return (...args) => {
        const lists = args.slice(0, count);
        const results = sortTogether(lists, direction, args[count] !== false);
        return count === 1 ? (results[0] as Value) : (results as Value);
      };
    },
  };
}

/** Null for every array that has not the first one's length. */
function sortTogether(
  lists: readonly Value[],
  direction: 1 | -1,
  nullsLast: boolean,
): readonly (List | null)[] {
  const [first] = lists;
  if (!isArray(first)) return lists.map(() => null);
  const order = sortedPositions(first, direction, nullsLast);
  const others = lists.slice(1).filter((list): list is List => isArray(list) && list.length === first.length);
  refuseTies(first, others, order);
  return lists.map((list) =>
    isArray(list) && list.length === first.length ? order.map((position) => list[position] as Dynamic) : null,
  );
}

function sortedPositions(list: List, direction: 1 | -1, nullsLast: boolean): readonly number[] {
  const all = list.map((_, position) => position);
  const isNull = (position: number): boolean => list[position] === null;
  const ranks = list.map(rankOf);
  const used = new Set(ranks.filter((_, position) => !isNull(position)));
  if (used.size > 1 && direction < 0)
    throw new Refusal('Sorting values of several types downwards is not supported.');
  if (used.has(otherRank) && list.filter((_, position) => ranks[position] === otherRank).length > 1) {
    throw new Refusal('Sorting arrays, bags or booleans is not supported.');
  }
  refuseMixedTimes(list);
  const values = all
    .filter((position) => !isNull(position))
    .sort((a, b) => {
      const [x, y] = [ranks[a] as number, ranks[b] as number];
      return x === y ? compare(list[a] as Dynamic, list[b] as Dynamic) * direction : x - y;
    });
  const nulls = all.filter(isNull);
  return nullsLast ? [...values, ...nulls] : [...nulls, ...values];
}

const otherRank = 3;

/** Numbers and times come before texts, those before guids, those before all else. */
function rankOf(element: Dynamic): number {
  if (typeof element === 'number' || typeof element === 'bigint') return 0;
  if (typeof element === 'string') return 1;
  if (element instanceof Typed) return element.type === 'guid' ? 2 : 0;
  return otherRank;
}

function refuseMixedTimes(list: List): void {
  const kinds = new Set(
    list.flatMap((element) =>
      rankOf(element) === 0 ? [element instanceof Typed ? element.type : 'real'] : [],
    ),
  );
  if (kinds.size > 1) throw new Refusal('Sorting times together with numbers is not supported.');
}

function compare(a: Dynamic, b: Dynamic): number {
  const [x, y] = [a, b].map((element) => (element instanceof Typed ? element.value : element)) as [
    number,
    number,
  ];
  if (Number.isNaN(x) || Number.isNaN(y)) throw new Refusal('Sorting NaN is not supported.');
  return x < y ? -1 : x > y ? 1 : 0;
}

/** Equal elements may come in any order, which shows where other arrays follow them. */
function refuseTies(first: List, others: readonly List[], order: readonly number[]): void {
  for (let i = 1; i < order.length; i++) {
    const [before, at] = [order[i - 1] as number, order[i] as number];
    if (others.length === 0 || elementKey(first[before] as Dynamic) !== elementKey(first[at] as Dynamic))
      continue;
    if (others.some((list) => elementKey(list[before] as Dynamic) !== elementKey(list[at] as Dynamic))) {
      throw new Refusal('Sorting arrays by equal elements is not supported.');
    }
  }
}
