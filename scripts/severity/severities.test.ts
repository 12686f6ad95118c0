import { array, assert, constantFrom, property, record } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { diagnostic, startOf, type Diagnostic } from '../diagnostics/diagnostic.ts';
import { registry, type Code } from '../diagnostics/registry.ts';
import { parseYaml } from '../load/yaml.ts';
import { whyFixed } from './fixed-codes.ts';
import { judge, readSeverities, severitiesFile } from './severities.ts';

function read(text: string) {
  const found: Diagnostic[] = [];
  const report = (d: Diagnostic): void => void found.push(d);
  const severities = readSeverities(parseYaml({ path: severitiesFile, text }, report), report);
  const places = found.map(({ code, location }) => `${location.line}:${location.column} ${code}`);
  return { severities, places };
}

const styleFinding = diagnostic('rule-name-style', startOf('a.yaml'), { reason: 'is odd' });
const linkFinding = diagnostic('text-link', startOf('a.yaml'), { link: 'x', reason: 'is no address' });
const entry = (code: string, severity: string) =>
  `  - { code: ${code}, severity: ${severity}, reason: We say so. }\n`;

describe('severities of a solution', () => {
  test.each(['severities: []', 'severities:', '---'])('%j changes nothing', (text) => {
    const { severities, places } = read(text);
    expect(places).toEqual([]);
    expect(judge([styleFinding, linkFinding], severities)).toEqual({
      diagnostics: [styleFinding, linkFinding],
      switchedOff: [],
    });
  });

  test('raise, lower and switch off, and say so', () => {
    const raised = read(`severities:\n${entry('rule-name-style', 'error')}${entry('text-link', 'warning')}`);
    expect(judge([styleFinding, linkFinding], raised.severities).diagnostics).toEqual([
      { ...styleFinding, severity: 'error', overridden: { from: 'warning', reason: 'We say so.' } },
      { ...linkFinding, severity: 'warning', overridden: { from: 'error', reason: 'We say so.' } },
    ]);
    const off = judge(
      [styleFinding, linkFinding],
      read(`severities:\n${entry('text-link', 'off')}`).severities,
    );
    expect(off.diagnostics).toEqual([styleFinding]);
    expect(off.switchedOff).toEqual([
      { ...linkFinding, overridden: { from: 'error', reason: 'We say so.' } },
    ]);
  });

  test.each([
    ['  - { code: text-link, severity: "off" }', '2:5 schema-missing-key'],
    ['  - { code: text-link, severity: "off", reason: " " }', '2:49 schema-value'],
    ['  - { code: text-link, severity: info, reason: x }', '2:34 schema-value'],
    ['  - { code: text-lnk, severity: "off", reason: x }', '2:13 severity-unknown-code'],
    ['  - { code: toString, severity: "off", reason: x }', '2:13 severity-unknown-code'],
    ['  - { code: yaml-tab, severity: warning, reason: x }', '2:13 severity-fixed'],
    ['  - { code: text-link, severity: "off", reason: x, until: 2027 }', '2:52 schema-unknown-key'],
  ])('%s is refused', (line, place) => {
    const { severities, places } = read(`severities:\n${line}\n`);
    expect(places).toEqual([place]);
    expect(severities.size).toBe(0);
  });

  test('an error that is fixed stays one, whatever is written', () => {
    const codes = Object.keys(registry) as Code[];
    const entries = record({
      code: constantFrom(...codes),
      severity: constantFrom('error', 'warning', 'off'),
      reason: constantFrom('We say so.'),
    });
    const fixed = codes.filter((code) => whyFixed(code) !== undefined);
    expect(fixed.length).toBeGreaterThan(50);
    assert(
      property(array(entries, { maxLength: 8 }), (list) => {
        const { severities } = read(stringify({ severities: list }));
        const findings = fixed.map((code): Diagnostic => ({
          ...linkFinding,
          code,
          severity: registry[code].severity,
        }));
        const { diagnostics, switchedOff } = judge(findings, severities);
        const errors = findings.filter(({ severity }) => severity === 'error');
        expect(switchedOff.filter(({ overridden }) => overridden?.from === 'error')).toEqual([]);
        expect(diagnostics.filter(({ severity }) => severity === 'error').length).toBeGreaterThanOrEqual(
          errors.length,
        );
      }),
    );
  });

  test('what the house likes can be seen differently; what others refuse cannot', () => {
    expect(whyFixed('rule-name-style')).toBeUndefined();
    expect(whyFixed('text-branding')).toBeUndefined();
    for (const code of [
      'yaml-syntax',
      'schema-value',
      'version-not-raised',
      'arm-ttk',
      'severity-fixed',
    ] as const) {
      expect(whyFixed(code)).toMatch(/^[a-z].*[^.]$/);
    }
  });
});
