/** Tables as JSON and as text. Numbers keep their digits: JSON is written here, not by way of doubles. */
import type { Table } from './table/table.ts';
import { jsonOf, textOfValue } from './values/convert.ts';
import type { Dynamic } from './values/dynamic.ts';
import type { Int64 } from './values/int64.ts';
import type { ScalarType, Value } from './values/scalar.ts';
import { datetimeText, timespanText } from './values/time.ts';

/** A cell as JSON: times as text, dynamic values as what they are, large longs and NaN as text. */
export function cellJson(value: Value, type: ScalarType): string {
  if (value === null) return 'null';
  switch (type) {
    case 'datetime':
      return JSON.stringify(datetimeText(value as Int64));
    case 'timespan':
      return JSON.stringify(timespanText(value as Int64));
    case 'dynamic':
      return jsonOf(value as Dynamic);
    case 'real':
      return realJson(value as number);
    case 'int':
    case 'long':
      return typeof value === 'bigint' ? JSON.stringify(String(value)) : String(value);
    case 'decimal':
      return String(value);
    default:
      return JSON.stringify(value);
  }
}

function realJson(value: number): string {
  if (Number.isFinite(value)) return Object.is(value, -0) ? '0' : String(value);
  return JSON.stringify(String(value));
}

/** `"columns":[{"name","type"}],"rows":[[…]]`, the members of an answer. */
export function answerMembers(table: Table): string {
  const columns = table.schema.map(({ name, type }) => ({ name, type }));
  return `"columns":${JSON.stringify(columns)},"rows":[${rowsOf(table, cellJson)
    .map((row) => `[${row.join(',')}]`)
    .join(',')}]`;
}

/** A cell as people read it: as `tostring()` gives it, but times and longs in full. */
export function cellText(value: Value, type: ScalarType): string {
  if (value === null) return '';
  if (type === 'dynamic') return typeof value === 'string' ? value : jsonOf(value as Dynamic);
  if (type === 'bool') return value ? 'true' : 'false';
  return textOfValue(value, type);
}

/** All cells, row by row. */
export function rowsOf(
  { schema, columns, length }: Table,
  toText: (value: Value, type: ScalarType) => string,
): string[][] {
  const values = columns.map((column) => column.values());
  return Array.from({ length }, (_, row) =>
    schema.map(({ type }, i) => toText((values[i] as readonly Value[])[row] as Value, type)),
  );
}
