import { existsSync, readFileSync } from 'node:fs';
import { parseCsv } from '../../load/csv.ts';
import { watchlistColumns } from '../../model/watchlist.ts';
import { UsageFault } from './questions.ts';

/** A row of the watchlist, by its columns. */
export type WatchlistRow = Readonly<Record<(typeof watchlistColumns)[number], string>>;

/** Ids of 1Password: 26 letters and digits. Source: the ids in its own events. */
const uuid = /^[a-z0-9]{26}$/;

/**
 * Rows of the groups and vaults that `--privileged` names: ids, or CSV files with the columns of the
 * watchlist. Each id once, the first row of it counts. Throws `UsageFault` for anything else.
 */
export function readPrivileged(words: readonly string[]): readonly WatchlistRow[] {
  const rows = words.flatMap((word) =>
    uuid.test(word.toLowerCase()) && !existsSync(word) ? [rowOf({ UUID: word })] : readRows(word),
  );
  const byId = new Map<string, WatchlistRow>();
  for (const row of rows) if (!byId.has(row.UUID)) byId.set(row.UUID, row);
  return [...byId.values()];
}

function readRows(file: string): readonly WatchlistRow[] {
  const [header = [], ...lines] = readCells(file);
  if (header[0] !== 'UUID' || header.some((name) => !watchlistColumns.some((known) => known === name))) {
    throw new UsageFault(`wants the columns ${watchlistColumns.join(',')} in ${file}, UUID first`);
  }
  return lines.map((cells, i) => {
    const row = rowOf(Object.fromEntries(header.map((name, column) => [name, cells[column] ?? ''])));
    if (uuid.test(row.UUID)) return row;
    throw new UsageFault(`finds no UUID of 26 letters and digits in row ${i + 2} of ${file}`);
  });
}

function readCells(path: string): readonly (readonly string[])[] {
  let text: string;
  try {
    text = readFileSync(path, 'utf8').replace(/^\uFEFF/, '');
  } catch (error) {
    const { code = 'unknown fault' } = error as NodeJS.ErrnoException;
    const wanted = 'takes UUIDs of 26 letters and digits, or a CSV file, for --privileged';
    throw new UsageFault(`${wanted}; ${path} is neither (${code})`);
  }
  let problem: string | undefined;
  const table = parseCsv({ path, text }, ({ location, message }) => {
    problem = `${location.file}:${location.line}: ${message}`;
  });
  if (!table) throw new UsageFault(`cannot read the rows. ${problem ?? ''}`);
  return table.rows.map((row) => row.map(({ value }) => value));
}

function rowOf(values: Readonly<Record<string, string>>): WatchlistRow {
  const { UUID = '', Type = '', Name = '', Notes = '' } = values;
  return { UUID: UUID.trim().toLowerCase(), Type: Type.trim(), Name: Name.trim(), Notes: Notes.trim() };
}
