import type { Column } from '../table/column.ts';
import type { ScalarType, Value } from '../values/scalar.ts';

/** Which group each row belongs to; groups are numbered from 0. */
export interface Groups {
  readonly count: number;
  readonly ids: Uint32Array;
}

/** One list for each column that a call fills, a value for each group. */
export type Results = readonly (readonly Value[])[];

export interface Aggregate {
  /** Page of Microsoft's reference below `kusto/query/`. */
  readonly page: string;
  /** Works out all groups; throws `Refusal` where a value cannot be exact. */
  evaluate(args: readonly Column[], groups: Groups, types: readonly ScalarType[]): Results;
}

/** An aggregate of one column's values without nulls: `step` folds a value into what a group has. */
export function folding<State>(
  page: string,
  start: () => State,
  step: (state: State, value: Value) => State,
  finish: (state: State, type: ScalarType) => Value,
): Aggregate {
  return {
    page,
    evaluate: ([column], { count, ids }, [type = 'dynamic']) => {
      const values = column?.values() ?? [];
      const states = Array.from({ length: count }, start);
      for (let i = 0; i < ids.length; i++) {
        const value = values[i] as Value;
        const id = ids[i] as number;
        if (value !== null) states[id] = step(states[id] as State, value);
      }
      return [states.map((state) => finish(state, type))];
    },
  };
}

/** The same over the rows for which the argument at `position` is true: `sumif` of `sum`. */
export function conditional(page: string, { evaluate }: Aggregate, position = 1): Aggregate {
  return {
    page,
    evaluate: (args, groups, types) => {
      const rows = rowsWhere(args[position]);
      const kept = args.filter((_, i) => i !== position).map((column) => column.gather(rows));
      const ids = new Uint32Array(rows.length);
      for (let i = 0; i < rows.length; i++) ids[i] = groups.ids[rows[i] as number] as number;
      return evaluate(kept, { count: groups.count, ids }, types);
    },
  };
}

function rowsWhere(condition: Column | undefined): Uint32Array {
  const values = condition?.values() ?? [];
  const rows = new Uint32Array(values.length);
  let count = 0;
  for (let i = 0; i < values.length; i++) if (values[i] === true) rows[count++] = i;
  return rows.subarray(0, count);
}

/** Calls `visit` for every row, group after group, the rows of a group in their order. */
export function visitByGroup({ count, ids }: Groups, visit: (row: number, group: number) => void): void {
  const ends = new Uint32Array(count + 1);
  for (let i = 0; i < ids.length; i++)
    ends[(ids[i] as number) + 1] = (ends[(ids[i] as number) + 1] as number) + 1;
  for (let group = 1; group <= count; group++)
    ends[group] = (ends[group] as number) + (ends[group - 1] as number);
  const starts = ends.slice();
  const rows = new Uint32Array(ids.length);
  for (let i = 0; i < ids.length; i++) {
    const group = ids[i] as number;
    const at = ends[group] as number;
    rows[at] = i;
    ends[group] = at + 1;
  }
  for (let group = 0; group < count; group++) {
    for (let at = starts[group] as number; at < (starts[group + 1] as number); at++)
      visit(rows[at] as number, group);
  }
}
