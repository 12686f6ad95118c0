/** Values of a group as one dynamic value: lists, sets and bags. */
import { Refusal } from '../functions/function.ts';
import type { Column } from '../table/column.ts';
import { keyOf } from '../values/compare.ts';
import { jsonOf, toDynamic } from '../values/convert.ts';
import { isArray, isBag, type Dynamic } from '../values/dynamic.ts';
import type { Value } from '../values/scalar.ts';
import { conditional, visitByGroup, type Aggregate } from './aggregate.ts';

/** Elements that a result takes where the query names no limit. Source: reference of make_list. */
const largest = 1_048_576;
/** The same of the spellings that are out of use: `makelist`, `makeset`, `make_dictionary`. */
const legacyLargest = 128;

function limitOf(column: Column | undefined, fallback: number): number {
  return column && column.length > 0 ? Number(column.first) : fallback;
}

/** Nulls are left out, but not those of dynamic values; `withNulls` keeps them all. */
function list(page: string, fallback: number, withNulls = false): Aggregate {
  return {
    page,
    evaluate: ([column, limit], { count, ids }) => {
      const lists = Array.from({ length: count }, (): Dynamic[] => []);
      if (!column) return [lists];
      const values = column.values();
      const most = limitOf(limit, fallback);
      const keepsNulls = withNulls || column.type === 'dynamic';
      for (let i = 0; i < ids.length; i++) {
        const items = lists[ids[i] as number] as Dynamic[];
        const value = values[i] as Value;
        if ((value !== null || keepsNulls) && items.length < most) items.push(toDynamic(value, column.type));
      }
      return [lists];
    },
  };
}

/** Different values in order of appearance; an array stands for its elements. */
function set(page: string, fallback: number): Aggregate {
  return {
    page,
    evaluate: ([column, limit], groups) => {
      const sets = Array.from({ length: groups.count }, (): Dynamic[] => []);
      if (!column) return [sets];
      const most = limitOf(limit, fallback);
      const { entries, codes } = column.encode(keyOf(column.type));
      const { elements, members } = numberElements(entries.map((entry) => toDynamic(entry, column.type)));
      const isDynamic = column.type === 'dynamic';
      const isNew = noveltyOf(elements.length, groups.count);
      const visit = (row: number, group: number): void => {
        for (const member of members[codes[row] as number] as readonly number[]) {
          if (!isNew(member, group)) continue;
          const element = elements[member] as Dynamic;
          if (element === null && isDynamic) throw new Refusal('A set with a dynamic null is not supported.');
          const items = sets[group] as Dynamic[];
          if (element !== null && items.length < most) items.push(element);
        }
      };
      const { ids } = groups;
      if (elements.length * groups.count > largestTable) visitByGroup(groups, visit);
      else for (let row = 0; row < ids.length; row++) visit(row, ids[row] as number);
      return [sets];
    },
  };
}

/** Up to this many pairs of an element and a group have a mark each; with more, rows are visited group by group. */
const largestTable = 2 ** 22;

/** Whether an element comes up in a group for the first time. */
function noveltyOf(elements: number, groups: number): (element: number, group: number) => boolean {
  if (elements * groups <= largestTable) {
    const isSeen = new Uint8Array(elements * groups);
    return (element, group) => {
      const at = group * elements + element;
      if (isSeen[at] === 1) return false;
      isSeen[at] = 1;
      return true;
    };
  }
  // For each element the last group that has it, counted from 1.
  const last = new Uint32Array(elements);
  return (element, group) => {
    if (last[element] === group + 1) return false;
    last[element] = group + 1;
    return true;
  };
}

/** Distinct elements, and for each entry the numbers of those that it brings. */
function numberElements(entries: readonly Dynamic[]): {
  readonly elements: readonly Dynamic[];
  readonly members: readonly (readonly number[])[];
} {
  const elements: Dynamic[] = [];
  const known = new Map<string, number>();
  const numberOf = (element: Dynamic): number => {
    const key = jsonOf(element);
    const found = known.get(key) ?? elements.push(element) - 1;
    known.set(key, found);
    return found;
  };
  return {
    elements,
    members: entries.map((entry) => (isArray(entry) ? entry.map(numberOf) : [numberOf(entry)])),
  };
}

/** Members of all bags; of a key that several have, the first value stays. What is no bag is left out. */
function bag(page: string, fallback: number): Aggregate {
  return {
    page,
    evaluate: ([column, limit], { count, ids }) => {
      const bags = Array.from({ length: count }, () => new Map<string, Dynamic>());
      const values = column?.values() ?? [];
      const most = limitOf(limit, fallback);
      for (let i = 0; i < ids.length; i++) {
        const value = values[i];
        if (!isBag(value)) continue;
        const members = bags[ids[i] as number] as Map<string, Dynamic>;
        for (const [key, member] of Object.entries(value)) {
          if (!members.has(key) && members.size < most) members.set(key, member);
        }
      }
      return [bags.map((members) => Object.fromEntries(members))];
    },
  };
}

const makeList = list('make-list-aggregation-function', largest);
const makeSet = set('make-set-aggregation-function', largest);
const makeBag = bag('make-bag-aggregation-function', largest);

export const collections: Readonly<Record<string, Aggregate>> = {
  make_list: makeList,
  make_list_if: conditional('make-list-if-aggregation-function', makeList),
  make_list_with_nulls: list('make-list-with-nulls-aggregation-function', largest, true),
  makelist: list('make-list-aggregation-function', legacyLargest),
  make_set: makeSet,
  make_set_if: conditional('make-set-if-aggregation-function', makeSet),
  makeset: set('make-set-aggregation-function', legacyLargest),
  make_bag: makeBag,
  make_bag_if: conditional('make-bag-if-aggregation-function', makeBag),
  make_dictionary: bag('make-bag-aggregation-function', legacyLargest),
};
