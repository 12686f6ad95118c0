import { parseCsv } from '../../scripts/load/csv.ts';
import type { JsonRow } from '../../scripts/workbook-run/tables.ts';
import { now } from './story-rows.ts';

/** Microsoft Sentinel renews the rows of a watchlist every twelve days; these are as old as they get. */
const updated = new Date(now - 12 * 86_400_000).toISOString();

/** The rows of a watchlist as queries see them. */
export function readWatchlist(text: string): JsonRow[] {
  const table = parseCsv({ path: 'watchlist.csv', text }, (problem) => {
    throw new TypeError(problem.message);
  });
  return (table?.rows ?? []).slice(1).map((row) => {
    const [UUID = '', Type = '', Name = '', Notes = ''] = row.map(({ value }) => value);
    return { SearchKey: UUID, UUID, Type, Name, Notes, LastUpdatedTimeUTC: updated };
  });
}
