import type { MvExpansion, Plan } from '../../plan/plan.ts';
import { unsupported } from '../../plan/kql-error.ts';
import { Column } from '../../table/column.ts';
import { columnNamed, tableOf, type Table } from '../../table/table.ts';
import { castElement } from '../../values/cast-element.ts';
import { isArray, isBag, type Dynamic } from '../../values/dynamic.ts';
import { emptyOf, type ScalarType, type Value } from '../../values/scalar.ts';
import { evaluate, evaluateConstant } from '../evaluate.ts';
import type { Running, Runners } from '../runner.ts';

/** The expanded table, and for each of its rows the row that it comes from. */
export interface Expanded {
  readonly table: Table;
  readonly rows: Uint32Array;
}

export const mvExpand: Runners['mv-expand'] = (plan, running) =>
  expand(plan, running.table(plan.input), plan.schema, running).table;

export function expand(
  expansion: MvExpansion & Pick<Plan, 'place'>,
  table: Table,
  schema: Table['schema'],
  running: Running,
): Expanded {
  const limit = limitOf(expansion, running);
  const lists = expansion.items.map(({ expression }) =>
    elementLists(evaluate(expression, table, running), expansion.asPairs),
  );
  const counts = new Uint32Array(table.length);
  let total = 0;
  for (let row = 0; row < counts.length; row++) {
    let most = 0;
    for (const list of lists) most = Math.max(most, list(row).length);
    total += counts[row] = Math.min(most, limit);
  }
  const rows = new Uint32Array(total);
  for (let row = 0, at = 0; row < counts.length; row++) {
    rows.fill(row, at, at + (counts[row] as number));
    at += counts[row] as number;
  }
  const columns = schema.map(({ name, type }): Column => {
    const item = expansion.items.findIndex(({ column }) => column.name === name);
    if (item >= 0) return elementColumn(type, lists[item] as Lists, counts, expansion);
    if (name === expansion.index) return Column.of('long', positions(counts));
    const source = columnNamed(table, name);
    if (!source) throw new TypeError(`no column ${name}`);
    return source.gather(rows);
  });
  return { table: tableOf(schema, columns, total), rows };
}

/** The elements that a row is expanded into. */
type Lists = (row: number) => readonly Dynamic[];

const oneNull: readonly Dynamic[] = [null];

function elementLists(column: Column, asPairs: boolean): Lists {
  if (column.type !== 'dynamic') throw new TypeError(column.type);
  if (column.dictionary) {
    const { entries, codes } = column.dictionary;
    const lists = entries.map((entry) => elements(entry as Dynamic, asPairs));
    return (row) => lists[codes[row] as number] as readonly Dynamic[];
  }
  const lists = column.values().map((value) => elements(value as Dynamic, asPairs));
  return (row) => lists[row] as readonly Dynamic[];
}

/** Null, and a value that is neither array nor bag, is an element of its own. */
function elements(value: Dynamic, asPairs: boolean): readonly Dynamic[] {
  if (value === null) return oneNull;
  if (isArray(value)) return value;
  if (!isBag(value)) return [value];
  const members = Object.entries(value);
  return asPairs ? members : members.map((member) => Object.fromEntries([member]));
}

/** Elements one after the other; a list shorter than its row's longest is filled up with nulls. */
function elementColumn(
  type: ScalarType,
  list: Lists,
  counts: Uint32Array,
  { place }: Pick<Plan, 'place'>,
): Column {
  const cast = castElement(type, (what) => unsupported(`${what} as an element of type ${type}`, place));
  const values: Value[] = [];
  let at = 0;
  for (let row = 0; row < counts.length; row++) {
    const own = list(row);
    const count = counts[row] as number;
    for (let i = 0; i < count; i++) values[at++] = i < own.length ? cast(own[i] as Dynamic) : emptyOf(type);
  }
  return Column.of(type, values);
}

function positions(counts: Uint32Array): readonly Value[] {
  const values: Value[] = [];
  let at = 0;
  for (const count of counts) for (let i = 0; i < count; i++) values[at++] = i;
  return values;
}

function limitOf({ limit }: MvExpansion, running: Running): number {
  return limit ? Math.max(0, Number(evaluateConstant(limit, running))) : Infinity;
}
