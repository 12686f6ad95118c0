/** Common scenarios before they are bound to a rule's own. */
import type { Cast } from './cast.ts';
import type { Check } from './common-checks.ts';
import type { Rows } from './match.ts';
import type { PreparedRule } from './prepare.ts';
import type { ResultRow } from './result-row.ts';

/** What a variation of the match is made from. */
export interface Match {
  readonly rows: Rows;
  readonly cast: Cast;
  readonly frequency: number;
  readonly period: number;
  /** The rows that the rule reports of it. */
  readonly reported: readonly ResultRow[];
  readonly rule: PreparedRule;
}

/** A common scenario: rows, what must be lacking, and what each run must show. */
export interface Variation {
  /** `C-1`: what exemptions name. */
  readonly code: string;
  readonly says: string;
  readonly rows: Rows;
  readonly lacks?: readonly string[];
  /** Checks of each run; one run at T where a single list is given. */
  readonly runs: readonly { readonly at: number; readonly checks: readonly Check[] }[];
}
