import { invalid, unsupported } from '../../plan/kql-error.ts';
import type { Plan } from '../../plan/plan.ts';
import { Column } from '../../table/column.ts';
import { columnNamed, tableOf, type ColumnSchema, type Table } from '../../table/table.ts';
import { castElement, kindOf } from '../../values/cast-element.ts';
import { isArray, isBag, type Bag, type Dynamic } from '../../values/dynamic.ts';
import { emptyOf, type ScalarType, type Value } from '../../values/scalar.ts';
import { evaluate, evaluateConstant } from '../evaluate.ts';
import type { Running, Runners } from '../runner.ts';

type BagUnpack = Extract<Plan, { op: 'bag-unpack' }>;

export const bagUnpack: Runners['bag-unpack'] = (plan, running) => {
  const table = running.table(plan.input);
  const bags = evaluate(plan.bag, table, running).values();
  const prefix = String(textOption(plan.prefix, running) ?? '');
  const slots = slotNames(bags, prefix, ignoredNames(plan, running));
  return plan.declared
    ? unpackDeclared(plan, table, bags, slots)
    : unpackAll(plan, table, bags, slots, running);
};

/** Keys of the bags by the names of their columns, in order of the names. */
type Slots = ReadonlyMap<string, string>;

function slotNames(bags: readonly Value[], prefix: string, ignored: ReadonlySet<string>): Slots {
  const keys = new Set<string>();
  for (const bag of bags) if (isBag(bag)) for (const key of Object.keys(bag)) keys.add(key);
  const names = [...keys].filter((key) => !ignored.has(key)).map((key) => [prefix + key, key] as const);
  return new Map(names.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));
}

function ignoredNames({ ignored, place }: BagUnpack, running: Running): ReadonlySet<string> {
  if (!ignored) return new Set();
  const names = evaluateConstant(ignored, running);
  if (!isArray(names)) throw unsupported('ignoredProperties that is no array', place);
  return new Set(names.map(String));
}

function textOption(option: BagUnpack['prefix'], running: Running): Value | undefined {
  return option && evaluateConstant(option, running);
}

/** Columns of the input keep their places; what the bags add comes behind, by name. */
function unpackAll(
  plan: BagUnpack,
  table: Table,
  bags: readonly Value[],
  slots: Slots,
  running: Running,
): Table {
  const conflict = String(textOption(plan.conflict, running) ?? 'error');
  if (!['error', 'replace_source', 'keep_source'].includes(conflict)) {
    throw invalid(`columnsConflict cannot be ${conflict}.`, plan.place);
  }
  const own = table.schema.filter(({ name }) => name !== plan.column || slots.has(name));
  const parts = own.map((column): readonly [ColumnSchema, Column] => {
    const key = slots.get(column.name);
    const source = columnNamed(table, column.name) as Column;
    if (key === undefined) return [column, source];
    if (column.name === plan.column) return slotColumn(column.name, key, bags, plan);
    if (conflict === 'error') throw invalid(`The column ${column.name} is there already.`, plan.place);
    if (conflict === 'keep_source') return [column, source];
    const replaced = slotColumn(column.name, key, bags, plan);
    if (replaced[0].type === column.type) return replaced;
    throw unsupported(`A column ${column.name} that changes its type`, plan.place);
  });
  const taken = new Set(own.map(({ name }) => name));
  const added = [...slots]
    .filter(([name]) => !taken.has(name))
    .map(([name, key]) => slotColumn(name, key, bags, plan));
  const all = [...parts, ...added];
  return tableOf(
    all.map(([schema]) => schema),
    all.map(([, column]) => column),
    table.length,
  );
}

/** A slot has its values' type where they all have one, and is dynamic elsewhere. */
function slotColumn(
  name: string,
  key: string,
  bags: readonly Value[],
  { place }: BagUnpack,
): [ColumnSchema, Column] {
  const values = bags.map((bag) => slotOf(bag, key));
  const kinds = new Set(values.flatMap((value) => (value === null ? [] : [kindOf(value)])));
  const [kind] = kinds;
  if (kind === undefined) throw unsupported(`A slot ${name} that is null throughout`, place);
  const isDynamic = kinds.size > 1 || kind === 'array' || kind === 'dictionary' || kind === 'null';
  const type: ScalarType = isDynamic ? 'dynamic' : kind;
  const column = typedColumn(type, values, place);
  return [{ name, type }, type === 'string' ? column : withoutGaps(name, column, place)];
}

/**
 * The type of such a column is what the bags show, and what a bag without the slot has in it is not
 * documented: refused where it is read. A declared column has null there.
 */
function withoutGaps(name: string, column: Column, place: BagUnpack['place']): Column {
  if (!column.values().includes(null)) return column;
  return Column.computed(column.type, column.length, (row) => {
    const value = column.at(row);
    if (value === null)
      throw unsupported(`The slot ${name}, which a bag lacks, without : (*, ${name}:${column.type})`, place);
    return value;
  });
}

function typedColumn(type: ScalarType, values: readonly Dynamic[], place: BagUnpack['place']): Column {
  const cast = castElement(type, (what) => unsupported(`${what} as a value of type ${type}`, place));
  return Column.of(
    type,
    values.map((value) => (value === null ? emptyOf(type) : cast(value))),
  );
}

function slotOf(bag: Value, key: string): Dynamic {
  return isBag(bag) && Object.hasOwn(bag, key) ? ((bag as Bag)[key] ?? null) : null;
}

/** Only the declared columns, and with `*` those of the input before them. */
function unpackDeclared(plan: BagUnpack, table: Table, bags: readonly Value[], slots: Slots): Table {
  const declared = new Set(plan.declared?.map(({ name }) => name));
  const columns = plan.schema.map(({ name, type }) => {
    const source = name === plan.column ? undefined : columnNamed(table, name);
    const key = slots.get(name);
    if (source && declared.has(name) && key !== undefined) {
      throw unsupported(`A column ${name} that is in both table and bag`, plan.place);
    }
    if (source) return source;
    return typedColumn(
      type,
      bags.map((bag) => (key === undefined ? null : slotOf(bag, key))),
      plan.place,
    );
  });
  return tableOf(plan.schema, columns, table.length);
}
