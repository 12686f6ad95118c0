import { diagnostic, type Diagnostic } from '../diagnostics/diagnostic.ts';
import { KqlError } from '../kql/plan/kql-error.ts';
import type { RuleRun } from './rule-run.ts';
import { runScenario } from './run-scenario.ts';
import { variants, type Failure, type Scenario, type Variant } from './scenario.ts';
import { queryFinding, type RuleSuite } from './suite.ts';

/** One scenario in one variant of log_source, and how it went. */
export interface Execution {
  readonly variant: Variant;
  readonly runs: readonly RuleRun[];
  /** What is not as expected, and where that is written; none where it passed. */
  readonly failures: readonly Diagnostic[];
}

export interface ScenarioOutcome {
  readonly scenario: Scenario;
  readonly executions: readonly Execution[];
}

export interface SuiteResult {
  readonly suite: RuleSuite;
  readonly outcomes: readonly ScenarioOutcome[];
}

/** Runs scenarios of a rule, each in all variants; all of them where none are named. */
export function runSuite(suite: RuleSuite, wanted?: ReadonlySet<string>): SuiteResult {
  const scenarios = suite.scenarios.filter(({ name }) => !wanted || wanted.has(name));
  const outcomes = scenarios.map((scenario) => ({
    scenario,
    executions: variants.map((variant) => execute(suite, scenario, variant)),
  }));
  return { suite, outcomes };
}

export function hasFailed({ executions }: ScenarioOutcome): boolean {
  return executions.some(({ failures }) => failures.length > 0);
}

function execute(suite: RuleSuite, scenario: Scenario, variant: Variant): Execution {
  const { prepared } = suite;
  if (!prepared) return { variant, runs: [], failures: [] };
  try {
    const { runs, failures } = runScenario(prepared, scenario, variant);
    return { variant, runs, failures: failures.map((failure) => toFinding(suite, scenario, failure)) };
  } catch (error) {
    return { variant, runs: [], failures: [refusal(error, suite, scenario)] };
  }
}

function toFinding(
  { name }: RuleSuite,
  { name: scenario, runs }: Scenario,
  { place, message, run }: Failure,
): Diagnostic {
  const what = runs.length > 1 ? `in run ${run + 1}, ${message}` : message;
  return diagnostic('scenario-failed', place, { scenario, what, rule: name });
}

/** The query as it stands is blamed in its own place; offsets in one with other constants mean nothing. */
function refusal(error: unknown, suite: RuleSuite, scenario: Scenario): Diagnostic {
  const isChanged = Object.keys(scenario.constants).length + scenario.lacks.length > 0;
  if (!isChanged || !(error instanceof KqlError)) return queryFinding(error, suite.rule, suite.composed);
  const what = `the query cannot be run then: ${error.message}`;
  return diagnostic('scenario-failed', scenario.place, { scenario: scenario.name, what, rule: suite.name });
}

/**
 * All that is wrong, each once. What fails in some variants of log_source only says in which.
 */
export function findingsOf({ suite, outcomes }: SuiteResult): Diagnostic[] {
  return [...suite.findings, ...outcomes.flatMap(({ executions }) => merge(executions))];
}

function merge(executions: readonly Execution[]): Diagnostic[] {
  const byText = new Map<string, { readonly finding: Diagnostic; readonly variants: Variant[] }>();
  for (const { failures, variant } of executions) {
    for (const finding of failures) {
      const key = JSON.stringify([finding.location, finding.message]);
      const known = byText.get(key);
      if (!known) byText.set(key, { finding, variants: [variant] });
      else if (!known.variants.includes(variant)) known.variants.push(variant);
    }
  }
  return [...byText.values()].map(({ finding, variants: found }) =>
    found.length === executions.length
      ? finding
      : { ...finding, message: `${finding.message} (log_source ${found.join(', ')})` },
  );
}
