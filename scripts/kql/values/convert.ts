import { Decimal, decimalOfReal } from './decimal.ts';
import { isArray, isBag, Typed, type Dynamic } from './dynamic.ts';
import type { Int64 } from './int64.ts';
import { Refusal } from './refusal.ts';
import type { ScalarType, Value } from './scalar.ts';
import { datetimeText, timespanText } from './time.ts';

/**
 * Widens a value to a type that can hold it, as Kusto does where branches of one expression differ: int to
 * long to real, any scalar to dynamic. Other pairs do not occur: the binder refuses them.
 */
export function widen(from: ScalarType, to: ScalarType): (value: Value) => Value {
  if (from === to) return (value) => value;
  if (to === 'dynamic') return (value) => toDynamic(value, from);
  if (to === 'real' && (from === 'int' || from === 'long'))
    return (value) => (value === null ? null : Number(value));
  if (to === 'real' && from === 'decimal') return (value) => (value === null ? null : Number(String(value)));
  if (to === 'decimal' && from === 'real')
    return (value) => (value === null ? null : decimalOfReal(value as number));
  if (to === 'decimal') return (value) => (value === null ? null : new Decimal(BigInt(value as Int64), 0));
  return (value) => value;
}

/** A scalar as a dynamic value; its type stays with it. */
export function toDynamic(value: Value, type: ScalarType): Dynamic {
  if (value === null || type === 'dynamic') return value as Dynamic;
  if (type === 'real' || type === 'datetime' || type === 'timespan' || type === 'guid') {
    return new Typed(type, value as number | bigint | string);
  }
  return value as Dynamic;
}

/** The JSON text of a dynamic value, without blanks. */
export function jsonOf(value: Dynamic): string {
  if (value === null) return 'null';
  if (typeof value === 'string') return JSON.stringify(value);
  if (isArray(value)) return `[${value.map(jsonOf).join(',')}]`;
  if (value instanceof Typed) return typedJson(value);
  if (isBag(value)) {
    return `{${Object.entries(value)
      .map(([key, member]) => `${JSON.stringify(key)}:${jsonOf(member)}`)
      .join(',')}}`;
  }
  return value instanceof Decimal ? JSON.stringify(String(value)) : String(value);
}

function typedJson({ type, value }: Typed): string {
  switch (type) {
    case 'real':
      return Number.isFinite(value) ? realText(value as number) : JSON.stringify(realText(value as number));
    case 'datetime':
      return JSON.stringify(datetimeText(value as Int64));
    case 'timespan':
      return JSON.stringify(timespanText(value as Int64));
    default:
      return JSON.stringify(value);
  }
}

/** A real as Kusto prints it: always with a point, an exponent, or by name. */
function realText(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? 'Infinity' : '-Infinity';
  const text = String(value);
  return /^-?\d+$/.test(text) ? `${text}.0` : text;
}

/** The text of a value, as `tostring()` gives it. */
export function textOfValue(value: Value, type: ScalarType): string {
  if (value === null) return '';
  switch (type) {
    case 'bool':
      return value ? 'True' : 'False';
    case 'datetime':
      return datetimeText(value as Int64);
    case 'timespan':
      return timespanText(value as Int64);
    case 'real':
      return plainReal(value as number);
    case 'dynamic':
      return dynamicText(value as Dynamic);
    default:
      return String(value);
  }
}

/** A real as text: refused where it would take an exponent, the form of which is not documented. */
function plainReal(value: number): string {
  const size = Math.abs(value);
  if (size !== 0 && Number.isFinite(value) && (size < 1e-4 || size >= 1e15)) {
    throw new Refusal(`The real ${value} as text is not supported.`);
  }
  return realText(value).replace(/\.0$/, '');
}

function dynamicText(value: Dynamic): string {
  if (typeof value === 'string') return value;
  if (value instanceof Typed) return value.type === 'real' ? typedJson(value) : typedJson(value).slice(1, -1);
  return jsonOf(value);
}
