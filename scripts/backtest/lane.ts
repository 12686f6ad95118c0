/**
 * Lanes: the parts of a query that treat each row of the own table by itself. What a lane makes of a row, be it
 * several rows, is the same in every run, so it is worked out once, when the row is read; a run only chooses rows.
 */
import type { Plan } from '../kql/plan/plan.ts';
import type { ColumnSchema } from '../kql/table/table.ts';

/** A step of a lane. `summarize` keeps of rows with one key that which arrived first. */
export type Step = Extract<Plan, { op: 'where' | 'project' | 'mv-expand' | 'summarize' }>;

const stepOperators: ReadonlySet<string> = new Set(['where', 'project', 'mv-expand', 'summarize']);

/** Whether an operator may be a step: what it does, and with which expressions, decides whether it is one. */
export function isStep(plan: Plan): plan is Step {
  return stepOperators.has(plan.op);
}

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

/** The lane among a lane and its parents that drops copies. */
export function copiesLane(lane: Lane): Lane | undefined {
  return lane.dropsCopies ? lane : lane.parent && copiesLane(lane.parent);
}

/** Bounds of a lane and of all that it is made from. */
export function allBounds(lane: Lane): Bound[] {
  return [...(lane.parent ? allBounds(lane.parent) : []), ...lane.bounds];
}
