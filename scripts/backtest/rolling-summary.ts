/** A summary of a long window in run after run, from the rows that are kept and the ends of their slices. */
import { rankOf } from '../kql/aggregates/percentiles.ts';
import type { Expression } from '../kql/plan/expression.ts';
import type { Binding, Plan } from '../kql/plan/plan.ts';
import { runProgram } from '../kql/run/run.ts';
import { Column } from '../kql/table/column.ts';
import { columnNamed, tableOf, type ColumnSchema, type Table } from '../kql/table/table.ts';
import { compareValues } from '../kql/values/compare.ts';
import { fromMilliseconds } from '../kql/values/time.ts';
import { emptyOf, type Value } from '../kql/values/scalar.ts';
import type { Schedule } from '../scenarios/moment.ts';
import { runDelay } from '../scenarios/run-query.ts';
import { allBounds, type Bound } from './lane.ts';
import type { LaneRows } from './lane-rows.ts';
import { beforePrefix, rowsTable, type Rolling } from './rolling-plan.ts';
import { RollingRows, type NewRow, type RowGroup } from './rolling-rows.ts';

export interface SummaryFrame {
  readonly bindings: readonly Binding[];
  /** Tables that are the same in every run. */
  readonly tables: ReadonlyMap<string, Table>;
  readonly schedule: Schedule;
}

const place = { start: 0, length: 0 };
const ticksPerMillisecond = 10_000;

export class RollingSummary {
  readonly #rolling: Rolling;
  readonly #frame: SummaryFrame;
  readonly #rows: RollingRows;
  /** Time of the run with the number 0, in ticks. */
  readonly #start: number;
  #now: number;
  /** Whether a value came up that cannot be ranked as a number: then all rows are looked at. */
  #isPlain = true;

  /** `at` is the time of the first run, in milliseconds. */
  constructor(rolling: Rolling, at: number, frame: SummaryFrame) {
    this.#rolling = rolling;
    this.#frame = frame;
    this.#start = this.#now = Number(fromMilliseconds(at));
    const placeOf = (name: string): number => rolling.schema.findIndex((column) => column.name === name);
    this.#rows = new RollingRows({
      types: rolling.schema.map(({ type }) => type),
      extremes: rolling.extremes.map(placeOf),
      ranked: rolling.ranked.length,
    });
  }

  /** Rows of the inputs, none of which arrived earlier than those given before. */
  add(inputs: readonly LaneRows[]): void {
    const { schema, keys } = this.#rolling;
    const columns = inputs.map(({ table }) =>
      schema.map(({ name }) => columnNamed(table, name)?.values() ?? []),
    );
    const bounds = inputs.map(({ lane }) => allBounds(lane));
    const keyPlaces = keys.map((key) => schema.findIndex(({ name }) => name === key));
    for (const [input, row] of inOrderOfArrival(inputs)) {
      const { arrivals, stamps } = inputs[input] as LaneRows;
      const values = (columns[input] ?? []).map((column) => column[row] as Value);
      this.#rows.add({
        values,
        keys: keyPlaces.map((at) => values[at] as string),
        ...this.#runsOf(arrivals[row] as number, stamps[row] as number, bounds[input] ?? []),
      });
    }
  }

  /** The first and the last run that sees a row. */
  #runsOf(arrival: number, stamp: number, bounds: readonly Bound[]): Pick<NewRow, 'enters' | 'leaves'> {
    const { frequency, period } = this.#frame.schedule;
    const step = frequency * ticksPerMillisecond;
    const number = (time: number): number => (time - this.#start) / step;
    let enters = Math.ceil(number(Math.max(stamp, arrival - runDelay * ticksPerMillisecond)));
    let leaves = Math.floor(number(stamp + period * ticksPerMillisecond));
    for (const { operator, offset } of bounds) {
      const at = number(arrival - offset);
      if (operator === '<') enters = Math.max(enters, Math.floor(at) + 1);
      else if (operator === '<=') enters = Math.max(enters, Math.ceil(at));
      else if (operator === '>') leaves = Math.min(leaves, Math.ceil(at) - 1);
      else leaves = Math.min(leaves, Math.floor(at));
    }
    return { enters: Math.max(0, enters), leaves };
  }

  /** Goes on to the run at a time in ticks; whether that sees any rows. */
  advance(now: number): boolean {
    const run = (now - this.#start) / (this.#frame.schedule.frequency * ticksPerMillisecond);
    if (!Number.isInteger(run)) throw new RangeError('a run beside the schedule');
    this.#now = now;
    this.#rows.advance(run);
    return this.#rows.visible > 0;
  }

  /** The summary of the rows that the current run sees. */
  table(): Table {
    const { partial, whole, ranked, keys } = this.#rolling;
    const values = this.#isPlain ? this.#rankedOfGroups() : undefined;
    if (!values) return this.#run(whole, this.#tableOf(this.#allRows()));
    const found = this.#run(partial, this.#tableOf(this.#ends()));
    const names = partial.by.map(({ name }) => columnNamed(found, name)?.values() ?? []);
    const results = ranked.map((_, i) =>
      Array.from({ length: found.length }, (_, row) => {
        const group = names.map((column) => String(column[row]));
        return values.get(keys.length === 1 ? (group[0] as string) : JSON.stringify(group))?.[i] ?? null;
      }),
    );
    const columns = whole.schema.map(({ name, type }) => {
      const at = ranked.findIndex(({ column }) => column.name === name);
      return at < 0 ? (columnNamed(found, name) as Column) : Column.of(type, results[at] ?? []);
    });
    return tableOf(whole.schema, columns, found.length);
  }

  #run(main: Plan, rows: Table): Table {
    const { bindings, tables } = this.#frame;
    return runProgram(
      { bindings, main },
      { tables: new Map([...tables, [rowsTable, rows]]), now: this.#now },
    );
  }

  #tableOf(rows: readonly number[]): Table {
    const { schema } = this.#rolling;
    const columns = schema.map(({ type }, i) =>
      Column.of(
        type,
        rows.map((row) => this.#rows.value(i, row)),
      ),
    );
    return tableOf(schema, columns, rows.length);
  }

  #allRows(): number[] {
    const groups = [...this.#rows.groups.values()];
    return this.#inOrder(groups.flatMap(({ head, tail }) => [...this.#rows.between(head, tail)]));
  }

  #inOrder(rows: number[]): number[] {
    return rows.sort((a, b) => this.#rows.orderOf(a) - this.#rows.orderOf(b));
  }

  /** Rows that stand for all: those at the ends of slices, and whole slices within which a value changes. */
  #ends(): number[] {
    const { aged } = this.#rolling;
    const slices = [...this.#rows.groups.values()].flatMap(({ slices }) => [...slices.values()]);
    const kept = new Set<number>();
    for (const { first, last, least, most } of slices)
      for (const row of [first, last, ...least, ...most]) if (row >= 0) kept.add(row);
    const ends = aged.length === 0 ? [] : slices.flatMap(({ first, last }) => [first, last]);
    const values = this.#evaluate(aged, this.#tableOf(ends));
    slices.forEach(({ first, last }, i) => {
      if (values.every((column) => column[2 * i] !== null && column[2 * i] === column[2 * i + 1])) return;
      // Rows of other slices in between do no harm: they are rows that the run sees.
      for (const row of this.#rows.between(first, last)) kept.add(row);
    });
    return this.#inOrder([...kept]);
  }

  #evaluate(expressions: readonly Expression[], rows: Table): (readonly Value[])[] {
    if (expressions.length === 0) return [];
    const named = expressions.map((expression, i) => ({ name: String(i), expression }));
    const schema = named.map(({ name, expression }) => ({ name, type: expression.type }));
    const input: Plan = { op: 'table', name: rowsTable, schema: rows.schema, place };
    const found = this.#run({ op: 'project', input, expressions: named, schema, place }, rows);
    return found.columns.map((column) => column.values());
  }

  /** For each group its percentiles; undefined where a value is no plain number. */
  #rankedOfGroups(): ReadonlyMap<string, readonly Value[]> | undefined {
    const { ranked } = this.#rolling;
    const changed = [...this.#rows.changed];
    this.#rows.changed.clear();
    if (ranked.length === 0) return new Map();
    const found = this.#pairs(
      changed,
      changed.map((row) => this.#rows.before(row)),
    );
    // The first row of a group is compared with the last of the group before, which is another one each time.
    const groups = [...this.#rows.groups]
      .filter(([, { head }]) => head >= 0)
      .sort(([, a], [, b]) => this.#compare(a, b));
    const firsts = this.#pairs(
      groups.map(([, { head }]) => head),
      groups.map((_, i) => groups[i - 1]?.[1].tail ?? -1),
    );
    this.#isPlain = [...found, ...firsts].every((values) => values.every(isPlain));
    if (!this.#isPlain) return undefined;
    found.forEach((values, i) => {
      changed.forEach((row, at) => {
        const value = values[at];
        this.#rows.rank(row, i, this.#rows.before(row) < 0 || typeof value !== 'number' ? undefined : value);
      });
    });
    return new Map(
      groups.map(([name, group], at) => [
        name,
        ranked.map(({ percent }, i) => percentile(group, i, percent, firsts[i]?.[at] ?? null)),
      ]),
    );
  }

  /** What is ranked of rows, each with the row before it; -1 stands for none. */
  #pairs(rows: readonly number[], before: readonly number[]): (readonly Value[])[] {
    const { ranked, schema } = this.#rolling;
    const own = this.#tableOf(rows);
    const others = schema.map(({ name, type }, i): readonly [ColumnSchema, Column] => {
      const column = before.map((row) => (row < 0 ? emptyOf(type) : this.#rows.value(i, row)));
      return [{ name: `${beforePrefix}${name}`, type }, Column.of(type, column)];
    });
    const both = tableOf(
      [...own.schema, ...others.map(([column]) => column)],
      [...own.columns, ...others.map(([, column]) => column)],
      rows.length,
    );
    return this.#evaluate(
      ranked.map(({ expression }) => expression),
      both,
    );
  }

  #compare(a: RowGroup, b: RowGroup): number {
    for (const [i, direction] of this.#rolling.directions.entries()) {
      const found = compareValues(a.keys[i] ?? '', b.keys[i] ?? '') * direction;
      if (found !== 0) return found;
    }
    return 0;
  }
}

/** Inputs, each in order of arrival, as one: input and row. Of rows that arrived together those of earlier inputs come first. */
function* inOrderOfArrival(inputs: readonly LaneRows[]): Generator<readonly [input: number, row: number]> {
  const next = inputs.map(() => 0);
  for (;;) {
    let first = -1;
    let earliest = Infinity;
    inputs.forEach(({ arrivals }, input) => {
      const arrival = arrivals[next[input] as number] ?? Infinity;
      if (arrival < earliest) [first, earliest] = [input, arrival];
    });
    if (first < 0) return;
    yield [first, next[first] as number];
    next[first] = (next[first] as number) + 1;
  }
}

function isPlain(value: Value): boolean {
  return value === null || (typeof value === 'number' && !Number.isNaN(value));
}

/** The engine's percentile of the values of a group, and of one more. */
function percentile({ ranked }: RowGroup, index: number, percent: number, more: Value): Value {
  const values = ranked[index];
  if (!values) return null;
  const isMore = typeof more === 'number';
  if (isMore) values.add(more);
  const found = values.at(rankOf(percent, values.length) - 1) ?? null;
  if (isMore) values.remove(more);
  return found;
}
