/** Figures of a whole series. */
import { isArray, Typed, type Bag, type Dynamic } from '../values/dynamic.ts';
import type { Value } from '../values/scalar.ts';
import { sumOf } from './array.ts';
import { numberOf } from './array-element.ts';
import { numbersOf } from './series.ts';
import { Refusal, nullable, scalar, type ScalarFunction } from './function.ts';

interface Statistics {
  readonly min: number;
  readonly minIndex: number;
  readonly max: number;
  readonly maxIndex: number;
  readonly avg: number;
  readonly stdev: number;
  readonly variance: number;
  readonly sum: number;
}

/** Undefined where an element is no finite number and such are not left out. */
function statisticsOf(list: unknown, ignoresNonfinite: boolean): Statistics | undefined {
  if (!isArray(list)) throw new Refusal('Statistics of a value that is no array are not supported.');
  const values = list.map((element) => numberOf(element) ?? Number.NaN);
  const kept = values.flatMap((value, i) => (Number.isFinite(value) ? [i] : []));
  if (kept.length < values.length && !ignoresNonfinite) return undefined;
  if (kept.length < 2) throw new Refusal('Statistics of fewer than two values are not supported.');
  const at = (position: number): number => values[position] as number;
  const minIndex = kept.reduce((best, i) => (at(i) < at(best) ? i : best));
  const maxIndex = kept.reduce((best, i) => (at(i) > at(best) ? i : best));
  const sum = kept.reduce((total, i) => total + at(i), 0);
  const avg = sum / kept.length;
  const variance = kept.reduce((total, i) => total + (at(i) - avg) ** 2, 0) / (kept.length - 1);
  return {
    min: at(minIndex),
    minIndex,
    max: at(maxIndex),
    maxIndex,
    avg,
    stdev: Math.sqrt(variance),
    variance,
    sum,
  };
}

/** In the order of the columns that the binder gives the call. */
const seriesStats: ScalarFunction = nullable('series-stats-function', (list, ignoresNonfinite = false) => {
  const found = list === null ? undefined : statisticsOf(list, ignoresNonfinite === true);
  if (!found) return Array.from({ length: 7 }, () => null);
  const { min, minIndex, max, maxIndex, avg, stdev, variance } = found;
  return [min, minIndex, max, maxIndex, avg, stdev, variance];
});

const seriesStatsDynamic: ScalarFunction = scalar(
  'series-stats-dynamic-function',
  (list, ignoresNonfinite = false) => {
    const found = statisticsOf(list, ignoresNonfinite === true);
    if (!found) throw new Refusal('series_stats_dynamic of values that are no numbers is not supported.');
    const { min, minIndex, max, maxIndex, avg, stdev, variance, sum } = found;
    const reals = Object.entries({ min, max, avg, stdev, variance, sum }).map(([key, value]) => [
      key,
      new Typed('real', value),
    ]);
    return {
      ...(Object.fromEntries(reals) as Bag),
      min_idx: minIndex,
      max_idx: maxIndex,
      len: (list as readonly Dynamic[]).length,
    };
  },
);

const real = (value: number): Typed => new Typed('real', value);

interface Line {
  readonly rsquare: number;
  readonly slope: number;
  readonly variance: number;
  readonly rvariance: number;
  readonly interception: number;
  readonly fit: readonly number[];
}

/** The least-squares line over the positions 1, 2, 3 ... */
function fitLine(list: unknown): Line {
  const y = numbersOf('series_fit_line', list);
  const n = y.length;
  if (n < 3) throw new Refusal('series_fit_line of fewer than three values is not supported.');
  const meanX = (n - 1) / 2;
  const meanY = y.reduce((sum, value) => sum + value, 0) / n;
  const squares = y.reduce((sum, value) => sum + (value - meanY) ** 2, 0);
  if (squares === 0) throw new Refusal('series_fit_line of equal values is not supported.');
  const slope =
    y.reduce((sum, value, i) => sum + (i - meanX) * (value - meanY), 0) /
    y.reduce((sum, _, i) => sum + (i - meanX) ** 2, 0);
  // The reference's figures put the first value at 1, not at 0.
  const interception = meanY - slope * (meanX + 1);
  const fit = y.map((_, i) => interception + slope * (i + 1));
  const residuals = y.reduce((sum, value, i) => sum + (value - (fit[i] as number)) ** 2, 0);
  return {
    rsquare: 1 - residuals / squares,
    slope,
    variance: squares / (n - 1),
    rvariance: residuals / (n - 1),
    interception,
    fit,
  };
}

/** The shorter of two series says how many elements count; a number stands for as many as the other has. */
function dotProduct(first: Value, second: Value): Value {
  const width = Math.min(...[first, second].flatMap((value) => (isArray(value) ? [value.length] : [])));
  const [a, b] = [first, second].map((value) =>
    isArray(value)
      ? numbersOf('series_dot_product', value)
      : Array.from({ length: width }, () => Number(value)),
  ) as [readonly number[], readonly number[]];
  if (width === 0) return null;
  let sum = 0;
  for (let i = 0; i < width; i++) sum += (a[i] as number) * (b[i] as number);
  return sum;
}

function dot(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, value, i) => sum + value * (b[i] as number), 0);
}

/** The length of a vector. */
function lengthOf(values: readonly number[]): number {
  return Math.sqrt(dot(values, values));
}

function correlation(a: readonly number[], b: readonly number[]): number | null {
  if (a.length !== b.length) return null;
  const means = [a, b].map((values) => values.reduce((sum, value) => sum + value, 0) / values.length) as [
    number,
    number,
  ];
  const [dx, dy] = [a.map((value) => value - means[0]), b.map((value) => value - means[1])];
  const scale = Math.sqrt(dot(dx, dx) * dot(dy, dy));
  if (scale === 0 || a.length < 2)
    throw new Refusal('series_pearson_correlation of equal values is not supported.');
  return dot(dx, dy) / scale;
}

export const seriesStatistics: Readonly<Record<string, ScalarFunction>> = {
  series_stats: seriesStats,
  series_stats_dynamic: seriesStatsDynamic,
  series_fit_line: scalar('series-fit-line-function', (list) => {
    const { rsquare, slope, variance, rvariance, interception, fit } = fitLine(list);
    const line = fit.map(real);
    return [rsquare, slope, variance, rvariance, interception, line] as unknown as Value;
  }),
  series_fit_line_dynamic: scalar('series-fit-line-dynamic-function', (list) => {
    const { fit, ...figures } = fitLine(list);
    const members = Object.entries(figures).map(([key, value]) => [key, real(value)] as const);
    return { ...Object.fromEntries(members), line_fit: fit.map(real) };
  }),
  series_sum: scalar('series-sum-function', (list) => (isArray(list) ? sumOf(list) : null)),
  series_product: scalar('series-product-function', (list) =>
    numbersOf('series_product', list).reduce((product, value) => product * value, 1),
  ),
  series_magnitude: scalar('series-magnitude-function', (list) =>
    lengthOf(numbersOf('series_magnitude', list)),
  ),
  series_dot_product: {
    page: 'series-dot-product-function',
    specialize: (types) => {
      if (!types.includes('dynamic'))
        throw new Refusal('series_dot_product of two numbers is not supported.');
      return (first = null, second = null) => dotProduct(first, second);
    },
  },
  series_cosine_similarity: scalar('series-cosine-similarity-function', (first, second, ...magnitudes) => {
    if (magnitudes.length > 0)
      throw new Refusal('series_cosine_similarity with magnitudes is not supported.');
    const [a, b] = [
      numbersOf('series_cosine_similarity', first),
      numbersOf('series_cosine_similarity', second),
    ];
    if (a.length === 0 || b.length === 0) return null;
    const width = Math.min(a.length, b.length);
    const [x, y] = [a.slice(0, width), b.slice(0, width)];
    const scale = Math.sqrt(dot(x, x) * dot(y, y));
    if (scale === 0) throw new Refusal('series_cosine_similarity of zeros is not supported.');
    return dot(x, y) / scale;
  }),
  series_pearson_correlation: scalar('series-pearson-correlation-function', (first, second) =>
    correlation(
      numbersOf('series_pearson_correlation', first),
      numbersOf('series_pearson_correlation', second),
    ),
  ),
};
