import { diagnostic, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { YamlDocument } from '../../load/yaml.ts';
import type { RuleFile } from '../../model/rule.ts';

const lists = ['groupByEntities', 'groupByAlertDetails', 'groupByCustomDetails'] as const;

/** How alerts become incidents: the chosen method and the lists agree with each other and with the rule. */
export function checkGrouping(doc: YamlDocument<RuleFile>): Diagnostic[] {
  const rule = doc.value;
  const grouping = rule.incidentConfiguration?.groupingConfiguration;
  if (!grouping) return [];
  const path = ['incidentConfiguration', 'groupingConfiguration'];
  const findings: Diagnostic[] = [];
  const report = (step: readonly (string | number)[], reason: string): void => {
    findings.push(diagnostic('rule-grouping', doc.at([...path, ...step]), { reason }));
  };
  const filled = lists.filter((key) => (grouping[key] ?? []).length > 0);
  if (grouping.matchingMethod === 'Selected' && filled.length === 0) {
    report(
      ['matchingMethod'],
      'Selected needs at least one entity, alert detail or custom detail to group by',
    );
  }
  if (grouping.matchingMethod !== 'Selected') {
    for (const key of filled) report([key], `${grouping.matchingMethod} does not look at ${key}`);
  }
  if (grouping.enabled && rule.incidentConfiguration?.createIncident === false) {
    report(['enabled'], 'no incidents are created');
  }
  const mapped = new Set((rule.entityMappings ?? []).map((mapping) => mapping.entityType));
  for (const [index, type] of (grouping.groupByEntities ?? []).entries()) {
    if (!mapped.has(type)) report(['groupByEntities', index], `the rule maps no entity of type ${type}`);
  }
  const details = rule.customDetails ?? {};
  for (const [index, key] of (grouping.groupByCustomDetails ?? []).entries()) {
    if (!(key in details)) report(['groupByCustomDetails', index], `the rule has no custom detail ${key}`);
  }
  return findings;
}
