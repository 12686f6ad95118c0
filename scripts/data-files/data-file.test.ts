import * as fc from 'fast-check';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { cellJson, rowsOf } from '../kql/answer.ts';
import { columnNamed, type ColumnSchema } from '../kql/table/table.ts';
import { fromMilliseconds } from '../kql/values/time.ts';
import { printCsv } from '../load/csv.ts';
import { DataError } from './data-error.ts';
import { readDataFiles, type DataTable } from './data-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'data-files-'));
afterAll(() => rmSync(folder, { recursive: true }));

const columns: readonly ColumnSchema[] = [
  { name: 'TimeGenerated', type: 'datetime' },
  { name: 'text', type: 'string' },
  { name: 'number', type: 'int' },
  { name: 'bag', type: 'dynamic' },
];
const now = fromMilliseconds(Date.UTC(2026, 0, 1));

async function read(name: string, content: string, own: readonly ColumnSchema[] | 'unknown' = columns) {
  const path = join(folder, name);
  writeFileSync(path, content);
  return readDataFiles([path], {
    columns: own === 'unknown' ? undefined : own,
    now,
    loadParquet: () => Promise.reject(new Error('not installed')),
  });
}

function cells({ table }: DataTable): unknown[] {
  return rowsOf(table, cellJson).map((row) => row.map((cell) => JSON.parse(cell) as unknown));
}

async function faultOf(promise: Promise<unknown>): Promise<string> {
  const error = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof DataError)) throw error ?? new Error('it was read');
  return `${error.line}:${error.column} ${error.message}`;
}

const first = '2026-01-01T00:00:00.0000000Z';

describe('NDJSON', () => {
  test('has values by name; what a row lacks is empty, and it arrives now', async () => {
    const data = await read(
      'a.ndjson',
      '\ufeff{"text":"ä\\n\\u0041","number":7,"bag":{"a":[1.0,9007199254740993]}}\r\n\n{"TimeGenerated":"2025-05-04T03:02:01.1234567Z"}',
    );
    expect(cells(data)).toEqual([
      [first, 'ä\nA', 7, { a: [1, 9007199254740992] }, first],
      ['2025-05-04T03:02:01.1234567Z', '', null, null, '2025-05-04T03:02:01.1234567Z'],
    ]);
  });

  test('a row may say when it was ingested', async () => {
    const data = await read(
      'b.ndjson',
      '{"TimeGenerated":"2025-01-01T00:00:00Z","ingestion_time":"2025-02-01T00:00:00Z"}',
    );
    expect(data.schema.map(({ name }) => name)).not.toContain('ingestion_time');
    expect((cells(data)[0] as unknown[]).at(-1)).toBe('2025-02-01T00:00:00.0000000Z');
  });

  test.each([
    ['{"text":"a"', '1:12 a comma or a closing brace is missing'],
    ['{"text":"a"}\n{"text" "a"}', '2:9 a colon is missing'],
    ['{"text":"a}', '1:9 this string has no end'],
    ['{"text":"\\x"}', '1:9 "\\x" is no string (column text)'],
    ['{"number":2147483648}', '1:11 2147483648 is no int (column number)'],
    ['{"number":01}', '1:11 01 is no int (column number)'],
    ['{"bag":{"a":}}', '1:8 the value of bag is not well-formed JSON'],
    ['{"text":"a"} {}', '1:14 something stands behind the object; each line holds one'],
    ['[1]', '1:1 a line must be a JSON object'],
    ['{"text":"a","text":"b"}', '1:20 text stands twice in one row'],
    ['{"TimeGenerated":"yesterday"}', '1:18 "yesterday" is no datetime (column TimeGenerated)'],
  ])('%s is refused with its place', async (content, message) => {
    expect(await faultOf(read('c.ndjson', content))).toBe(message);
  });

  test('names that are no columns are told, not taken', async () => {
    expect((await read('e.ndjson', '{"text":"a","other":1}')).ignored).toEqual(['other']);
  });
});

describe('columns that are not known', () => {
  test.each([
    ['{"a":1}\n{"a":null}\n{}', 'long'],
    ['{"a":1}\n{"a":1.5}', 'real'],
    ['{"a":true}', 'bool'],
    ['{"a":"2026-01-01T00:00:00Z"}', 'datetime'],
    ['{"a":"2026-01-01T00:00:00Z"}\n{"a":"x"}', 'string'],
    ['{"a":1}\n{"a":"x"}', 'dynamic'],
    ['{"a":[1]}', 'dynamic'],
  ])('%s: %s', async (content, type) => {
    expect((await read('f.ndjson', content, 'unknown')).schema).toEqual([{ name: 'a', type }]);
  });

  test('of CSV have the type that all their texts have', async () => {
    const data = await read('g.csv', 'a,b,c,d\r\n1,1.5,x,2026-01-01\r\n2,,"y, ""z""",\r\n', 'unknown');
    expect(data.schema.map(({ type }) => type)).toEqual(['long', 'real', 'string', 'datetime']);
    expect(cells(data)[1]).toEqual([2, null, 'y, "z"', null, null]);
  });
});

describe('CSV', () => {
  test.each([
    ['', '1:1 the file is empty; its first row names the columns'],
    ['text,number\na', '2:1 the row has 1 values, the header 2 names'],
    ['text,number\n"a\nb",x', '3:4 x is no int (column number)'],
    ['text\n"a"b', '2:4 a comma is missing behind the quoted value'],
    ['text\n"a', '2:1 a quoted value has no end'],
  ])('%j is refused with its place', async (content, message) => {
    expect(await faultOf(read('h.csv', content))).toBe(message);
  });

  test('what is printed is read again', async () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(fc.array(text, { minLength: 1, maxLength: 6 }), async (texts) => {
        const rows = texts.map((t) => [`x${t}`, 'y']);
        const data = await read('i.csv', printCsv([['text', 'bag'], ...rows]));
        expect(columnNamed(data.table, 'text')?.values()).toEqual(rows.map(([t]) => t));
      }),
      { numRuns: 60 },
    );
  });
});

test('JSON strings and nested values come back whole', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.record({ text: fc.string(), bag: fc.jsonValue() }), { minLength: 1 }),
      async (rows) => {
        const data = await read('j.ndjson', rows.map((row) => JSON.stringify(row)).join('\n'));
        const found = cells(data).map((row) => ({ text: (row as unknown[])[1], bag: (row as unknown[])[3] }));
        expect(found).toEqual(JSON.parse(JSON.stringify(rows)));
      },
    ),
    { numRuns: 60 },
  );
});

describe('CSV as the portal exports it', () => {
  const row = '"4/22/2026, 3:04:05.123 PM",x,"{""a"":1}"\r\n"1/2/2026, 12:00:00 AM",y,\r\n';

  test.each([columns, 'unknown'] as const)('times in UTC', async (own) => {
    const data = await read('l.csv', `TimeGenerated [UTC],text,bag\r\n${row}`, own);
    expect(
      columnNamed(data.table, 'TimeGenerated')
        ?.values()
        .map((time) => cellJson(time, 'datetime')),
    ).toEqual(['"2026-04-22T15:04:05.1230000Z"', '"2026-01-02T00:00:00.0000000Z"']);
  });

  test('a dynamic value is JSON', async () => {
    const data = await read('m.csv', `"TimeGenerated [UTC]",text,bag\r\n${row}`);
    expect(columnNamed(data.table, 'bag')?.values()).toEqual([{ a: 1 }, null]);
  });

  test('times of another zone are refused; brackets elsewhere belong to the name', async () => {
    const zone = '"TimeGenerated [Eastern Time (US & Canada)]",text,bag';
    expect(await faultOf(read('n.csv', `${zone}\r\n${row}`))).toMatch(/^1:1 .*\(US & Canada\).*to UTC/);
    expect((await read('o.csv', 'a [b]\n1', 'unknown')).schema).toEqual([{ name: 'a [b]', type: 'long' }]);
  });
});

test('a name that tells no form is refused', async () => {
  expect(await faultOf(read('k.txt', 'x'))).toContain('ends with .ndjson');
});
