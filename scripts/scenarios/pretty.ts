/** What test:rules prints for people. */
import type { Colors } from 'picocolors/types.js';
import { describeAlert, show } from './description.ts';
import type { RuleRun } from './rule-run.ts';
import { hasFailed, type ScenarioOutcome, type SuiteResult } from './run-suite.ts';
import { counted } from '../diagnostics/counted.ts';

export interface PrettyOptions {
  readonly colors: Colors;
  /** A line for each scenario instead of a tick. */
  readonly listsScenarios: boolean;
  /** All alerts of every scenario. */
  readonly showsAlerts: boolean;
}

/** A line for a rule with a tick for each scenario, or a list of them. */
export function prettySuite({ suite, outcomes }: SuiteResult, options: PrettyOptions): string {
  const { colors, listsScenarios, showsAlerts } = options;
  const tick = (isBad: boolean): string => (isBad ? colors.red('✗') : colors.green('✓'));
  const failed = outcomes.filter(hasFailed).length;
  const counts = counted(outcomes.length, 'scenario');
  const count = colors.dim(failed > 0 ? `${counts}, ${failed} failed` : counts);
  const head = `${tick(failed + suite.findings.length > 0)} ${colors.bold(suite.name)} ${count}`;
  const exempt = [...suite.exempt].map(([name, reason]) => colors.dim(`  ${name} does not apply: ${reason}`));
  if (!listsScenarios && !showsAlerts) {
    const ticks = outcomes.map((outcome) => tick(hasFailed(outcome))).join('');
    return [`${head} ${ticks}`.trimEnd(), ...exempt].join('\n');
  }
  const lines = outcomes.flatMap((outcome) => [
    `  ${tick(hasFailed(outcome))} ${outcome.scenario.name}`,
    ...(showsAlerts ? alertLines(outcome, colors) : []),
  ]);
  return [head, ...lines, ...exempt].join('\n');
}

/** The alerts of each run; they are the same in all variants, or the scenario has failed. */
function alertLines({ executions }: ScenarioOutcome, colors: Colors): string[] {
  const runs = executions[0]?.runs ?? [];
  return runs.flatMap((run, index) => {
    const lead = runs.length > 1 ? `      run ${index + 1}: ` : '      ';
    return runLines(run, colors).map((line) => `${lead}${line}`);
  });
}

function runLines({ alerts, rows, incidents, isSuppressed }: RuleRun, colors: Colors): string[] {
  if (isSuppressed) return ['paused after an alert'];
  if (rows.length === 0 && alerts.length === 0) return [colors.dim('nothing')];
  const silent = alerts.length === 0 ? rows.map((row) => `no alert for ${show(row)}`) : [];
  const sum = colors.dim(`${counted(incidents.length, 'incident')} by now`);
  return [...alerts.map(describeAlert), ...silent, sum];
}
