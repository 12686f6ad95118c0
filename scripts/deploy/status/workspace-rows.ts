/** What the rows of a workspace say of the connector. */
import type { Stream } from '../../../functions/src/core/stream.ts';
import { AzureFault } from '../azure/azure-fault.ts';
import type { Azure } from '../azure/azure.ts';
import { queryWorkspace, type QueryRow } from '../azure/query.ts';
import type { Target } from '../azure/resource-id.ts';
import { lastRunQuery, rowsQuery, streamRunsQuery } from './queries.ts';

/** The newest health row. Times in ISO 8601. */
export interface LastRun {
  readonly at: string;
  readonly outcome: string;
  /** As rules look for it: `credentials_failed` where the key was not let in. */
  readonly category: string;
  readonly diagnosis: { readonly code: string; readonly message: string } | null;
  readonly version: string;
  readonly host: string;
  readonly features: readonly string[];
  readonly tokenExpiresInDays: number | null;
  /** The first 8 hexadecimal digits of the key's SHA-256. */
  readonly tokenFingerprint: string | null;
}

export interface StreamRun {
  readonly stream: Stream;
  readonly lastRun: string;
  readonly lastGoodRun: string | null;
  readonly state: string;
  readonly reason: string;
  readonly message: string;
}

export interface RowFacts {
  readonly kind: Stream | 'healthevents';
  readonly lastRow: string;
  readonly lastEvent: string | null;
  readonly rowsInDay: number;
  /** Arrival minus event time, in seconds: the median of a day. */
  readonly lagSeconds: number | null;
}

/** How the service says that there is no such table. */
const noTable = /Failed to resolve table/;

/** The rows of a query; undefined where the table does not exist. Throws `AzureFault`. */
export async function askWorkspace(
  azure: Azure,
  target: Target,
  query: string,
): Promise<readonly QueryRow[] | undefined> {
  try {
    return await queryWorkspace(azure, target, query);
  } catch (error) {
    if (error instanceof AzureFault && error.status === 400 && noTable.test(error.message)) return undefined;
    throw error;
  }
}

/** Undefined where there is no health row of the last day. */
export async function readLastRun(azure: Azure, target: Target): Promise<LastRun | undefined> {
  const [row] = (await askWorkspace(azure, target, lastRunQuery)) ?? [];
  if (row === undefined) return undefined;
  const details = objectOf(row['details']);
  const diagnosis = objectOf(details['diagnosis']);
  const days = details['tokenExpiresInDays'];
  return {
    at: time(row['timestamp']) ?? '',
    category: text(row['category']),
    outcome: text(details['outcome']) || text(row['category']),
    diagnosis:
      text(diagnosis['code']) === ''
        ? null
        : { code: text(diagnosis['code']), message: text(diagnosis['message']) },
    version: text(details['version']),
    host: text(details['host']),
    features: Array.isArray(details['features']) ? details['features'].map(String) : [],
    tokenExpiresInDays: typeof days === 'number' ? days : null,
    tokenFingerprint: text(details['tokenFingerprint']) || null,
  };
}

export async function readStreamRuns(azure: Azure, target: Target): Promise<readonly StreamRun[]> {
  const rows = (await askWorkspace(azure, target, streamRunsQuery)) ?? [];
  return rows.map((row) => ({
    stream: text(row['Stream']) as Stream,
    lastRun: time(row['LastRun']) ?? '',
    lastGoodRun: time(row['LastGood']) ?? null,
    state: text(row['State']),
    reason: text(row['Reason']),
    message: text(row['Message']),
  }));
}

/** Undefined where the table does not exist; empty where it holds no row of the last 30 days. */
export async function readRows(azure: Azure, target: Target): Promise<readonly RowFacts[] | undefined> {
  const rows = await askWorkspace(azure, target, rowsQuery);
  return rows?.map((row) => ({
    kind: text(row['Kind']) as RowFacts['kind'],
    lastRow: time(row['LastRow']) ?? '',
    lastEvent: time(row['LastEvent']) ?? null,
    rowsInDay: Number(row['RowsInDay'] ?? 0),
    lagSeconds: typeof row['Lag'] === 'number' ? Math.round(row['Lag']) : null,
  }));
}

/** Dynamic values come as text. */
function objectOf(value: unknown): Readonly<Record<string, unknown>> {
  const parsed: unknown = typeof value === 'string' && value.startsWith('{') ? JSON.parse(value) : value;
  return typeof parsed === 'object' && parsed !== null ? (parsed as Record<string, unknown>) : {};
}

/** The service gives seven digits of a second; undefined where there is no time. */
export function time(value: unknown): string | undefined {
  const at = typeof value === 'string' ? Date.parse(value) : Number.NaN;
  return Number.isNaN(at) ? undefined : new Date(at).toISOString();
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
