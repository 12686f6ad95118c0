import { diagnostic, type Diagnostic } from '../diagnostics/diagnostic.ts';
import { locationAt, type SourceFile } from './source.ts';

/** A value of a CSV file and where it begins in the text. */
interface CsvCell {
  readonly value: string;
  readonly offset: number;
}

export interface CsvTable {
  readonly source: SourceFile;
  /** The first row is the header, if the file has one. Every row has at least one cell. */
  readonly rows: readonly (readonly CsvCell[])[];
}

/**
 * Parses comma-separated values: rows end with LF or CRLF, values in double quotes may hold commas, line
 * ends and doubled quotes. Source: RFC 4180. What is wrong goes to `report`; the result is then undefined.
 */
export function parseCsv(source: SourceFile, report: (d: Diagnostic) => void): CsvTable | undefined {
  const { text } = source;
  const rows: CsvCell[][] = [];
  let row: CsvCell[] = [];
  let offset = 0;
  const fail = (at: number, reason: string): undefined => {
    report(diagnostic('csv-syntax', locationAt(source, at), { reason }));
    return undefined;
  };
  while (offset < text.length || row.length > 0) {
    const cell = text[offset] === '"' ? quotedCell(text, offset) : plainCell(text, offset);
    if (cell.end === undefined) return fail(offset, 'the quoted value has no end');
    const strayQuote = cell.strayQuote;
    if (strayQuote !== undefined) return fail(strayQuote, 'a quote stands within a value that is not quoted');
    row.push({ value: cell.value, offset });
    const rest = /^(?:,|\r?\n|$)/.exec(text.slice(cell.end, cell.end + 2));
    if (!rest) return fail(cell.end, 'something stands between the closing quote and the comma');
    offset = cell.end + rest[0].length;
    if (rest[0] === ',') continue;
    rows.push(row);
    row = [];
  }
  return { source, rows };
}

/** Writes rows as CSV; a value is quoted only where it must be. */
export function printCsv(rows: readonly (readonly string[])[], lineEnd: '\n' | '\r\n' = '\n'): string {
  return rows.map((row) => row.map(printCell).join(',') + lineEnd).join('');
}

interface ScannedCell {
  readonly value: string;
  /** Offset behind the value; undefined where a quoted one does not end. */
  readonly end: number | undefined;
  readonly strayQuote?: number | undefined;
}

function quotedCell(text: string, start: number): ScannedCell {
  let end = text.indexOf('"', start + 1);
  while (end >= 0 && text[end + 1] === '"') end = text.indexOf('"', end + 2);
  if (end < 0) return { value: '', end: undefined };
  return { value: text.slice(start + 1, end).replaceAll('""', '"'), end: end + 1 };
}

function plainCell(text: string, start: number): ScannedCell {
  let end = start;
  while (end < text.length && text[end] !== ',' && text[end] !== '\n') end++;
  if (text[end] === '\n' && text[end - 1] === '\r' && end > start) end--;
  const value = text.slice(start, end);
  const quote = value.indexOf('"');
  return { value, end, strayQuote: quote < 0 ? undefined : start + quote };
}

function printCell(value: string): string {
  return /[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}
