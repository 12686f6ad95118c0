import { describe, expect, it } from 'vitest';
import type { Code } from '../../diagnostics/registry.ts';
import { checkSchema } from '../schema.ts';
import { checkWorkbook } from './check.ts';
import { sampleBinder, sampleWorkbook, type Edit } from './sample.ts';

const bind = sampleBinder();

/** One edit of the workbook, and what must be said of it: the code, and a text that the place marked holds. */
interface Mutant extends Edit {
  readonly code: Code;
  readonly line: string;
}

const mutants: readonly Mutant[] = [
  {
    code: 'workbook-file-missing',
    file: 'workbook.yaml',
    from: 'top: parameters.yaml',
    to: 'top: parameter.yaml',
    line: 'top: parameter.yaml',
  },
  {
    code: 'workbook-file-unlisted',
    file: 'workbook.yaml',
    from: '[all-data.yaml, user-data.yaml, health.yaml]',
    to: '[all-data.yaml, health.yaml]',
    line: '# yaml-language-server',
  },
  {
    code: 'workbook-tab-default',
    file: 'parameters.yaml',
    from: 'default: AllData',
    to: 'default: UserData',
    line: 'default: UserData',
  },
  {
    code: 'workbook-name-duplicate',
    file: 'user-data.yaml',
    from: 'name: user.auth.2',
    to: 'name: all.act.2',
    line: 'name: all.act.2',
  },
  {
    code: 'workbook-name-duplicate',
    file: 'user-data.yaml',
    from: 'name: user.hint',
    to: 'name: user.pat.title',
    line: 'name: user.pat',
  },
  {
    code: 'workbook-name-duplicate',
    file: 'user-data.yaml',
    from: 'name: PersonSearch',
    to: 'name: Top',
    line: 'name: Top',
  },
  {
    code: 'workbook-parameter-unused',
    file: 'parameters.yaml',
    from: '{ parameter: ShowHelp, is: "Yes" }',
    to: '{ parameter: Outcome, is: "Yes" }',
    line: 'name: ShowHelp',
  },
  {
    code: 'workbook-parameter-undefined',
    file: 'wb_top.kql',
    from: '{Top:escapejson}',
    to: '{Topp:escapejson}',
    line: '{Topp:escapejson}',
  },
  {
    code: 'workbook-parameter-undefined',
    file: 'user-data.yaml',
    from: 'used the address {PickedIp}',
    to: 'used the address {PickedIP}',
    line: '{PickedIP}',
  },
  {
    code: 'workbook-parameter-scope',
    file: 'all-data.yaml',
    from: '| where Outcome != "success"',
    to: '| where Outcome != "{Person:escapejson}"',
    line: '"{Person:escapejson}"',
  },
  {
    code: 'workbook-parameter-default',
    file: 'parameters.yaml',
    from: 'default: "10"',
    to: 'default: "15"',
    line: 'default: "15"',
  },
  {
    code: 'workbook-click-target',
    file: 'user-data.yaml',
    from: '{ parameter: PickedIp, column: IP }',
    to: '{ parameter: PersonSearch, column: IP }',
    line: 'parameter: PersonSearch, column',
  },
  {
    code: 'workbook-reference-format',
    file: 'user-data.yaml',
    from: '{PickedPerson:escapejson}',
    to: '{PickedPerson:escapeJson}',
    line: '{PickedPerson:escapeJson}',
  },
  {
    code: 'workbook-reference-unsafe',
    file: 'user-data.yaml',
    from: '"{PickedIp:escapejson}"',
    to: "'{PickedIp:escapejson}'",
    line: "'{PickedIp:escapejson}'",
  },
  {
    code: 'workbook-reference-unsafe',
    file: 'wb_person.kql',
    from: '{Person:escapejson}',
    to: '{Person}',
    line: '{Person}',
  },
  {
    code: 'workbook-query-binding',
    file: 'all-data.yaml',
    from: 'by Vault = vault_uuid',
    to: 'by Vault = vault_uuids',
    line: 'by Vault = vault_uuids',
  },
  {
    code: 'workbook-query-binding',
    file: 'wb_weekday.kql',
    from: 'hourofday(timestamp)',
    to: 'hourofday(timestam)',
    line: 'hourofday(timestam)',
  },
  {
    code: 'workbook-query-ascii',
    file: 'all-data.yaml',
    from: 'Tile = "People"',
    to: 'Tile = "Pe\u00f6ple"',
    line: 'Tile = "Pe\u00f6ple"',
  },
  {
    code: 'workbook-query-time',
    file: 'user-data.yaml',
    from: '| where timestamp {TimeRange}\n      | invoke wb_events()',
    to: '| invoke wb_events()',
    line: 'query: |',
  },
  {
    code: 'workbook-column-unknown',
    file: 'all-data.yaml',
    from: 'column: FailureShare, as: heat',
    to: 'column: FailureShares, as: heat',
    line: 'column: FailureShares',
  },
  {
    code: 'workbook-column-unknown',
    file: 'all-data.yaml',
    from: 'label: Country }',
    to: 'label: Land }',
    line: 'label: Land',
  },
  {
    code: 'workbook-column-unknown',
    file: 'all-data.yaml',
    from: 'by: Kind, others',
    to: 'by: Kinds, others',
    line: 'by: Kinds',
  },
  {
    code: 'workbook-column-unknown',
    file: 'user-data.yaml',
    from: 'value = Person,\n',
    to: 'values = Person,\n',
    line: 'query: |',
  },
  {
    code: 'workbook-column-unknown',
    file: 'health.yaml',
    from: 'column: Rule, order',
    to: 'column: Rules, order',
    line: 'column: Rules',
  },
  {
    code: 'workbook-parameter-undefined',
    file: 'health.yaml',
    from: '{Workspace}/providers',
    to: '{Workspaces}/providers',
    line: '{Workspaces}',
  },
  {
    code: 'workbook-query-time',
    file: 'all-data.yaml',
    from: '| where timestamp {TimeRange} or timestamp between',
    to: '| where timestamp between',
    line: 'query: |',
  },
  {
    code: 'workbook-table-optional',
    file: 'health.yaml',
    from: 'union isfuzzy=true\n              SentinelHealth',
    to: 'union\n              SentinelHealth',
    line: 'SentinelHealth',
  },
  {
    code: 'workbook-table-optional',
    file: 'wb_watchlist.kql',
    from: 'union isfuzzy=true',
    to: 'union',
    line: '_GetWatchlist',
  },
  {
    code: 'workbook-chart-points',
    file: 'all-data.yaml',
    from: 'bin(timestamp, chart_grain), Kind',
    to: 'bin(timestamp, 1m), Kind',
    line: 'x: timestamp',
  },
  {
    code: 'workbook-row-width',
    file: 'all-data.yaml',
    from: 'width: 34',
    to: 'width: 40',
    line: 'width: 18',
  },
  {
    code: 'workbook-guid',
    file: 'parameters.yaml',
    from: '| where isnotempty(id)',
    to: '| where id !contains "7b1f0c52-5f6e-4d5a-9f43-0d7f2a7c9e11"',
    line: '7b1f0c52',
  },
  {
    code: 'workbook-email',
    file: 'all-data.yaml',
    from: 'The person is chosen',
    to: 'wendy@example.com is chosen',
    line: 'wendy@example.com',
  },
  {
    code: 'workbook-external-link',
    file: 'parameters.yaml',
    from: 'https://support.1password.com/',
    to: 'https://example.org/',
    line: 'https://example.org/',
  },
  {
    code: 'workbook-promise-unkept',
    file: 'workbook.yaml',
    from: '  user.versions: [user.ver.1, user.ver.2]\n',
    to: '',
    line: 'promises:',
  },
  {
    code: 'workbook-promise-item',
    file: 'workbook.yaml',
    from: 'user.ip.4]',
    to: 'all.loc.1]',
    line: 'all.loc.1]',
  },
];

describe('the workbook of the solution', () => {
  it('has nothing to be said of it', () => {
    const workbook = sampleWorkbook();
    expect(checkWorkbook(workbook, bind)).toEqual([]);
    expect(checkSchema(workbook.manifest, 'workbook')).toEqual([]);
    expect(workbook.parts.flatMap((part) => checkSchema(part, 'workbook-part'))).toEqual([]);
  });

  it.each(mutants)('$code where "$from" becomes "$to"', ({ code, line, ...edit }) => {
    const workbook = sampleWorkbook(edit);
    const found = checkWorkbook(workbook, bind);
    expect(found.map((finding) => finding.code)).toContain(code);
    const first = found.find((finding) => finding.code === code);
    expect(lineOf(workbook, first?.location)).toContain(line);
  });

  it.each([
    [
      'a chart without settings',
      'all-data.yaml',
      '        chart: { x: timestamp, y: [Events], by: Kind, others: 20 }\n',
      '',
    ],
    [
      'an item without an empty message',
      'all-data.yaml',
      '        empty: No audit event in the time range.\n',
      '',
    ],
    ['an unknown key', 'user-data.yaml', 'rows: 1\n', 'row: 1\n'],
    ['a visual that does not exist', 'user-data.yaml', 'visual: bars', 'visual: columns'],
    [
      'a condition without a value',
      'user-data.yaml',
      '{ parameter: Person, is: "" }',
      '{ parameter: Person }',
    ],
    ['series without a limit', 'all-data.yaml', 'by: category, others: 20 }', 'by: category }'],
    ['a query and a request', 'health.yaml', '        request:\n', '        query: T\n        request:\n'],
    ['a request without a version', 'health.yaml', '          version: "2023-11-01"\n', ''],
    ['a time to look back that is none', 'all-data.yaml', 'lookback: 180d', 'lookback: 6 months'],
    ['a time range without a default', 'parameters.yaml', '        default: 7d\n', ''],
    ['an item of no kind', 'parameters.yaml', '    text: |\n', '    txt: |\n'],
  ])('is refused by its schema with %s', (_, file, from, to) => {
    const { parts } = sampleWorkbook({ file, from, to });
    expect(parts.flatMap((part) => checkSchema(part, 'workbook-part'))).not.toEqual([]);
  });
});

function lineOf(
  { manifest, parts, fragments }: ReturnType<typeof sampleWorkbook>,
  location: { readonly file: string; readonly line: number } | undefined,
): string | undefined {
  const sources = [manifest, ...parts, ...fragments.values()].map(({ source }) => source);
  const source = sources.find(({ path }) => path === location?.file);
  return source?.text.split('\n')[(location?.line ?? 0) - 1];
}
