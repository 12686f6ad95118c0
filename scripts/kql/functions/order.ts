/** The order of two scalar values. */
import { compareValues } from '../values/compare.ts';
import { widen } from '../values/convert.ts';
import type { ScalarType, Value } from '../values/scalar.ts';
import { Refusal } from './function.ts';

/** Negative, 0 or positive; NaN where either side is NaN; undefined where the sides are of different kinds. */
export type Order = (a: Value, b: Value) => number | undefined;

const numbers: readonly ScalarType[] = ['int', 'long', 'real', 'decimal'];

export function isNumber(type: ScalarType): boolean {
  return numbers.includes(type);
}

/** The wider of two types of numbers. */
export function widerNumber(a: ScalarType, b: ScalarType): ScalarType {
  return numbers[Math.max(numbers.indexOf(a), numbers.indexOf(b))] as ScalarType;
}

/** Order of two values of one kind, neither null nor dynamic. */
export function scalarOrder(left: ScalarType, right: ScalarType): Order {
  if (left !== right && !(isNumber(left) && isNumber(right))) {
    throw new Refusal(`Comparing ${left} with ${right} is not supported.`);
  }
  const type = left === right ? left : widerNumber(left, right);
  if (type === 'decimal') {
    const [fromLeft, fromRight] = [widen(left, type), widen(right, type)];
    return (a, b) => compareValues(fromLeft(a), fromRight(b));
  }
  // Numbers and bigints compare by value, text by code units; NaN is neither less, equal nor greater.
  return (a, b) => {
    if (a === b) return 0;
    if ((a as number) < (b as number)) return -1;
    if ((a as number) > (b as number)) return 1;
    return Number.isNaN(a) || Number.isNaN(b) ? Number.NaN : 0;
  };
}
