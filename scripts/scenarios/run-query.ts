/** One run of a rule, as Microsoft Sentinel does it: the window, the query, the trigger, the alerts. */
import { gatherRows, emptyTable, columnNamed, type Table } from '../kql/table/table.ts';
import { fromMilliseconds } from '../kql/values/time.ts';
import type { ColumnSchema } from '../kql/table/table.ts';
import type { Int64 } from '../kql/values/int64.ts';
import { ingestionTimeColumn } from '../kql/plan/ingestion-time.ts';
import type { RuleFile, TriggerOperator } from '../model/rule.ts';
import { makeAlerts } from './alert.ts';
import type { PreparedRule } from './prepare.ts';
import { jsonRows } from './result-row.ts';
import type { RuleRun } from './rule-run.ts';
import { buildTable, otherTable, rowTable } from './row-table.ts';
import type { Scenario, Variant } from './scenario.ts';

/** A scheduled rule runs so much later than the time it is about. Source: Microsoft Sentinel, "Scheduled rules". */
export const runDelay = 5 * 60_000;

/** What a run finds, before incidents are made of it. Throws `KqlError`. */
export function runQuery(
  rule: PreparedRule,
  scenario: Scenario,
  variant: Variant,
  at: number,
): Pick<RuleRun, 'at' | 'columns' | 'rows' | 'alerts'> {
  const { prepared } = rule.query(scenario);
  const result = prepared.run({
    tables: tablesOf(rule, scenario, variant, at),
    now: fromMilliseconds(scenario.now + at),
  });
  const rows = jsonRows(result);
  const alerts = isTriggered(rows.length, rule.rule) ? makeAlerts(rule.rule, rows, at) : [];
  return { at, columns: result.schema, rows, alerts };
}

function tablesOf(rule: PreparedRule, scenario: Scenario, variant: Variant, at: number): Map<string, Table> {
  const { schema } = rule.query(scenario);
  const { table: own, watchlistCall } = rule.workspace;
  const tables = new Map<string, Table>();
  for (const { name, columns } of schema.tables) {
    const others = scenario.otherTables.get(name) ?? [];
    if (name === own) {
      tables.set(name, visible(rowTable(scenario, columns, variant), scenario, rule, at));
    } else if (others.length > 0) {
      tables.set(name, visible(otherTable(others, columns, scenario.now), scenario, rule, at));
    } else {
      tables.set(name, emptyTable([...columns, { name: ingestionTimeColumn, type: 'datetime' }]));
    }
  }
  const list = schema.functions[0]?.columns ?? [];
  tables.set(watchlistCall, watchlistTable(scenario.watchlist, list));
  return tables;
}

/** The rows in the window [run - P, run] by TimeGenerated that are stored when the run takes place. */
function visible(table: Table, { now }: Scenario, { schedule }: PreparedRule, at: number): Table {
  return visibleRows(table, now + at, schedule.period);
}

/** The same at a time in milliseconds since 1970. */
export function visibleRows(table: Table, at: number, period: number): Table {
  const from = fromMilliseconds(at - period);
  const to = fromMilliseconds(at);
  const end = fromMilliseconds(at + runDelay);
  const stamps = (columnNamed(table, 'TimeGenerated')?.values() ?? []) as readonly Int64[];
  const arrivals = (columnNamed(table, ingestionTimeColumn)?.values() ?? []) as readonly Int64[];
  const rows: number[] = [];
  for (let i = 0; i < table.length; i++) {
    const [stamp, arrival] = [stamps[i] as Int64, arrivals[i] as Int64];
    if (stamp >= from && stamp <= to && arrival <= end) rows.push(i);
  }
  return rows.length === table.length ? table : gatherRows(table, Uint32Array.from(rows));
}

/** Microsoft Sentinel gives the search key a column of its own. */
export function watchlistTable(
  rows: readonly Readonly<Record<string, string>>[],
  columns: readonly ColumnSchema[],
): Table {
  return buildTable(
    columns,
    rows.map((row) => ({ ...row, SearchKey: row['UUID'] ?? '' })),
  );
}

/** Whether so many rows raise alerts. */
export function isTriggered(
  count: number,
  rule: Pick<RuleFile, 'triggerOperator' | 'triggerThreshold'>,
): boolean {
  return triggers[rule.triggerOperator](count, rule.triggerThreshold);
}

const triggers: Readonly<Record<TriggerOperator, (count: number, threshold: number) => boolean>> = {
  gt: (count, threshold) => count > threshold,
  lt: (count, threshold) => count < threshold,
  eq: (count, threshold) => count === threshold,
  ne: (count, threshold) => count !== threshold,
  GreaterThan: (count, threshold) => count > threshold,
  LessThan: (count, threshold) => count < threshold,
  Equal: (count, threshold) => count === threshold,
  NotEqual: (count, threshold) => count !== threshold,
};
