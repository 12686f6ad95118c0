/** A scenario that is ready to run: rows instead of events, times in milliseconds from its time T. */
import type { Location } from '../diagnostics/diagnostic.ts';
import type { QueryFrame } from './prepare.ts';
import type { RuleRun } from './rule-run.ts';

/** A row of the table. Times are milliseconds from T. */
export interface Row {
  /** When it happened; undefined where the row does not say. */
  readonly happened: number | undefined;
  /** What TimeGenerated says, by which Microsoft Sentinel cuts the window of a run. */
  readonly generated: number;
  /** When it was stored: what ingestion_time() gives, and from when on a run can see it. */
  readonly arrived: number;
  /** All other columns, as JSON; those that are absent are empty. */
  readonly columns: Readonly<Record<string, unknown>>;
  /** Whether log_source stays as it is in every variant. */
  readonly isSourceFixed: boolean;
}

/** A row of another table of the workspace. */
export interface OtherRow {
  readonly generated: number;
  readonly columns: Readonly<Record<string, unknown>>;
}

export interface Scenario extends QueryFrame {
  /** Unique within the rule; common scenarios are named C-1 and so on. */
  readonly name: string;
  readonly place: Location;
  /** T, in milliseconds since 1970. */
  readonly now: number;
  readonly rows: readonly Row[];
  readonly otherTables: ReadonlyMap<string, readonly OtherRow[]>;
  readonly watchlist: readonly Readonly<Record<string, string>>[];
  /** When the rule runs, in order: milliseconds from T. */
  readonly runs: readonly number[];
  /** Whether it was made from another one, and not written by hand. */
  readonly isDerived: boolean;
  /** What is wrong with the runs, which are as many as in `runs`. */
  judge(runs: readonly RuleRun[]): readonly Failure[];
}

/** Something that is not as expected. */
export interface Failure {
  /** What was expected stands here. */
  readonly place: Location;
  /** Which run, counted from 0. */
  readonly run: number;
  readonly message: string;
}

/**
 * How log_source is filled: as this project's connector does it; guessed from the filled columns, as the
 * published codeless connector does it; or not at all. What a rule reports must not depend on it.
 */
export const variants = ['right', 'guessed', 'empty'] as const;
export type Variant = (typeof variants)[number];
