/** Incidents of alerts, by the grouping that a rule asks for. */
import type { IncidentConfiguration } from '../model/rule.ts';
import type { Alert } from './alert.ts';
import { milliseconds } from './moment.ts';

export interface Incident {
  readonly alerts: readonly Alert[];
}

/** Source: Microsoft Sentinel documentation, "Service limits": alerts in an incident. */
const maximumAlerts = 150;

/** The incidents after further alerts. An alert joins the newest incident that it fits, or begins one. */
export function addToIncidents(
  incidents: readonly Incident[],
  alerts: readonly Alert[],
  configuration: IncidentConfiguration | undefined,
): Incident[] {
  if (configuration?.createIncident === false) return [...incidents];
  const result = [...incidents];
  for (const alert of alerts) {
    const index = result.findLastIndex((incident) => belongs(alert, incident, configuration));
    if (index < 0) result.push({ alerts: [alert] });
    else result[index] = { alerts: [...(result[index]?.alerts ?? []), alert] };
  }
  return result;
}

function belongs(
  alert: Alert,
  { alerts }: Incident,
  configuration: IncidentConfiguration | undefined,
): boolean {
  const grouping = configuration?.groupingConfiguration;
  const [first] = alerts;
  if (!grouping?.enabled || !first || alerts.length >= maximumAlerts) return false;
  if (alert.at - first.at > milliseconds(grouping.lookbackDuration)) return false;
  if (grouping.matchingMethod === 'AnyAlert') return true;
  return keyOf(alert, grouping) === keyOf(first, grouping);
}

/** What alerts of one incident have in common. */
function keyOf(alert: Alert, grouping: NonNullable<IncidentConfiguration['groupingConfiguration']>): string {
  const {
    matchingMethod,
    groupByEntities = [],
    groupByAlertDetails = [],
    groupByCustomDetails = [],
  } = grouping;
  const isAll = matchingMethod === 'AllEntities';
  const entities = alert.entities
    .filter(({ type }) => isAll || groupByEntities.includes(type))
    .map((entity) => JSON.stringify(entity))
    .sort();
  const texts: Readonly<Record<string, string>> = { DisplayName: alert.title, Severity: alert.severity };
  return JSON.stringify([
    entities,
    groupByAlertDetails.map((name) => texts[name] ?? ''),
    groupByCustomDetails.map((name) => alert.details[name] ?? []),
  ]);
}
