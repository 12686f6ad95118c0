/** Rows, alerts and values in words, for reports and failures. */
import type { Alert } from './alert.ts';
import type { RuleRun } from './rule-run.ts';

/** A value as YAML would show it, on one line. */
export function show(value: unknown): string {
  if (value === undefined) return 'nothing';
  const text = JSON.stringify(value);
  return text.length > 300 ? `${text.slice(0, 297)}...` : text;
}

/** A row of a result by its alert, or by its values where none was raised. */
export function describeRow(run: RuleRun, row: number): string {
  const alert = run.alerts.find(({ rows }) => rows.includes(row));
  return alert ? describeAlert(alert) : `row without an alert: ${show(run.rows[row])}`;
}

/** `High "title" Account carol@example.com, IP 203.0.113.7; Count 1` */
export function describeAlert({ severity, title, entities, details }: Alert): string {
  const who = entities.map(({ type, identifiers }) => `${type} ${Object.values(identifiers)[0] ?? ''}`);
  const shown = Object.entries(details)
    .filter(([, values]) => values.some((value) => value !== '' && value !== null))
    .map(([name, values]) => `${name} ${show(values.length > 1 ? values : values[0])}`);
  return `${severity} ${JSON.stringify(title)} ${who.join(', ')}; ${shown.join(', ')}`;
}
