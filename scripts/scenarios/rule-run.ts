import type { ColumnSchema } from '../kql/table/table.ts';
import type { Alert } from './alert.ts';
import type { Incident } from './incident.ts';
import type { ResultRow } from './result-row.ts';

/** What one run of a rule has found, and what became of it. */
export interface RuleRun {
  /** Milliseconds from T. */
  readonly at: number;
  readonly columns: readonly ColumnSchema[];
  readonly rows: readonly ResultRow[];
  readonly alerts: readonly Alert[];
  /** All incidents there are after the run. */
  readonly incidents: readonly Incident[];
  /** Whether the rule paused after an earlier alert. */
  readonly isSuppressed: boolean;
}
