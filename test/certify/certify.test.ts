import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { armTtkTestsLeftOut } from '../../scripts/certify/arm-ttk-test.ts';
import { certify } from '../../scripts/certify/certify.ts';
import type { CompiledOutput } from '../../scripts/certify/check.ts';
import { checks } from '../../scripts/certify/checks.ts';
import type { Diagnostic } from '../../scripts/diagnostics/diagnostic.ts';
import { jsonText } from '../../scripts/model/json-text.ts';
import { acceptedEdits, contentMutants, limitMutants, templateMutants, wizardMutants } from './mutants.ts';
import { spoil } from './mutation.ts';
import { validPackage } from './package.ts';

const mutants = [...templateMutants, ...wizardMutants, ...contentMutants, ...limitMutants];

/** The checks that spoke: each message names its check between the first quotes. */
function speakers(findings: readonly Diagnostic[]): (string | undefined)[] {
  return [...new Set(findings.map(({ message }) => /"([^"]+)"/.exec(message)?.[1]))];
}

function linesOf(output: CompiledOutput, file: string): string[] {
  const value = file === 'mainTemplate.json' ? output.mainTemplate : output.createUiDefinition;
  return jsonText(value).split('\n');
}

describe('certify', () => {
  it('accepts the valid package', () => {
    expect(certify(validPackage)).toEqual([]);
  });

  it('accepts it without a package file as well', () => {
    const { mainTemplate, createUiDefinition, referenceDate } = validPackage;
    expect(certify({ mainTemplate, createUiDefinition, referenceDate })).toEqual([]);
  });

  it('has a mutant for every check', () => {
    const spoiled = new Set(mutants.map(({ check }) => check));
    expect(checks.map(({ name }) => name).filter((name) => !spoiled.has(name))).toEqual([]);
  });

  it('names every check once and none that is left out', () => {
    const names = checks.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    expect(names.filter((name) => name in armTtkTestsLeftOut)).toEqual([]);
  });

  for (const mutant of mutants) {
    const [[place, value] = ['', undefined]] = Object.entries(mutant.edits);
    const shown = (value === undefined ? 'nothing' : JSON.stringify(value)).slice(0, 60);
    it(`${mutant.check}: ${place} = ${shown}`, () => {
      const output = spoil(validPackage, mutant);
      const findings = certify(output);
      expect(speakers(findings)).toEqual([mutant.check]);
      for (const { location, remedy } of findings) {
        const line = linesOf(output, location.file)[location.line - 1] ?? '';
        // It begins the line, or follows what surrounds it or stands before it on the same line.
        expect(line.slice(0, location.column - 1)).toMatch(/^ *$|[[{]$|, $/);
        expect(line.slice(location.column - 1)).not.toMatch(/^\s|^$/);
        expect(remedy).toMatch(/\.$/);
      }
    });
  }

  for (const edits of acceptedEdits) {
    it(`accepts ${JSON.stringify(edits).slice(0, 100)}`, () => {
      expect(certify(spoil(validPackage, { check: '', edits }))).toEqual([]);
    });
  }

  it('points at the line of the value', () => {
    const check = 'Solution id';
    const output = spoil(validPackage, { check, edits: { 'mainTemplate.variables.solutionId': 'a.B' } });
    const [finding] = certify(output);
    const lines = linesOf(output, 'mainTemplate.json');
    expect(finding?.location.file).toBe('mainTemplate.json');
    expect(lines[(finding?.location.line ?? 0) - 1]).toBe('    "solutionId": "a.B",');
    expect(finding?.location).toMatchObject({ column: 5, length: '"solutionId"'.length });
    expect(finding?.message).toContain('variables.solutionId');
  });

  it('warns where the original only warns', () => {
    const place = 'createUiDefinition.parameters.steps.0.elements.0.constraints.regex';
    const check = 'PasswordBoxes-Must-Have-Min-Length';
    const short = certify(spoil(validPackage, { check, edits: { [place]: '^[a-z]{3}$' } }));
    expect(short.map(({ code, severity }) => [code, severity])).toEqual([['arm-ttk-warning', 'warning']]);
    const none = certify(spoil(validPackage, { check, edits: { [place]: '^[a-z]*$' } }));
    expect(none.map(({ code, severity }) => [code, severity])).toEqual([['arm-ttk', 'error']]);
  });

  it('marks what certification refuses', () => {
    const blocking = checks.filter((check) => check.blocking).map(({ name }) => name);
    expect(blocking).toContain('Credential-Confirmation-Should-Not-Be-Hidden');
    expect(blocking).not.toContain('IDs-Should-Be-Derived-From-ResourceIDs');
  });
});

const root = new URL('../../', import.meta.url);
const built = ['mainTemplate.json', 'createUiDefinition.json'].map((file) => new URL(file, root));

describe.skipIf(!built.every((file) => existsSync(file)))('the compiled solution', () => {
  it('has no errors', () => {
    const [mainTemplate, createUiDefinition] = built.map(
      (file) => JSON.parse(readFileSync(file, 'utf8')) as unknown,
    );
    const solution = readFileSync(new URL('solution/solution.yaml', root), 'utf8');
    const referenceDate = /^lastPublishDate: (\S+)$/m.exec(solution)?.[1] ?? '';
    const output = { mainTemplate, createUiDefinition, referenceDate } as CompiledOutput;
    expect(referenceDate).toMatch(/^\d{4}-\d{2}-\d{2}$/);
    expect(certify(output).filter(({ severity }) => severity === 'error')).toEqual([]);
  });
});
