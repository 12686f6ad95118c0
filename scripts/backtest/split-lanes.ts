/** Finds the lanes and the rolling summaries of a query, and puts tables in their place. */
import { ingestionTimeColumn } from '../kql/plan/ingestion-time.ts';
import type { Expression } from '../kql/plan/expression.ts';
import type { Plan, Program } from '../kql/plan/plan.ts';
import type { ColumnSchema } from '../kql/table/table.ts';
import { expressionsOf, inputsOf, isPlan, isSteady, queriesOf, type Bindings } from './expression-facts.ts';
import { copiesLane, isStep, type Bound, type Lane, type Step } from './lane.ts';
import { madeBy } from './live-columns.ts';
import { narrowJoins } from './narrow-joins.ts';
import { rollingOf, type Rolling } from './rolling-plan.ts';

/** A program whose lanes and rolling summaries are tables. */
export interface LaneProgram {
  readonly program: Program;
  /** Those that are needed for a table or a summary; parents come first. */
  readonly lanes: readonly Lane[];
  /** Name of a lane's table → the lane; those that a run reads. */
  readonly tables: ReadonlyMap<string, Lane>;
  /** The same of summaries that go on from run to run. */
  readonly rollings: ReadonlyMap<string, Rolling>;
}

interface Trace {
  readonly base: Lane | undefined;
  readonly steps: readonly Step[];
  readonly bounds: readonly Bound[];
  readonly arrivals: ReadonlySet<string>;
}

export function splitLanes({ bindings, main }: Program, own: string): LaneProgram {
  const byId: Bindings = new Map(bindings.map((binding) => [binding.id, binding]));
  const lanes: Lane[] = [];
  const known = new Map<Plan, Lane | undefined>();
  const traces = new Map<Plan, Trace | undefined>();
  const tables = new Map<string, Lane>();
  const rollings = new Map<string, Rolling>();

  const laneOf = (plan: Plan): Lane | undefined => {
    if (!known.has(plan)) {
      const traced = trace(plan);
      known.set(plan, traced && add(traced, plan.schema, false));
    }
    return known.get(plan);
  };
  const add = (traced: Trace, schema: readonly ColumnSchema[], dropsCopies: boolean): Lane => {
    const { base: parent, steps, bounds, arrivals } = traced;
    if (parent && steps.length === 0 && bounds.length === 0) return parent;
    const lane = { id: lanes.length, parent, steps, bounds, schema, dropsCopies, arrivals };
    lanes.push(lane);
    return lane;
  };
  const trace = (plan: Plan): Trace | undefined => {
    if (!traces.has(plan)) traces.set(plan, traceAnew(plan));
    return traces.get(plan);
  };
  const traceAnew = (plan: Plan): Trace | undefined => {
    if (plan.op === 'table') {
      if (plan.name !== own) return undefined;
      return { base: undefined, steps: [], bounds: [], arrivals: new Set([ingestionTimeColumn]) };
    }
    if (plan.op === 'reference') {
      const binding = byId.get(plan.id);
      const lane = binding && 'plan' in binding ? laneOf(binding.plan) : undefined;
      return lane && { base: lane, steps: [], bounds: [], arrivals: lane.arrivals };
    }
    if (!isStep(plan)) return undefined;
    const traced = trace(plan.input);
    if (!traced) return undefined;
    if (plan.op === 'where') return filtered(plan, traced);
    if (plan.op === 'mv-expand') {
      if (!expressionsOf(plan).every((expression) => isSteady(expression, byId, own))) return undefined;
      const made = madeBy(plan);
      const arrivals = [...traced.arrivals].filter((name) => !made.has(name));
      return { ...traced, steps: [...traced.steps, plan], arrivals: new Set(arrivals) };
    }
    if (plan.op === 'project') {
      if (!plan.expressions.every(({ expression }) => isSteady(expression, byId, own))) return undefined;
      const arrivals = plan.expressions
        .filter(({ expression }) => isArrival(expression, traced.arrivals))
        .map(({ name }) => name);
      return { ...traced, steps: [...traced.steps, plan], arrivals: new Set(arrivals) };
    }
    return withoutCopies(plan, traced);
  };
  const filtered = (plan: Extract<Plan, { op: 'where' }>, traced: Trace): Trace | undefined => {
    if (isSteady(plan.predicate, byId, own)) return { ...traced, steps: [...traced.steps, plan] };
    const bound = boundOf(plan.predicate, traced.arrivals);
    return bound && { ...traced, bounds: [...traced.bounds, bound] };
  };
  const withoutCopies = (plan: Extract<Plan, { op: 'summarize' }>, traced: Trace): Trace | undefined => {
    const [call, ...others] = plan.aggregates;
    const [first] = call?.args ?? [];
    if (!call || others.length > 0 || call.name !== 'arg_min' || plan.by.length !== 1) return undefined;
    if (!first || !isArrival(first, traced.arrivals) || hasDropped(traced.base)) return undefined;
    if (!call.args.every(({ kind }) => kind === 'column')) return undefined;
    // Texts alone are equal exactly where the engine groups them together.
    const isText = plan.by.every(
      ({ expression }) => expression.type === 'string' && isSteady(expression, byId, own),
    );
    if (!isText) return undefined;
    const names = call.columns.filter((_, i) => isArrival(call.args[i] ?? first, traced.arrivals));
    const arrivals = new Set(names.map(({ name }) => name));
    const lane = add({ ...traced, steps: [...traced.steps, plan], arrivals }, plan.schema, true);
    return { base: lane, steps: [], bounds: [], arrivals };
  };
  const rewrite = <T>(value: T): T => {
    if (Array.isArray(value)) return value.map((member: unknown) => rewrite(member)) as T;
    if (typeof value !== 'object' || value === null) return value;
    if (isPlan(value)) {
      const lane = laneOf(value);
      if (lane) {
        const name = `lane ${lane.id}`;
        tables.set(name, lane);
        return { op: 'table', name, schema: value.schema, place: value.place } as T;
      }
      const rolling = value.op === 'summarize' && rollingOf(value, { bindings: byId, own, laneOf });
      if (rolling) {
        const name = `rolling ${rollings.size}`;
        rollings.set(name, rolling);
        return { op: 'table', name, schema: value.schema, place: value.place } as T;
      }
    }
    if ('kind' in value && value.kind === 'literal') return value;
    const members = Object.entries(value).map(([name, member]) => [
      name,
      name === 'schema' || name === 'place' ? (member as unknown) : rewrite(member as unknown),
    ]);
    return Object.fromEntries(members) as T;
  };
  const program = { bindings: bindings.map((binding) => rewrite(binding)), main: rewrite(main) };
  const used = tablesOf(program);
  const ofUse = <T>(all: ReadonlyMap<string, T>): Map<string, T> =>
    new Map([...all].filter(([name]) => used.has(name)));
  const [read, kept] = [ofUse(tables), ofUse(rollings)];
  const needed = new Set<Lane>();
  for (const lane of [...read.values(), ...[...kept.values()].flatMap(({ inputs }) => inputs)])
    for (let own: Lane | undefined = lane; own; own = own.parent) needed.add(own);
  return {
    program: narrowJoins(program),
    lanes: lanes.filter((lane) => needed.has(lane)),
    tables: read,
    rollings: kept,
  };
}

/** Names of the tables that a program reads; what stands in a binding that nobody uses is not read. */
function tablesOf({ bindings, main }: Program): ReadonlySet<string> {
  const byId: Bindings = new Map(bindings.map((binding) => [binding.id, binding]));
  const names = new Set<string>();
  const seen = new Set<number>();
  const ofExpression = (expression: Expression): void => {
    const { plans, variables } = queriesOf(expression);
    plans.forEach(ofPlan);
    variables.forEach(ofBinding);
  };
  const ofBinding = (id: number): void => {
    const binding = byId.get(id);
    if (!binding || seen.has(id)) return;
    seen.add(id);
    if ('plan' in binding) ofPlan(binding.plan);
    else ofExpression(binding.expression);
  };
  const ofPlan = (plan: Plan): void => {
    if (plan.op === 'table') names.add(plan.name);
    if (plan.op === 'reference') ofBinding(plan.id);
    if ('subquery' in plan) ofPlan(plan.subquery.plan);
    inputsOf(plan).forEach(ofPlan);
    expressionsOf(plan).forEach(ofExpression);
  };
  ofPlan(main);
  return names;
}

/** Whether a lane, or one that it is made from, drops copies. */
function hasDropped(lane: Lane | undefined): boolean {
  return lane !== undefined && copiesLane(lane) !== undefined;
}

function isArrival(expression: Expression, arrivals: ReadonlySet<string>): boolean {
  return expression.kind === 'column' && arrivals.has(expression.name);
}

const comparisons: Readonly<Record<string, Bound['operator']>> = {
  GreaterThan: '>',
  GreaterThanOrEqual: '>=',
  LessThan: '<',
  LessThanOrEqual: '<=',
};

/** `Arrived > ago(5m)`, `Arrived <= now()`: a bound that moves with the run. */
function boundOf(predicate: Expression, arrivals: ReadonlySet<string>): Bound | undefined {
  if (predicate.kind !== 'call') return undefined;
  const operator = comparisons[predicate.name];
  const [left, right] = predicate.args;
  if (!operator || !left || !right || !isArrival(left, arrivals)) return undefined;
  const offset = offsetFromNow(right);
  return offset === undefined ? undefined : { operator, offset };
}

/** Ticks from the time of the run, for `now()` and `ago(5m)`. */
function offsetFromNow(expression: Expression): number | undefined {
  if (expression.kind !== 'call') return undefined;
  const [span] = expression.args;
  if (expression.name === 'now' && !span) return 0;
  if (expression.name !== 'ago' || span?.kind !== 'literal' || typeof span.value !== 'number')
    return undefined;
  return -span.value;
}
