/** All runs of a rule over a span of time, as Microsoft Sentinel would have done them. */
import type { Table } from '../kql/table/table.ts';
import { fromMilliseconds } from '../kql/values/time.ts';
import { makeAlerts, type Alert } from '../scenarios/alert.ts';
import { addToIncidents, type Incident } from '../scenarios/incident.ts';
import { milliseconds } from '../scenarios/moment.ts';
import type { PreparedRule } from '../scenarios/prepare.ts';
import { jsonRows } from '../scenarios/result-row.ts';
import { isTriggered, visibleRows } from '../scenarios/run-query.ts';

/** Milliseconds since 1970. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

export interface RuleHistory {
  /** Times in them are milliseconds since 1970. */
  readonly alerts: readonly Alert[];
  readonly incidents: readonly Incident[];
  /** Runs of the schedule, those of them that had to take place, and those left out after an alert. */
  readonly runs: number;
  readonly executed: number;
  readonly suppressed: number;
}

/** What a run at a time gives, for times that rise; undefined where it need not take place. */
export type RunAt = (at: number) => Table | undefined;

/** Runs the schedule over [from, to]. Throws `KqlError`. */
export function ruleHistory(
  { rule, schedule }: PreparedRule,
  { from, to }: Span,
  runAt: RunAt,
  onRun: (at: number) => void = () => {},
): RuleHistory {
  const alerts: Alert[] = [];
  const closed: Incident[] = [];
  let open: readonly Incident[] = [];
  let pausedUntil = -Infinity;
  let [runs, executed, suppressed] = [0, 0, 0];
  const configuration = rule.incidentConfiguration;
  const grouping = configuration?.groupingConfiguration;
  const reach = grouping?.enabled ? milliseconds(grouping.lookbackDuration) : 0;
  const { frequency } = schedule;
  for (let at = Math.ceil(from / frequency) * frequency; at <= to; at += frequency) {
    runs++;
    onRun(at);
    if (at < pausedUntil) {
      suppressed++;
      continue;
    }
    const table = runAt(at);
    if (!table) continue;
    executed++;
    const rows = jsonRows(table);
    if (!isTriggered(rows.length, rule)) continue;
    const found = makeAlerts(rule, rows, at);
    alerts.push(...found);
    // What no alert can join any more need not be looked at again.
    const isOpen = ({ alerts: [first] }: Incident): boolean => first !== undefined && at - first.at <= reach;
    closed.push(...open.filter((incident) => !isOpen(incident)));
    open = addToIncidents(open.filter(isOpen), found, configuration);
    if (rule.suppressionEnabled === true && rule.suppressionDuration !== undefined && found.length > 0)
      pausedUntil = at + milliseconds(rule.suppressionDuration);
  }
  return { alerts, incidents: [...closed, ...open], runs, executed, suppressed };
}

/** Every run over all rows of the own table, which are in order of arrival: slow, and the measure of the other way. */
export function plainRuns(rule: PreparedRule, own: Table, others: ReadonlyMap<string, Table>): RunAt {
  const { prepared } = rule.query({ constants: {}, lacks: [] });
  return (at) => {
    const table = visibleRows(own, at, rule.schedule.period);
    const tables = new Map([...others, [rule.workspace.table, table]]);
    return prepared.run({ tables, now: fromMilliseconds(at) });
  };
}
