/** From the rows of a result to alerts: texts, severity, entities, custom details, and their limits. */
import { alertSeverities, type AlertSeverity, type RuleFile } from '../model/rule.ts';
import { entityTypes } from '../validate/rules/entity-types.ts';
import type { ResultRow } from './result-row.ts';

/** Source: Microsoft Sentinel documentation, service limits and "Surface custom details in alerts". */
const limits = {
  alertsOfARun: 150,
  entities: 500,
  detailValues: 50,
  detailBytes: 2048,
  title: 256,
  description: 5000,
} as const;

export interface Entity {
  readonly type: string;
  /** Identifiers that are not empty. */
  readonly identifiers: Readonly<Record<string, string>>;
}

export interface Alert {
  readonly title: string;
  readonly description: string;
  readonly severity: AlertSeverity;
  readonly entities: readonly Entity[];
  /** Name → the values of all its rows, each once. */
  readonly details: Readonly<Record<string, readonly unknown[]>>;
  /** Names of details whose values the limits have cut. */
  readonly cutDetails: readonly string[];
  /** Tactics, where rows say them. */
  readonly tactics: string | undefined;
  /** Properties of the alert that rows fill: name → text. */
  readonly properties: Readonly<Record<string, string>>;
  /** Which rows of the run it is about, counted from 0. */
  readonly rows: readonly number[];
  /** The run that raised it, in milliseconds from T. */
  readonly at: number;
}

/** One alert for each row or for all; beyond the most of a run the last one takes the remaining rows. */
export function makeAlerts(rule: RuleFile, rows: readonly ResultRow[], at: number): Alert[] {
  const all = rows.map((_, index) => index);
  const isPerRow = rule.eventGroupingSettings?.aggregationKind === 'AlertPerResult';
  if (!isPerRow) return [makeAlert(rule, rows, all, at)];
  const groups = all.slice(0, limits.alertsOfARun - 1).map((index) => [index]);
  const rest = all.slice(limits.alertsOfARun - 1);
  return [...groups, ...(rest.length > 0 ? [rest] : [])].map((group) => makeAlert(rule, rows, group, at));
}

function makeAlert(rule: RuleFile, all: readonly ResultRow[], indexes: readonly number[], at: number): Alert {
  const rows = indexes.map((index) => all[index] ?? {});
  // What comes from a row comes from the first one.
  const [first = {}] = rows;
  const override = rule.alertDetailsOverride ?? {};
  const { details, cut } = detailsOf(rule, rows);
  const tactics = override.alertTacticsColumnName;
  return {
    title: fill(override.alertDisplayNameFormat, first, limits.title) ?? rule.name,
    description: fill(override.alertDescriptionFormat, first, limits.description) ?? rule.description,
    severity: severityOf(rule, first),
    entities: entitiesOf(rule, rows),
    details,
    cutDetails: cut,
    tactics: tactics === undefined ? undefined : textOf(first[tactics]),
    properties: Object.fromEntries(
      (override.alertDynamicProperties ?? []).map(({ alertProperty, value }) => [
        alertProperty,
        textOf(first[value]),
      ]),
    ),
    rows: indexes,
    at,
  };
}

/** The text with the row's values; undefined where a value is empty: the rule's own text stands then. */
function fill(format: string | undefined, row: ResultRow, limit: number): string | undefined {
  if (format === undefined) return undefined;
  let isWhole = true;
  const text = format.replace(/\{\{\s*([^{}\s]+)\s*\}\}/g, (_, name: string) => {
    const value = textOf(row[name]);
    if (value === '') isWhole = false;
    return value;
  });
  return isWhole ? text.slice(0, limit) : undefined;
}

function severityOf({ alertDetailsOverride, severity }: RuleFile, row: ResultRow): AlertSeverity {
  const wanted = row[alertDetailsOverride?.alertSeverityColumnName ?? ''];
  return alertSeverities.find((known) => known === wanted) ?? severity;
}

/** Entities of all rows, each once; an identifier without a value is left out, and so is what nothing identifies. */
function entitiesOf({ entityMappings = [] }: RuleFile, rows: readonly ResultRow[]): Entity[] {
  const found = new Map<string, Entity>();
  for (const row of rows) {
    for (const { entityType, fieldMappings } of entityMappings) {
      const filled = fieldMappings
        .map(({ identifier, columnName }) => [identifier, textOf(row[columnName])] as const)
        .filter(([, value]) => value !== '');
      const required = entityTypes[entityType]?.required ?? [];
      if (!filled.some(([identifier]) => required.includes(identifier))) continue;
      const entity = { type: entityType, identifiers: Object.fromEntries(filled) };
      found.set(JSON.stringify(entity), entity);
    }
  }
  return [...found.values()].slice(0, limits.entities);
}

function detailsOf({ customDetails = {} }: RuleFile, rows: readonly ResultRow[]) {
  const details: Record<string, unknown[]> = {};
  const cut = new Set<string>();
  let bytes = 0;
  for (const [name, column] of Object.entries(customDetails)) {
    const values = new Map(rows.map((row) => [JSON.stringify(row[column] ?? null), row[column] ?? null]));
    const kept: unknown[] = [];
    for (const [text, value] of values) {
      bytes += Buffer.byteLength(text);
      if (kept.length < limits.detailValues && bytes <= limits.detailBytes) kept.push(value);
      else cut.add(name);
    }
    details[name] = kept;
  }
  return { details, cut: [...cut] };
}

/** A value as it stands in a text. */
function textOf(value: unknown): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
