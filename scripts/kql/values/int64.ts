/**
 * 64-bit integers as Kusto has them: exact, and wrapping round at the ends. A value is a number where a
 * double holds it exactly and a bigint elsewhere, so that the usual case costs no more than a number, and
 * equal values are `===`.
 */
export type Int64 = number | bigint;

export const minInt64 = -(2n ** 63n);
export const maxInt64 = 2n ** 63n - 1n;

/** Any integer, wrapped to 64 bits, in the one form that its value has. */
export function toInt64(value: number | bigint): Int64 {
  if (typeof value === 'number') return Number.isSafeInteger(value) ? value + 0 : fromBig(BigInt(value));
  return fromBig(value);
}

function fromBig(value: bigint): Int64 {
  const wrapped = BigInt.asIntN(64, value);
  const small = Number(wrapped);
  return Number.isSafeInteger(small) ? small : wrapped;
}

/** Whether an integer lies in the range of 64 bits. */
export function fitsInt64(value: bigint): boolean {
  return value >= minInt64 && value <= maxInt64;
}

export function add(a: Int64, b: Int64): Int64 {
  if (typeof a === 'number' && typeof b === 'number') {
    const sum = a + b;
    if (Number.isSafeInteger(sum)) return sum;
  }
  return fromBig(BigInt(a) + BigInt(b));
}

export function subtract(a: Int64, b: Int64): Int64 {
  if (typeof a === 'number' && typeof b === 'number') {
    const difference = a - b;
    if (Number.isSafeInteger(difference)) return difference;
  }
  return fromBig(BigInt(a) - BigInt(b));
}

export function multiply(a: Int64, b: Int64): Int64 {
  if (typeof a === 'number' && typeof b === 'number') {
    const product = a * b;
    if (Number.isSafeInteger(product)) return product + 0;
  }
  return fromBig(BigInt(a) * BigInt(b));
}

/** Integer division towards zero; null where the divisor is zero. */
export function divide(a: Int64, b: Int64): Int64 | null {
  if (b === 0) return null;
  if (typeof a === 'number' && typeof b === 'number') return Math.trunc(a / b) + 0;
  return fromBig(BigInt(a) / BigInt(b));
}

/** Largest multiple of `step` that is not above `value`; null where the step is not positive. */
export function floorTo(value: Int64, step: Int64): Int64 | null {
  if (step <= 0) return null;
  return subtract(value, modulo(value, step));
}

/** Remainder with the sign of the divisor's absolute value: never negative. `b` must not be zero. */
export function modulo(a: Int64, b: Int64): Int64 {
  if (typeof a === 'number' && typeof b === 'number') {
    const rest = a % b;
    return (rest < 0 ? rest + Math.abs(b) : rest) + 0;
  }
  const [x, y] = [BigInt(a), BigInt(b)];
  const rest = x % y;
  return fromBig(rest < 0n ? rest + (y < 0n ? -y : y) : rest);
}

export function negate(a: Int64): Int64 {
  return typeof a === 'number' ? 0 - a : fromBig(-a);
}

/** -1, 0 or 1; numbers and bigints compare by value. */
export function compareInt64(a: Int64, b: Int64): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
