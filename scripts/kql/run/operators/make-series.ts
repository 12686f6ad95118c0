import type { Plan } from '../../plan/plan.ts';
import { unsupported } from '../../plan/kql-error.ts';
import { Column } from '../../table/column.ts';
import { gatherRows, tableOf } from '../../table/table.ts';
import { toDynamic, widen } from '../../values/convert.ts';
import type { Dynamic } from '../../values/dynamic.ts';
import type { ScalarType, Value } from '../../values/scalar.ts';
import { evaluate, evaluateConstant } from '../evaluate.ts';
import { groupRows } from '../grouping.ts';
import type { Running, Runners } from '../runner.ts';
import { axisOf, type Axis } from './series-axis.ts';
import { aggregate } from './summarize.ts';

type MakeSeries = Extract<Plan, { op: 'make-series' }>;

/** Most elements of a series. Source: Kusto reference, make-series. */
const longestSeries = 2 ** 20;

/** Rows that share keys and bin are one element; a bin without rows has the default. */
export const makeSeries: Runners['make-series'] = (plan, running) => {
  const table = running.table(plan.input);
  const axis = axisOf(plan, evaluate(plan.axis.expression, table, running), running);
  const kept = rowsWithBin(axis.bins);
  const rows = gatherRows(table, kept);
  const bins = Column.of(
    'long',
    Array.from(kept, (row) => axis.bins[row] as number),
  );
  const keys = plan.by.map(({ expression }) => evaluate(expression, rows, running));
  const groups = groupRows([...keys, bins], rows.length);
  const results = aggregate(plan.aggregation, rows, groups, running);
  const keyRows = keys.map((key) => key.gather(groups.rows));
  const series = groupRows(keyRows, groups.count);
  const groupBins = Array.from(groups.rows, (row) => bins.at(row) as number);
  const isEmptyDefault = plan.isNonempty && plan.by.length === 0 && series.count === 0;
  const count = isEmptyDefault ? 1 : series.count;
  const spans = spansOf(groupBins, { ids: series.ids, count }, axis, plan);
  const arrays = results.map((column, i) => {
    const rest = defaultOf(plan, i, column.type, running);
    const lists = spans.map(({ first, length }) => {
      if (length > longestSeries) throw unsupported('A series of so many elements', plan.place);
      return { first, items: Array.from<Dynamic>({ length: length }).fill(rest.value) };
    });
    const filled = new Uint32Array(count);
    groupBins.forEach((bin, group) => {
      const id = series.ids[group] as number;
      const list = lists[id];
      if (!list) return;
      list.items[bin - list.first] = toDynamic(column.at(group), column.type);
      (filled[id] as number)++;
    });
    lists.forEach(({ items }, id) => {
      if (rest.isUnknown && (filled[id] as number) < items.length)
        throw unsupported('A missing value without a default', plan.place);
    });
    return lists.map(({ items }) => items);
  });
  const axes = spans.map(({ first, length }) => Array.from({ length }, (_, i) => axis.valueOf(first + i)));
  return tableOf(
    plan.schema,
    [
      ...keyRows.map((column) => column.gather(series.rows)),
      ...[...arrays, axes].map((lists) => Column.of('dynamic', lists)),
    ],
    count,
  );
};

function rowsWithBin(bins: readonly (number | null)[]): Uint32Array {
  const rows: number[] = [];
  bins.forEach((bin, row) => void (bin === null || rows.push(row)));
  return Uint32Array.from(rows);
}

interface Span {
  readonly first: number;
  readonly length: number;
}

/** The bins of each series: from start to end, or where one is not given, to its own outermost bin. */
function spansOf(
  bins: readonly number[],
  { ids, count }: { readonly ids: Uint32Array; readonly count: number },
  { first, last }: Axis,
  { place }: MakeSeries,
): readonly Span[] {
  const lowest = Array.from<number>({ length: count }).fill(first ?? Infinity);
  const highest = Array.from<number>({ length: count }).fill(last ?? -Infinity);
  bins.forEach((bin, group) => {
    const id = ids[group] as number;
    lowest[id] = Math.min(lowest[id] as number, bin);
    highest[id] = Math.max(highest[id] as number, bin);
  });
  return lowest.map((low, i) => {
    const length = (highest[i] as number) - low + 1;
    if (!Number.isFinite(length)) throw unsupported('A series of no rows without start and end', place);
    return { first: low, length: Math.max(0, length) };
  });
}

interface Default {
  readonly value: Dynamic;
  readonly isUnknown: boolean;
}

/** Where the query names none, numbers have 0. */
function defaultOf({ defaults }: MakeSeries, i: number, type: ScalarType, running: Running): Default {
  const given = defaults[i];
  const isNumber = type === 'int' || type === 'long' || type === 'real';
  if (!given) return { value: toDynamic(0, type === 'real' ? 'real' : 'long'), isUnknown: !isNumber };
  const value: Value = evaluateConstant(given, running);
  const isInteger = given.type === 'int' || given.type === 'long';
  return isInteger && type === 'real'
    ? { value: toDynamic(widen(given.type, type)(value), type), isUnknown: false }
    : { value: toDynamic(value, given.type), isUnknown: false };
}
