/** A query run in two ways over the same rows, hour after hour: with what is kept from run to run, and plainly. */
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lanedRuns } from '../../scripts/backtest/laned-runs.ts';
import { plainRuns } from '../../scripts/backtest/rule-history.ts';
import { RuleLanes } from '../../scripts/backtest/rule-lanes.ts';
import { SpillFile } from '../../scripts/backtest/spill-file.ts';
import { createEngine } from '../../scripts/kql/engine.ts';
import { ingestionTimeColumn } from '../../scripts/kql/plan/ingestion-time.ts';
import { Column } from '../../scripts/kql/table/column.ts';
import { gatherRows, tableOf, type ColumnSchema, type Table } from '../../scripts/kql/table/table.ts';
import type { Value } from '../../scripts/kql/values/scalar.ts';
import { fromMilliseconds, minute } from '../../scripts/kql/values/time.ts';
import type { PreparedRule } from '../../scripts/scenarios/prepare.ts';

const start = Date.UTC(2026, 0, 5);
export const hour = 3_600_000;
const schedule = { frequency: hour, period: 5 * hour };

/** A time so many minutes after the start, as a cell has it. */
export function time(minutes: number): Value {
  return Number(fromMilliseconds(start)) + minutes * minute;
}

interface Arrival {
  /** Minutes from the start. */
  readonly arrival: number;
}

interface PairedRuns {
  lanesOf(query: string): RuleLanes;
  /** What each run from the first hour on finds, in both ways; the fast one says nothing where it knows of no row. */
  pairs(
    query: string,
    rows: readonly Arrival[],
    values: readonly (readonly Value[])[],
    epoch: number,
  ): (run: number) => { readonly fast: Table | undefined; readonly slow: Table };
  close(): void;
}

/** Over a table `T` with these columns. */
export function pairedRuns(name: string, columns: readonly ColumnSchema[]): PairedRuns {
  const engine = createEngine({ tables: [{ name: 'T', columns }], functions: [] }, join(tmpdir(), name));
  const file = new SpillFile();
  const schema = [...columns, { name: ingestionTimeColumn, type: 'datetime' } as const];
  const prepare = (query: string): PreparedRule => {
    const prepared = engine.prepare(query);
    return {
      rule: { triggerOperator: 'gt', triggerThreshold: 0 },
      schedule,
      workspace: { table: 'T' },
      query: () => ({ prepared }),
    } as unknown as PreparedRule;
  };
  const lanesOf = (query: string): RuleLanes =>
    new RuleLanes(engine.prepare(query).program, 'T', new Map(), file);
  return {
    lanesOf,
    pairs: (query, rows, values, epoch) => {
      const rule = prepare(query);
      const cells = [...values, rows.map(({ arrival }) => time(arrival))];
      const table = tableOf(
        schema,
        schema.map(({ type }, i) => Column.of(type, cells[i] ?? [])),
        rows.length,
      );
      const lanes = lanesOf(query);
      lanes.add(table);
      const arrivalOf = (place: number): number => (rows[place] as Arrival).arrival;
      const order = Uint32Array.from(rows.keys()).sort((a, b) => arrivalOf(a) - arrivalOf(b) || a - b);
      const laned = lanedRuns(rule, lanes, new Map(), epoch);
      const plain = plainRuns(rule, gatherRows(table, order), new Map());
      return (run) => ({ fast: laned(start + run * hour), slow: plain(start + run * hour) as Table });
    },
    close: () => file.close(),
  };
}
