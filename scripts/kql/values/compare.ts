import { jsonOf } from './convert.ts';
import { Decimal } from './decimal.ts';
import type { Dynamic } from './dynamic.ts';
import type { ScalarType, Value } from './scalar.ts';

/** A key that equal values of a type share, for grouping and joining. */
export function keyOf(type: ScalarType): (value: Value) => unknown {
  if (type === 'dynamic') return (value) => (value === null ? null : jsonOf(value as Dynamic));
  if (type === 'decimal') return (value) => (value === null ? null : String(value));
  return (value) => value;
}

/** Order of two values of one type, neither null: negative, 0 or positive. Text is ordered by code units. */
export function compareValues(a: Value, b: Value): number {
  if (typeof a === 'object' && a instanceof Decimal) return compareDecimals(a, b as Decimal);
  const [x, y] = [a as number, b as number];
  if (x < y) return -1;
  if (x > y) return 1;
  if (x === y) return 0;
  return Number.isNaN(x) ? (Number.isNaN(y) ? 0 : -1) : Number.isNaN(y) ? 1 : 0;
}

function compareDecimals(a: Decimal, b: Decimal): number {
  const scale = Math.max(a.scale, b.scale);
  const [x, y] = [a, b].map(({ digits, scale: own }) => digits * 10n ** BigInt(scale - own)) as [
    bigint,
    bigint,
  ];
  return x < y ? -1 : x > y ? 1 : 0;
}
