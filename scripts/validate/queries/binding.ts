import { diagnostic, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import { suggest } from '../../diagnostics/nearest.ts';
import type { QueryAnalysis } from '../../kql/analyze.ts';
import type { ComposedQuery } from '../../kql/compose.ts';
import { maskLiterals } from '../../kql/mask.ts';
import type { WorkspaceSchema } from '../../kql/workspace-schema.ts';
import type { Locate } from './bound-query.ts';

/** What Microsoft's binder has to say about a query, with the nearest known name where one is not known. */
export function queryDiagnostics(
  composed: ComposedQuery,
  analysis: QueryAnalysis,
  locate: Locate,
  schema: WorkspaceSchema,
): Diagnostic[] {
  return analysis.problems.map((problem) => {
    const name = /\bname '([^']+)'/i.exec(problem.message)?.[1];
    const hint = name === undefined ? '' : suggest(name, knownNames(composed, schema, name));
    return diagnostic('kql-binding', locate(problem), { message: problem.message, hint });
  });
}

/** Names that a query can use: of the schema, and those that it makes itself. */
function knownNames(composed: ComposedQuery, schema: WorkspaceSchema, unknown: string): Set<string> {
  const own = [...maskLiterals(composed.text).matchAll(/\b([A-Za-z_]\w*)\s*=(?![=~])/g)].map(
    (m) => m[1] ?? '',
  );
  const names = new Set([
    ...schema.tables.flatMap((table) => [table.name, ...table.columns.map((c) => c.name)]),
    ...schema.functions.flatMap((f) => [f.name, ...f.columns.map((c) => c.name)]),
    ...own,
    ...functionNames,
  ]);
  names.delete(unknown);
  return names;
}

/** Functions of KQL that the content uses; only to suggest one for a name that is misspelt. */
const functionNames = [
  'ago array_length array_sort_asc bin case coalesce column_ifexists count countif datetime_diff dcount',
  'dcountif endswith iff ingestion_time isempty isnotempty isnull isnotnull make_list make_list_if make_set',
  'make_set_if max maxif min minif mv-expand now parse_json set_has_element split startofday strcat strcat_array',
  'substring sum sumif take_any take_anyif tobool todatetime todynamic toint tolong tolower toreal tostring trim',
].flatMap((line) => line.split(' '));
