/** solution/survivors.yaml: faults that the scenarios of rules do not notice, each with the reason. */
export interface SurvivorsFile {
  readonly survivors?: readonly SurvivorEntry[] | null;
}

export interface SurvivorEntry {
  /** The rule or fragment that is changed. */
  readonly file: string;
  /** Of a fragment: the rules that do not notice, by their names; any that do not where absent. */
  readonly rules?: readonly string[];
  /** The changed lines as `npm run mutate:rules` shows them. */
  readonly changes: readonly SurvivingChange[];
  /** `equivalent`: the query gives the same for all events, and no scenario can tell. `accepted`: none does. */
  readonly kind: 'equivalent' | 'accepted';
  readonly reason: string;
}

export interface SurvivingChange {
  readonly was: string;
  readonly becomes: string;
}
