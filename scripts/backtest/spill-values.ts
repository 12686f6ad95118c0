/** Values of a column as bytes and back. Equal texts and equal dynamic values are written once. */
import { deserialize, serialize } from 'node:v8';
import { Decimal } from '../kql/values/decimal.ts';
import { isArray, isBag, Typed, type Dynamic } from '../kql/values/dynamic.ts';
import type { Value } from '../kql/values/scalar.ts';

/** Rows in the order in which they were added; times in ticks. */
export interface Rows {
  readonly columns: Value[][];
  readonly arrivals: number[];
  readonly stamps: number[];
}

type Packed = Float64Array | { readonly entries: readonly unknown[]; readonly codes: Uint32Array };

interface PackedRows {
  readonly columns: readonly Packed[];
  readonly arrivals: Float64Array;
  readonly stamps: Float64Array;
}

export function rowsToBytes({ columns, arrivals, stamps }: Rows): Buffer {
  const packed: PackedRows = {
    columns: columns.map(pack),
    arrivals: Float64Array.from(arrivals),
    stamps: Float64Array.from(stamps),
  };
  return serialize(packed);
}

export function rowsFromBytes(bytes: Buffer): Rows {
  const { columns, arrivals, stamps } = deserialize(bytes) as PackedRows;
  return { columns: columns.map(unpack), arrivals: [...arrivals], stamps: [...stamps] };
}

function pack(values: readonly Value[]): Packed {
  if (values.every((value) => typeof value === 'number')) return Float64Array.from(values);
  const known = new Map<Value, number>();
  const entries: unknown[] = [];
  const codes = new Uint32Array(values.length);
  for (let row = 0; row < values.length; row++) {
    const value = values[row] as Value;
    let code = known.get(value);
    if (code === undefined) {
      code = entries.push(packValue(value)) - 1;
      known.set(value, code);
    }
    codes[row] = code;
  }
  return { entries, codes };
}

function unpack(packed: Packed): Value[] {
  if (packed instanceof Float64Array) return [...packed];
  const entries = packed.entries.map(unpackValue);
  return Array.from(packed.codes, (code) => entries[code] as Value);
}

/** Classes are lost on the way: their members go in a map, which no other value is. */
function packValue(value: Value): unknown {
  if (value instanceof Typed) return new Map([['typed', [value.type, value.value]]]);
  if (value instanceof Decimal) return new Map([['decimal', [value.digits, value.scale]]]);
  if (isArray(value)) return value.map(packValue);
  if (!isBag(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, packValue(member)]));
}

function unpackValue(packed: unknown): Value {
  if (packed instanceof Map) {
    const typed = (packed as Map<string, unknown>).get('typed') as
      [Typed['type'], Typed['value']] | undefined;
    if (typed) return new Typed(...typed);
    return new Decimal(...((packed as Map<string, unknown>).get('decimal') as [bigint, number]));
  }
  if (Array.isArray(packed)) return packed.map((member) => unpackValue(member) as Dynamic);
  if (typeof packed !== 'object' || packed === null) return packed as Value;
  const members = Object.entries(packed).map(
    ([key, member]) => [key, unpackValue(member) as Dynamic] as const,
  );
  return Object.fromEntries(members);
}
