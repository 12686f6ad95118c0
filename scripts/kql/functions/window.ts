/** Functions over serialized rows. Source: Kusto reference, "Window functions". */
import { Column } from '../table/column.ts';
import { compareValues } from '../values/compare.ts';
import { widen } from '../values/convert.ts';
import { add, type Int64 } from '../values/int64.ts';
import { emptyOf, type Value } from '../values/scalar.ts';
import { Refusal, type WindowFunction } from './function.ts';

/** The value some rows before or behind, or the default. */
function shifted(page: string, direction: 1 | -1): WindowFunction {
  return {
    page,
    evaluate: ([column, offset, fallback], length, type) => {
      const values = column?.values() ?? [];
      const rows = Number(constant(offset, 1));
      if (rows < 0) throw new Refusal('An offset below 0 is not supported.');
      const otherwise = fallback ? widen(fallback.type, type)(constant(fallback, null)) : emptyOf(type);
      const result: Value[] = [];
      for (let i = 0; i < length; i++) {
        const at = i + rows * direction;
        result[i] = at >= 0 && at < length ? (values[at] as Value) : otherwise;
      }
      return Column.of(type, result);
    },
  };
}

function constant(column: Column | undefined, fallback: Value): Value {
  if (!column || column.length === 0) return fallback;
  if (!column.isConstant)
    throw new Refusal('An offset, start or default that differs by row is not supported.');
  return column.first;
}

/** Numbers of rows by their terms: `step` says what a row with a new term has, from the rows since the restart. */
function ranked(page: string, step: (rank: number, rows: number) => number): WindowFunction {
  return {
    page,
    evaluate: ([term, restart], length, type) => {
      const terms = term?.values() ?? [];
      const restarts = restart?.values();
      const ranks: Value[] = [];
      let [rank, rows] = [0, 0];
      for (let i = 0; i < length; i++) {
        const starts = i === 0 || restarts?.[i] === true;
        rows = starts ? 1 : rows + 1;
        if (starts) rank = 1;
        else if (!isSame(terms[i] as Value, terms[i - 1] as Value)) rank = step(rank, rows);
        ranks[i] = rank;
      }
      return Column.of(type, ranks);
    },
  };
}

function isSame(a: Value, b: Value): boolean {
  return a === null || b === null ? a === b : compareValues(a, b) === 0;
}

/** The start of the session that each row belongs to. */
const rowWindowSession: WindowFunction = {
  page: 'row-window-session-function',
  evaluate: ([time, fromFirst, between, restart], length, type) => {
    const times = time?.values() ?? [];
    const restarts = restart?.values();
    const [longest, gap] = [constant(fromFirst, null), constant(between, null)] as (Int64 | null)[];
    if (length > 0 && (longest === null || gap === null))
      throw new Refusal('A session without limits is not supported.');
    const starts: Value[] = [];
    let [start, before]: (Int64 | null)[] = [null, null];
    for (let i = 0; i < length; i++) {
      const now = times[i] as Int64 | null;
      const isNew =
        start === null ||
        before === null ||
        before === undefined ||
        now === null ||
        restarts?.[i] === true ||
        now >= add(start as Int64, longest as Int64) ||
        now >= add(before, gap as Int64);
      if (isNew) start = now;
      before = now;
      starts[i] = start as Value;
    }
    return Column.of(type, starts);
  },
};

export const window: Readonly<Record<string, WindowFunction>> = {
  prev: shifted('prev-function', -1),
  next: shifted('next-function', 1),
  row_number: {
    page: 'row-number-function',
    evaluate: ([start, restart], length, type) => {
      const first = constant(start, 1) as Int64;
      const restarts = restart?.values();
      const numbers: Value[] = [];
      let current = first;
      for (let i = 0; i < length; i++) {
        current = i === 0 || restarts?.[i] === true ? first : add(current, 1);
        numbers[i] = current;
      }
      return Column.of(type, numbers);
    },
  },
  row_cumsum: {
    page: 'row-cumsum-function',
    evaluate: ([term, restart], length, type) => {
      if (type === 'decimal') throw new Refusal('A running sum of decimals is not supported.');
      const terms = term?.values() ?? [];
      const restarts = restart?.values();
      const sums: Value[] = [];
      let sum: Int64 = 0;
      for (let i = 0; i < length; i++) {
        if (restarts?.[i] === true) sum = 0;
        const value = (terms[i] ?? 0) as Int64;
        sum = type === 'real' ? (sum as number) + (value as number) : add(sum, value);
        sums[i] = sum;
      }
      return Column.of(type, sums);
    },
  },
  row_rank_dense: ranked('row-rank-dense-function', (rank) => rank + 1),
  row_rank_min: ranked('row-rank-min-function', (_, rows) => rows),
  row_window_session: rowWindowSession,
};
