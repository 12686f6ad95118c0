/** The workbook as it ships, and workspaces to look at it in. */
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readTableFile } from '../../scripts/commands/kql-data.ts';
import { compileWorkbook } from '../../scripts/compile/workbook/notebook.ts';
import { createEngine } from '../../scripts/kql/engine.ts';
import type { ColumnSchema, Table } from '../../scripts/kql/table/table.ts';
import { workspaceSchema, type WorkspaceSchema } from '../../scripts/kql/workspace-schema.ts';
import { watchlistColumns } from '../../scripts/model/watchlist.ts';
import type { ParameterValues } from '../../scripts/workbook-run/notebook.ts';
import { sampleWorkbook } from '../../scripts/validate/workbook/sample.ts';
import { tableFrom, type JsonRow, type Tables } from '../../scripts/workbook-run/tables.ts';
import type { TimeRange } from '../../scripts/workbook-run/time-range.ts';
import { notebookOpener, queriesOf, type OpenWorkbook } from '../../scripts/workbook-run/workbook-run.ts';
import { now } from './story-rows.ts';

export const hour = 3_600_000;
export const day = 24 * hour;
export const week: TimeRange = { last: 7 * day };

export const eventTable = 'OnePasswordEventLogs_CL';

/** Tables that come into being with their first row. */
export const optionalTables = ['SecurityAlert', 'SecurityIncident', 'SentinelHealth', 'Usage'];

const table = readTableFile(fileURLToPath(new URL('../..', import.meta.url)));
export const schema = workspaceSchema(table, watchlistColumns);
export const { notebook } = compileWorkbook(sampleWorkbook());
const cacheFolder = join(tmpdir(), 'onepassword-workbook-tests');

export const openNotebook = opener(schema);

/** Opens the workbook in a workspace that has just these tables. */
export function opener(workspace: WorkspaceSchema) {
  return notebookOpener(notebook, createEngine(workspace, cacheFolder));
}

/** Rows by table; those of the watchlist under its alias. */
export type Rows = Readonly<Record<string, readonly JsonRow[]>>;

export function tablesOf(rows: Rows): Tables {
  const [watchlist] = schema.functions;
  const tables = schema.tables.map(
    ({ name, columns }) => [name, tableFrom(columns, rows[name] ?? [])] as const,
  );
  const call = '_GetWatchlist("PG1PW")';
  return new Map([...tables, [call, watchlistOf(watchlist?.columns ?? [], rows['PG1PW'] ?? [])]]);
}

/** A watchlist is a table behind its call, whose rows arrived when they were last renewed. */
function watchlistOf(columns: readonly ColumnSchema[], rows: readonly JsonRow[]): Table {
  const arrival = { name: 'TimeGenerated', type: 'datetime' } as const;
  const arrived = rows.map((row) => ({ ...row, TimeGenerated: row['LastUpdatedTimeUTC'] }));
  return tableFrom([...columns, arrival], arrived);
}

/** The workbook over events only, as somebody sees it who has chosen what is given. */
export function look(
  events: readonly JsonRow[],
  chosen: ParameterValues = {},
  range: TimeRange = week,
): OpenWorkbook {
  return openNotebook({ tables: tablesOf({ [eventTable]: events }), now, range, chosen });
}

/** Names of the items that ask the workspace. */
export const itemNames = [...queriesOf(notebook).keys()];
