import { assert, property, string } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { diagnostic, type Diagnostic } from '../diagnostics/diagnostic.ts';
import { registry } from '../diagnostics/registry.ts';
import { toSarif, toUri } from './sarif.ts';

interface Log {
  readonly runs: readonly [
    {
      readonly tool: { readonly driver: { readonly rules: readonly Readonly<Record<string, unknown>>[] } };
      readonly invocations: readonly Readonly<Record<string, unknown>>[];
      readonly results: readonly {
        readonly ruleId: string;
        readonly ruleIndex: number;
        readonly level: string;
        readonly message: { readonly text: string };
        readonly locations: readonly Readonly<Record<string, unknown>>[];
        readonly partialFingerprints: Readonly<Record<string, string>>;
      }[];
    },
  ];
}

const solution = { version: '3.1.0', repository: 'https://example.com/owner/name' };

function write(diagnostics: readonly Diagnostic[], texts: Readonly<Record<string, string>> = {}) {
  const readLines = (file: string) => texts[file]?.split('\n');
  const report = { command: 'validate', diagnostics, switchedOff: [], files: [], solution, readLines };
  return (JSON.parse(toSarif(report)) as Log).runs[0];
}

const prints = (list: readonly Diagnostic[], text: string) =>
  write(list, { 'rules/a b.yaml': text }).results.map((r) => r.partialFingerprints['findingAndLine/v1']);

const at = { file: 'rules/a b.yaml', line: 2, column: 7, length: 5 };
const found = diagnostic('rule-name-style', at, { reason: 'is odd' });

describe('SARIF', () => {
  test('names every code as a rule with its page', () => {
    const { rules } = write([]).tool.driver;
    expect(rules.map(({ id }) => id)).toEqual(Object.keys(registry));
    expect(rules.find(({ id }) => id === 'rule-name-style')).toMatchObject({
      name: 'RuleNameStyle',
      helpUri: `${solution.repository}/blob/HEAD/docs/diagnostics/rule-name-style.md`,
      defaultConfiguration: { level: 'warning' },
    });
  });

  test('points at the marked characters by a path relative to the root', () => {
    const { results, tool } = write([found], { 'rules/a b.yaml': 'id: 1\nname: First one\n' });
    expect(results).toMatchObject([
      {
        ruleId: 'rule-name-style',
        level: 'warning',
        locations: [
          {
            physicalLocation: {
              artifactLocation: { uri: 'rules/a%20b.yaml', uriBaseId: '%SRCROOT%' },
              region: { startLine: 2, startColumn: 7, endColumn: 12, snippet: { text: 'First' } },
            },
          },
        ],
      },
    ]);
    expect(tool.driver.rules[results[0]?.ruleIndex ?? -1]).toMatchObject({ id: 'rule-name-style' });
  });

  test('knows a finding again that moved with its line, and tells two of them apart', () => {
    const moved = { ...found, location: { ...at, line: 3 } };
    const [first] = prints([found], 'id: 1\nname: First');
    expect(prints([moved], 'id: 1\n\n  name: First')).toEqual([first]);
    expect(prints([found], 'id: 1\nname: Other')).not.toEqual([first]);
    const [one, two] = prints([found, moved], 'id: 1\nname: First\nname: First');
    expect(one).toBe(first);
    expect(two).not.toBe(first);
  });

  test('tells which severities are not those of the tools', () => {
    const overridden = { from: 'warning', reason: 'We like it so.' } as const;
    const off = diagnostic('rule-detail-missing', at, { name: 'A' });
    const text = toSarif({
      command: 'validate',
      diagnostics: [{ ...found, severity: 'error', overridden }],
      switchedOff: [{ ...off, overridden }],
      files: [],
      readLines: () => undefined,
    });
    const [run] = (JSON.parse(text) as Log).runs;
    expect(run.results.map(({ ruleId, level }) => [ruleId, level])).toEqual([['rule-name-style', 'error']]);
    expect(run.invocations[0]).toMatchObject({
      ruleConfigurationOverrides: [
        { descriptor: { id: 'rule-name-style' }, configuration: { level: 'error' } },
        { descriptor: { id: 'rule-detail-missing' }, configuration: { enabled: false } },
      ],
    });
  });

  test('has no link that nobody wrote as one', () => {
    const { results } = write([diagnostic('rule-name-style', at, { reason: 'is [odd](1), not [x]' })]);
    expect(results[0]?.message.text).toContain(String.raw`is \[odd](1), not [x]`);
  });

  test('any path is a relative reference that leads back to it', () => {
    assert(
      property(string({ unit: 'grapheme' }), (path) => {
        const uri = toUri(path);
        expect(uri).toMatch(/^[\w\-.!~*'()%/]*$/);
        expect(uri.split('/').map(decodeURIComponent).join('/')).toBe(path);
      }),
    );
  });
});
