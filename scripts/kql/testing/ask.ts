/** Runs a query for a test: bound by Microsoft's binder, answered by the engine. */
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createEngine, type Engine } from '../engine.ts';
import { tableOf, type ColumnSchema, type Table } from '../table/table.ts';
import { Column } from '../table/column.ts';
import { jsonOf } from '../values/convert.ts';
import type { Dynamic } from '../values/dynamic.ts';
import type { Int64 } from '../values/int64.ts';
import type { ScalarType, Value } from '../values/scalar.ts';
import { datetimeText, fromMilliseconds, timespanText } from '../values/time.ts';

/** A cell as a test writes it: datetimes and timespans as text, dynamic values as JSON, large longs as text. */
export type Cell = unknown;

/** A table for a test: `name:type` pairs, and rows of the engine's own values. */
export interface TestTable {
  readonly columns: string;
  readonly rows: readonly (readonly Value[])[];
}

export type TestTables = Readonly<Record<string, TestTable>>;

const cacheFolder = join(tmpdir(), 'onepassword-kql-tests');
const plain = createEngine({ tables: [], functions: [] }, cacheFolder);

function engineFor(tables: ReadonlyMap<string, Table>): Engine {
  const schema = [...tables].map(([name, table]) => ({ name, columns: table.schema }));
  return createEngine({ tables: schema, functions: [] }, cacheFolder);
}

/** The rows of the answer; throws what the binder or the engine refuses. */
export function ask(query: string, now = '2026-01-01T00:00:00Z', tables: TestTables = {}): Cell[][] {
  const built = new Map(Object.entries(tables).map(([name, table]) => [name, toTable(table)]));
  const engine = built.size === 0 ? plain : engineFor(built);
  const {
    schema: shown,
    columns,
    length,
  } = engine.prepare(query).run({
    tables: built,
    now: fromMilliseconds(Date.parse(now)),
  });
  const values = columns.map((column) => column.values());
  return Array.from({ length }, (_, row) =>
    shown.map(({ type }, i) => toCell((values[i] as readonly Value[])[row] as Value, type)),
  );
}

function toTable({ columns, rows }: TestTable): Table {
  const schema = columns.split(/\s+/).map((pair): ColumnSchema => {
    const [name = '', type = 'string'] = pair.split(':');
    return { name, type: type as ScalarType };
  });
  const built = schema.map(({ type }, i) =>
    Column.of(
      type,
      rows.map((row) => row[i] as Value),
    ),
  );
  return tableOf(schema, built, rows.length);
}

function toCell(value: Value, type: ScalarType): Cell {
  if (value === null) return null;
  if (type === 'datetime') return datetimeText(value as Int64);
  if (type === 'timespan') return timespanText(value as Int64);
  if (type === 'dynamic') return JSON.parse(jsonOf(value as Dynamic));
  return typeof value === 'bigint' || typeof value === 'object' ? String(value) : value;
}
