import { existsSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import { Column } from '../kql/table/column.ts';
import { tableOf, type Table } from '../kql/table/table.ts';
import { Decimal } from '../kql/values/decimal.ts';
import { Typed, type Dynamic } from '../kql/values/dynamic.ts';
import type { Value } from '../kql/values/scalar.ts';
import { day } from '../kql/values/time.ts';
import { everything, LaneStore, type Wanted } from './lane-store.ts';
import { SpillFile } from './spill-file.ts';
import { rowsFromBytes, rowsToBytes } from './spill-values.ts';

const schema = [{ name: 'n', type: 'long' }] as const;

function table(values: readonly Value[]): Table {
  return tableOf(schema, [Column.of('long', values)], values.length);
}

function folders(): readonly string[] {
  return readdirSync(tmpdir()).filter(
    (name) => /^backtest-.{6}$/.test(name) && existsSync(`${tmpdir()}/${name}/rows`),
  );
}

let file = new SpillFile();
afterEach(() => {
  file.close();
  file = new SpillFile();
});

const time = fc.tuple(fc.nat(5), fc.constantFrom(0, 7)).map(([days, more]) => days * day + more);
const row = fc.record({ arrival: time, lag: fc.constantFrom(0, -day, 3), isAsideAfter: fc.boolean() });
const span = fc.tuple(fc.nat(6), fc.nat(6)).map(([a, b]) => [a * day, b * day] as const);

test('what is wanted comes, by day and then as it was added, put aside or not', () => {
  fc.assert(
    fc.property(fc.array(row, { maxLength: 30 }), span, span, (rows, stamps, arrivals) => {
      const store = new LaneStore(schema);
      const own = new SpillFile();
      rows.forEach(({ arrival, lag, isAsideAfter }, i) => {
        store.add(table([i]), [arrival], [arrival + lag]);
        if (isAsideAfter) store.spill(own);
      });
      const wanted: Wanted = { stamps, arrivals };
      const found = [...store.read(wanted, own)].flatMap(({ columns }) => columns[0] ?? []);
      own.close();
      const expected = [...rows.entries()]
        .filter(
          ([, { arrival, lag }]) =>
            arrival > arrivals[0] &&
            arrival <= arrivals[1] &&
            arrival + lag >= stamps[0] &&
            arrival + lag <= stamps[1],
        )
        .sort(([i, a], [j, b]) => Math.floor(a.arrival / day) - Math.floor(b.arrival / day) || i - j)
        .map(([i]) => i);
      expect(found).toEqual(expected);
      expect(store.length).toBe(rows.length);
    }),
    { numRuns: 60 },
  );
});

test('what is put aside is no longer counted as held', () => {
  const store = new LaneStore(schema);
  store.add(table([1, 2]), [1, 2], [1, 2]);
  expect(store.heldValues).toBe(2 * 3);
  store.spill(file);
  expect(store.heldValues).toBe(0);
  expect([...store.read(everything, file)].flatMap(({ arrivals }) => arrivals)).toEqual([1, 2]);
});

describe('the file', () => {
  test('is gone when it is closed, and can be read until then', () => {
    const before = folders();
    const own = new SpillFile();
    expect(folders()).toEqual(before);
    const stretch = own.write(Buffer.from('abc'));
    expect(own.read(stretch).toString()).toBe('abc');
    own.close();
    own.close();
    expect(folders()).toEqual(before);
  });

  test('says so where it was cut', () => {
    file.write(Buffer.from('abc'));
    expect(() => file.read({ start: 1, length: 9 })).toThrow('what was put aside is gone');
  });
});

const dynamic: fc.Arbitrary<Dynamic> = fc.letrec<{ value: Dynamic }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom<Dynamic>(
      null,
      true,
      'text',
      2n ** 60n,
      new Typed('real', 1),
      new Typed('datetime', 5),
      new Decimal(15n, 1),
    ),
    fc.integer(),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(
      fc.string({ maxLength: 3 }).filter((key) => key !== '__proto__'),
      tie('value'),
      { maxKeys: 3, noNullPrototype: true },
    ),
  ),
})).value;

test('values come back as they were, with their classes', () => {
  const numbers = fc.array(fc.double({ noNaN: true }), { minLength: 2, maxLength: 2 });
  fc.assert(
    fc.property(fc.array(dynamic, { minLength: 2, maxLength: 2 }), numbers, (values, doubles) => {
      const rows = {
        columns: [values as Value[], doubles as Value[], ['a', 'a']],
        arrivals: [1, 2],
        stamps: [3, 4],
      };
      expect(rowsFromBytes(rowsToBytes(rows))).toStrictEqual(rows);
    }),
    { numRuns: 200 },
  );
});
