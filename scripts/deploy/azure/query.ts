/** Queries of a workspace through Azure Resource Manager, with the caller's own rights. */
import { apiVersions } from './api-versions.ts';
import type { Azure } from './azure.ts';
import { workspaceId, type Target } from './resource-id.ts';

export type QueryRow = Readonly<Record<string, unknown>>;

interface QueryAnswer {
  readonly tables: readonly {
    readonly name: string;
    readonly columns: readonly { readonly name: string; readonly type: string }[];
    readonly rows: readonly (readonly unknown[])[];
  }[];
}

/**
 * The rows of a query by the names of their columns; times as ISO 8601, dynamic values as the service
 * gives them (text). `timespan` is an ISO 8601 duration. Throws `AzureFault`, with the code
 * `SEM0100` where the query names a table that does not exist yet.
 */
export async function queryWorkspace(
  azure: Azure,
  target: Target,
  query: string,
  timespan?: string,
): Promise<readonly QueryRow[]> {
  const body = timespan === undefined ? { query } : { query, timespan };
  const path = `${workspaceId(target)}/query`;
  const answer = await azure.send<QueryAnswer>('POST', path, apiVersions.query, body);
  const [table] = answer?.tables ?? [];
  if (table === undefined) return [];
  return table.rows.map((row) => Object.fromEntries(table.columns.map(({ name }, i) => [name, row[i]])));
}
