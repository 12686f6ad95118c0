/** How many rows, and how many different values. */
import { keyOf } from '../values/compare.ts';
import { conditional, visitByGroup, type Aggregate } from './aggregate.ts';

const count: Aggregate = {
  page: 'count-aggregation-function',
  evaluate: (_, { count: groups, ids }) => {
    const counts = Array.from<number>({ length: groups }).fill(0);
    for (let i = 0; i < ids.length; i++) (counts[ids[i] as number] as number)++;
    return [counts];
  },
};

/**
 * Different values without null. Kusto's `dcount` estimates where there are many; the exact number lies
 * within the error that its reference names, and for few values it is what Kusto gives.
 */
function distinct(page: string): Aggregate {
  return {
    page,
    evaluate: ([column], groups) => {
      const counts = Array.from<number>({ length: groups.count }).fill(0);
      if (!column) return [counts];
      const { entries, codes } = column.encode(keyOf(column.type));
      // For each value the last group that has it, counted from 1.
      const last = new Uint32Array(entries.length);
      visitByGroup(groups, (row, group) => {
        const code = codes[row] as number;
        if (last[code] === group + 1 || entries[code] === null) return;
        last[code] = group + 1;
        (counts[group] as number)++;
      });
      return [counts];
    },
  };
}

const dcount = distinct('dcount-aggregation-function');
const countDistinct = distinct('count-distinct-aggregation-function');

export const counts: Readonly<Record<string, Aggregate>> = {
  count,
  countif: conditional('countif-aggregation-function', count, 0),
  dcount,
  dcountif: conditional('dcountif-aggregation-function', dcount),
  count_distinct: countDistinct,
  count_distinctif: conditional('count-distinctif-aggregation-function', countDistinct),
};
