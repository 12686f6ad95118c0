/** A number of minutes, hours or days: `5m`, `1h`, `14d`. */
export type Duration = string;

export type AlertSeverity = 'Informational' | 'Low' | 'Medium' | 'High';

/** In rising order. Source: Microsoft Sentinel REST API, AlertSeverity. */
export const alertSeverities: readonly AlertSeverity[] = ['Informational', 'Low', 'Medium', 'High'];

/** analytics-rules/<name>.yaml: a scheduled rule, with the keys that the field uses. */
export interface RuleFile {
  /** GUID; never changes, customers know the rule by it. */
  readonly id: string;
  readonly kind: 'Scheduled';
  readonly name: string;
  readonly description: string;
  readonly severity: AlertSeverity;
  readonly status?: 'Available';
  readonly requiredDataConnectors: readonly RequiredDataConnector[];
  readonly queryFrequency: Duration;
  readonly queryPeriod: Duration;
  readonly triggerOperator: TriggerOperator;
  readonly triggerThreshold: number;
  readonly tactics: readonly string[];
  /** `T1562` or, for a sub-technique, `T1562.007`. */
  readonly relevantTechniques: readonly string[];
  /** KQL with calls of fragments. */
  readonly query: string;
  readonly entityMappings?: readonly EntityMapping[];
  /** Name shown with the alert → column of the result. */
  readonly customDetails?: Readonly<Record<string, string>>;
  readonly alertDetailsOverride?: AlertDetailsOverride;
  readonly eventGroupingSettings?: { readonly aggregationKind: 'SingleAlert' | 'AlertPerResult' };
  readonly incidentConfiguration?: IncidentConfiguration;
  readonly suppressionEnabled?: boolean;
  readonly suppressionDuration?: Duration;
  readonly version: string;
}

export type TriggerOperator = 'gt' | 'lt' | 'eq' | 'ne' | 'GreaterThan' | 'LessThan' | 'Equal' | 'NotEqual';

interface RequiredDataConnector {
  readonly connectorId: string;
  readonly dataTypes: readonly string[];
}

interface EntityMapping {
  readonly entityType: string;
  readonly fieldMappings: readonly { readonly identifier: string; readonly columnName: string }[];
}

interface AlertDetailsOverride {
  /** Text with at most three `{{Column}}`. */
  readonly alertDisplayNameFormat?: string;
  readonly alertDescriptionFormat?: string;
  readonly alertSeverityColumnName?: string;
  readonly alertTacticsColumnName?: string;
  readonly alertDynamicProperties?: readonly { readonly alertProperty: string; readonly value: string }[];
}

export interface IncidentConfiguration {
  readonly createIncident: boolean;
  readonly groupingConfiguration?: GroupingConfiguration;
}

interface GroupingConfiguration {
  readonly enabled: boolean;
  readonly reopenClosedIncident: boolean;
  readonly lookbackDuration: Duration;
  readonly matchingMethod: 'AllEntities' | 'AnyAlert' | 'Selected';
  readonly groupByEntities?: readonly string[];
  readonly groupByAlertDetails?: readonly string[];
  readonly groupByCustomDetails?: readonly string[];
}

/** solution/attack-techniques.yaml */
export interface AttackTechniquesFile {
  /** Technique id without sub-technique → tactics under which it may stand. */
  readonly techniques: Readonly<Record<string, readonly string[]>>;
}

/** The length of a duration in minutes; undefined where the text is none. */
export function toMinutes(duration: Duration): number | undefined {
  const match = /^(\d+)([mhd])$/.exec(duration);
  if (!match) return undefined;
  const unit = { m: 1, h: 60, d: 24 * 60 }[match[2] as 'm' | 'h' | 'd'];
  return Number(match[1]) * unit;
}
