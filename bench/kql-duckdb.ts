/** The benchmark's queries as SQL, run by DuckDB over the same rows in the same process. */
import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api';

/** SQL of the queries, by the names of the cases. */
const statements: Readonly<Record<string, string>> = {
  'filter and project': `select timestamp, actor from E where action = 'grant' and n > 50`,
  'filter, count by hour and action': `select date_trunc('hour', timestamp) h, action, count(*) c from E
    where action in ('grant', 'revoke') group by all`,
  'count and last time by person': 'select actor, count(*) c, max(timestamp) m from E group by actor',
  'set of actions by person': 'select actor, list(distinct action) s from E group by actor',
  'last row by person': `select actor, max(timestamp) t, arg_max(action, timestamp) as action,
    arg_max(n, timestamp) as n from E group by actor`,
};

export interface Peer {
  /** Milliseconds and rows of the query of that name. */
  run(name: string): Promise<{ readonly milliseconds: number; readonly rows: number }>;
}

/** A table of the rows that the other two read, by the same formulas. */
export async function openDuckDb(
  count: number,
  actions: readonly string[],
  people: number,
  firstMicrosecond: number,
): Promise<Peer> {
  const connection: DuckDBConnection = await (await DuckDBInstance.create(':memory:')).connect();
  const list = actions.map((action) => `'${action}'`).join(', ');
  await connection.run(`create table E as select
    make_timestamp(${firstMicrosecond} + i * 2500000) as timestamp,
    list_value(${list})[1 + (i * 7919) % ${actions.length}] as action,
    'user' || ((i * 104729) % ${people}) as actor,
    i % 100 as n
    from range(${count}) t(i)`);
  return {
    async run(name) {
      const start = performance.now();
      const reader = await connection.runAndReadAll(statements[name] ?? '');
      return { milliseconds: performance.now() - start, rows: reader.currentRowCount };
    },
  };
}
