/** For tests: a rule that does as it should, its scenarios, and both after texts of them were exchanged. */
import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseYaml, type YamlDocument } from '../load/yaml.ts';
import type { RuleFile } from '../model/rule.ts';
import type { RuleScenariosFile } from '../model/rule-scenarios.ts';
import type { TableFile } from '../model/table.ts';
import { loadSuite, suiteFrame, type RuleSuite } from './suite.ts';

const ruleText = `name: 1Password - Export
description: Somebody exported.
severity: Low
queryFrequency: 10m
queryPeriod: 2h
triggerOperator: gt
triggerThreshold: 0
query: |
  let frequency = 10m;
  let min_events = 1;
  let rows = OnePasswordEventLogs_CL
      | where log_source != "healthevents" and object_type == "vault" and action == "export"
      | extend Arrived = ingestion_time()
      | extend Key = coalesce(uuid_s, strcat(timestamp, actor_uuid))
      | summarize arg_min(Arrived, *) by Key
      | extend Backfill = coalesce(tobool(column_ifexists("additional_fields", dynamic({}))._connector.backfill), false)
      | where Arrived > ago(frequency) and Arrived <= now() and not(Backfill);
  rows
  | extend SrcIp = tostring(session.ip), Email = tostring(actor_details.email)
  | sort by timestamp asc
  | summarize
      EventUuids = make_list_if(uuid_s, isnotempty(uuid_s), 20),
      EventCount = count(),
      Late = countif(Arrived - timestamp > 24h) > 0,
      ActorEmail = take_anyif(Email, isnotempty(Email)),
      (LastIpTime, SrcIpAddr) = arg_max(iff(isnotempty(SrcIp), timestamp, datetime(null)), SrcIp)
      by ActorUuid = actor_uuid
  | where EventCount >= min_events
  | extend ActorLabel = coalesce(ActorEmail, ActorUuid), AlertSeverity = iff(EventCount > 1, "High", "Low")
entityMappings:
  - entityType: Account
    fieldMappings:
      - { identifier: FullName, columnName: ActorEmail }
  - entityType: IP
    fieldMappings:
      - { identifier: Address, columnName: SrcIpAddr }
customDetails:
  Count: EventCount
alertDetailsOverride:
  alertDisplayNameFormat: 1Password - Export by {{ActorLabel}}
  alertSeverityColumnName: AlertSeverity
eventGroupingSettings:
  aggregationKind: AlertPerResult
incidentConfiguration:
  createIncident: true
  groupingConfiguration:
    enabled: true
    reopenClosedIncident: false
    lookbackDuration: 1h
    matchingMethod: Selected
    groupByEntities: [Account]
suppressionEnabled: false
suppressionDuration: 1h
`;

const scenariosText = `scenarios:
  - name: an export
    events:
      - { kind: audit, action: export, object_type: vault, vault: team }
    expect:
      - title: 1Password - Export by carol@example.com
`;

/** A text of the rule or of its scenarios, and what stands in its place. */
export type Exchange = readonly [search: string, replace: string];

const table = parseYaml(
  {
    path: 'solution/table.yaml',
    text: readFileSync(new URL('../../solution/table.yaml', import.meta.url), 'utf8'),
  },
  fail,
)?.value as TableFile;

const cacheFolder = join(tmpdir(), 'onepassword-scenario-tests');
/** A workspace without any rule. */
export const sampleFrame = suiteFrame(
  { rules: [], scenarios: [], fragments: new Map(), table, files: [] },
  cacheFolder,
);

/** The rule and its scenarios after the exchanges; `scenarios` in the place of the sample's. */
export function sampleSuite(exchanges: readonly Exchange[] = [], scenarios = scenariosText): RuleSuite {
  const rule = document<RuleFile>('analytics-rules/export.yaml', exchange(ruleText, exchanges));
  const file = document<RuleScenariosFile>('analytics-rules/export.test.yaml', scenarios);
  const sources = { ...sampleFrame.sources, rules: [rule], scenarios: [file] };
  return loadSuite(rule, { ...sampleFrame, sources });
}

function document<T>(path: string, text: string): YamlDocument<T> {
  return parseYaml({ path, text }, fail) as YamlDocument<T>;
}

function exchange(text: string, exchanges: readonly Exchange[]): string {
  return exchanges.reduce((result, [search, replace]) => {
    if (!result.includes(search)) throw new TypeError(`"${search}" is not there.`);
    return result.replaceAll(search, replace);
  }, text);
}

function fail(finding: { readonly message: string }): never {
  throw new TypeError(finding.message);
}
