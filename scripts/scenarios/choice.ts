/** Which rules and scenarios a run is about. */
import type { YamlDocument } from '../load/yaml.ts';
import type { RuleFile } from '../model/rule.ts';
import type { RunRecord } from './record.ts';
import { ruleNameOf } from './suite.ts';
import type { RuleTestRunner } from './test-runner.ts';

export interface Choice {
  /** Name of the only rule. */
  readonly rule: string | undefined;
  readonly onlyChanged: boolean;
  readonly onlyFailed: boolean;
}

/** Rules that failed count as changed: they are not done with. */
export function chooseRules(
  rules: readonly YamlDocument<RuleFile>[],
  { rule: wanted, onlyChanged, onlyFailed }: Choice,
  record: RunRecord,
  { digest }: Pick<RuleTestRunner, 'digest'>,
): YamlDocument<RuleFile>[] {
  return rules.filter((rule) => {
    const name = ruleNameOf(rule);
    if (wanted !== undefined && name !== wanted) return false;
    const known = record[name];
    const isBad = known !== undefined && (known.failed.length > 0 || known.isBroken);
    if (onlyFailed) return isBad;
    return !onlyChanged || isBad || known?.digest !== digest(rule);
  });
}

/** The scenarios that failed, by rule. A rule whose files had errors is absent: all of it is run again. */
export function failedScenarios(record: RunRecord): ReadonlyMap<string, ReadonlySet<string>> {
  return new Map(
    Object.entries(record)
      .filter(([, { failed, isBroken }]) => failed.length > 0 && !isBroken)
      .map(([name, { failed }]) => [name, new Set(failed)]),
  );
}
