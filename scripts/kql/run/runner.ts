import type { Plan, Subquery } from '../plan/plan.ts';
import type { Table } from '../table/table.ts';
import type { Evaluation } from './evaluate.ts';

/** What an operator is given to run: the run itself, and the tables of other plans. */
export interface Running extends Evaluation {
  table(plan: Plan): Table;
  /** A table of the workspace by its name, or by its call as `_GetWatchlist('PG1PW')`. */
  source(plan: Extract<Plan, { op: 'table' }>): Table;
  /** The rows that a subquery gives for one part of a table. */
  subquery(subquery: Subquery, part: Table): Table;
}

type PlanOf<Op extends Plan['op']> = Extract<Plan, { op: Op }>;

/** For each operator the function that runs it. */
export type Runners = { readonly [Op in Plan['op']]: (plan: PlanOf<Op>, running: Running) => Table };
