/** Functions of real numbers. Source: Kusto reference, the page that each entry names. */
import type { ScalarFunction } from './function.ts';
import { Refusal } from './function.ts';
import { errorFunction, gamma, logGamma } from './math-special.ts';

/** A function of reals. Where its argument lies outside its domain the reference has null. */
function real(
  page: string,
  evaluate: (...args: number[]) => number,
  isDefined?: (x: number) => boolean,
): ScalarFunction {
  return {
    page: `${page}-function`,
    specialize: (types) => {
      if (types.includes('dynamic'))
        throw new Refusal('A real function of a dynamic value is not supported.');
      if (isDefined) return (x) => (isDefined(Number(x)) ? evaluate(Number(x)) : null);
      if (types.length === 2) return (x, y) => evaluate(Number(x), Number(y));
      return (x) => evaluate(Number(x));
    },
  };
}

function test(page: string, decide: (x: number) => boolean): ScalarFunction {
  return { page: `${page}-function`, specialize: () => (x) => decide(Number(x)) };
}

const notNegative = (x: number): boolean => !(x < 0);
const withinOne = (x: number): boolean => !(Math.abs(x) > 1);

export const math: Readonly<Record<string, ScalarFunction>> = {
  pi: { page: 'pi-function', specialize: () => () => Math.PI },
  exp: real('exp', Math.exp),
  exp2: real('exp2', (x) => 2 ** x),
  exp10: real('exp10', (x) => 10 ** x),
  log: real('log', Math.log, notNegative),
  log2: real('log2', Math.log2, notNegative),
  log10: real('log10', Math.log10, notNegative),
  sqrt: real('sqrt', Math.sqrt, notNegative),
  pow: real('pow', Math.pow),
  sin: real('sin', Math.sin),
  cos: real('cos', Math.cos),
  tan: real('tan', Math.tan),
  cot: real('cot', (x) => 1 / Math.tan(x)),
  asin: real('asin', Math.asin, withinOne),
  acos: real('acos', Math.acos, withinOne),
  atan: real('atan', Math.atan),
  atan2: real('atan2', Math.atan2),
  degrees: real('degrees', (x) => (x * 180) / Math.PI),
  radians: real('radians', (x) => (x * Math.PI) / 180),
  gamma: real('gamma', gamma),
  loggamma: real('loggamma', logGamma),
  erf: real('erf', errorFunction),
  erfc: real('erfc', (x) => errorFunction.complement(x)),
  isnan: test('isnan', Number.isNaN),
  isinf: test('isinf', (x) => Math.abs(x) === Infinity),
  isfinite: test('isfinite', Number.isFinite),
};
