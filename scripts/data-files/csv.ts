import { DataError } from './data-error.ts';
import { readMarkedName, readMarkedTime } from './portal-export.ts';
import { CellFault, type TableBuilder } from './table-builder.ts';
import { readText } from './text-chunks.ts';

/** Reads rows from comma-separated values; the first row names the columns. Source of the form: RFC 4180. */
export function readCsv(path: string, table: TableBuilder): void {
  let header: readonly Heading[] | undefined;
  for (const { cells, line } of csvRows(path)) {
    if (!header) {
      header = cells.map((cell) => readHeading(cell, path, table));
      continue;
    }
    if (cells.length === 1 && cells[0]?.text === '' && header.length > 1) continue;
    if (cells.length !== header.length) {
      throw new DataError(
        path,
        line,
        1,
        `the row has ${cells.length} values, the header ${header.length} names`,
      );
    }
    for (const [i, { text, line: at, column }] of cells.entries()) {
      try {
        const { name, isMarked } = header[i] as Heading;
        table.set(name, isMarked ? readMarkedTime(text) : text, 'text');
      } catch (error) {
        if (error instanceof CellFault) throw new DataError(path, at, column, error.message);
        throw error;
      }
    }
    table.endRow();
  }
  if (!header) throw new DataError(path, 1, 1, 'the file is empty; its first row names the columns');
}

interface Heading {
  readonly name: string;
  /** Whether the header said that the column holds times in UTC. */
  readonly isMarked: boolean;
}

/** A mark of a zone behind the name of a column; brackets in other names are part of them. */
function readHeading({ text, line, column }: Cell, path: string, table: TableBuilder): Heading {
  const mark = readMarkedName(text);
  if (mark?.zone === 'UTC') return { name: mark.name, isMarked: true };
  if (mark && table.typeOf(mark.name) === 'datetime') {
    const message = `times of ${mark.name} are in the zone ${mark.zone}; set the portal to UTC and export again`;
    throw new DataError(path, line, column, message);
  }
  return { name: text, isMarked: false };
}

interface Cell {
  readonly text: string;
  readonly line: number;
  readonly column: number;
}

interface Row {
  readonly cells: readonly Cell[];
  readonly line: number;
}

/** Rows may go over several lines, and so over the end of a piece of the file: the rest waits for more. */
function* csvRows(path: string): Generator<Row> {
  let rest = '';
  let line = 1;
  for (const text of readText(path)) {
    rest += text;
    let start = 0;
    for (let row = scanRow(rest, start, line, path); row; row = scanRow(rest, start, line, path)) {
      yield { cells: row.cells, line };
      start = row.end;
      line = row.nextLine;
      if (start >= rest.length) break;
    }
    rest = rest.slice(start);
  }
  if (rest === '') return;
  const last = scanRow(`${rest}\n`, 0, line, path);
  if (!last) throw new DataError(path, line, 1, 'a quoted value has no end');
  yield { cells: last.cells, line };
}

/** The row that begins at `start`; undefined where the text ends before the row does. */
function scanRow(text: string, start: number, firstLine: number, path: string) {
  const cells: Cell[] = [];
  let [at, line, lineStart] = [start, firstLine, start];
  for (;;) {
    const place = { line, column: at - lineStart + 1 };
    const cell = text[at] === '"' ? scanQuoted(text, at) : scanPlain(text, at);
    if (!cell) return undefined;
    cells.push({ text: cell.text, ...place });
    for (
      let feed = text.indexOf('\n', at);
      feed >= 0 && feed < cell.end;
      feed = text.indexOf('\n', feed + 1)
    ) {
      line++;
      lineStart = feed + 1;
    }
    at = cell.end;
    if (text[at] === ',') {
      at++;
      continue;
    }
    if (text[at] === '\r' && text[at + 1] === '\n') at++;
    if (at >= text.length) return undefined;
    if (text[at] !== '\n') {
      throw new DataError(path, line, at - lineStart + 1, 'a comma is missing behind the quoted value');
    }
    return { cells, end: at + 1, nextLine: line + 1 };
  }
}

function scanQuoted(text: string, start: number): { text: string; end: number } | undefined {
  let end = text.indexOf('"', start + 1);
  while (end >= 0 && text[end + 1] === '"') end = text.indexOf('"', end + 2);
  if (end < 0 || end + 1 >= text.length) return undefined;
  return { text: text.slice(start + 1, end).replaceAll('""', '"'), end: end + 1 };
}

function scanPlain(text: string, start: number): { text: string; end: number } {
  let end = start;
  while (end < text.length && text[end] !== ',' && text[end] !== '\n') end++;
  if (text[end] === '\n' && end > start && text[end - 1] === '\r') end--;
  return { text: text.slice(start, end), end };
}
