/**
 * The workspace behind a connector: its rows with the time of their arrival, and the queries that the solution
 * ships for them, run by the KQL engine.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { openWorkspace, readTableFile } from '../../scripts/commands/kql-data.ts';
import { cellText, rowsOf } from '../../scripts/kql/answer.ts';
import { compose } from '../../scripts/kql/compose.ts';
import { createEngine, type Engine, type PreparedQuery } from '../../scripts/kql/engine.ts';
import { emptyTable } from '../../scripts/kql/table/table.ts';
import { fromMilliseconds } from '../../scripts/kql/values/time.ts';
import type { RuleFile } from '../../scripts/model/rule.ts';
import { takeInventory } from '../../scripts/validate/workbook/inventory.ts';
import { listQueries } from '../../scripts/validate/workbook/queries.ts';
import { sampleWorkbook } from '../../scripts/validate/workbook/sample.ts';
import { read, root } from '../docs/project.ts';
import { day, type WatchedWorld } from './health-kql-world.ts';

/** A row of an answer by the names of its columns, each cell as people read it. */
export type Answer = Readonly<Record<string, string>>;

const cacheFolder = join(tmpdir(), 'onepassword-kql-tests');
const workbook = sampleWorkbook();
const tab = 'Health';

/** Queries of the tab by the name of their item; the time range is the last seven days. */
export const healthQueries: ReadonlyMap<string, string> = new Map(
  listQueries(takeInventory(workbook), workbook.fragments)
    .filter(({ owner }) => owner.scope[0] === tab)
    .map(({ owner, variants }) => [(owner.value as { readonly name: string }).name, variants[0].text]),
);

const rule = parse(read('analytics-rules/log-ingestion-failure.yaml')) as RuleFile;
const ruleQuery = compose(rule.query, workbook.fragments).text;

let engine: Engine | undefined;
const prepared = new Map<string, PreparedQuery>();

/** Answers queries over what the connector of a world has sent until now, `since` a time. */
export async function openHealth(world: WatchedWorld, since = 0): Promise<(query: string) => Answer[]> {
  const folder = mkdtempSync(join(tmpdir(), 'health-'));
  const file = join(folder, 'rows.ndjson');
  const lines = world.arrivals
    .filter(({ at }) => at > since)
    .map(({ row, at }) => JSON.stringify({ ...row, TimeGenerated: new Date(at).toISOString() }));
  writeFileSync(file, lines.join('\n'));
  const now = fromMilliseconds(world.clock.now());
  const table = readTableFile(root);
  const { schema, tables, remarks } = await openWorkspace(root, new Map([[table.name, [file]]]), {
    table,
    now,
  });
  rmSync(folder, { recursive: true });
  if (remarks.length > 0) throw new Error(remarks.join(' '));
  engine ??= createEngine(schema, cacheFolder);
  const filled = lines.length > 0 ? tables : new Map([...tables, [table.name, emptyTable(table.columns)]]);
  return (query) => {
    const known = prepared.get(query) ?? (engine as Engine).prepare(query);
    prepared.set(query, known);
    const answer = known.run({ tables: filled, now });
    const names = answer.schema.map(({ name }) => name);
    return rowsOf(answer, cellText).map((row) =>
      Object.fromEntries(row.map((value, i) => [names[i] ?? '', value])),
    );
  };
}

/** The tile of the connector's status. */
export async function statusOf(world: WatchedWorld): Promise<Answer[]> {
  return (await openHealth(world))(healthQueries.get('health.5') ?? '');
}

/** What the rule reports now; it sees no further back than its period. */
export async function alertsOf(world: WatchedWorld): Promise<Answer[]> {
  const days = Number(/^(\d+)d$/.exec(rule.queryPeriod)?.[1]);
  return (await openHealth(world, world.clock.now() - days * day))(ruleQuery);
}
