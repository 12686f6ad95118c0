import { writeFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import * as library from 'hyparquet';
import { compressors } from 'hyparquet-compressors';
import { parquetWriteBuffer, type ColumnSource } from 'hyparquet-writer';
import { afterAll, expect, test } from 'vitest';
import { cellJson, rowsOf } from '../kql/answer.ts';
import type { ColumnSchema } from '../kql/table/table.ts';
import { DataError } from './data-error.ts';
import { readDataFiles } from './data-file.ts';
import type { ParquetLibrary } from './parquet.ts';

const folder = mkdtempSync(join(tmpdir(), 'parquet-'));
afterAll(() => rmSync(folder, { recursive: true }));
const file = join(folder, 'a.parquet');
const loadParquet = () => Promise.resolve({ library: library as unknown as ParquetLibrary, compressors });

async function read(columnData: ColumnSource[], columns?: readonly ColumnSchema[], rowGroupSize = 1000) {
  writeFileSync(file, new Uint8Array(parquetWriteBuffer({ columnData, rowGroupSize })));
  const { table, schema } = await readDataFiles([file], { columns, now: 0, loadParquet });
  const rows = rowsOf(table, cellJson).map((row) =>
    row.slice(0, schema.length).map((cell) => JSON.parse(cell) as unknown),
  );
  return { rows, types: schema.map(({ name, type }) => `${name}:${type}`).join(' ') };
}

test('each type of a file has its type of a column; values keep their digits', async () => {
  const { rows, types } = await read([
    { name: 'b', data: [true, false, null], type: 'BOOLEAN' },
    { name: 'i', data: [1, -2_147_483_648, null], type: 'INT32' },
    { name: 'l', data: [9_223_372_036_854_775_807n, 9_007_199_254_740_993n, null], type: 'INT64' },
    { name: 'r', data: [1, 0.1, null], type: 'DOUBLE' },
    { name: 's', data: ['ä"\\', '', null], type: 'STRING' },
    { name: 't', data: [new Date(0), new Date('2026-05-04T03:02:01.123Z'), null], type: 'TIMESTAMP' },
    { name: 'j', data: [{ a: [1, 'x'] }, [null], null], type: 'JSON' },
  ]);
  expect(types).toBe('b:bool i:long l:long r:real s:string t:datetime j:dynamic');
  expect(rows).toEqual([
    [true, 1, '9223372036854775807', 1, 'ä"\\', '1970-01-01T00:00:00.0000000Z', { a: [1, 'x'] }],
    [false, -2_147_483_648, '9007199254740993', 0.1, '', '2026-05-04T03:02:01.1230000Z', [null]],
    [null, null, null, null, '', null, null],
  ]);
});

test('a dynamic column of the table may stand as text in the file, a time too', async () => {
  const columns: readonly ColumnSchema[] = [
    { name: 'bag', type: 'dynamic' },
    { name: 'time', type: 'datetime' },
    { name: 'none', type: 'string' },
  ];
  const data = ['{"a":9007199254740993}', 'plain', '', '"7"', null];
  const time = ['2026-05-04T03:02:01.1234567Z', null, null, null, null];
  const { rows } = await read(
    [
      { name: 'bag', data, type: 'STRING' },
      { name: 'time', data: time, type: 'STRING' },
    ],
    columns,
  );
  expect(rows.map(([bag]) => bag)).toEqual([{ a: Number(9_007_199_254_740_993n) }, 'plain', null, '7', null]);
  expect(rows.map(([, at]) => at)).toEqual(['2026-05-04T03:02:01.1234567Z', null, null, null, null]);
});

test('rows of several groups stay in order', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }), fc.string({ maxLength: 4 })), {
        minLength: 1,
        maxLength: 30,
      }),
      async (pairs) => {
        const source: ColumnSource[] = [
          { name: 'n', data: pairs.map(([n]) => n), type: 'INT32' },
          { name: 's', data: pairs.map(([, s]) => s), type: 'STRING' },
        ];
        const columns = [
          { name: 'n', type: 'long' },
          { name: 's', type: 'string' },
        ] as const;
        expect((await read(source, columns, 3)).rows).toEqual(pairs);
      },
    ),
    { numRuns: 40 },
  );
});

test('a value that is none of its column, and a file that is no Parquet, are named', async () => {
  const columns = [{ name: 'n', type: 'long' }] as const;
  const wrong = read([{ name: 'n', data: ['1', 'x'], type: 'STRING' }], columns);
  await expect(wrong).rejects.toMatchObject({
    line: 2,
    message: expect.stringContaining('column n') as string,
  });
  writeFileSync(file, 'PAR1 no');
  await expect(readDataFiles([file], { columns, now: 0, loadParquet })).rejects.toThrow(DataError);
});
