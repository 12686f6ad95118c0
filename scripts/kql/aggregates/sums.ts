/** Sums and averages. Sums of integers wrap at 64 bits, as in Kusto. */
import { Refusal } from '../functions/function.ts';
import type { Column } from '../table/column.ts';
import { Decimal } from '../values/decimal.ts';
import { add, toInt64, type Int64 } from '../values/int64.ts';
import type { ScalarType, Value } from '../values/scalar.ts';
import { conditional, type Aggregate, type Groups } from './aggregate.ts';

interface Totals {
  readonly sums: Value[];
  /** Values that are not null, by group. */
  readonly counts: number[];
}

/** Digits that a decimal holds at most. */
const decimalDigits = 34;

function total(
  { column, type }: { readonly column: Column | undefined; readonly type: ScalarType },
  groups: Groups,
): Totals {
  const values = column?.values() ?? [];
  const sums = Array.from<Value>({ length: groups.count }).fill(type === 'decimal' ? new Decimal(0n, 0) : 0);
  const counts = Array.from<number>({ length: groups.count }).fill(0);
  const plus = adder(type);
  const { ids } = groups;
  for (let i = 0; i < ids.length; i++) {
    const value = values[i] as Value;
    if (value === null) continue;
    const id = ids[i] as number;
    sums[id] = plus(sums[id] as Value, value);
    (counts[id] as number)++;
  }
  return { sums, counts };
}

function adder(type: ScalarType): (a: Value, b: Value) => Value {
  if (type === 'real') return (a, b) => (a as number) + (b as number);
  if (type === 'decimal') return (a, b) => addDecimals(a as Decimal, b as Decimal);
  if (type === 'int' || type === 'long' || type === 'timespan') return (a, b) => add(a as Int64, b as Int64);
  throw new Refusal(`A sum of ${type} values is not supported.`);
}

function addDecimals(a: Decimal, b: Decimal): Decimal {
  const scale = Math.max(a.scale, b.scale);
  const scaled = ({ digits, scale: own }: Decimal): bigint => digits * 10n ** BigInt(scale - own);
  const sum = scaled(a) + scaled(b);
  if (String(sum).length > decimalDigits)
    throw new Refusal('A decimal sum of so many digits is not supported.');
  return new Decimal(sum, scale);
}

const sum: Aggregate = {
  page: 'sum-aggregation-function',
  evaluate: ([column], groups) => [total({ column, type: column?.type ?? 'long' }, groups).sums],
};

/** The average of no value is NaN. An integer sum that wraps makes a wrong average: Kusto's does as well. */
const avg: Aggregate = {
  page: 'avg-aggregation-function',
  evaluate: ([column], groups) => {
    const type = column?.type ?? 'long';
    if (type === 'datetime') return [averageDatetimes(column as Column, groups)];
    const { sums, counts } = total({ column, type }, groups);
    return [sums.map((value, i) => divide(value, counts[i] as number, type))];
  },
};

function divide(value: Value, count: number, type: ScalarType): Value {
  if (type === 'int' || type === 'long' || type === 'real') return Number(value) / count;
  if (count === 0) throw new Refusal(`The average of no ${type} is not supported.`);
  return type === 'decimal'
    ? divideDecimal(value as Decimal, count)
    : toInt64(BigInt(value as Int64) / BigInt(count));
}

function divideDecimal({ digits, scale }: Decimal, count: number): Decimal {
  const places = decimalDigits - String(digits).length;
  const scaled = digits * 10n ** BigInt(Math.max(0, places));
  if (places < 0 || scaled % BigInt(count) !== 0n) {
    throw new Refusal('An average of decimals that has no end is not supported.');
  }
  return new Decimal(scaled / BigInt(count), scale + places);
}

function averageDatetimes(column: Column, { count, ids }: Groups): Value[] {
  const sums = Array.from<bigint>({ length: count }).fill(0n);
  const counts = Array.from<number>({ length: count }).fill(0);
  const values = column.values();
  for (let i = 0; i < ids.length; i++) {
    const value = values[i];
    if (value === null) continue;
    const id = ids[i] as number;
    sums[id] = (sums[id] as bigint) + BigInt(value as Int64);
    (counts[id] as number)++;
  }
  return sums.map((all, i) => {
    if (counts[i] === 0) throw new Refusal('The average of no datetime is not supported.');
    return toInt64(all / BigInt(counts[i] as number));
  });
}

export const sums: Readonly<Record<string, Aggregate>> = {
  sum,
  sumif: conditional('sumif-aggregation-function', sum),
  avg,
  avgif: conditional('avgif-aggregation-function', avg),
};
