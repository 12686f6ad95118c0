import { describe, expect, test } from 'vitest';
import { registry } from '../../scripts/diagnostics/registry.ts';
import { inProject } from '../../scripts/testing/project.ts';
import { runCommand } from '../build/command.ts';
import { replaceIn, say } from './command.ts';

describe('explain', () => {
  test('tells what, why, what to do, and where there is more', async () => {
    const { exitCode, out, err } = await say('explain', '.', { code: 'kql-join-kind' });
    expect({ exitCode, err }).toEqual({ exitCode: 0, err: '' });
    const { message, remedy } = registry['kql-join-kind'];
    expect(out).toContain(message);
    expect(out).toContain(remedy);
    expect(out).toMatch(/^ {2}why {2,}\S/m);
    expect(out).toMatch(/https:\/\/github\.com\/\S+\/docs\/diagnostics\/kql-join-kind\.md/);
  });

  test('says why a severity is fixed, and what the solution makes of one that is not', async () => {
    const fixed = await say('explain', '.', { code: 'yaml-syntax' });
    expect(fixed.out).toMatch(/severity {2,}error; stays so: /);
    await inProject(async (root) => {
      const entry = 'severities: [{ code: text-link, severity: warning, reason: Links rot. }]';
      replaceIn(root, 'solution/diagnostics.yaml', 'severities: []', entry);
      const { out } = await say('explain', root, { code: 'text-link' });
      expect(out).toContain('can be changed in solution/diagnostics.yaml');
      expect(out).toMatch(/here {2,}warning: Links rot\./);
    });
  });

  test('works without a solution', async () => {
    const { exitCode, out } = await say('explain', 'no-such-folder', { code: 'text-link' });
    expect(exitCode).toBe(0);
    expect(out).toMatch(/more {2,}docs\/diagnostics\/text-link\.md/);
  });

  test('asks which code is meant', async () => {
    const { exitCode, out, err } = await say('explain', '.', { code: 'kql-joinkind' });
    expect({ exitCode, out }).toEqual({ exitCode: 2, out: '' });
    expect(err).toContain('Did you mean kql-join-kind?');
    expect((await say('explain', '.', { code: 'toString' })).exitCode).toBe(2);
  });

  test('takes one word, also where it looks like a number', () => {
    const unknown = runCommand('explain', '.', ['0x10']);
    expect(unknown).toMatchObject({ status: 2, stdout: '' });
    expect(unknown.stderr).toContain('there is no finding "0x10"');
    const two = runCommand('explain', '.', ['yaml-tab', 'yaml-syntax']);
    expect(two).toMatchObject({ status: 2, stdout: '' });
    expect(two.stderr).toContain('Unknown argument: yaml-syntax');
  });

  test('lists every code once, with nothing left to fill in', async () => {
    const { out } = await say('explain', '.');
    const listed = Array.from(out.matchAll(/^ {2}([a-z-]+) +(?:error|warning) /gm), ([, code]) => code);
    expect(listed.toSorted()).toEqual(Object.keys(registry).sort());
    expect(out).not.toMatch(/[{}]/);
    const { codes } = JSON.parse((await say('explain', '.', { json: true })).out) as {
      readonly codes: readonly { readonly code: string }[];
    };
    expect(codes.map(({ code }) => code)).toEqual(Object.keys(registry));
  });
});
