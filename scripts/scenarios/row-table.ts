/** Rows of a scenario as a table of the engine. */
import { columnBuilder } from '../data-files/column-builder.ts';
import { Column } from '../kql/table/column.ts';
import { tableOf, type ColumnSchema, type Table } from '../kql/table/table.ts';
import { ingestionTimeColumn } from '../kql/plan/ingestion-time.ts';
import { emptyOf, type ScalarType, type Value } from '../kql/values/scalar.ts';
import { fromMilliseconds, parseDatetime } from '../kql/values/time.ts';
import { logSources } from './log-source.ts';
import type { OtherRow, Row, Scenario, Variant } from './scenario.ts';

const ticksPerMillisecond = 10_000;

/** A table of JSON values; what is absent is empty. */
export function buildTable(
  schema: readonly ColumnSchema[],
  rows: readonly Readonly<Record<string, unknown>>[],
): Table {
  const columns = schema.map(({ name, type }) => {
    if (rows.every((row) => row[name] === undefined))
      return Column.constant(type, emptyOf(type), rows.length);
    const builder = columnBuilder(type);
    for (const row of rows) builder.add(cellOf(row[name], type));
    return builder.finish();
  });
  return tableOf(schema, columns, rows.length);
}

/** A JSON value in the form that column builders take: dynamic values as their text. */
function cellOf(value: unknown, type: ScalarType): Value {
  if (type === 'dynamic') return value === undefined ? 'null' : JSON.stringify(value);
  if (value === undefined || value === null) return emptyOf(type);
  if (type === 'datetime') return typeof value === 'string' ? parseDatetime(value) : (value as Value);
  if (type === 'string') return typeof value === 'string' ? value : JSON.stringify(value);
  return value as Value;
}

/** The whole table of a scenario, whatever a run sees of it, with the hidden column of ingestion times. */
export function rowTable(scenario: Scenario, schema: readonly ColumnSchema[], variant: Variant): Table {
  const base = known.get(scenario) ?? baseTable(scenario, schema);
  known.set(scenario, base);
  const sources = logSources(scenario.rows, variant);
  const source = base.schema.findIndex(({ name }) => name === 'log_source');
  return { ...base, columns: base.columns.with(source, Column.of('string', sources)) };
}

/** The variants of a scenario differ in one column only. */
const known = new WeakMap<Scenario, Table>();

function baseTable({ rows, now, lacks }: Scenario, schema: readonly ColumnSchema[]): Table {
  const times: Readonly<Record<string, (row: Row) => number | undefined>> = {
    TimeGenerated: ({ generated }) => generated,
    timestamp: ({ happened }) => happened,
    [ingestionTimeColumn]: ({ arrived }) => arrived,
  };
  const all: ColumnSchema[] = [...schema, { name: ingestionTimeColumn, type: 'datetime' }];
  const shown = all.filter(({ name }) => !lacks.includes(name));
  const plain = buildTable(
    shown.filter(({ name }) => !(name in times)),
    rows.map(({ columns }) => columns),
  );
  const columns = shown.map(({ name }) => {
    const time = times[name];
    if (!time) return plain.columns[plain.schema.findIndex((c) => c.name === name)] as Column;
    return timeColumn(rows.map(time), now);
  });
  return tableOf(shown, columns, rows.length);
}

const storedColumns: ReadonlySet<string> = new Set(['TimeGenerated', ingestionTimeColumn]);

/** Rows of a table of Microsoft's, which are stored when they are stamped. */
export function otherTable(rows: readonly OtherRow[], schema: readonly ColumnSchema[], now: number): Table {
  const all: ColumnSchema[] = [...schema, { name: ingestionTimeColumn, type: 'datetime' }];
  const plain = buildTable(
    all,
    rows.map(({ columns }) => columns),
  );
  const stamps = timeColumn(
    rows.map(({ generated }) => generated),
    now,
  );
  return {
    ...plain,
    columns: plain.columns.map((column, i) => (storedColumns.has(all[i]?.name ?? '') ? stamps : column)),
  };
}

function timeColumn(offsets: readonly (number | undefined)[], now: number): Column {
  const start = Number(fromMilliseconds(now));
  const values = offsets.map((offset) =>
    offset === undefined ? null : start + offset * ticksPerMillisecond,
  );
  return Column.of('datetime', values);
}
