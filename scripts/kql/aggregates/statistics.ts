/** Variance, standard deviation, covariance: of a sample, and of a population (names with `p`). */
import { Refusal } from '../functions/function.ts';
import type { Column } from '../table/column.ts';
import type { ScalarType, Value } from '../values/scalar.ts';
import { conditional, type Aggregate, type Groups } from './aggregate.ts';

const numbers: ReadonlySet<ScalarType> = new Set(['int', 'long', 'real', 'decimal']);

interface Moments {
  readonly counts: number[];
  /** Sums of the products of both columns' distances from their means. */
  readonly products: number[];
}

/** Two passes, means first: sums of squares would lose digits. Rows with a null are left out. */
function momentsOf(a: Column, b: Column, { count, ids }: Groups): Moments {
  if (![a, b].every(({ type }) => numbers.has(type)))
    throw new Refusal('Statistics of such values are not supported.');
  const [xs, ys] = [numbersOf(a), a === b ? numbersOf(a) : numbersOf(b)];
  const counts = Array.from<number>({ length: count }).fill(0);
  const [sumX, sumY, products] = [0, 0, 0].map((zero) => new Float64Array(count).fill(zero)) as [
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  for (let i = 0; i < ids.length; i++) {
    const [x, y, id] = [xs[i], ys[i], ids[i] as number];
    if (x === undefined || y === undefined) continue;
    (counts[id] as number)++;
    sumX[id] = (sumX[id] as number) + x;
    sumY[id] = (sumY[id] as number) + y;
  }
  for (let i = 0; i < ids.length; i++) {
    const [x, y, id] = [xs[i], ys[i], ids[i] as number];
    if (x === undefined || y === undefined) continue;
    const n = counts[id] as number;
    products[id] = (products[id] as number) + (x - (sumX[id] as number) / n) * (y - (sumY[id] as number) / n);
  }
  return { counts, products: Array.from(products) };
}

function numbersOf(column: Column): readonly (number | undefined)[] {
  return column.values().map((value) => {
    if (typeof value === 'number') return value;
    return value === null ? undefined : Number(String(value));
  });
}

/** A sample of one value, or of none, has no variance: 0. */
function spread(page: string, isSample: boolean, finish: (variance: number) => Value): Aggregate {
  return {
    page,
    evaluate: ([column], groups) => {
      if (!column) return [];
      const { counts, products } = momentsOf(column, column, groups);
      return [
        products.map((product, i) => {
          const divisor = (counts[i] as number) - (isSample ? 1 : 0);
          return divisor <= 0 && !Number.isNaN(product) ? 0 : finish(product / divisor);
        }),
      ];
    },
  };
}

function covariance(page: string, isSample: boolean): Aggregate {
  return {
    page,
    evaluate: ([a, b], groups) => {
      if (!a || !b) return [];
      const { counts, products } = momentsOf(a, b, groups);
      return [
        products.map((product, i) => {
          const divisor = (counts[i] as number) - (isSample ? 1 : 0);
          if (divisor <= 0) throw new Refusal('The covariance of too few rows is not supported.');
          return product / divisor;
        }),
      ];
    },
  };
}

const same = (variance: number): number => variance;
const variance = spread('variance-aggregation-function', true, same);
const variancep = spread('variancep-aggregation-function', false, same);
const stdev = spread('stdev-aggregation-function', true, Math.sqrt);
const stdevp = spread('stdevp-aggregation-function', false, Math.sqrt);
const covarianceOfSample = covariance('covariance-aggregation-function', true);
const covariancep = covariance('covariancep-aggregation-function', false);

export const statistics: Readonly<Record<string, Aggregate>> = {
  variance,
  varianceif: conditional('varianceif-aggregation-function', variance),
  variancep,
  variancepif: conditional('variancepif-aggregation-function', variancep),
  stdev,
  stdevif: conditional('stdevif-aggregation-function', stdev),
  stdevp,
  stdevpif: conditional('stdevp-aggregation-function', stdevp),
  covariance: covarianceOfSample,
  covarianceif: conditional('covarianceif-aggregation-function', covarianceOfSample, 2),
  covariancep,
  covariancepif: conditional('covariancepif-aggregation-function', covariancep, 2),
};
