/** The files of a new rule, so complete that only what nobody can know is left to be written. */
import { stringify } from 'yaml';
import type { AlertSeverity, RuleFile } from '../model/rule.ts';

export interface RuleDraft {
  readonly id: string;
  /** Without the name of the solution in front. */
  readonly title: string;
  readonly description: string;
  readonly severity: AlertSeverity;
  readonly tactic: string;
  readonly technique: string;
  readonly kind: EventKind;
  /** Name of the solution; names and titles of rules begin with it. */
  readonly solution: string;
  readonly table: string;
  readonly connectors: RuleFile['requiredDataConnectors'];
}

/** Kinds of events, each with the fragments that select and mark it and a first condition, to be replaced. */
const kinds = {
  audit: {
    steps: ['audit_events'],
    condition: 'action == "export" and object_type == "vault"',
    event: 'kind: audit, action: export, object_type: vault, vault: team',
  },
  'sign-in': {
    steps: ['sign_ins', 'row_marks'],
    condition: 'category == "firewall_failed"',
    event: 'kind: sign-in, category: firewall_failed, action_type: ip_blocked',
  },
  'item-usage': {
    steps: ['item_usages', 'row_marks'],
    condition: 'action == "reveal"',
    event: 'kind: item-usage, action: reveal, vault: team',
  },
} as const;

export type EventKind = keyof typeof kinds;
export const eventKinds = Object.keys(kinds) as readonly EventKind[];

/** analytics-rules/<name>.yaml */
export function draftRule(draft: RuleDraft): string {
  const { title, solution } = draft;
  const { steps, condition } = kinds[draft.kind];
  const connectors = draft.connectors.map(
    ({ connectorId, dataTypes }) =>
      `  - connectorId: ${scalar(connectorId)}\n    dataTypes: [${dataTypes.map(scalar).join(', ')}]\n`,
  );
  return `# yaml-language-server: $schema=../solution/schemas/rule.schema.json
id: ${draft.id}
kind: Scheduled
name: ${scalar(`${solution} - ${title}`)}
description: |
  ${draft.description}
severity: ${draft.severity}
status: Available
requiredDataConnectors:
${connectors.join('')}queryFrequency: 1h
queryPeriod: 1d
triggerOperator: gt
triggerThreshold: 0
tactics: [${draft.tactic}]
relevantTechniques: [${draft.technique}]
query: |
  let frequency = 1h;
  // Reported from this many events on.
  let min_events = 1;
  ${draft.table}
  | where ${condition}
${[...steps, 'newly_arrived'].map((step) => `  | invoke ${step}()`).join('\n')}
  | sort by timestamp asc
  | summarize event_summary() by ActorKey
  | where EventCount >= min_events
  | invoke actor_entity()
  | extend Reason = ${JSON.stringify(title.slice(0, 1).toLowerCase() + title.slice(1))}
  | project alert_columns(), Reason
entityMappings:
  - entityType: Account
    fieldMappings:
      - { identifier: FullName, columnName: ActorEmail }
      - { identifier: Name, columnName: ActorName }
      - { identifier: UPNSuffix, columnName: ActorUPNSuffix }
  - entityType: IP
    fieldMappings:
      - { identifier: Address, columnName: SrcIpAddr }
  - entityType: CloudApplication
    fieldMappings:
      - { identifier: Name, columnName: Application }
customDetails:
  EventUuids: EventUuids
  Actions: Actions
  ActorUuid: ActorUuid
  ActorType: ActorType
  Count: EventCount
  Addresses: SrcIpAddrs
  Late: Late
  Reason: Reason
alertDetailsOverride:
  alertDisplayNameFormat: ${scalar(`${solution} - ${title} by {{ActorLabel}}`)}
  alertDescriptionFormat: "{{ActorLabel}}: {{Reason}}, {{EventCount}} event(s)."
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
version: 1.0.0
`;
}

/** analytics-rules/<name>.test.yaml: one scenario in which the rule reports, one in which it does not. */
export function draftScenarios({ kind, severity, solution, title }: RuleDraft): string {
  const { event } = kinds[kind];
  return `# yaml-language-server: $schema=../solution/schemas/rule-scenarios.schema.json
# Common scenarios are made from the first one: let it stay the smallest match.
scenarios:
  - name: one event is reported
    events:
      - { ${event}, actor: carol, at: -2m }
    expect:
      - severity: ${severity}
        title: ${scalar(`${solution} - ${title} by carol@example.com`)}
        entities: { Account: { FullName: carol@example.com } }
        details: { Count: 1 }

  - name: what the run before reported is not reported again
    events:
      - { ${event}, actor: carol, at: -2h, arrives: -119m }
    expect: none
`;
}

/** A text as YAML, with quotes where it needs them. */
function scalar(text: string): string {
  return stringify(text, { lineWidth: 0 }).trimEnd();
}
