import type { ColumnType } from '../../model/table.ts';
import type { Declaration } from './declaration.ts';

export type Row = Readonly<Record<string, unknown>>;

export interface StoredRow {
  readonly row: Row;
  /** What was dropped or changed without a word, as `<column>: <what>`. */
  readonly violations: readonly string[];
}

const greatestInt = 2 ** 31 - 1;
const kustoDateTime = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d+))?(Z|[+-]\d\d:\d\d)$/;

/** The row as it lies in the workspace after stream, transformation and table. */
export function storeRow(
  sent: Row,
  { columns }: Declaration,
  fieldLimit: number,
  arrival: number,
): StoredRow {
  const violations: string[] = [];
  const row: Record<string, unknown> = { TimeGenerated: new Date(arrival).toISOString() };
  for (const [name, value] of Object.entries(sent)) {
    const type = columns.get(name);
    if (type === undefined) {
      violations.push(`${name}: not declared, dropped`);
    } else if (value !== null) {
      const stored = convert(value, type);
      if (stored === undefined) violations.push(`${name}: no ${type}, stored as null`);
      const cut = stored === undefined ? undefined : cutTo(stored, fieldLimit);
      if (cut !== stored) violations.push(`${name}: cut at ${fieldLimit} bytes`);
      if (cut !== undefined) row[name] = cut;
    }
  }
  return { row, violations };
}

/** `undefined` where the value is not of the type. */
function convert(value: unknown, type: ColumnType): unknown {
  switch (type) {
    case 'string':
      return typeof value === 'string' ? value : undefined;
    case 'datetime':
      return typeof value === 'string' ? toDateTime(value) : undefined;
    case 'int':
      return Number.isInteger(value) && Math.abs(value as number) <= greatestInt ? value : undefined;
    case 'long':
      return Number.isInteger(value) ? value : undefined;
    case 'real':
      return typeof value === 'number' ? value : undefined;
    case 'bool':
      return typeof value === 'boolean' ? value : undefined;
    case 'timespan':
      return typeof value === 'string' ? value : undefined;
    case 'dynamic':
      return value;
  }
}

/** UTC with at most 7 fraction digits: a datetime keeps 100 ns. */
function toDateTime(text: string): string | undefined {
  const [, whole = '', fraction = '', zone = ''] = kustoDateTime.exec(text) ?? [];
  const seconds = Date.parse(`${whole}${zone}`);
  if (Number.isNaN(seconds)) return undefined;
  const digits = fraction.slice(0, 7).replace(/0+$/, '');
  return `${new Date(seconds).toISOString().slice(0, 19)}${digits && `.${digits}`}Z`;
}

/** The value, or the beginning of its text where that is too long. */
function cutTo(value: unknown, limit: number): unknown {
  if (typeof value !== 'string' && typeof value !== 'object') return value;
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  // No character takes more than three bytes for each of its units.
  if (text.length * 3 <= limit) return value;
  const bytes = Buffer.from(text, 'utf8');
  if (bytes.length <= limit) return value;
  let end = limit;
  while (end > 0 && ((bytes[end] ?? 0) & 0xc0) === 0x80) end -= 1;
  return bytes.toString('utf8', 0, end);
}
