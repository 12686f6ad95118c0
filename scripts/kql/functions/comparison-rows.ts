/**
 * Filters by a comparison of a column's numbers with a constant, the most frequent condition of rules: each has
 * a loop of its own, which the engine of JavaScript can make fast, as it cannot with one loop that calls any
 * function. What an earlier filter has left of a column is read where it stands.
 */
import type { ScalarType } from '../values/scalar.ts';
import type { RowFilter } from './function.ts';

type Numbers = readonly (number | null)[];

/** Row `i` has the value `values[rows[i]]`, or `values[i]` without `rows`. Says how many numbers `kept` holds. */
type Loop = (
  values: Numbers,
  rows: Uint32Array | undefined,
  constant: number,
  length: number,
  kept: Uint32Array,
) => number;

const loops: Readonly<Record<string, Loop>> = {
  LessThan: (values, rows, constant, length, kept) => {
    let count = 0;
    for (let i = 0; i < length; i++) {
      const value = values[rows ? (rows[i] as number) : i];
      if (value !== null && (value as number) < constant) kept[count++] = i;
    }
    return count;
  },
  LessThanOrEqual: (values, rows, constant, length, kept) => {
    let count = 0;
    for (let i = 0; i < length; i++) {
      const value = values[rows ? (rows[i] as number) : i];
      if (value !== null && (value as number) <= constant) kept[count++] = i;
    }
    return count;
  },
  GreaterThan: (values, rows, constant, length, kept) => {
    let count = 0;
    for (let i = 0; i < length; i++) {
      const value = values[rows ? (rows[i] as number) : i];
      if (value !== null && (value as number) > constant) kept[count++] = i;
    }
    return count;
  },
  GreaterThanOrEqual: (values, rows, constant, length, kept) => {
    let count = 0;
    for (let i = 0; i < length; i++) {
      const value = values[rows ? (rows[i] as number) : i];
      if (value !== null && (value as number) >= constant) kept[count++] = i;
    }
    return count;
  },
};

const numbers: ReadonlySet<ScalarType> = new Set(['int', 'long', 'real', 'datetime', 'timespan']);

/** The filter for an operator over such types; a constant that is null has none. */
export function comparisonFilter(name: string): (types: readonly ScalarType[]) => RowFilter | undefined {
  const loop = loops[name];
  return ([left, right]) => {
    if (!loop || left === undefined || left !== right || !numbers.has(left)) return undefined;
    return ({ values, rows }, constant, length, kept) =>
      constant === null ? undefined : loop(values as Numbers, rows, constant as number, length, kept);
  };
}
