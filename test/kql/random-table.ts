/** Random tables for tests of the whole engine, and queries that are prepared once and run over many. */
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { createEngine } from '../../scripts/kql/engine.ts';
import { cellJson, rowsOf } from '../../scripts/kql/answer.ts';
import { Column } from '../../scripts/kql/table/column.ts';
import { tableOf, type ColumnSchema, type Table } from '../../scripts/kql/table/table.ts';
import type { Value } from '../../scripts/kql/values/scalar.ts';

/** Keys repeat, numbers may be missing, texts may be empty or hold anything. */
const schema: readonly ColumnSchema[] = [
  { name: 'k', type: 'string' },
  { name: 's', type: 'string' },
  { name: 'n', type: 'long' },
  { name: 'r', type: 'real' },
  { name: 't', type: 'datetime' },
];

export type Row = readonly [k: string, s: string, n: number | null, r: number | null, t: number];

/** Texts that a mistake is likely to show on. */
const texts = ['', 'a', 'A', 'ab', 'b a', 'aa-b', "it's", 'ä', '\u{1f600}', '%_', '0'];

/** Seconds of ticks around 2026; whole numbers so that sums are exact in any order. */
const ticks = fc.integer({ min: 0, max: 5000 }).map((s) => 5_049_216_000_000_000 + s * 10_000_000);

export function rowsArbitrary(ofText: fc.Arbitrary<string> = fc.constantFrom(...texts)): fc.Arbitrary<Row[]> {
  const number = fc.option(fc.oneof(fc.integer({ min: -3, max: 9 }), fc.constantFrom(2 ** 31, -(2 ** 40))));
  const real = fc.option(fc.constantFrom(-1.5, 0, 0.25, 2, 1e6));
  return fc.array(fc.tuple(fc.constantFrom('x', 'y', 'Y', ''), ofText, number, real, ticks), {
    maxLength: 14,
  });
}

export const asciiText = fc.constantFrom('', 'a', 'A', 'ab', 'Ab a', 'aa-b', 'xyz', '%_', '0', 'b  b');

/** The rows as columns, now and then as a dictionary, so that both ways through the engine are gone. */
function tableOfRows(rows: readonly Row[]): Table {
  const columns = schema.map(({ type }, i) => {
    const values = rows.map((row) => row[i] as Value);
    if (type !== 'string' || rows.length % 2 === 0) return Column.of(type, values);
    const entries = [...new Set(values)];
    return Column.encoded(type, {
      entries,
      codes: Uint32Array.from(values, (value) => entries.indexOf(value)),
    });
  });
  return tableOf(schema, columns, rows.length);
}

const tables = ['T', 'U'].map((name) => ({ name, columns: schema }));
const engine = createEngine({ tables, functions: [] }, join(tmpdir(), 'onepassword-kql-tests'));

/** Prepares a query over the tables `T` and `U`; its answer is rows of JSON texts. */
export function prepare(query: string): (t: readonly Row[], u?: readonly Row[]) => string[][] {
  const prepared = engine.prepare(query);
  return (t, u = []) =>
    rowsOf(
      prepared.run({
        tables: new Map([
          ['T', tableOfRows(t)],
          ['U', tableOfRows(u)],
        ]),
        now: 0,
      }),
      cellJson,
    );
}

/** Rows in an order of their own, for answers in any order. */
export function sorted(rows: readonly (readonly string[])[]): string[] {
  return rows.map((row) => row.join('|')).toSorted();
}
