/**
 * Comparisons of a column's numbers with a constant, the most frequent condition of rules: each has a loop of
 * its own, which the engine of JavaScript can make fast, as it cannot with one loop that calls any function.
 */
import type { ScalarType, Value } from '../values/scalar.ts';
import type { RowLoop } from './function.ts';

type Numbers = readonly (number | null)[];

const loops: Readonly<Record<string, (values: Numbers, constant: number) => Value[]>> = {
  LessThan: (values, constant) => {
    const results = new Array<Value>(values.length);
    for (let i = 0; i < values.length; i++) {
      const value = values[i] as number | null;
      results[i] = value === null ? null : value < constant;
    }
    return results;
  },
  LessThanOrEqual: (values, constant) => {
    const results = new Array<Value>(values.length);
    for (let i = 0; i < values.length; i++) {
      const value = values[i] as number | null;
      results[i] = value === null ? null : value <= constant;
    }
    return results;
  },
  GreaterThan: (values, constant) => {
    const results = new Array<Value>(values.length);
    for (let i = 0; i < values.length; i++) {
      const value = values[i] as number | null;
      results[i] = value === null ? null : value > constant;
    }
    return results;
  },
  GreaterThanOrEqual: (values, constant) => {
    const results = new Array<Value>(values.length);
    for (let i = 0; i < values.length; i++) {
      const value = values[i] as number | null;
      results[i] = value === null ? null : value >= constant;
    }
    return results;
  },
};

const numbers: ReadonlySet<ScalarType> = new Set(['int', 'long', 'real', 'datetime', 'timespan']);

/** The loop for an operator over such types; a constant that is null has none. */
export function comparisonLoop(name: string): (types: readonly ScalarType[]) => RowLoop | undefined {
  const loop = loops[name];
  return ([left, right]) => {
    if (!loop || left === undefined || left !== right || !numbers.has(left)) return undefined;
    return (values, constant) =>
      constant === null ? undefined : loop(values as Numbers, constant as number);
  };
}
