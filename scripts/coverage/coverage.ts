/** Which ATT&CK techniques the rules look for, and how many scenarios test them. */
import type { RuleFile } from '../model/rule.ts';

export interface CoverageRule {
  /** Name of the rule's file. */
  readonly name: string;
  readonly rule: Pick<RuleFile, 'name' | 'severity' | 'tactics' | 'relevantTechniques'>;
  /** Names of its scenarios that expect rows, and of those that expect none. */
  readonly finding: readonly string[];
  readonly silent: readonly string[];
}

export interface TechniqueCoverage {
  /** `T1562.007` */
  readonly technique: string;
  readonly title: string;
  /** Tactics of the rules, where the technique may stand under them: `DefenseEvasion`. */
  readonly tactics: readonly string[];
  readonly rules: readonly string[];
  /** Scenarios of these rules. */
  readonly finding: number;
  readonly silent: number;
}

/**
 * Techniques in order of their ids. `allowed` gives the tactics under which a technique may stand, by the id
 * without sub-technique; `titles` the titles by id.
 */
export function coverageOf(
  rules: readonly CoverageRule[],
  allowed: Readonly<Record<string, readonly string[]>>,
  titles: Readonly<Record<string, string>>,
): TechniqueCoverage[] {
  const techniques = [...new Set(rules.flatMap(({ rule }) => rule.relevantTechniques))].sort();
  return techniques.map((technique) => {
    const own = rules.filter(({ rule }) => rule.relevantTechniques.includes(technique));
    const possible = allowed[technique.replace(/\..*$/, '')] ?? [];
    const tactics = new Set(own.flatMap(({ rule }) => rule.tactics));
    const sum = (of: (rule: CoverageRule) => readonly string[]): number =>
      own.reduce((all, rule) => all + of(rule).length, 0);
    return {
      technique,
      title: titles[technique] ?? '',
      tactics: [...tactics].filter((tactic) => possible.includes(tactic)).sort(),
      rules: own.map(({ name }) => name).sort(),
      finding: sum(({ finding }) => finding),
      silent: sum(({ silent }) => silent),
    };
  });
}
