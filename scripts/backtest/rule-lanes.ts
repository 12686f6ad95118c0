/** A rule's query split into lanes, and the rows that have run through them. */
import { ingestionTimeColumn } from '../kql/plan/ingestion-time.ts';
import type { Program } from '../kql/plan/plan.ts';
import type { Column } from '../kql/table/column.ts';
import { columnNamed, tableOf, type Table } from '../kql/table/table.ts';
import { withoutPresence, type RuleInterest } from './interest.ts';
import type { Lane } from './lane.ts';
import { derivedRows, rowsOfPieces, type LaneRows } from './lane-rows.ts';
import { LaneStore, type Wanted } from './lane-store.ts';
import { textsOf } from './line-texts.ts';
import { rowColumn, runSteps, type StepFrame } from './lane-steps.ts';
import { liveColumns, readBySteps } from './live-columns.ts';
import type { SpillFile } from './spill-file.ts';
import { splitLanes, type LaneProgram } from './split-lanes.ts';

/** Takes the rows of the own table, piece by piece; then gives those of each lane that are wanted. */
export class RuleLanes implements RuleInterest {
  readonly laned: LaneProgram;
  readonly #live: ReadonlyMap<Lane, ReadonlySet<string>>;
  readonly #frame: StepFrame;
  readonly #stores = new Map<Lane, LaneStore>();
  readonly #file: SpillFile;

  /** `tables` are those that are the same in every run: the watchlist. `file` takes what `spill` puts aside. */
  constructor(program: Program, own: string, tables: ReadonlyMap<string, Table>, file: SpillFile) {
    this.laned = splitLanes(program, own);
    this.#live = liveColumns(this.laned);
    this.#frame = { bindings: program.bindings, tables };
    for (const lane of this.laned.lanes) {
      if (!lane.parent) this.#stores.set(lane, new LaneStore(this.#schemaOf(lane)));
    }
    this.#file = file;
  }

  /** Names of the columns of the own table that the query reads. */
  get columns(): ReadonlySet<string> {
    const read = [...this.#stores.keys()].flatMap((lane) => [...this.#needs(lane)]);
    return new Set(read);
  }

  #needs(lane: Lane): ReadonlySet<string> {
    return readBySteps(lane.steps, this.#wanted(lane));
  }

  /** Those of them of which it asks only whether they are empty. */
  get presence(): ReadonlySet<string> {
    const read = new Set<string>();
    for (const lane of this.#stores.keys())
      for (const name of readBySteps(withoutPresence(lane.steps), this.#wanted(lane))) read.add(name);
    return new Set([...this.columns].filter((name) => !read.has(name)));
  }

  /** Texts of which each event that the query looks at has one as a value; undefined where it may have any. */
  get texts(): ReadonlySet<string> | undefined {
    const texts = new Set<string>();
    for (const { steps } of this.#stores.keys()) {
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
    const arrivals = columnNamed(rows, ingestionTimeColumn)?.values() ?? [];
    const stamps = columnNamed(rows, 'TimeGenerated')?.values() ?? [];
    for (const [lane, store] of this.#stores) {
      const found = runSteps(lane.steps, rows, this.#wanted(lane), this.#frame);
      const numbers = numbersOf(found);
      store.add(
        found,
        numbers.map((row) => Number(arrivals[row])),
        numbers.map((row) => Number(stamps[row])),
      );
    }
  }

  /** How many rows there are in all lanes of the own table. */
  get length(): number {
    return [...this.#stores.values()].reduce((sum, { length }) => sum + length, 0);
  }

  /** How many values of them are in memory. */
  get heldValues(): number {
    return [...this.#stores.values()].reduce((sum, { heldValues }) => sum + heldValues, 0);
  }

  /** Puts all rows aside. */
  spill(): void {
    for (const store of this.#stores.values()) store.spill(this.#file);
  }

  /** Rows of some lanes, and of those that they are made from, once everything has been added. */
  rowsOf(lanes: Iterable<Lane>, wanted: Wanted): ReadonlyMap<Lane, LaneRows> {
    const all = new Map<Lane, LaneRows>();
    for (const lane of lanes) this.#collect(lane, wanted, all);
    return all;
  }

  #collect(lane: Lane, wanted: Wanted, all: Map<Lane, LaneRows>): LaneRows {
    const known = all.get(lane);
    if (known) return known;
    const schema = this.#schemaOf(lane);
    let rows: LaneRows;
    if (lane.parent) {
      const parent = this.#collect(lane.parent, wanted, all);
      const found = runSteps(lane.steps, parent.table, this.#wanted(lane), this.#frame);
      const columns = schema.map(({ name }) => columnNamed(found, name) as Column);
      const table = tableOf(schema, columns, found.length);
      rows = derivedRows(lane, table, parent, Uint32Array.from(numbersOf(found)));
    } else {
      const store = this.#stores.get(lane);
      rows = rowsOfPieces(lane, schema, store ? store.read(wanted, this.#file) : []);
    }
    all.set(lane, rows);
    return rows;
  }
}

function numbersOf(table: Table): number[] {
  return (columnNamed(table, rowColumn)?.values() ?? []) as number[];
}
