/** Queries of the workspace, run by the project's own engine over the rows that a test gives. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import type { Engine } from '../../../scripts/kql/engine.ts';
import type { ColumnSchema } from '../../../scripts/kql/table/table.ts';
import type { WorkspaceSchema } from '../../../scripts/kql/workspace-schema.ts';
import type { TableFile } from '../../../scripts/model/table.ts';
import { ok, refusal, Refused, route, type Answer, type Ask, type Route } from './exchange.ts';
import { watchlistRows } from './sentinel.ts';
import type { Store } from './store.ts';

interface Question {
  readonly query?: string;
  readonly timespan?: string;
}

const root = fileURLToPath(new URL('../../../', import.meta.url));

export function queryRoutes(store: Store): readonly Route[] {
  const handle = (ask: Ask): Promise<Answer> | Answer => {
    const workspace = ask.path.replace(/\/query$/, '');
    if (!store.resources.has(workspace)) {
      return refusal(404, 'ResourceNotFound', 'The workspace could not be found.');
    }
    const { query = '', timespan } = {
      ...Object.fromEntries(ask.query),
      ...(ask.body as Question | undefined),
    };
    return answerQuery(store, workspace, query, timespan);
  };
  const path = '{*}/providers/microsoft.operationalinsights/workspaces/{}/query';
  return [route('POST', path, handle), route('GET', path, handle)];
}

/** The library behind the engine takes a second to load: only where there is a query. */
async function answerQuery(
  store: Store,
  workspace: string,
  query: string,
  timespan: string | undefined,
): Promise<Answer> {
  const { createEngine } = await import('../../../scripts/kql/engine.ts');
  const { answerMembers } = await import('../../../scripts/kql/answer.ts');
  const { KqlError } = await import('../../../scripts/kql/plan/kql-error.ts');
  const { fromMilliseconds } = await import('../../../scripts/kql/values/time.ts');
  const schema = await schemaOf(store, workspace);
  try {
    const prepared = engineFor(schema, createEngine).prepare(query);
    const tables = await tablesOf(store, schema, store.now - durationOf(timespan));
    const { columns, rows } = JSON.parse(
      `{${answerMembers(prepared.run({ tables, now: fromMilliseconds(store.now) }))}}`,
    ) as { readonly columns: readonly { readonly type: string }[]; readonly rows: readonly unknown[][] };
    // The service gives dynamic values as text.
    const texts = rows.map((row) =>
      row.map((value, i) => (columns[i]?.type === 'dynamic' && value !== null ? dynamicText(value) : value)),
    );
    return ok({ tables: [{ name: 'PrimaryResult', columns, rows: texts }] });
  } catch (error) {
    if (!(error instanceof KqlError)) throw error;
    return refusal(400, 'BadArgumentError', 'The request had some invalid properties', {
      innererror: {
        code: 'SemanticError',
        message: 'A semantic error occurred.',
        innererror: { code: 'SEM0100', message: wordsOfService(error.message) },
      },
    });
  }
}

/** A name that is not there is told in other words by the service than by the library that editors use. */
function wordsOfService(message: string): string {
  const name = /name '([^']+)' does not refer to any known/.exec(message)?.[1];
  return name === undefined ? message : `Failed to resolve table or column expression named '${name}'`;
}

function dynamicText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

const engines = new Map<string, Engine>();

/** An engine keeps what it learned of a schema, and loads its library once. */
function engineFor(
  schema: WorkspaceSchema,
  create: (schema: WorkspaceSchema, cacheFolder: string) => Engine,
): Engine {
  const key = schema.tables.map(({ name }) => name).join(' ');
  const known = engines.get(key);
  if (known) return known;
  const engine = create(schema, `${root}node_modules/.cache/microsoft-sentinel-solution`);
  engines.set(key, engine);
  return engine;
}

/** The tables of Microsoft's, and the solution's own where it was created. */
async function schemaOf(store: Store, workspace: string): Promise<WorkspaceSchema> {
  const { workspaceSchema } = await import('../../../scripts/kql/workspace-schema.ts');
  const { watchlistColumns } = await import('../../../scripts/model/watchlist.ts');
  const table = parse(readFileSync(`${root}solution/table.yaml`, 'utf8')) as TableFile;
  const schema = workspaceSchema(table, watchlistColumns);
  const isThere =
    store.tables.has(table.name) || store.resources.has(`${workspace}/tables/${table.name.toLowerCase()}`);
  return isThere ? schema : { ...schema, tables: schema.tables.filter(({ name }) => name !== table.name) };
}

/** Of `P1DT2H`, in milliseconds; without one there is no limit. */
function durationOf(timespan: string | undefined): number {
  if (timespan === undefined) return Number.POSITIVE_INFINITY;
  const parts = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?)?$/.exec(timespan);
  if (!parts) throw new Refused(refusal(400, 'BadArgumentError', `Invalid timespan: ${timespan}`));
  const [days = 0, hours = 0, minutes = 0] = parts.slice(1).map((part) => Number(part ?? 0));
  return ((days * 24 + hours) * 60 + minutes) * 60_000;
}

/** Rows that arrived before `from` are not seen, whatever the query says. */
async function tablesOf(store: Store, schema: WorkspaceSchema, from: number) {
  const { buildTable } = await import('../../../scripts/scenarios/row-table.ts');
  const { ingestionTimeColumn } = await import('../../../scripts/kql/plan/ingestion-time.ts');
  const arrival: ColumnSchema = { name: ingestionTimeColumn, type: 'datetime' };
  const tables = new Map(
    schema.tables.map(({ name, columns }) => {
      const rows = (store.tables.get(name) ?? [])
        .filter(
          (row) => from === Number.NEGATIVE_INFINITY || Date.parse(String(row['TimeGenerated'])) >= from,
        )
        .map((row) => ({ ...row, [ingestionTimeColumn]: row['ingestion_time'] ?? row['TimeGenerated'] }));
      return [name, buildTable([...columns, arrival], rows)] as const;
    }),
  );
  for (const { name, columns } of schema.functions) {
    const rows = watchlistRows(store, 'PG1PW');
    if (name === '_GetWatchlist') tables.set('_GetWatchlist("PG1PW")', buildTable(columns, rows));
  }
  return tables;
}
