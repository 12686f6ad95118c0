import type { Location } from '../../diagnostics/diagnostic.ts';
import type { QueryAnalysis } from '../../kql/analyze.ts';
import { originOf, type ComposedQuery } from '../../kql/compose.ts';
import type { Span } from '../../kql/facts.ts';
import type { WorkspaceSchema } from '../../kql/workspace-schema.ts';
import { locationAt } from '../../load/source.ts';
import type { VocabularyFile } from '../../model/vocabulary.ts';

/** Where a stretch of a composed query was written. */
export type Locate = (span: Span) => Location;

export interface BoundQuery {
  readonly composed: ComposedQuery;
  readonly analysis: QueryAnalysis;
  readonly locate: Locate;
}

/** What queries may name. */
export interface QueryFrame {
  readonly vocabulary: VocabularyFile;
  /** Names by which `_GetWatchlist` finds what the solution ships. */
  readonly watchlistAliases: readonly string[];
  readonly schema: WorkspaceSchema;
}

/** `within` gives the place of an offset in the query as written; what a fragment holds is found in its file. */
export function locateIn(
  composed: ComposedQuery,
  within: (offset: number, length: number) => Location,
): Locate {
  return ({ start, length }) => {
    const { fragment, offset } = originOf(composed, start);
    return fragment ? locationAt(fragment.source, offset, length) : within(offset, length);
  };
}
