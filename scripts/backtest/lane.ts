/**
 * Lanes: the parts of a query that treat each row of the own table by itself. What a lane makes of a row is
 * the same in every run, so it is worked out once, when the row is read; a run only chooses rows.
 */
import { ingestionTimeColumn } from '../kql/plan/ingestion-time.ts';
import type { Expression } from '../kql/plan/expression.ts';
import type { Plan, Program } from '../kql/plan/plan.ts';
import type { ColumnSchema } from '../kql/table/table.ts';
import { isPlan, isSteady, type Bindings } from './expression-facts.ts';

/** A step of a lane. `copies` keeps of rows with one key that which arrived first. */
export type Step =
  Extract<Plan, { op: 'where' }> | Extract<Plan, { op: 'project' }> | Extract<Plan, { op: 'summarize' }>;

/** A condition on the time of arrival, relative to the time of the run in ticks. */
export interface Bound {
  readonly operator: '>' | '>=' | '<' | '<=';
  readonly offset: number;
}

export interface Lane {
  readonly id: number;
  /** What it reads: the own table where undefined. */
  readonly parent: Lane | undefined;
  readonly steps: readonly Step[];
  /** Bounds of this lane; those of its parents hold too. */
  readonly bounds: readonly Bound[];
  readonly schema: readonly ColumnSchema[];
  /** Whether its last step drops copies of events; only the lanes made from it come after. */
  readonly dropsCopies: boolean;
  /** Columns that hold the time of arrival. */
  readonly arrivals: ReadonlySet<string>;
}

/** A program whose lanes are tables. */
export interface LaneProgram {
  readonly program: Program;
  /** Parents come first. */
  readonly lanes: readonly Lane[];
  /** Name of a lane's table → the lane. */
  readonly tables: ReadonlyMap<string, Lane>;
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
    if (plan.op !== 'where' && plan.op !== 'project' && plan.op !== 'summarize') return undefined;
    const traced = trace(plan.input);
    if (!traced) return undefined;
    if (plan.op === 'where') return filtered(plan, traced);
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
    }
    if ('kind' in value && value.kind === 'literal') return value;
    const members = Object.entries(value).map(([name, member]) => [
      name,
      name === 'schema' || name === 'place' ? (member as unknown) : rewrite(member as unknown),
    ]);
    return Object.fromEntries(members) as T;
  };
  const program = { bindings: bindings.map((binding) => rewrite(binding)), main: rewrite(main) };
  return { program, lanes, tables };
}

function hasDropped(lane: Lane | undefined): boolean {
  return lane !== undefined && (lane.dropsCopies || hasDropped(lane.parent));
}

/** The lane among a lane and its parents that drops copies. */
export function copiesLane(lane: Lane): Lane | undefined {
  return lane.dropsCopies ? lane : lane.parent && copiesLane(lane.parent);
}

/** Bounds of a lane and of all that it is made from. */
export function allBounds(lane: Lane): Bound[] {
  return [...(lane.parent ? allBounds(lane.parent) : []), ...lane.bounds];
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
