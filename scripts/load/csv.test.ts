import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { parseCsv, printCsv } from './csv.ts';

function parse(text: string): { rows: string[][] | undefined; found: Diagnostic[] } {
  const found: Diagnostic[] = [];
  const table = parseCsv({ path: 'rows.csv', text }, (d) => found.push(d));
  return { rows: table?.rows.map((row) => row.map((cell) => cell.value)), found };
}

/** No carriage return of its own: the loader makes line ends LF. */
const value = fc.string({ unit: fc.constantFrom('a', 'B', '7', ',', '"', '\n', ' ', '\u00e9', "'", '=') });
const rows = fc.array(fc.array(value, { minLength: 1, maxLength: 5 }), { maxLength: 6 });

describe('parseCsv', () => {
  test.each(['\n', '\r\n'] as const)('reads what printCsv wrote with %j', (lineEnd) => {
    fc.assert(
      fc.property(rows, (table) => {
        expect(parse(printCsv(table, lineEnd)).rows).toEqual(table);
      }),
    );
  });

  test('cells know where they begin', () => {
    fc.assert(
      fc.property(rows, (table) => {
        const text = printCsv(table);
        for (const cell of parseCsv({ path: 'rows.csv', text }, () => {})?.rows.flat() ?? []) {
          const written = text.slice(cell.offset);
          expect(written.startsWith('"') ? parse(written).rows?.[0]?.[0] : written).toContain(cell.value);
        }
      }),
    );
  });

  test('any text is read or refused with a place in it', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('a', ',', '"', '\n') }), (text) => {
        const { rows: read, found } = parse(text);
        expect(read === undefined).toBe(found.length === 1);
        expect(found.every((d) => d.location.line <= text.split('\n').length)).toBe(true);
      }),
    );
  });

  test.each([
    ['', []],
    ['a,b', [['a', 'b']]],
    ['a,b\n', [['a', 'b']]],
    ['a,\n', [['a', '']]],
    ['\n', [['']]],
    ['"a ""b""",c\n', [['a "b"', 'c']]],
    ['"one\ntwo",3\n', [['one\ntwo', '3']]],
  ])('%j', (text, expected) => {
    expect(parse(text).rows).toEqual(expected);
  });

  test.each([
    ['a,"b\nc', 1, 3],
    ['a,b\nc,d"e"\n', 2, 4],
    ['a,"b"c\n', 1, 6],
  ])('refuses %j at %i:%i', (text, line, column) => {
    const { rows: read, found } = parse(text);
    expect(read).toBeUndefined();
    expect(found).toMatchObject([{ code: 'csv-syntax', location: { line, column } }]);
  });
});
