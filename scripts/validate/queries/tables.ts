import { diagnostic, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import { suggest } from '../../diagnostics/nearest.ts';
import { maskLiterals } from '../../kql/mask.ts';
import type { BoundQuery, QueryFrame } from './bound-query.ts';

/** A star in place of a table; the syntax tree has no node of its own for each of its forms. */
const everyTable = /\b(?:union|search|find)\b(?:\s+\w+\s*=\s*\w+)*\s*\*/g;

/** What a query reads: named tables, and watchlists that the solution ships. */
export function checkTables({ composed, analysis, locate }: BoundQuery, frame: QueryFrame): Diagnostic[] {
  const { calls } = analysis.facts;
  const stars = [...maskLiterals(composed.text).matchAll(everyTable)].map(({ 0: text, index }) => ({
    start: index,
    length: text.length,
    text,
  }));
  const wildcards = [
    ...stars,
    ...analysis.facts.wildcards.filter(
      (w) => !stars.some((s) => w.start >= s.start && w.start < s.start + s.length),
    ),
  ];
  const known = frame.watchlistAliases.join(', ');
  return [
    ...wildcards.map((wildcard) => diagnostic('kql-wildcard', locate(wildcard), { text: wildcard.text })),
    ...calls
      .filter(
        ({ name, argument }) => name === '_GetWatchlist' && !frame.watchlistAliases.includes(argument ?? ''),
      )
      .map((call) => {
        const hint = suggest(call.argument ?? '', frame.watchlistAliases);
        const alias = call.argument === undefined ? '(not a literal name)' : `"${call.argument}"`;
        return diagnostic('kql-watchlist', locate(call), { alias, hint, known });
      }),
  ];
}
