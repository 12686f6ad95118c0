/** Executions as members of the JSON document. */
import { hasFailed, type SuiteResult } from './run-suite.ts';
import { counted } from '../diagnostics/counted.ts';

export function toJsonResult(results: readonly SuiteResult[]): Readonly<Record<string, unknown>> {
  return {
    ...totals(results),
    rules: results.map(({ suite, outcomes }) => ({
      rule: suite.name,
      scenarios: outcomes.map(({ scenario, executions }) => ({
        name: scenario.name,
        derived: scenario.isDerived,
        line: scenario.place.line,
        variants: Object.fromEntries(
          executions.map(({ variant, failures }) => [variant, failures.length === 0 ? 'passed' : 'failed']),
        ),
      })),
      exempt: Object.fromEntries(suite.exempt),
    })),
  };
}

export interface Totals {
  readonly rules: number;
  readonly scenarios: number;
  readonly executions: number;
  readonly failed: number;
}

function totals(results: readonly SuiteResult[]): { readonly totals: Totals } {
  const outcomes = results.flatMap((result) => result.outcomes);
  const executions = outcomes.flatMap((outcome) => outcome.executions);
  const failed = executions.filter(({ failures }) => failures.length > 0).length;
  return {
    totals: { rules: results.length, scenarios: outcomes.length, executions: executions.length, failed },
  };
}

/** `2 rules, 79 scenarios, 237 executions, 1 failed` */
export function totalsText(results: readonly SuiteResult[]): string {
  const { rules, scenarios, executions, failed } = totals(results).totals;
  const parts = [counted(rules, 'rule'), counted(scenarios, 'scenario'), counted(executions, 'execution')];
  const broken = results.filter(
    ({ suite, outcomes }) => suite.findings.length > 0 && !outcomes.some(hasFailed),
  );
  if (broken.length > 0) parts.push(`${counted(broken.length, 'rule')} with errors in the files`);
  return `${parts.join(', ')}, ${failed} failed`;
}
