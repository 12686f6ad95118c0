/** Smallest and largest values, the rows that have them, and any row. */
import { Refusal } from '../functions/function.ts';
import type { Column } from '../table/column.ts';
import { compareValues } from '../values/compare.ts';
import { emptyOf, type Value } from '../values/scalar.ts';
import { conditional, type Aggregate, type Groups } from './aggregate.ts';

type Sign = 1 | -1;

/** NaN among the values makes both extremes NaN. */
function extreme(page: string, sign: Sign): Aggregate {
  return {
    page,
    evaluate: ([column], { count, ids }) => {
      const values = column?.values() ?? [];
      if (column?.type === 'dynamic') throw new Refusal('Extremes of dynamic values are not supported.');
      const best = Array.from<Value>({ length: count }).fill(null);
      for (let i = 0; i < ids.length; i++) {
        const value = values[i] as Value;
        const id = ids[i] as number;
        const known = best[id] as Value;
        if (value === known || value === null) continue;
        if (known === null || isBetter(value, known, sign)) best[id] = value;
      }
      return [column?.type === 'string' ? best.map((value) => value ?? '') : best];
    },
  };
}

function isBetter(value: Value, known: Value, sign: Sign): boolean {
  if (Number.isNaN(value)) return true;
  return !Number.isNaN(known) && compareValues(value, known) * sign > 0;
}

/** The row of each group's extreme; the first of equal ones, or of all where every value is null. */
function extremeRows(by: Column, { count, ids }: Groups, sign: Sign): Int32Array {
  const values = by.values();
  const rows = new Int32Array(count).fill(-1);
  for (let i = 0; i < ids.length; i++) {
    const id = ids[i] as number;
    const best = rows[id] as number;
    if (best < 0) {
      rows[id] = i;
      continue;
    }
    const [value, known] = [values[i] as Value, values[best] as Value];
    if (value === null || value === known) continue;
    if (sign < 0 && Number.isNaN(value) !== Number.isNaN(known ?? value)) {
      throw new Refusal('The row of the smallest value is not supported where NaN is among the values.');
    }
    if (known === null || isBetter(value, known, sign)) rows[id] = i;
  }
  return rows;
}

function argExtreme(page: string, sign: Sign): Aggregate {
  return {
    page,
    evaluate: (args, groups) => {
      const [by] = args;
      return by ? valuesAt(args, extremeRows(by, groups, sign)) : [];
    },
  };
}

function valuesAt(columns: readonly Column[], rows: Int32Array): readonly (readonly Value[])[] {
  return columns.map((column) =>
    Array.from(rows, (row) => (row < 0 ? emptyOf(column.type) : column.at(row))),
  );
}

/** Of one column the first value that is not null; of several the first row. */
const takeAny: Aggregate = {
  page: 'take-any-aggregation-function',
  evaluate: (args, { count, ids }) => {
    const only = args.length === 1 ? args[0]?.values() : undefined;
    const rows = new Int32Array(count).fill(-1);
    for (let i = 0; i < ids.length; i++) {
      const id = ids[i] as number;
      const row = rows[id] as number;
      if (row < 0 || (only && only[row] === null && only[i] !== null)) rows[id] = i;
    }
    return valuesAt(args, rows);
  },
};

const min = extreme('min-aggregation-function', -1);
const max = extreme('max-aggregation-function', 1);
const argMin = argExtreme('arg-min-aggregation-function', -1);
const argMax = argExtreme('arg-max-aggregation-function', 1);
const takeAnyIf = conditional('take-anyif-aggregation-function', takeAny);

export const extremes: Readonly<Record<string, Aggregate>> = {
  min,
  minif: conditional('minif-aggregation-function', min),
  max,
  maxif: conditional('maxif-aggregation-function', max),
  arg_min: argMin,
  argmin: argMin,
  arg_max: argMax,
  argmax: argMax,
  take_any: takeAny,
  any: takeAny,
  take_anyif: takeAnyIf,
  anyif: takeAnyIf,
};
