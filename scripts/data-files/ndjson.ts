import { isApiEvent } from './api-event.ts';
import { DataError } from './data-error.ts';
import { JsonFault, scanObject, skipBlanks } from './json-scan.ts';
import { CellFault, type TableBuilder } from './table-builder.ts';
import { readText } from './text-chunks.ts';

/** The row's JSON text for an event of the Events API. */
export type MapEvent = (event: string) => string | undefined;

/**
 * Reads rows from newline-delimited JSON, a piece of the file at a time. Empty lines are skipped. Where
 * `mapEvent` is given, lines may be events of the Events API instead.
 */
export function readNdjson(path: string, table: TableBuilder, mapEvent: MapEvent | undefined): void {
  const members: Members = { names: [], starts: [], ends: [] };
  let line = 1;
  for (const text of readText(path)) {
    for (let start = 0; start < text.length; line++) {
      const end = lineEnd(text, start);
      const at = skipBlanks(text, start);
      if (at < end) readLine(text, at, end, { path, line, lineStart: start, table, mapEvent, members });
      start = end + 1;
    }
  }
}

/** The members of one line, kept from line to line so that a million lines make no garbage. */
interface Members {
  readonly names: string[];
  readonly starts: number[];
  readonly ends: number[];
}

interface Place {
  readonly path: string;
  readonly line: number;
  readonly lineStart: number;
  readonly table: TableBuilder;
  readonly mapEvent: MapEvent | undefined;
  readonly members: Members;
}

function readLine(text: string, start: number, end: number, place: Place): void {
  const { path, line, lineStart, members } = place;
  const fail = (offset: number, message: string): never => {
    throw new DataError(path, line, Math.max(0, offset - lineStart) + 1, message);
  };
  try {
    const rest = skipBlanks(text, scanMembers(text, start, members));
    if (rest < end) fail(rest, 'something stands behind the object; each line holds one');
    if (place.mapEvent && members.names.includes('uuid') && isApiEvent(new Set(members.names)))
      return readEvent(text.slice(start, end), place);
  } catch (error) {
    if (error instanceof JsonFault) fail(error.offset, error.message);
    throw error;
  }
  setCells(text, place);
}

function scanMembers(text: string, start: number, { names, starts, ends }: Members): number {
  names.length = starts.length = ends.length = 0;
  return scanObject(text, start, (name, from, to) => {
    names.push(name);
    starts.push(from);
    ends.push(to);
  });
}

function setCells(text: string, { path, line, lineStart, table, members }: Place): void {
  const { names, starts, ends } = members;
  let at = lineStart;
  try {
    for (let i = 0; i < names.length; i++) {
      at = starts[i] as number;
      table.set(names[i] as string, text.slice(at, ends[i]), 'json');
    }
    table.endRow();
  } catch (error) {
    if (error instanceof CellFault) throw new DataError(path, line, at - lineStart + 1, error.message);
    if (error instanceof JsonFault)
      throw new DataError(path, line, error.offset - lineStart + 1, error.message);
    throw error;
  }
}

function lineEnd(text: string, start: number): number {
  const end = text.indexOf('\n', start);
  return end < 0 ? text.length : end;
}

function readEvent(text: string, place: Place): void {
  const { path, line, members, mapEvent } = place;
  const row = mapEvent?.(text);
  if (row === undefined) throw new DataError(path, line, 1, 'this event is not well-formed JSON');
  scanMembers(row, 0, members);
  setCells(row, { ...place, lineStart: 0 });
}
