/** A rule's query split into lanes, and the rows that have run through them. */
import { ingestionTimeColumn } from '../kql/plan/ingestion-time.ts';
import type { Program } from '../kql/plan/plan.ts';
import type { Column } from '../kql/table/column.ts';
import { columnNamed, tableOf, type Table } from '../kql/table/table.ts';
import type { Value } from '../kql/values/scalar.ts';
import { splitLanes, type Lane, type LaneProgram } from './lane.ts';
import { derivedRows, LaneCollector, type LaneRows } from './lane-rows.ts';
import { textsOf } from './line-texts.ts';
import { rowColumn, runSteps, type StepFrame } from './lane-steps.ts';
import { liveColumns, readBySteps } from './live-columns.ts';

/** Takes the rows of the own table, piece by piece; at the end there are the rows of each lane. */
export class RuleLanes {
  readonly laned: LaneProgram;
  readonly #live: ReadonlyMap<Lane, ReadonlySet<string>>;
  readonly #frame: StepFrame;
  readonly #collectors = new Map<Lane, LaneCollector>();

  /** `tables` are those that are the same in every run: the watchlist. */
  constructor(program: Program, own: string, tables: ReadonlyMap<string, Table>) {
    this.laned = splitLanes(program, own);
    this.#live = liveColumns(this.laned);
    this.#frame = { bindings: program.bindings, tables };
    for (const lane of this.laned.lanes) {
      if (!lane.parent) this.#collectors.set(lane, new LaneCollector(this.#schemaOf(lane)));
    }
  }

  /** Names of the columns of the own table that the query reads. */
  get columns(): ReadonlySet<string> {
    const read = [...this.#collectors.keys()].flatMap((lane) => [...this.#needs(lane)]);
    return new Set(read);
  }

  #needs(lane: Lane): ReadonlySet<string> {
    return readBySteps(lane.steps, this.#wanted(lane));
  }

  /** Texts of which each event that the query looks at has one as a value; undefined where it may have any. */
  get texts(): ReadonlySet<string> | undefined {
    const texts = new Set<string>();
    for (const { steps } of this.#collectors.keys()) {
      const own = textsOf(steps);
      if (!own) return undefined;
      for (const text of own) texts.add(text);
    }
    return texts;
  }

  #wanted(lane: Lane): ReadonlySet<string> {
    const step = lane.steps.at(-1);
    const key = lane.dropsCopies && step?.op === 'summarize' ? [step.by[0]?.name ?? ''] : [];
    return new Set([...(this.#live.get(lane) ?? []), ...key]);
  }

  #schemaOf(lane: Lane) {
    const wanted = this.#wanted(lane);
    return lane.schema.filter(({ name }) => wanted.has(name));
  }

  /** Rows of the own table, with the hidden column of ingestion times. */
  add(rows: Table): void {
    const arrivals = timesOf(rows, ingestionTimeColumn);
    const stamps = timesOf(rows, 'TimeGenerated');
    for (const [lane, collector] of this.#collectors) {
      const found = runSteps(lane.steps, rows, this.#wanted(lane), this.#frame);
      const numbers = numbersOf(found);
      collector.add(
        found,
        numbers.map((row) => arrivals[row] as number),
        numbers.map((row) => stamps[row] as number),
      );
    }
  }

  /** The rows of all lanes, once everything has been added. */
  finish(): ReadonlyMap<Lane, LaneRows> {
    const all = new Map<Lane, LaneRows>();
    for (const lane of this.laned.lanes) {
      const parent = lane.parent && all.get(lane.parent);
      if (!parent) {
        const collector = this.#collectors.get(lane);
        if (collector) all.set(lane, collector.finish(lane));
        continue;
      }
      const found = runSteps(lane.steps, parent.table, this.#wanted(lane), this.#frame);
      const schema = this.#schemaOf(lane);
      const columns = schema.map(({ name }) => columnNamed(found, name) as Column);
      const table = tableOf(schema, columns, found.length);
      all.set(lane, derivedRows(lane, table, parent, Uint32Array.from(numbersOf(found))));
    }
    return all;
  }
}

function numbersOf(table: Table): number[] {
  return (columnNamed(table, rowColumn)?.values() ?? []) as number[];
}

function timesOf(table: Table, name: string): number[] {
  const values: readonly Value[] = columnNamed(table, name)?.values() ?? [];
  return values.map(Number);
}
