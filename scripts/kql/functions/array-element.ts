import { jsonOf } from '../values/convert.ts';
import { Typed, type Dynamic } from '../values/dynamic.ts';
import { Refusal } from './function.ts';

/** A key that equal elements share: their type and their value. */
export function elementKey(element: Dynamic): unknown {
  if (typeof element === 'string') return `s${element}`;
  if (element instanceof Typed)
    return element.type === 'real' ? `r${jsonOf(element)}` : `${element.type} ${String(element.value)}`;
  return typeof element === 'object' && element !== null ? `o${jsonOf(element)}` : element;
}

/** Elements of one type and value; whether a whole number equals a real is nowhere written. */
export function isSameElement(a: Dynamic, b: Dynamic): boolean {
  if (isReal(a) !== isReal(b) && numberOf(a) !== undefined && numberOf(a) === numberOf(b)) {
    throw new Refusal('Comparing a whole number with an equal real in an array is not supported.');
  }
  return elementKey(a) === elementKey(b);
}

function isReal(element: Dynamic): boolean {
  return element instanceof Typed && element.type === 'real';
}

/** The value of a number; undefined of anything else. */
export function numberOf(element: Dynamic): number | undefined {
  if (typeof element === 'number' || typeof element === 'bigint') return Number(element);
  return element instanceof Typed && element.type === 'real' ? (element.value as number) : undefined;
}
