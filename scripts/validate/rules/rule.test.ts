import { describe, expect, test } from 'vitest';
import { checkSchema } from '../schema.ts';
import { checkRuleSet } from './rule.ts';
import { findingsAfter, sampleRule, sampleRulePath, type Exchange } from './sample.ts';

/** A mistake, the code by which it is found, and the text that the finding marks (its line in the rule). */
interface Mistake {
  readonly code: string;
  readonly edit: Exchange;
  readonly also?: Exchange;
  /** The line of the rule that is marked; that of the new text where absent. */
  readonly line?: string;
  readonly says?: string;
}

const mistakes: readonly Mistake[] = [
  { code: 'rule-title-prefix', edit: ['name: 1Password - Vault', 'name: Vault'] },
  { code: 'rule-title-prefix', edit: ['Format: 1Password - {{', 'Format: Vaults {{'], says: 'alert title' },
  { code: 'rule-name-style', edit: ['- Vault export\n', '- Vault export.\n'], line: 'name:' },
  { code: 'rule-description-style', edit: ['Identifies exports', 'Finds exports'], line: 'description:' },
  { code: 'rule-description-style', edit: ['was meant.', 'was meant. A. B. C. D.'], line: 'description:' },
  { code: 'text-branding', edit: ['was meant.', 'was meant in Sentinel.'], says: '"Sentinel"' },
  { code: 'text-branding', edit: ['was meant.', 'was meant in Azure Sentinel.'], says: '"Azure Sentinel"' },
  { code: 'text-branding', edit: ['// From this', '// Sentinel: from this'] },
  { code: 'text-unfinished', edit: ['was meant.', 'was meant: <link to the runbook>.'] },
  { code: 'text-unfinished', edit: ['// From this', '// TODO: from this'] },
  { code: 'text-link', edit: ['was meant.', 'was meant: https://learn.microsoft.com/en-us/azure.'] },
  { code: 'text-link', edit: ['was meant.', 'was meant: http://example.com/.'] },
  { code: 'text-ascii', edit: ['was meant.', 'was meant \u2013 or not.'] },
  { code: 'rule-schedule', edit: ['queryPeriod: 1d', 'queryPeriod: 30m'] },
  { code: 'rule-schedule', edit: ['queryPeriod: 1d', 'queryPeriod: 15d'] },
  {
    code: 'rule-schedule',
    edit: ['queryFrequency: 1h\nqueryPeriod: 1d', 'queryFrequency: 30m\nqueryPeriod: 2d'],
    also: ['frequency = 1h', 'frequency = 30m'],
    says: 'at least 1h',
  },
  { code: 'rule-schedule', edit: ['suppressionDuration: 5h', 'suppressionDuration: 25h'] },
  { code: 'rule-schedule', edit: ['lookbackDuration: 5h', 'lookbackDuration: 8d'] },
  { code: 'rule-technique-unknown', edit: ['T1555.005', 'T1999.005'], line: 'relevantTechniques' },
  { code: 'rule-technique-tactic', edit: ['[T1555.005]', '[T1555.005, T1136]'], says: 'Persistence' },
  { code: 'rule-tactic-uncovered', edit: ['[CredentialAccess]', '[CredentialAccess, Impact]'] },
  {
    code: 'rule-connector-unknown',
    edit: ['connectorId: 1PasswordCCPDefinition', 'connectorId: 1PasswordCCPDefinitions'],
    says: 'Did you mean 1PasswordCCPDefinition?',
  },
  {
    code: 'rule-connector-missing',
    edit: ['  - connectorId: 1PasswordCCPDefinition\n    dataTypes: [OnePasswordEventLogs_CL]\n', ''],
    line: 'requiredDataConnectors',
  },
  { code: 'rule-data-type-unknown', edit: ['[OnePasswordEventLogs_CL]', '[OnePasswordEvents_CL]'] },
  { code: 'rule-entity-type-unknown', edit: ['entityType: IP', 'entityType: Ip'], says: 'Did you mean IP?' },
  {
    code: 'rule-entity-identifier',
    edit: ['identifier: FullName', 'identifier: Fullname'],
    says: 'FullName?',
  },
  { code: 'rule-entity-identifier-twice', edit: ['identifier: Name,', 'identifier: FullName,'] },
  {
    code: 'rule-entity-required',
    edit: ['identifier: Address', 'identifier: Adress'],
    line: 'entityType: IP',
  },
  {
    code: 'rule-column-unknown',
    edit: ['columnName: SrcIpAddr', 'columnName: SrcIpAdr'],
    says: 'SrcIpAddr?',
  },
  { code: 'rule-column-unknown', edit: ['ActorType: ActorType', 'ActorType: ActorTyp'], says: 'ActorType?' },
  { code: 'rule-column-unknown', edit: ['{{EventCount}}', '{{Count}}'] },
  { code: 'rule-column-unknown', edit: ['Name: AlertSeverity', 'Name: Severity'] },
  { code: 'rule-column-type', edit: ['columnName: ActorName', 'columnName: Vaults'], says: 'dynamic' },
  { code: 'rule-column-type', edit: ['{{EventCount}}', '{{Vaults}}'] },
  { code: 'rule-column-type', edit: ['Name: AlertSeverity', 'Name: EventCount'] },
  {
    code: 'rule-result-type',
    edit: ['EventCount = count()', 'EventCount = tostring(count())'],
    also: ['EventCount >', '2 >'],
    line: 'query:',
  },
  { code: 'rule-detail-missing', edit: ['  ActorType: ActorType\n', ''], line: 'customDetails' },
  { code: 'rule-placeholder-syntax', edit: ['{{EventCount}}', '{{ EventCount }}'] },
  { code: 'rule-placeholder-syntax', edit: ['{{EventCount}}', '{{EventCount}'] },
  {
    code: 'rule-placeholder-count',
    edit: ['exported vaults\n', '{{ActorName}} {{ActorUuid}} {{EventCount}}\n'],
  },
  { code: 'rule-event-grouping', edit: ['AlertPerResult', 'SingleAlert'], line: 'alertSeverityColumnName' },
  { code: 'rule-severity-value', edit: ['"High"', '"high"'], says: 'Write High' },
  { code: 'rule-grouping', edit: ['    groupByEntities: [Account]\n', ''], line: 'matchingMethod' },
  { code: 'rule-grouping', edit: ['Selected', 'AllEntities'], line: 'groupByEntities' },
  { code: 'rule-grouping', edit: ['groupByEntities: [Account]', 'groupByEntities: [Host]'] },
  { code: 'rule-grouping', edit: ['groupByEntities: [Account]', 'groupByCustomDetails: [Vault]'] },
  {
    code: 'rule-grouping',
    edit: ['createIncident: true', 'createIncident: false'],
    line: '    enabled: true',
  },
  { code: 'rule-query-form', edit: ['query: |', 'query: >'], line: 'query' },
  { code: 'rule-query-blank-line', edit: ['let many = 3;\n', 'let many = 3;\n\n'], line: '' },
  { code: 'rule-query-length', edit: ['// From', `// ${'x'.repeat(10_000)}`], line: 'query:' },
  { code: 'rule-query-long', edit: ['let many = 3;', `let many = ${'1 + '.repeat(1500)}3;`], line: 'query:' },
];

describe('checkRule', () => {
  test('finds nothing in a rule that is in order', () => {
    expect(findingsAfter()).toEqual([]);
    expect(checkSchema(sampleRule(), 'rule')).toEqual([]);
  });

  test.each(mistakes)('$code: $edit.1', ({ code, edit, also, line, says }) => {
    const edits = also ? [edit, also] : [edit];
    const finding = findingsAfter(...edits).find(
      (f) => f.code === code && f.message.concat(f.remedy).includes(says ?? ''),
    );
    expect(finding?.location.file).toBe(sampleRulePath);
    const marked = sampleRule(...edits).source.text.split('\n')[(finding?.location.line ?? 0) - 1];
    const inserted = edit[1].split('\n').find((part) => part !== '') ?? '';
    expect(marked).toContain(line ?? inserted);
  });

  test('marks a placeholder and a severity where they stand', () => {
    const [placeholder] = findingsAfter(['{{EventCount}}', '{{Evntcount}}']);
    expect(placeholder?.location).toMatchObject({ line: 48 });
    const [severity] = findingsAfter(['"Low")', '"low")']);
    expect(severity?.location).toMatchObject({ line: 33, column: 54, length: 5 });
  });

  test('says nothing about columns where the query yields none', () => {
    const codes = findingsAfter(['  OnePasswordEventLogs_CL\n', '  OnePasswordEventLogs_CL | | \n']).map(
      (f) => f.code,
    );
    expect(codes).toContain('kql-binding');
    expect(codes).not.toContain('rule-column-unknown');
  });
});

test.each<Exchange>([
  ['id: dae4c601-51c9-47f5-83d3-e6eaef929cf6', 'id: dae4c601'],
  ['kind: Scheduled', 'kind: NRT'],
  ['severity: Low', 'severity: Critical'],
  ['queryPeriod: 1d', 'queryPeriod: PT1H'],
  ['triggerThreshold: 0', 'triggerThreshold: 10001'],
  ['[CredentialAccess]', '[Credential Access]'],
  ['T1555.005', 'T155'],
  ['  ActorUuid: ActorUuid', '  1ActorUuid: ActorUuid'],
  ['  ActorUuid: ActorUuid', '  ActorUuidOfThePersonWho: ActorUuid'],
  ['version: 2.0.0', 'version: "2.0"'],
  ['version: 2.0.0', 'version: 2.0.0\nsubTechniques: [T1555.005]'],
  ['      - { identifier: Address, columnName: SrcIpAddr }', '      []'],
])('the schema of rules refuses %s → %s', (search, replace) => {
  expect(checkSchema(sampleRule([search, replace]), 'rule')).not.toEqual([]);
});

test('no two rules share an id or a name', () => {
  const other = sampleRule(['- Vault export\n', '- Vault exports\n']);
  expect(checkRuleSet([sampleRule(), other]).map((f) => [f.code, f.location.line])).toEqual([
    ['rule-duplicate', 1],
  ]);
  const third = sampleRule(['id: d', 'id: e']);
  expect(checkRuleSet([sampleRule(), third]).map((f) => [f.code, f.location.line])).toEqual([
    ['rule-duplicate', 3],
  ]);
});
