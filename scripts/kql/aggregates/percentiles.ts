/**
 * Percentiles by nearest rank: the smallest value that at least so many percent of the values do not
 * exceed. Kusto estimates where there are many values; this is the value that it estimates.
 */
import { Refusal } from '../functions/function.ts';
import type { Column } from '../table/column.ts';
import { compareValues } from '../values/compare.ts';
import { toDynamic } from '../values/convert.ts';
import { isArray, Typed, type Dynamic } from '../values/dynamic.ts';
import type { ScalarType, Value } from '../values/scalar.ts';
import type { Aggregate, Groups } from './aggregate.ts';

const page = 'percentiles-aggregation-function';
const weightedPage = 'percentilesw-aggregation-function';

/** Values of a group in ascending order, and how often each counts where that is not once. */
interface Ranking {
  readonly values: ArrayLike<Value>;
  readonly weights: readonly number[] | undefined;
  readonly total: number;
}

const ranked: ReadonlySet<ScalarType> = new Set(['int', 'long', 'real', 'datetime', 'timespan']);

function rankGroups(column: Column, weights: Column | undefined, { count, ids }: Groups): readonly Ranking[] {
  if (!ranked.has(column.type)) throw new Refusal(`Percentiles of ${column.type} values are not supported.`);
  const groups = Array.from({ length: count }, () => ({ values: [] as Value[], weights: [] as number[] }));
  const values = column.values();
  const all = weights?.values();
  for (let i = 0; i < ids.length; i++) {
    const value = values[i] as Value;
    const weight = all ? all[i] : 1;
    if (value === null || weight === null) continue;
    if (Number.isNaN(value)) throw new Refusal('Percentiles with NaN among the values are not supported.');
    if (!Number.isSafeInteger(weight) || (weight as number) < 0)
      throw new Refusal('Such weights are not supported.');
    const group = groups[ids[i] as number] as (typeof groups)[number];
    group.values.push(value);
    if (all) group.weights.push(weight as number);
  }
  return groups.map((group) => (all ? rankWeighted(group.values, group.weights) : rankPlain(group.values)));
}

function rankPlain(values: readonly Value[]): Ranking {
  const areNumbers = values.every((value) => typeof value === 'number');
  const sorted = areNumbers
    ? Float64Array.from(values as readonly number[]).sort()
    : values.toSorted(compareValues);
  return { values: sorted, weights: undefined, total: values.length };
}

function rankWeighted(values: readonly Value[], weights: readonly number[]): Ranking {
  const order = Array.from(values.keys()).toSorted((a, b) =>
    compareValues(values[a] as Value, values[b] as Value),
  );
  return {
    values: order.map((at) => values[at] as Value),
    weights: order.map((at) => weights[at] as number),
    total: weights.reduce((sum, weight) => sum + weight, 0),
  };
}

/** The rank, from 1, of a percentile among so many values. */
export function rankOf(percent: number, count: number): number {
  // Ranks are whole numbers: what a product of doubles adds to one is cut off.
  return Math.max(1, Math.ceil((percent * count) / 100 - 1e-9));
}

function percentile({ values, weights, total }: Ranking, percent: number, type: ScalarType): Value {
  if (total === 0) {
    if (type === 'real') throw new Refusal('A percentile of no real is not supported.');
    return null;
  }
  const rank = rankOf(percent, total);
  if (!weights) return values[rank - 1] ?? null;
  let sum = 0;
  return values[weights.findIndex((weight) => (sum += weight) >= rank)] ?? null;
}

/** The percentages: constant numbers, or one dynamic array of them. */
function percentagesOf(columns: readonly Column[]): number[] {
  return columns.flatMap((column) => {
    if (!column.isConstant && column.length > 0)
      throw new Refusal('Percentages that differ by row are not supported.');
    const { first } = column;
    return (isArray(first) ? first : [first as Dynamic]).map(toPercentage);
  });
}

function toPercentage(value: Dynamic): number {
  const percentage = value instanceof Typed ? Number(value.value) : Number(value);
  if (!(percentage >= 0 && percentage <= 100))
    throw new Refusal('A percentage outside 0 to 100 is not supported.');
  return percentage;
}

function percentiles(source: string, isWeighted: boolean, asArray: boolean): Aggregate {
  return {
    page: source,
    evaluate: (args, groups) => {
      const [column, second] = args;
      if (!column) return [];
      const sorted = rankGroups(column, isWeighted ? second : undefined, groups);
      if (asArray && groups.ids.length === 0)
        throw new Refusal('Percentiles of no rows as an array are not supported.');
      const percentages = percentagesOf(args.slice(isWeighted ? 2 : 1));
      const results = percentages.map((percent) =>
        sorted.map((group) => percentile(group, percent, column.type)),
      );
      if (!asArray) return results;
      return [
        sorted.map((_, group) => results.map((values) => toDynamic(values[group] as Value, column.type))),
      ];
    },
  };
}

export const percentileAggregates: Readonly<Record<string, Aggregate>> = {
  percentile: percentiles(page, false, false),
  percentiles: percentiles(page, false, false),
  percentiles_array: percentiles(page, false, true),
  percentilew: percentiles(weightedPage, true, false),
  percentilesw: percentiles(weightedPage, true, false),
  percentilesw_array: percentiles(weightedPage, true, true),
};
