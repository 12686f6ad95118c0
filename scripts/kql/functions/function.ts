import type { Column, Places } from '../table/column.ts';
import type { Int64 } from '../values/int64.ts';
import type { ScalarType, Value } from '../values/scalar.ts';

/** What a function can know of the run. */
export interface RunContext {
  /** The time of the run, as `now()` has it. */
  readonly now: Int64;
}

/** A function over values, made for the types of one call. */
export type Implementation = (...args: Value[]) => Value;

/**
 * Writes the rows into `kept` for which the function is true of a column's values and a constant, and says how
 * many; undefined where only the function itself can tell.
 */
export type RowFilter = (
  places: Places,
  constant: Value,
  length: number,
  kept: Uint32Array,
) => number | undefined;

export interface ScalarFunction {
  /** Page of Microsoft's reference below `kusto/query/`, the source of what the function does. */
  readonly page: string;
  /**
   * Whether the function itself says what it gives for null. Elsewhere a null among the arguments gives
   * null, or the empty text.
   */
  readonly takesNull?: boolean;
  /** Makes the function for argument types and a result type; refuses types by throwing `Refusal`. */
  specialize(types: readonly ScalarType[], result: ScalarType, context: RunContext): Implementation;
  /** A quicker way for conditions over some types. */
  rowFilter?(types: readonly ScalarType[]): RowFilter | undefined;
}

/** A function that looks at more than its own row; the rows are in their final order. */
export interface WindowFunction {
  readonly page: string;
  evaluate(args: readonly Column[], length: number, result: ScalarType): Column;
}

export { Refusal } from '../values/refusal.ts';

/** The usual definition: one implementation for all types. */
export function scalar(page: string, implementation: Implementation): ScalarFunction {
  return { page, specialize: () => implementation };
}

/** As `scalar`, for a function that says itself what it gives for null. */
export function nullable(page: string, implementation: Implementation): ScalarFunction {
  return { page, takesNull: true, specialize: () => implementation };
}
