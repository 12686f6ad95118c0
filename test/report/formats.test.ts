import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { inProject, takeFingerprint } from '../../scripts/testing/project.ts';
import { replaceIn, rule, say } from './command.ts';

/** A misspelt column, and a file that is not there. */
function spoil(root: string): void {
  replaceIn(root, rule, 'tostring(target_user.uuid)', 'tostring(target_usr.uuid)');
  rmSync(join(root, 'solution/logo.svg'));
}

describe('findings in every form', () => {
  test('are the same in all of them', async () => {
    await inProject(async (root) => {
      spoil(root);
      const [json, sarif, junit, github, pretty] = await Promise.all(
        ['json', 'sarif', 'junit', 'github', 'pretty'].map((format) => say('validate', root, { format })),
      );
      for (const { exitCode, err } of [json, sarif, junit, github, pretty].flatMap((one) => one ?? []))
        expect({ exitCode, err }).toEqual({ exitCode: 1, err: '' });
      const { findings } = JSON.parse(json?.out ?? '') as {
        readonly findings: readonly { readonly file: string; readonly line: number; readonly code: string }[];
      };
      expect(findings.map(({ code }) => code)).toEqual(['kql-binding', 'file-missing']);
      const { results } = (JSON.parse(sarif?.out ?? '') as { runs: [{ results: { ruleId: string }[] }] })
        .runs[0];
      expect(results.map(({ ruleId }) => ruleId)).toEqual(['kql-binding', 'file-missing']);
      for (const { file, line, code } of findings) {
        expect(github?.out).toContain(`::error file=${file},line=${line},`);
        expect(pretty?.out).toContain(`${file}:${line}:`);
        expect(junit?.out).toContain(`type="${code}"`);
      }
      expect(junit?.out.match(/<testcase /g)?.length).toBeGreaterThan(findings.length);
      expect(sarif?.out).not.toContain(root);
      expect(await say('validate', root, { json: true })).toEqual(json);
    });
  });

  test('a build says them too, writes nothing, and is silent for workflows where all is well', async () => {
    await inProject(async (root) => {
      expect(await say('validate', root, { format: 'github' })).toEqual({ exitCode: 0, out: '', err: '' });
      spoil(root);
      const before = takeFingerprint(root);
      const { exitCode, out } = await say('build:solution', root, { format: 'github' });
      expect(exitCode).toBe(1);
      expect(out).toMatch(
        /^::error file=analytics-rules\/.*title=kql-binding::.*\n::error .*title=file-missing::/,
      );
      expect(takeFingerprint(root)).toEqual(before);
    });
  });

  test('two forms at once are wrong usage, and a watch has none that ends', async () => {
    const twice = await say('validate', '.', { json: true, format: 'sarif' });
    expect(twice).toMatchObject({ exitCode: 2, out: '' });
    expect(twice.err).toContain('--json is short for --format json');
    const watched = await say('build:solution', '.', { json: true, watch: true });
    expect(watched).toMatchObject({ exitCode: 2, out: '' });
    expect(watched.err).toContain('--watch');
  });
});

const file = 'solution/diagnostics.yaml';
const entry = (code: string, severity: string): string =>
  `severities:\n  - code: ${code}\n    severity: ${severity}\n    reason: We say so.`;
/** The words of another product; an error of the house. */
const renamed = (root: string): void =>
  replaceIn(root, 'solution/solution.yaml', 'for Microsoft Sentinel collects', 'for Azure Sentinel collects');

describe('severities of the solution', () => {
  test('a finding that is switched off is told in JSON only', async () => {
    await inProject(async (root) => {
      renamed(root);
      const strict = JSON.parse((await say('validate', root, { json: true })).out) as {
        readonly findings: readonly { readonly code: string }[];
      };
      expect(strict.findings.map(({ code }) => code)).toContain('text-branding');

      replaceIn(root, file, 'severities: []', entry('text-branding', 'off'));
      const { out } = await say('validate', root, { json: true });
      const lenient = JSON.parse(out) as typeof strict & { readonly switchedOff: readonly unknown[] };
      expect(lenient.findings.map(({ code }) => code)).not.toContain('text-branding');
      expect(lenient.switchedOff).toMatchObject([
        { code: 'text-branding', severity: 'off', defaultSeverity: 'error', severityReason: 'We say so.' },
      ]);
      expect((await say('validate', root)).out).not.toContain('text-branding');
    });
  });

  test('an error that is lowered lets the later stages look, and a warning that is raised stops the build', async () => {
    await inProject(async (root) => {
      renamed(root);
      replaceIn(root, file, 'severities: []', entry('text-branding', 'warning'));
      const { findings } = JSON.parse((await say('validate', root, { json: true })).out) as {
        readonly findings: readonly Readonly<Record<string, unknown>>[];
      };
      expect(findings.find(({ code }) => code === 'text-branding')).toMatchObject({
        severity: 'warning',
        defaultSeverity: 'error',
      });
      // Only what has been compiled can have an old version.
      expect(findings.map(({ code }) => code)).toContain('version-not-raised');
    });
    await inProject(async (root) => {
      replaceIn(root, rule, 'Identifies changes', 'Finds changes');
      const pretty = await say('validate', root);
      expect(pretty.out).toContain('warning rule-description-style');
      replaceIn(root, file, 'severities: []', entry('rule-description-style', 'error'));
      expect((await say('validate', root)).out).toContain('error rule-description-style');
    });
  });

  test.each([
    ['is missing', undefined],
    ['is empty', ''],
    ['holds comments only', '# Nothing yet.\n\n  # Really.\n'],
  ])('nothing changes where the file %s', async (_, text) => {
    await inProject(async (root) => {
      if (text === undefined) rmSync(join(root, file));
      else replaceIn(root, file, /^[\s\S]*$/, text);
      expect(await say('validate', root, { json: true })).toMatchObject({ exitCode: 0, err: '' });
    });
  });
});
