import { describe, expect, test } from 'vitest';
import { findingsAfter, sampleRule, sampleRulePath, type Exchange } from '../rules/sample.ts';

/** A mistake in the query, and the code by which it is found on the line of the new text. */
interface Mistake {
  readonly code: string;
  readonly edit: Exchange;
  readonly says?: string;
}

const mistakes: readonly Mistake[] = [
  {
    code: 'kql-binding',
    edit: ['tostring(session.ip)', 'tostring(sesion.ip)'],
    says: 'Did you mean session?',
  },
  { code: 'kql-binding', edit: ['isnotempty(object_type)', 'isnotemty(object_type)'], says: 'isnotempty' },
  {
    code: 'kql-binding',
    edit: ['  OnePasswordEventLogs_CL\n', '  OnePasswordEventLog_CL\n'],
    says: 'OnePasswordEventLogs_CL',
  },
  {
    code: 'kql-event-kind',
    edit: [
      '| where log_source != "healthevents" and isnotempty(object_type)',
      '| where log_source == "auditevents"',
    ],
  },
  { code: 'kql-event-kind', edit: ['| where action ==', '| extend Kind = log_source | where action =='] },
  { code: 'kql-session-address', edit: ['session.ip)', 'session.ip_address)'] },
  { code: 'kql-term-search', edit: ['action == "export"', 'action has_any ("export", "share")'] },
  { code: 'kql-term-search', edit: ['object_type == "vault"', 'object_type has "vault"'] },
  {
    code: 'kql-vocabulary',
    edit: ['action == "export"', 'action == "exprot"'],
    says: 'Did you mean export?',
  },
  {
    code: 'kql-vocabulary',
    edit: ['object_type == "vault"', 'object_type in ("vault", "volt")'],
    says: '"volt"',
  },
  {
    code: 'kql-vocabulary',
    edit: ['| where action ==', '| where category != "succes" | where action =='],
    says: 'success',
  },
  {
    code: 'kql-vocabulary',
    edit: ['| where action ==', '| where action_type == "mfa_okay" | where action =='],
  },
  {
    code: 'kql-join-kind',
    edit: ['| summarize arg_min', '| join (OnePasswordEventLogs_CL) on uuid_s\n  | summarize arg_min'],
  },
  {
    code: 'kql-address-comparison',
    edit: [
      '| where action ==',
      '| where tostring(actor_details.email) == tostring(aux_details.email) | where action ==',
    ],
  },
  { code: 'kql-literal', edit: ['EventCount > many', 'EventCount > 4'], says: 'value 4' },
  {
    code: 'kql-literal',
    edit: ['| where action ==', '| where timestamp > ago(2d) | where action =='],
    says: 'value 2d',
  },
  { code: 'kql-frequency', edit: ['frequency = 1h', 'frequency = 5m'], says: 'every 1h' },
  { code: 'kql-wildcard', edit: ['  OnePasswordEventLogs_CL\n', '  union *\n'] },
  { code: 'kql-wildcard', edit: ['  OnePasswordEventLogs_CL\n', '  search *\n'] },
];

describe('checkQuery', () => {
  test.each(mistakes)('$code: $edit.1', ({ code, edit, says = '' }) => {
    const finding = findingsAfter(edit).find((f) => f.code === code && f.message.includes(says));
    expect(finding?.location.file).toBe(sampleRulePath);
    const marked = sampleRule(edit).source.text.split('\n')[(finding?.location.line ?? 0) - 1];
    expect(marked).toContain(edit[1].split('\n')[0]);
  });

  test('suggests no name that is the unknown one itself', () => {
    const [finding] = findingsAfter(['| where action ==', '| extend Zulu = Zulu | where action ==']);
    expect(finding).toMatchObject({ code: 'kql-binding' });
    expect(finding?.message).not.toContain('Did you mean');
  });

  test('marks the literal itself', () => {
    const [finding] = findingsAfter(['action == "export"', 'action == "exports"']);
    expect(finding?.location).toMatchObject({ line: 24, column: 21, length: '"exports"'.length });
  });

  test('finds mistakes of a fragment in the fragment', () => {
    const [alias] = findingsAfter(['"PG1PW"', '"PV1PW"']);
    expect(alias).toMatchObject({
      code: 'kql-watchlist',
      location: { file: 'solution/fragments/matters.kql', line: 3, column: 6 },
    });
    const [ascii] = findingsAfter(['// Vaults', '// V\u00e4ults']);
    expect(ascii).toMatchObject({
      code: 'kql-ascii',
      location: { file: 'solution/fragments/matters.kql', line: 1, column: 5 },
    });
  });

  test('finds the copy of a column that a join made', () => {
    const join =
      '| join kind=inner (OnePasswordEventLogs_CL | project uuid_s, country) on uuid_s\n  | project-keep *';
    const codes = findingsAfter(
      [
        '| summarize arg_min(TimeGenerated, *) by uuid_s',
        `${join}\n  | summarize arg_min(TimeGenerated, *) by uuid_s`,
      ],
      [
        'by ActorUuid = actor_uuid, ActorEmail, SrcIpAddr',
        'by ActorUuid = actor_uuid, ActorEmail, SrcIpAddr, country1',
      ],
    ).map((f) => f.code);
    expect(codes).toContain('kql-join-suffix');
  });

  test('wants both ends of the interval of arrival', () => {
    const open = findingsAfter(
      [' and ingestion_time() <= now()', ''],
      ['now(), timestamp', 'timestamp, timestamp'],
    );
    expect(open.map((f) => f.code)).toEqual(['kql-arrival']);
    const none = findingsAfter([
      'ingestion_time() > ago(frequency) and ingestion_time() <= now()',
      'TimeGenerated > ago(frequency)',
    ]);
    expect(none.map((f) => f.message).join()).toContain('it lacks ingestion_time()');
  });

  test('wants copies of an event reduced to one', () => {
    const findings = findingsAfter(['  | summarize arg_min(TimeGenerated, *) by uuid_s\n', '']);
    expect(findings.map((f) => f.code)).toEqual(['kql-duplicates']);
  });

  test.each<Exchange>([
    ['| where action ==', '| where category startswith "firewall_" | where action =='],
    ['| where action ==', '| where isnotempty(tostring(split(country, "-")[2])) | where action =='],
    [
      '| where action ==',
      '| extend Kind = iff(log_source == "healthevents", "health", "other") | where action ==',
    ],
    [
      '| where action ==',
      '| extend Kind = case(log_source == "itemusages" and isempty(object_type), 0, 1) | where action ==',
    ],
    ['| where action ==', '| where tostring(actor_details.email) != "" | where action =='],
    ['| where action ==', '| extend Hours = (now() - timestamp) / 1h | where action =='],
    ['| where action ==', '| where coalesce(aux_id, int(null)) != 1 | where action =='],
    ['| where action ==', '| project-away log_source | where action =='],
    ['| where action ==', '| where category == "" | where action =='],
    ['| where action ==', '| where tostring(actor_details.email) != country | where action =='],
  ])('has nothing against %s → %s', (search, replace) => {
    expect(findingsAfter([search, replace])).toEqual([]);
  });
});
