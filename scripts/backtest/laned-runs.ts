/** Runs over the lanes of a rule, without those that cannot find anything. */
import { runProgram } from '../kql/run/run.ts';
import { gatherRows, type Table } from '../kql/table/table.ts';
import { fromMilliseconds } from '../kql/values/time.ts';
import type { PreparedRule } from '../scenarios/prepare.ts';
import { isTriggered, runDelay } from '../scenarios/run-query.ts';
import type { Lane } from './lane.ts';
import { chooseRows, type LaneRows } from './lane-rows.ts';
import { mayEmit } from './may-emit.ts';
import { RollingSummary } from './rolling-summary.ts';
import type { RunAt } from './rule-history.ts';
import type { RuleLanes } from './rule-lanes.ts';

const day = 86_400_000;
/** So many rows stay in memory for the whole span. */
const fewRows = 200_000;

/**
 * How long, in milliseconds, the rows read for a run serve the runs after it: rows are read again for each
 * such epoch, and those of an epoch and the look-back before it are held.
 */
function epochOf(rows: number, period: number): number {
  return rows <= fewRows ? Infinity : Math.max(day, period / 4);
}

/** `others` are tables that are the same in every run. */
export function lanedRuns(
  rule: PreparedRule,
  lanes: RuleLanes,
  others: ReadonlyMap<string, Table>,
  epoch = epochOf(lanes.length, rule.schedule.period),
): RunAt {
  const { program, tables, rollings } = lanes.laned;
  const bindings = new Map(program.bindings.map((binding) => [binding.id, binding]));
  const isSkippable = !isTriggered(0, rule.rule);
  const { period } = rule.schedule;
  const summaries = new Map<string, RollingSummary>();
  let rows: ReadonlyMap<Lane, LaneRows> = new Map();
  let [until, fed] = [-Infinity, -Infinity];

  const begin = (at: number): void => {
    until = at + epoch;
    const [from, end] = [ticks(at - period), ticks(until + runDelay)];
    // What is held makes room before more is read.
    rows = new Map();
    rows = lanes.rowsOf(tables.values(), { stamps: [from, ticks(until)], arrivals: [-Infinity, end] });
  };
  /** Summaries keep their rows themselves: they are given those of a day at a time. */
  const feed = (at: number): void => {
    const to = at + Math.min(epoch, day);
    const arrivals = [ticks(fed), ticks(to + runDelay)] as const;
    for (const [name, rolling] of rollings) {
      let summary = summaries.get(name);
      if (!summary) {
        const frame = { bindings: program.bindings, tables: others, schedule: rule.schedule };
        summaries.set(name, (summary = new RollingSummary(rolling, at, frame)));
      }
      const news = lanes.rowsOf(rolling.inputs, { stamps: [ticks(at - period), Infinity], arrivals });
      summary.add(rolling.inputs.flatMap((lane) => news.get(lane) ?? []));
    }
    fed = to + runDelay;
  };

  return (at) => {
    if (at > until) begin(at);
    if (at + runDelay > fed) feed(at);
    const sight = { now: ticks(at), from: ticks(at - period), end: ticks(at + runDelay) };
    const chosen = new Map<string, Uint32Array>();
    const choose = (name: string): Uint32Array | undefined => {
      const lane = tables.get(name);
      const found = lane && rows.get(lane);
      if (!found) return undefined;
      let numbers = chosen.get(name);
      if (!numbers) chosen.set(name, (numbers = chooseRows(found, sight)));
      return numbers;
    };
    const areSeen = new Map([...summaries].map(([name, summary]) => [name, summary.advance(sight.now)]));
    const hasRows = (name: string): boolean =>
      areSeen.get(name) ?? (choose(name)?.length ?? others.get(name)?.length ?? 0) > 0;
    if (isSkippable && !mayEmit(program.main, { bindings, hasRows })) return undefined;
    const given = new Map<string, Table>(others);
    for (const [name, lane] of tables) {
      const found = rows.get(lane);
      const numbers = choose(name);
      if (found && numbers) given.set(name, gatherRows(found.table, numbers));
    }
    for (const [name, summary] of summaries) given.set(name, summary.table());
    return runProgram(program, { tables: given, now: fromMilliseconds(at) });
  };
}

function ticks(milliseconds: number): number {
  return Number.isFinite(milliseconds) ? Number(fromMilliseconds(milliseconds)) : milliseconds;
}
