/** For tests: a rule that is in order, and what is found after texts of it were exchanged. */
import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { createBinder } from '../../kql/analyze.ts';
import { compose } from '../../kql/compose.ts';
import { toFragment } from '../../kql/fragment.ts';
import { workspaceSchema } from '../../kql/workspace-schema.ts';
import { parseYaml, type YamlDocument } from '../../load/yaml.ts';
import type { AttackTechniquesFile, RuleFile } from '../../model/rule.ts';
import type { TableFile } from '../../model/table.ts';
import type { VocabularyFile } from '../../model/vocabulary.ts';
import { watchlistColumns } from '../../model/watchlist.ts';
import type { RuleFrame } from './rule-frame.ts';
import { checkRule } from './rule.ts';

export const sampleRulePath = 'analytics-rules/vault-export.yaml';

const fragmentText = `// Vaults that matter.
| where object_uuid in (
    (_GetWatchlist("PG1PW") | project SearchKey))
`;

const ruleText = `id: dae4c601-51c9-47f5-83d3-e6eaef929cf6
kind: Scheduled
name: 1Password - Vault export
description: |
  Identifies exports of vaults. Ask the person whether the export was meant.
severity: Low
requiredDataConnectors:
  - connectorId: 1Password
    dataTypes: [OnePasswordEventLogs_CL]
  - connectorId: 1PasswordCCPDefinition
    dataTypes: [OnePasswordEventLogs_CL]
queryFrequency: 1h
queryPeriod: 1d
triggerOperator: gt
triggerThreshold: 0
tactics: [CredentialAccess]
relevantTechniques: [T1555.005]
query: |
  let frequency = 1h;
  // From this number of vaults on.
  let many = 3;
  OnePasswordEventLogs_CL
  | where log_source != "healthevents" and isnotempty(object_type)
  | where action == "export" and object_type == "vault"
  | where ingestion_time() > ago(frequency) and ingestion_time() <= now()
  | invoke matters()
  | summarize arg_min(TimeGenerated, *) by uuid_s
  | extend ActorEmail = tostring(actor_details.email), SrcIpAddr = tostring(session.ip)
  | summarize TimeGenerated = max(TimeGenerated), EventCount = count(), Vaults = make_set(object_uuid, many),
      ActorType = take_any(actor_type), Days = max(datetime_diff("day", now(), timestamp)) / 1.0
      by ActorUuid = actor_uuid, ActorEmail, SrcIpAddr
  | extend ActorName = tostring(split(ActorEmail, "@")[0]),
      AlertSeverity = iff(EventCount > many, "High", "Low")
entityMappings:
  - entityType: Account
    fieldMappings:
      - { identifier: FullName, columnName: ActorEmail }
      - { identifier: Name, columnName: ActorName }
  - entityType: IP
    fieldMappings:
      - { identifier: Address, columnName: SrcIpAddr }
customDetails:
  ActorUuid: ActorUuid
  ActorType: ActorType
  Vaults: Vaults
alertDetailsOverride:
  alertDisplayNameFormat: 1Password - {{ActorEmail}} exported vaults
  alertDescriptionFormat: "{{ActorEmail}} exported {{EventCount}} vaults."
  alertSeverityColumnName: AlertSeverity
eventGroupingSettings:
  aggregationKind: AlertPerResult
incidentConfiguration:
  createIncident: true
  groupingConfiguration:
    enabled: true
    reopenClosedIncident: false
    lookbackDuration: 5h
    matchingMethod: Selected
    groupByEntities: [Account]
suppressionEnabled: false
suppressionDuration: 5h
version: 2.0.0
`;

const binder = createBinder(join(tmpdir(), 'onepassword-rule-tests'));
const schema = workspaceSchema(readFact<TableFile>('table'), watchlistColumns);

const frame: RuleFrame = {
  schema,
  vocabulary: readFact<VocabularyFile>('vocabulary'),
  techniques: readFact<AttackTechniquesFile>('attack-techniques'),
  watchlistAliases: ['PG1PW'],
  connectorIds: ['1Password', '1PasswordCCPDefinition'],
  tableName: 'OnePasswordEventLogs_CL',
  titlePrefix: '1Password - ',
};

/** A text of the rule or of its fragment, and what stands in its place. */
export type Exchange = readonly [search: string, replace: string];

export function sampleRule(...exchanges: readonly Exchange[]): YamlDocument<RuleFile> {
  const document = parseYaml({ path: sampleRulePath, text: exchange(ruleText, exchanges) }, fail);
  return document as YamlDocument<RuleFile>;
}

/** What is found in the rule after the exchanges. */
export function findingsAfter(...exchanges: readonly Exchange[]): Diagnostic[] {
  const inFragment = exchanges.filter(([search]) => !ruleText.includes(search));
  const inRule = exchanges.filter(([search]) => ruleText.includes(search));
  const doc = sampleRule(...inRule);
  const path = 'solution/fragments/matters.kql';
  const fragment = toFragment({ path, text: exchange(fragmentText, inFragment) });
  const composed = compose(doc.value.query, new Map([[fragment.name, fragment]]));
  return checkRule({ doc, composed, analysis: binder(composed.text, schema), frame });
}

function exchange(text: string, exchanges: readonly Exchange[]): string {
  return exchanges.reduce((result, [search, replace]) => {
    if (!result.includes(search)) throw new TypeError(`"${search}" is not there.`);
    return result.replace(search, () => replace);
  }, text);
}

function readFact<T>(name: string): T {
  const path = `solution/${name}.yaml`;
  const text = readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8');
  return parseYaml({ path, text }, fail)?.value as T;
}

function fail(finding: Diagnostic): never {
  throw new TypeError(finding.message);
}
