/**
 * Decimal numbers. Kusto's have 128 bits (reference, "The decimal data type"); results keep 34 digits, as
 * that size of IEEE 754 does, rounded half to even.
 */
import { Refusal } from './refusal.ts';

const largestPrecision = 34;

/** A decimal number: `digits` x 10^-`scale`, without zeros at the end of a fraction. */
export class Decimal {
  readonly digits: bigint;
  readonly scale: number;

  constructor(digits: bigint, scale: number) {
    let [rest, places] = scale < 0 ? [digits * power(-scale), 0] : [digits, scale];
    while (places > 0 && rest % 10n === 0n) {
      rest /= 10n;
      places--;
    }
    this.digits = rest;
    this.scale = places;
  }

  toString(): string {
    if (this.scale === 0) return String(this.digits);
    const text = String(absolute(this.digits)).padStart(this.scale + 1, '0');
    const point = text.length - this.scale;
    return `${this.digits < 0n ? '-' : ''}${text.slice(0, point)}.${text.slice(point)}`;
  }
}

const absolute = (value: bigint): bigint => (value < 0n ? -value : value);
const power = (exponent: number): bigint => 10n ** BigInt(exponent);

/** Reads `12`, `-1.50`, `2e-3`; null where it is no number. */
export function parseDecimal(text: string): Decimal | null {
  const match = /^\s*([+-]?)(\d*)(?:\.(\d*))?(?:e([+-]?\d{1,4}))?\s*$/i.exec(text);
  if (!match) return null;
  const [, sign, whole = '', fraction = '', exponent = '0'] = match;
  if (whole + fraction === '') return null;
  const digits = BigInt(`${sign === '-' ? '-' : ''}${whole}${fraction}`);
  return new Decimal(digits, fraction.length - Number(exponent));
}

/** A real by the decimal digits it was written with; refused where it has more than a real is sure of. */
export function decimalOfReal(value: number): Decimal {
  const decimal = Number.isFinite(value) ? parseDecimal(String(value)) : null;
  const significant = decimal && String(absolute(decimal.digits)).replace(/0+$/, '').length;
  if (!decimal || !significant || significant > 15) {
    if (decimal?.digits === 0n) return decimal;
    throw new Refusal(`The real ${value} as a decimal is not supported.`);
  }
  return decimal;
}

/** Rounds to the digits that a decimal can hold. */
function fit(digits: bigint, scale: number): Decimal {
  const exact = new Decimal(digits, scale);
  const surplus = String(absolute(exact.digits)).length - largestPrecision;
  if (surplus <= 0) return exact;
  if (surplus > exact.scale) throw new Refusal('A decimal of more than 34 digits is not supported.');
  return new Decimal(roundQuotient(exact.digits, power(surplus)), exact.scale - surplus);
}

/** Quotient rounded half to even; `by` is positive. */
function roundQuotient(value: bigint, by: bigint): bigint {
  const size = absolute(value);
  const [quotient, twice] = [size / by, (size % by) * 2n];
  const up = twice > by || (twice === by && quotient % 2n === 1n) ? 1n : 0n;
  return value < 0n ? -(quotient + up) : quotient + up;
}

/** Both as whole numbers of the smaller unit. */
function align(a: Decimal, b: Decimal): readonly [bigint, bigint, number] {
  const scale = Math.max(a.scale, b.scale);
  return [a.digits * power(scale - a.scale), b.digits * power(scale - b.scale), scale];
}

export function addDecimals(a: Decimal, b: Decimal): Decimal {
  const [x, y, scale] = align(a, b);
  return fit(x + y, scale);
}

export function subtractDecimals(a: Decimal, b: Decimal): Decimal {
  const [x, y, scale] = align(a, b);
  return fit(x - y, scale);
}

export function multiplyDecimals(a: Decimal, b: Decimal): Decimal {
  return fit(a.digits * b.digits, a.scale + b.scale);
}

/** Null where the divisor is zero. */
export function divideDecimals(a: Decimal, b: Decimal): Decimal | null {
  if (b.digits === 0n) return null;
  const spare = largestPrecision + 2 + String(absolute(b.digits)).length;
  const dividend = a.digits * power(spare);
  const quotient = dividend / b.digits;
  const scale = a.scale - b.scale + spare;
  // A digit behind the last says that the quotient goes on, so that it is not taken for a tie.
  const isExact = quotient * b.digits === dividend;
  const sign = a.digits < 0n === b.digits < 0n ? 1n : -1n;
  return isExact ? fit(quotient, scale) : fit(quotient * 10n + sign, scale + 1);
}

/** Never negative, as of integers; null where the divisor is zero. */
export function moduloDecimals(a: Decimal, b: Decimal): Decimal | null {
  const [x, y, scale] = align(a, b);
  if (y === 0n) return null;
  const rest = x % y;
  return new Decimal(rest < 0n ? rest + absolute(y) : rest, scale);
}

export function negateDecimal({ digits, scale }: Decimal): Decimal {
  return new Decimal(-digits, scale);
}

/** Largest multiple of `step` not above `value`; null where the step is not positive. */
export function floorDecimal(value: Decimal, step: Decimal): Decimal | null {
  if (step.digits <= 0n) return null;
  const rest = moduloDecimals(value, step);
  return rest && subtractDecimals(value, rest);
}

/** The integer part, towards zero. */
export function truncateDecimal({ digits, scale }: Decimal): bigint {
  return digits / power(scale);
}
