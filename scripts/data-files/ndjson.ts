import { DataError } from './data-error.ts';
import { JsonFault, scanObject, skipBlanks } from './json-scan.ts';
import { CellFault, type TableBuilder } from './table-builder.ts';
import { readText } from './text-chunks.ts';

/**
 * Turns an event of the Events API into the row that the connector sends for it. Undefined where this
 * installation has no connector to ask.
 */
export type MapEvent = (event: Readonly<Record<string, unknown>>) => Readonly<Record<string, unknown>>;

/** Reads rows from newline-delimited JSON, a piece of the file at a time. Empty lines are skipped. */
export function readNdjson(path: string, table: TableBuilder, mapEvent: MapEvent | undefined): void {
  let line = 1;
  for (const text of readText(path)) {
    for (let start = 0; start < text.length; line++) {
      const end = lineEnd(text, start);
      const at = skipBlanks(text, start);
      if (at < end) readLine(text, at, end, { path, line, lineStart: start, table, mapEvent });
      start = end + 1;
    }
  }
}

interface Place {
  readonly path: string;
  readonly line: number;
  readonly lineStart: number;
  readonly table: TableBuilder;
  readonly mapEvent: MapEvent | undefined;
}

function readLine(text: string, start: number, end: number, place: Place): void {
  const { path, line, lineStart, table } = place;
  const fail = (offset: number, message: string): never => {
    throw new DataError(path, line, Math.max(0, offset - lineStart) + 1, message);
  };
  let cell = start;
  try {
    if (isEvent(text, start, end)) return readEvent(text.slice(start, end), place);
    const after = scanObject(text, start, (name, from, to) => {
      cell = from;
      table.set(name, text.slice(from, to), 'json');
    });
    const rest = skipBlanks(text, after);
    if (rest < end) fail(rest, 'something stands behind the object; each line holds one');
    table.endRow();
  } catch (error) {
    if (error instanceof JsonFault) fail(error.offset, error.message);
    if (error instanceof CellFault) fail(cell, error.message);
    throw error;
  }
}

function lineEnd(text: string, start: number): number {
  const end = text.indexOf('\n', start);
  return end < 0 ? text.length : end;
}

/** Events of the API have their id as `uuid`; rows have it as `uuid_s`, and know their `log_source`. */
function isEvent(text: string, start: number, end: number): boolean {
  if (!text.startsWith('{"uuid"', start)) return false;
  return !/"(?:uuid_s|log_source|TimeGenerated)"/.test(text.slice(start, end));
}

function readEvent(text: string, { path, line, table, mapEvent }: Place): void {
  if (!mapEvent) {
    throw new DataError(
      path,
      line,
      1,
      'this is an event of the Events API and no row of the table; only the connector can turn it into one, ' +
        'and it is not part of this version',
    );
  }
  const row = mapEvent(JSON.parse(text) as Readonly<Record<string, unknown>>);
  for (const [name, value] of Object.entries(row)) {
    if (value !== undefined) table.set(name, JSON.stringify(value), 'json');
  }
  table.endRow();
}
