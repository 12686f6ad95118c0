/**
 * In: a query with its fragments in place and what the binder says about it. Out: what is wrong with it,
 * each finding where it was written, in the rule or in the fragment.
 */
import { diagnostic, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import { locationAt } from '../../load/source.ts';
import { queryDiagnostics } from './binding.ts';
import type { BoundQuery, QueryFrame } from './bound-query.ts';
import { checkCodes } from './codes.ts';
import { checkEventKind } from './event-kind.ts';
import { checkIdentity } from './identity.ts';
import { checkJoins } from './joins.ts';
import { checkLiterals } from './literals.ts';
import { checkTables } from './tables.ts';

/** Everything that holds for any query of the solution over its table. */
export function checkQuery(query: BoundQuery, frame: QueryFrame): Diagnostic[] {
  const { composed, analysis, locate } = query;
  return [
    ...queryDiagnostics(composed, analysis, locate, frame.schema),
    ...checkFragmentTexts(query),
    ...checkEventKind(query),
    ...checkCodes(query, frame),
    ...checkIdentity(query),
    ...checkTables(query, frame),
    ...checkJoins(query, frame),
  ];
}

/** What holds for the query of a rule besides: thresholds and durations have names. */
export function checkRuleQuery(query: BoundQuery, frame: QueryFrame): Diagnostic[] {
  return [...checkQuery(query, frame), ...checkLiterals(query)];
}

/** Fragments are shipped within queries, and queries are plain ASCII. */
function checkFragmentTexts({ composed }: BoundQuery): Diagnostic[] {
  return composed.fragments.flatMap(({ source }) => {
    const index = source.text.search(/[^\n\x20-\x7e]/);
    if (index < 0) return [];
    const character = JSON.stringify(source.text[index]);
    return [diagnostic('kql-ascii', locationAt(source, index), { character })];
  });
}
