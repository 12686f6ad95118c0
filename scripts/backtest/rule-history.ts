/** All runs of a rule over a span of time, as Microsoft Sentinel would have done them. */
import { runProgram } from '../kql/run/run.ts';
import { gatherRows, type Table } from '../kql/table/table.ts';
import { fromMilliseconds } from '../kql/values/time.ts';
import { makeAlerts, type Alert } from '../scenarios/alert.ts';
import { addToIncidents, type Incident } from '../scenarios/incident.ts';
import { milliseconds } from '../scenarios/moment.ts';
import type { PreparedRule } from '../scenarios/prepare.ts';
import { jsonRows } from '../scenarios/result-row.ts';
import { isTriggered, runDelay, visibleRows } from '../scenarios/run-query.ts';
import { chooseRows } from './lane-rows.ts';
import { mayEmit } from './may-emit.ts';
import type { RuleLanes } from './rule-lanes.ts';

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

/** What a run at a time gives; undefined where it need not take place. */
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

/** Runs over the lanes of a rule, without those that cannot find anything. */
export function lanedRuns(rule: PreparedRule, lanes: RuleLanes, others: ReadonlyMap<string, Table>): RunAt {
  const { program, tables } = lanes.laned;
  const rows = lanes.finish();
  const bindings = new Map(program.bindings.map((binding) => [binding.id, binding]));
  const isSkippable = !isTriggered(0, rule.rule);
  return (at) => {
    const now = fromMilliseconds(at);
    const sight = {
      now: Number(now),
      from: Number(fromMilliseconds(at - rule.schedule.period)),
      end: Number(fromMilliseconds(at + runDelay)),
    };
    const chosen = new Map<string, Uint32Array>();
    const choose = (name: string): Uint32Array | undefined => {
      const lane = tables.get(name);
      const found = lane && rows.get(lane);
      if (!found) return undefined;
      let numbers = chosen.get(name);
      if (!numbers) chosen.set(name, (numbers = chooseRows(found, sight)));
      return numbers;
    };
    const hasRows = (name: string): boolean => (choose(name)?.length ?? others.get(name)?.length ?? 0) > 0;
    if (isSkippable && !mayEmit(program.main, { bindings, hasRows })) return undefined;
    const given = new Map<string, Table>(others);
    for (const [name, lane] of tables) {
      const found = rows.get(lane);
      const numbers = choose(name);
      if (found && numbers) given.set(name, gatherRows(found.table, numbers));
    }
    return runProgram(program, { tables: given, now });
  };
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
