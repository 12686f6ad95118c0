import { diagnostic, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import { maskLiterals } from '../../kql/mask.ts';
import type { WorkbookQuery } from './queries.ts';
import { locateInQuery } from './uses.ts';

/** What a workspace need not have: tables come with their first row, and the watchlist can be deleted. */
const optional = /\b(?:SecurityAlert|SecurityIncident|SentinelHealth|Usage|_GetWatchlist)\b/g;

const tolerant = /\bunion\s+isfuzzy\s*=\s*true\s+\(?\s*$/;

/** A table that is missing must not make its item fail: the query says what is taken in its place. */
export function checkTables(queries: readonly WorkbookQuery[]): Diagnostic[] {
  return queries.flatMap((query) => {
    const code = maskLiterals(query.composed.text);
    return [...code.matchAll(optional)]
      .filter(({ index }) => !tolerant.test(code.slice(0, index)))
      .map(({ 0: table, index }) =>
        diagnostic('workbook-table-optional', locateInQuery(query, index, table.length), { table }),
      );
  });
}
