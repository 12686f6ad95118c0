/** What a rule would have raised, counted. Plain data, so that it can go from thread to thread and into JSON. */
import type { Alert } from '../scenarios/alert.ts';
import { alertSeverities, type AlertSeverity, type RuleFile } from '../model/rule.ts';
import { scheduleOf } from '../scenarios/moment.ts';
import type { RuleHistory, Span } from './rule-history.ts';
import { hintsFor } from './hint.ts';

/** Numbers of alerts by severity; those that are not there are left out. */
export type SeverityCounts = Readonly<Partial<Record<AlertSeverity, number>>>;

export interface DayCount {
  /** `2026-05-04`, in UTC. */
  readonly day: string;
  readonly alerts: number;
  readonly severities: SeverityCounts;
}

export interface ActorCount {
  readonly actor: string;
  /** As the custom detail ActorUuid says; empty where the rule has none. */
  readonly uuid: string;
  readonly alerts: number;
}

export interface SampleAlert {
  /** Time of the run, `2026-05-04T10:05:00.000Z`. */
  readonly time: string;
  readonly severity: AlertSeverity;
  readonly title: string;
  readonly description: string;
  readonly entities: readonly string[];
}

export interface RuleReport {
  /** Name of the rule's file. */
  readonly rule: string;
  readonly title: string;
  readonly alerts: number;
  readonly incidents: number;
  readonly severities: SeverityCounts;
  readonly days: readonly DayCount[];
  readonly actors: readonly ActorCount[];
  readonly samples: readonly SampleAlert[];
  readonly hints: readonly string[];
  /** Until then the rule looked back to before the first event, so that its alerts may differ; else absent. */
  readonly warmUntil?: string;
  readonly runs: { readonly scheduled: number; readonly executed: number; readonly suppressed: number };
}

/** The highest first, as an analyst reads them. */
export const severitiesFromTop: readonly AlertSeverity[] = alertSeverities.toReversed();

const mostActors = 5;
const mostSamples = 3;
const day = 86_400_000;

export interface ReportSubject {
  readonly name: string;
  readonly rule: RuleFile;
  /** The query as it is shipped, for its constants. */
  readonly query: string;
  readonly span: Span;
  /** Arrival of the first event, ms. */
  readonly first: number;
}

export function ruleReport(history: RuleHistory, subject: ReportSubject): RuleReport {
  const { name, rule, query, span, first } = subject;
  const { alerts, incidents, runs, executed, suppressed } = history;
  const days = daysOf(alerts, span);
  const actors = actorsOf(alerts);
  const warmUntil = Math.min(first + scheduleOf(rule).period, span.to);
  const counts = { alerts: alerts.length, days, actors };
  return {
    rule: name,
    title: rule.name,
    alerts: alerts.length,
    incidents: incidents.length,
    severities: severitiesOf(alerts),
    days,
    actors: actors.slice(0, mostActors),
    samples: samplesOf(alerts),
    hints: hintsFor(query, counts),
    ...(warmUntil > span.from && { warmUntil: new Date(warmUntil).toISOString() }),
    runs: { scheduled: runs, executed, suppressed },
  };
}

function severitiesOf(alerts: readonly Alert[]): SeverityCounts {
  const counts = alertSeverities.map((severity) => {
    const count = alerts.filter((alert) => alert.severity === severity).length;
    return [severity, count] as const;
  });
  return Object.fromEntries(counts.filter(([, count]) => count > 0));
}

function dayOf(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}

/** Every day of the span, also those without an alert. */
function daysOf(alerts: readonly Alert[], { from, to }: Span): DayCount[] {
  const byDay = group(alerts, ({ at }) => dayOf(at));
  const days: DayCount[] = [];
  for (let time = Math.floor(from / day) * day; time <= to; time += day) {
    const own = byDay.get(dayOf(time)) ?? [];
    days.push({ day: dayOf(time), alerts: own.length, severities: severitiesOf(own) });
  }
  return days;
}

function group<T>(values: readonly T[], keyOf: (value: T) => string): Map<string, T[]> {
  const found = new Map<string, T[]>();
  for (const value of values) {
    const key = keyOf(value);
    const known = found.get(key);
    if (known) known.push(value);
    else found.set(key, [value]);
  }
  return found;
}

/** Who is named first in each alert; most alerts first, then by name. */
function actorsOf(alerts: readonly Alert[]): ActorCount[] {
  const groups = group(alerts, actorOf);
  return [...groups]
    .filter(([actor]) => actor !== '')
    .map(([actor, own]) => {
      const uuid = own.flatMap(({ details }) => details['ActorUuid'] ?? []).find((id) => id);
      return { actor, uuid: typeof uuid === 'string' ? uuid : '', alerts: own.length };
    })
    .sort((a, b) => b.alerts - a.alerts || (a.actor < b.actor ? -1 : 1));
}

function actorOf({ entities, details }: Alert): string {
  const account = entities.find(({ type }) => type === 'Account');
  const { FullName, Name, AadUserId } = account?.identifiers ?? {};
  const [uuid] = details['ActorUuid'] ?? [];
  return FullName ?? Name ?? AadUserId ?? (typeof uuid === 'string' ? uuid : '');
}

/** The first alert, one from the middle, and the last. */
function samplesOf(alerts: readonly Alert[]): SampleAlert[] {
  const step = (alerts.length - 1) / (mostSamples - 1);
  const places = Array.from({ length: mostSamples }, (_, i) => Math.round(i * step));
  return [...new Set(alerts.length < mostSamples ? alerts.keys() : places)].flatMap((place) => {
    const alert = alerts[place];
    if (!alert) return [];
    const { at, severity, title, description, entities } = alert;
    const texts = entities.slice(0, 5).map(({ type, identifiers }) => `${type}: ${mainOf(identifiers)}`);
    return [{ time: new Date(at).toISOString(), severity, title, description, entities: texts }];
  });
}

function mainOf(identifiers: Readonly<Record<string, string>>): string {
  return Object.values(identifiers)[0] ?? '';
}
