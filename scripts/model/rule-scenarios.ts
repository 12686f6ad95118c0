/** analytics-rules/<name>.test.yaml: what a rule must report for given events. */
export interface RuleScenariosFile {
  /** People besides the usual cast, by the name that events use. */
  readonly people?: Readonly<Record<string, ScenarioPerson>>;
  readonly vaults?: Readonly<Record<string, ScenarioThing>>;
  readonly groups?: Readonly<Record<string, ScenarioThing>>;
  /** Fields that all events have where they say nothing else. */
  readonly defaults?: ScenarioFields;
  readonly scenarios: readonly RuleScenario[];
}

export interface ScenarioPerson {
  readonly uuid: string;
  readonly email?: string;
  readonly name?: string;
  readonly type?: 'user' | 'external_user';
}

export interface ScenarioThing {
  readonly uuid: string;
  /** Whether it stands in the watchlist; not where absent. */
  readonly listed?: boolean;
}

export interface RuleScenario {
  readonly name: string;
  /** Constants of the query with other values: name → KQL. */
  readonly constants?: Readonly<Record<string, string | number | boolean>>;
  /** Rows of the watchlist; those of the cast that are listed where absent. */
  readonly watchlist?: readonly Readonly<Record<string, string>>[];
  readonly events: readonly ScenarioEvent[];
  readonly expect: ScenarioExpectation;
}

/** Columns of the table by their names. */
export type ScenarioFields = Readonly<Record<string, unknown>>;

export type ScenarioEvent = ScenarioFields & {
  readonly kind: 'audit' | 'sign-in' | 'item-usage' | 'health';
  /** When it happened and when it arrived, before the run: `-5m`, `-1h30m`. */
  readonly at?: string;
  readonly arrives?: string;
  /** Names of the cast. */
  readonly actor?: string;
  readonly target?: string;
  readonly vault?: string;
  readonly group?: string;
  /** Address from which it was done. */
  readonly ip?: string;
  /** How many events of this form there are, each with an id of its own. */
  readonly times?: number;
  /** Which of them is delivered twice, with the same id. */
  readonly copies?: number;
};

export type ScenarioExpectation = 'none' | { readonly rows: number } | readonly ExpectedRow[];

export interface ExpectedRow {
  readonly severity?: 'Informational' | 'Low' | 'Medium' | 'High';
  /** Of the alert, with the values filled in. */
  readonly title?: string;
  readonly description?: string;
  /** Entity type → identifier → value. */
  readonly entities?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly details?: Readonly<Record<string, unknown>>;
  readonly columns?: Readonly<Record<string, unknown>>;
}
