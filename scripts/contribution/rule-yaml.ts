import { stringify } from 'yaml';
import type { RuleFile } from '../model/rule.ts';

/**
 * The order in which the public content repository writes the keys of a rule; the version is the last. Every
 * key that a rule can have is here: one that is not would be lost.
 */
const order: Readonly<Record<keyof RuleFile, true>> = {
  id: true,
  kind: true,
  name: true,
  description: true,
  severity: true,
  status: true,
  requiredDataConnectors: true,
  queryFrequency: true,
  queryPeriod: true,
  triggerOperator: true,
  triggerThreshold: true,
  tactics: true,
  relevantTechniques: true,
  query: true,
  entityMappings: true,
  customDetails: true,
  alertDetailsOverride: true,
  eventGroupingSettings: true,
  incidentConfiguration: true,
  suppressionEnabled: true,
  suppressionDuration: true,
  version: true,
};
const keyOrder = Object.keys(order) as (keyof RuleFile)[];

/**
 * A rule as one file, with its composed query, so that it needs no fragments. Lists stand in lines of their
 * own, and texts that YAML 1.1 would take for something else are quoted: the packager reads that version.
 */
export function ruleYaml(rule: RuleFile, query: string): string {
  const whole: RuleFile = {
    ...rule,
    description: `${rule.description.trim()}\n`,
    query: `${query.trim()}\n`,
  };
  const present = keyOrder.filter((key) => whole[key] !== undefined);
  const ordered = Object.fromEntries(present.map((key) => [key, whole[key]]));
  return stringify(ordered, { version: '1.1', lineWidth: 0, aliasDuplicateObjects: false });
}
