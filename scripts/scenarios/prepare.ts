/** A rule made ready for many runs: its query bound and planned once for each set of constants. */
import { createEngine, type Engine, type PreparedQuery } from '../kql/engine.ts';
import { createPlanner, type QueryPlanner } from '../kql/plan-text.ts';
import { maskLiterals } from '../kql/mask.ts';
import type { ColumnSchema } from '../kql/table/table.ts';
import type { WorkspaceSchema } from '../kql/workspace-schema.ts';
import type { RuleFile } from '../model/rule.ts';
import { scheduleOf, type Schedule } from './moment.ts';

/** The workspace that rules run in. */
export interface TestWorkspace {
  readonly schema: WorkspaceSchema;
  /** Name of the solution's own table. */
  readonly table: string;
  /** How a query names the watchlist: `_GetWatchlist("PG1PW")`. */
  readonly watchlistCall: string;
  /** An engine for the workspace as it would be without some columns or tables. */
  engine(lacks: readonly string[]): Engine;
  /** Its schema; the same object whenever it is asked for. */
  schemaWithout(lacks: readonly string[]): WorkspaceSchema;
}

/** A query of a rule, with the columns that the table then has. */
export interface TestQuery {
  readonly prepared: PreparedQuery;
  readonly schema: WorkspaceSchema;
}

/** What of a scenario decides how a query is bound. */
export interface QueryFrame {
  /** Constants of the query: name → KQL. */
  readonly constants: Readonly<Record<string, string>>;
  /** What the workspace lacks: columns of the own table, tables of Microsoft. */
  readonly lacks: readonly string[];
}

export interface PreparedRule {
  readonly rule: RuleFile;
  readonly workspace: TestWorkspace;
  readonly schedule: Schedule;
  /** Throws `KqlError`. */
  query(frame: QueryFrame): TestQuery;
}

export function testWorkspace(
  schema: WorkspaceSchema,
  {
    table,
    watchlist,
    cacheFolder,
    plan = createPlanner(cacheFolder),
  }: {
    readonly table: string;
    readonly watchlist: string;
    readonly cacheFolder: string;
    readonly plan?: QueryPlanner | undefined;
  },
): TestWorkspace {
  const engines = new Map<string, Engine>();
  const schemas = new Map<string, WorkspaceSchema>();
  const schemaWithout = (lacks: readonly string[]): WorkspaceSchema => {
    const key = lacks.join(' ');
    let known = schemas.get(key);
    if (!known) schemas.set(key, (known = without(schema, table, lacks)));
    return known;
  };
  return {
    schema,
    table,
    watchlistCall: `_GetWatchlist(${JSON.stringify(watchlist)})`,
    engine: (lacks) => {
      const key = lacks.join(' ');
      let engine = engines.get(key);
      if (!engine) engines.set(key, (engine = createEngine(schemaWithout(lacks), cacheFolder, plan)));
      return engine;
    },
    schemaWithout,
  };
}

/** The schema less some tables, and columns of the own table. */
function without(schema: WorkspaceSchema, own: string, lacks: readonly string[]): WorkspaceSchema {
  if (lacks.length === 0) return schema;
  const keep = ({ name }: ColumnSchema): boolean => !lacks.includes(name);
  const tables = schema.tables
    .filter(({ name }) => !lacks.includes(name))
    .map((table) => (table.name === own ? { ...table, columns: table.columns.filter(keep) } : table));
  return { ...schema, tables };
}

/** Prepares a rule; `queryText` is its composed query, or one that stands in for it. */
export function prepareRule(rule: RuleFile, queryText: string, workspace: TestWorkspace): PreparedRule {
  const known = new Map<string, TestQuery>();
  return {
    rule,
    workspace,
    schedule: scheduleOf(rule),
    query: ({ constants, lacks }) => {
      const key = JSON.stringify([constants, lacks]);
      let query = known.get(key);
      if (!query) {
        const prepared = workspace.engine(lacks).prepare(withConstants(queryText, constants));
        known.set(key, (query = { prepared, schema: workspace.schemaWithout(lacks) }));
      }
      return query;
    },
  };
}

/** The statements that define constants: the name, and where its value stands. */
export function constantsOf(
  query: string,
): ReadonlyMap<string, { readonly start: number; readonly end: number }> {
  const masked = maskLiterals(query);
  const found = [...masked.matchAll(/^let\s+(\w+)\s*=\s*/gm)].map((match) => {
    const start = match.index + match[0].length;
    return [match[1] ?? '', { start, end: masked.indexOf(';', start) }] as const;
  });
  return new Map(found);
}

/** Puts other values in the place of those of constants. */
export function withConstants(query: string, constants: Readonly<Record<string, string>>): string {
  const places = constantsOf(query);
  const changes = Object.entries(constants).flatMap(([name, value]) => {
    const place = places.get(name);
    return place ? [{ ...place, value }] : [];
  });
  let text = query;
  for (const { start, end, value } of changes.toSorted((a, b) => b.start - a.start)) {
    text = text.slice(0, start) + value + text.slice(end);
  }
  return text;
}
