/** Values of the numeric types on their way into one type. */
import { Decimal, decimalOfReal } from '../values/decimal.ts';
import { isArray, isBag, Typed } from '../values/dynamic.ts';
import type { Int64 } from '../values/int64.ts';
import type { ScalarType, Value } from '../values/scalar.ts';
import { Refusal } from './function.ts';

/** A number as a decimal. */
export function decimalFrom(type: ScalarType): (value: Value) => Decimal {
  if (type === 'decimal') return (value) => value as Decimal;
  if (type === 'real') return (value) => decimalOfReal(value as number);
  if (type === 'int' || type === 'long') return (value) => new Decimal(BigInt(value as Int64), 0);
  throw new Refusal(`Arithmetic of decimals with ${type} is not supported.`);
}

export interface TypedValue {
  readonly type: ScalarType;
  readonly value: Value;
}

/** What a dynamic value holds, and of which type; undefined for null, an array or a bag. */
export function scalarWithin(value: Value): TypedValue | undefined {
  switch (typeof value) {
    case 'string':
      return { type: 'string', value };
    case 'boolean':
      return { type: 'bool', value };
    case 'number':
    case 'bigint':
      return { type: 'long', value };
    default:
      if (value === null || isArray(value) || isBag(value)) return undefined;
      return value instanceof Typed ? { type: value.type, value: value.value } : { type: 'decimal', value };
  }
}
