import { addToIncidents, type Incident } from './incident.ts';
import { milliseconds } from './moment.ts';
import type { PreparedRule } from './prepare.ts';
import type { RuleRun } from './rule-run.ts';
import { runQuery } from './run-query.ts';
import type { Failure, Scenario, Variant } from './scenario.ts';

export interface ScenarioResult {
  readonly runs: readonly RuleRun[];
  /** What is not as expected; none where the scenario has passed. */
  readonly failures: readonly Failure[];
}

/**
 * Runs a scenario in one variant of log_source. Pure: the same rule, scenario and variant give the same
 * result. Throws `KqlError` where the query is wrong or cannot be run exactly.
 */
export function runScenario(rule: PreparedRule, scenario: Scenario, variant: Variant): ScenarioResult {
  const runs: RuleRun[] = [];
  let incidents: readonly Incident[] = [];
  let pausedUntil = -Infinity;
  for (const at of scenario.runs) {
    if (at < pausedUntil) {
      runs.push({ at, columns: [], rows: [], alerts: [], incidents, isSuppressed: true });
      continue;
    }
    const found = runQuery(rule, scenario, variant, at);
    incidents = addToIncidents(incidents, found.alerts, rule.rule.incidentConfiguration);
    runs.push({ ...found, incidents, isSuppressed: false });
    const { suppressionEnabled, suppressionDuration } = rule.rule;
    if (suppressionEnabled === true && suppressionDuration !== undefined && found.alerts.length > 0) {
      pausedUntil = at + milliseconds(suppressionDuration);
    }
  }
  return { runs, failures: scenario.judge(runs) };
}
