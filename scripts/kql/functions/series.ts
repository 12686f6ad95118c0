/** Element-wise functions of numeric arrays: an element that is no number, or is missing on one side, gives null. */
import { add, multiply, subtract, type Int64 } from '../values/int64.ts';
import { isArray, Typed, type Dynamic } from '../values/dynamic.ts';
import { numberOf } from './array-element.ts';
import { Refusal, nullable, scalar, type ScalarFunction } from './function.ts';

type List = readonly Dynamic[];

const real = (value: number): Typed => new Typed('real', value);

function requireArray(name: string, list: unknown): List {
  if (isArray(list)) return list;
  throw new Refusal(`${name} of a value that is no array is not supported.`);
}

/** Whether all numbers of an array are whole: then results of whole numbers are whole, too. */
function isWhole(list: List): boolean {
  return !list.some((element) => element instanceof Typed);
}

function pairwise(
  name: string,
  combine: (a: Dynamic, b: Dynamic, areWhole: boolean) => Dynamic,
): ScalarFunction {
  return nullable(`${name.replaceAll('_', '-')}-function`, (first, second) => {
    const [a, b] = [requireArray(name, first), requireArray(name, second)];
    const areWhole = isWhole(a) && isWhole(b);
    return Array.from({ length: Math.max(a.length, b.length) }, (_, i) => {
      const [x = null, y = null] = [a[i], b[i]];
      return numberOf(x) === undefined || numberOf(y) === undefined ? null : combine(x, y, areWhole);
    });
  });
}

function arithmetic(
  name: string,
  whole: ((a: Int64, b: Int64) => Int64) | undefined,
  reals: (a: number, b: number) => number,
): ScalarFunction {
  return pairwise(name, (a, b, areWhole) =>
    whole && areWhole ? whole(a as Int64, b as Int64) : real(reals(Number(numberOf(a)), Number(numberOf(b)))),
  );
}

/** Whole numbers beyond 2^53 are not exact as reals, so that two whole numbers compare as they are. */
function comparison(name: string, decide: (a: number, b: number) => boolean): ScalarFunction {
  return pairwise(name, (a, b, areWhole) =>
    areWhole ? decide(a as number, b as number) : decide(Number(numberOf(a)), Number(numberOf(b))),
  );
}

function elementwise(name: string, apply: (value: number) => Dynamic): ScalarFunction {
  return scalar(`${name.replaceAll('_', '-')}-function`, (list) =>
    requireArray(name, list).map((element) => {
      const value = numberOf(element);
      return value === undefined ? null : apply(value);
    }),
  );
}

const reals = (name: string, apply: (value: number) => number): ScalarFunction =>
  elementwise(name, (value) => real(apply(value)));

function absolute(element: Dynamic): Dynamic {
  if (element instanceof Typed)
    return element.type === 'real' ? real(Math.abs(element.value as number)) : null;
  if (typeof element !== 'number' && typeof element !== 'bigint') return null;
  return element < 0 ? subtract(0, element) : element;
}

/** The recursive filter of the reference; what lies before the start of the series counts as 0. */
function filterRecursively(
  values: readonly number[],
  feed: readonly number[],
  back: readonly number[],
): List {
  const [scale = 0] = back;
  if (scale === 0) throw new Refusal('series_iir with a first denominator of 0 is not supported.');
  const results: number[] = [];
  for (let i = 0; i < values.length; i++) {
    let sum = 0;
    for (let j = 0; j < feed.length && j <= i; j++) sum += (feed[j] as number) * (values[i - j] as number);
    for (let j = 1; j < back.length && j <= i; j++) sum -= (back[j] as number) * (results[i - j] as number);
    results.push(sum / scale);
  }
  return results.map(real);
}

/** The numbers of an array; refused where there is anything else. */
export function numbersOf(name: string, list: unknown): readonly number[] {
  return requireArray(name, list).map((element) => {
    const value = numberOf(element);
    if (value === undefined) throw new Refusal(`${name} of values that are no numbers is not supported.`);
    return value;
  });
}

export const series: Readonly<Record<string, ScalarFunction>> = {
  series_add: arithmetic('series_add', add, (a, b) => a + b),
  series_subtract: arithmetic('series_subtract', subtract, (a, b) => a - b),
  series_multiply: arithmetic('series_multiply', multiply, (a, b) => a * b),
  series_divide: arithmetic('series_divide', undefined, (a, b) => a / b),
  series_pow: arithmetic('series_pow', undefined, (a, b) => a ** b),
  series_equals: comparison('series_equals', (a, b) => a === b),
  series_not_equals: comparison('series_not_equals', (a, b) => a !== b),
  series_less: comparison('series_less', (a, b) => a < b),
  series_less_equals: comparison('series_less_equals', (a, b) => a <= b),
  series_greater: comparison('series_greater', (a, b) => a > b),
  series_greater_equals: comparison('series_greater_equals', (a, b) => a >= b),
  series_abs: scalar('series-abs-function', (list) => requireArray('series_abs', list).map(absolute)),
  series_acos: reals('series_acos', Math.acos),
  series_asin: reals('series_asin', Math.asin),
  series_atan: reals('series_atan', Math.atan),
  series_ceiling: reals('series_ceiling', Math.ceil),
  series_cos: reals('series_cos', Math.cos),
  series_exp: reals('series_exp', Math.exp),
  series_floor: reals('series_floor', Math.floor),
  series_log: reals('series_log', Math.log),
  series_sign: elementwise('series_sign', (value) => {
    if (Number.isNaN(value)) throw new Refusal('series_sign of NaN is not supported.');
    return Math.sign(value) + 0;
  }),
  series_sin: reals('series_sin', Math.sin),
  series_tan: reals('series_tan', Math.tan),
  series_iir: scalar('series-iir-function', (list, feed, back) =>
    filterRecursively(
      numbersOf('series_iir', list),
      numbersOf('series_iir', feed),
      numbersOf('series_iir', back),
    ),
  ),
};
