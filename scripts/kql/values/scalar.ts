import type { Decimal } from './decimal.ts';
import type { Dynamic } from './dynamic.ts';
import type { Int64 } from './int64.ts';

/** The types of Kusto's values. Source: Kusto reference, "Scalar data types". */
export type ScalarType =
  'bool' | 'datetime' | 'decimal' | 'dynamic' | 'guid' | 'int' | 'long' | 'real' | 'string' | 'timespan';

/**
 * A value as the engine holds it, by type: bool boolean; int and long Int64; real number; string and guid
 * text (a guid in lower case); datetime and timespan Int64 ticks of 100 ns, a datetime counted from
 * `epoch` in time.ts; decimal and dynamic their own forms. null is Kusto's null; a string is never null.
 */
export type Value = boolean | Int64 | string | Decimal | Dynamic | null;

/** What a row without a value has: null, but of a string the empty text. */
export function emptyOf(type: ScalarType): Value {
  return type === 'string' ? '' : null;
}
