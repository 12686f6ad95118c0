/** analytics-rules/<name>.test.yaml: what a rule must report for given events. */
export interface RuleScenariosFile {
  /** People besides the usual cast, by the name that events use. */
  readonly people?: Readonly<Record<string, ScenarioPerson>>;
  readonly vaults?: Readonly<Record<string, ScenarioThing>>;
  readonly groups?: Readonly<Record<string, ScenarioThing>>;
  /** Fields that all events have where they say nothing else. */
  readonly defaults?: Partial<ScenarioEvent>;
  /** Common scenarios that do not apply to this rule, each with the reason; `all` for C-1 to C-19. */
  readonly common?: Readonly<Record<string, string>>;
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
  /** Time of the run, ISO 8601; Monday 2026-05-04 at 10:00 UTC where absent. */
  readonly now?: string;
  /** Constants of the query with other values: name → KQL. */
  readonly constants?: Readonly<Record<string, string | number | boolean>>;
  /** Rows of the watchlist, or their search keys; those of the cast that are listed where absent. */
  readonly watchlist?: readonly (string | Readonly<Record<string, string>>)[];
  /** Rows of Microsoft's own tables; a table that is absent from the workspace: `absent`. */
  readonly tables?: Readonly<Record<string, 'absent' | readonly ScenarioFields[]>>;
  readonly events: readonly ScenarioEvent[];
  /** What the one run reports. */
  readonly expect?: ScenarioExpectation;
  /** What each of several runs reports, instead. */
  readonly runs?: readonly ScenarioRun[];
  /** How many incidents there are after the last run. */
  readonly incidents?: number;
}

export interface ScenarioRun {
  /** When it runs; the runs follow each other by the rule's frequency where absent. */
  readonly at?: string;
  readonly expect: ScenarioExpectation;
}

/** Columns of a table by their names. */
export type ScenarioFields = Readonly<Record<string, unknown>>;

export type ScenarioKind = 'audit' | 'sign-in' | 'item-usage' | 'health';

/** The other fields are columns of the table, written out. */
export type ScenarioEvent = ScenarioFields & {
  readonly kind: ScenarioKind;
  /** When it happened, when it was stored and what TimeGenerated says: moments from the run. */
  readonly at?: string;
  readonly arrives?: string;
  readonly stamped?: string;
  /** Names of the cast. */
  readonly actor?: string;
  readonly target?: string;
  readonly vault?: string;
  readonly group?: string;
  readonly item?: string;
  /** Address from which it was done, place and application of it. */
  readonly ip?: string;
  readonly region?: string;
  readonly city?: string;
  readonly app?: string;
  /** Health rows: state by stream. */
  readonly streams?: Readonly<Record<string, string>>;
  /** The event as the Events API gives it, instead of columns: it goes through the connector's mapping. */
  readonly api?: ScenarioFields;
  /** How many events of this form there are, each with an id of its own, and how far apart. */
  readonly times?: number;
  readonly every?: string;
  /** How often each of them is delivered, with the same id. */
  readonly copies?: number;
};

export type ScenarioExpectation = 'none' | ExpectedCounts | readonly ExpectedRow[];

export interface ExpectedCounts {
  readonly rows?: number;
  readonly alerts?: number;
}

/** Identifiers of an entity, or the value of one of them. */
export type ExpectedEntity = string | Readonly<Record<string, string>>;

export interface ExpectedRow {
  readonly severity?: 'Informational' | 'Low' | 'Medium' | 'High';
  /** Of the alert, with the values filled in. */
  readonly title?: string;
  readonly description?: string;
  /** Entity type → all entities of the type; `none` where there must be none. */
  readonly entities?: Readonly<Record<string, ExpectedEntity | readonly ExpectedEntity[]>>;
  readonly details?: ScenarioFields;
  readonly columns?: ScenarioFields;
}
