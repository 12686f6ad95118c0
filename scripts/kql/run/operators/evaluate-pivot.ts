import { unsupported } from '../../plan/kql-error.ts';
import type { Plan } from '../../plan/plan.ts';
import { Column } from '../../table/column.ts';
import { columnNamed, tableOf, type Table } from '../../table/table.ts';
import { textOfValue } from '../../values/convert.ts';
import type { Value } from '../../values/scalar.ts';
import { evaluate } from '../evaluate.ts';
import { groupRows } from '../grouping.ts';
import type { Running, Runners } from '../runner.ts';
import { summarize } from './summarize.ts';

type Pivot = Extract<Plan, { op: 'pivot' }>;

/** Aggregates whose value over no rows the reference shows. */
const zeroWithoutRows = new Set(['count', 'sum']);

const keyColumn = '\u0000group';

/**
 * One row for each group, one column for each value of the pivot column. Which order those columns have is
 * nowhere written, so that more than one is run only where the query declares them.
 */
export const pivot: Runners['pivot'] = (plan, running) => {
  const table = running.table(plan.input);
  const keys = plan.by.map(({ expression }) => evaluate(expression, table, running));
  const groups = groupRows(keys, table.length);
  const pivoted = evaluate(plan.pivot, table, running);
  const cells = summarizeCells(plan, table, groups.ids, pivoted, running);
  const names = columnsOf(plan, cells);
  const [ids, values] = [cells.columns[0]?.values() ?? [], cells.columns[2]?.values() ?? []];
  const rowsByName = new Map(names.map((name) => [name, new Map<Value, number>()]));
  cellNames(plan, cells).forEach((name, row) => rowsByName.get(name)?.set(ids[row] as Value, row));
  const results = [...rowsByName].map(([name, rows]) => {
    const column = Array.from({ length: groups.count }, (_, group): Value => {
      const row = rows.get(group);
      if (row !== undefined) return values[row] as Value;
      if (zeroWithoutRows.has(plan.aggregate.name)) return 0;
      throw unsupported(`pivot with ${plan.aggregate.name} and no row for a cell of ${name}`, plan.place);
    });
    return [name, Column.of(typeOfCells(plan), column)] as const;
  });
  const byName = new Map<string, Column>([
    ...plan.by.map(({ name }, i) => [name, (keys[i] as Column).gather(groups.rows)] as const),
    ...results,
  ]);
  const schema = plan.isOpen ? openSchema(byName) : plan.schema;
  const columns = schema.map(({ name, type }) => {
    const column = byName.get(name);
    if (column?.type !== type)
      throw unsupported(`pivot without a column ${name} of type ${type} in the data`, plan.place);
    return column;
  });
  if (columns.length < byName.size)
    throw unsupported('pivot with columns that the query does not declare', plan.place);
  return tableOf(schema, columns, groups.count);
};

/** The table summarized by group and pivoted value. */
function summarizeCells(
  plan: Pivot,
  table: Table,
  ids: Uint32Array,
  pivoted: Column,
  running: Running,
): Table {
  const group = { name: keyColumn, type: 'long' } as const;
  const value = { name: `${keyColumn}value`, type: pivoted.type } as const;
  const columns = [...table.columns, Column.of('long', Array.from(ids)), pivoted];
  const whole = tableOf([...table.schema, group, value], columns, table.length);
  const by = [group, value].map(({ name, type }) => ({
    name,
    expression: { kind: 'column' as const, name, type, place: plan.place },
  }));
  const result = { name: `${keyColumn}cell`, type: typeOfCells(plan) };
  const aggregates = [{ ...plan.aggregate, columns: [result] }];
  const schema = [group, value, result];
  return summarize(
    { op: 'summarize', input: plan.input, by, aggregates, schema, place: plan.place },
    { ...running, table: () => whole },
  );
}

function typeOfCells({ aggregate }: Pivot): Column['type'] {
  return aggregate.columns[0]?.type ?? 'long';
}

function cellNames(plan: Pivot, cells: Table): readonly string[] {
  const column = columnNamed(cells, `${keyColumn}value`) as Column;
  if (column.type !== 'string') throw unsupported(`pivot by a column of type ${column.type}`, plan.place);
  return column.values().map((value) => {
    const name = textOfValue(value, 'string');
    if (name === '') throw unsupported('pivot by an empty value', plan.place);
    return name;
  });
}

function columnsOf(plan: Pivot, cells: Table): readonly string[] {
  const names = [...new Set(cellNames(plan, cells))];
  if (plan.isOpen && names.length > 1) throw unsupported('pivot without declared columns', plan.place);
  return names;
}

function openSchema(columns: ReadonlyMap<string, Column>): Table['schema'] {
  return [...columns].map(([name, { type }]) => ({ name, type }));
}
