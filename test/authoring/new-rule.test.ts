import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { eventKinds } from '../../scripts/authoring/rule-draft.ts';
import { inProject, takeFingerprint } from '../../scripts/testing/project.ts';
import { runCommand, type Run } from '../build/command.ts';
import { runHere } from './run-here.ts';

const description = 'Identifies people who did something. Ask them about it.';

describe('new rule', () => {
  test('needs only what its author must write, and to be locked', async () => {
    await inProject(async (root) => {
      for (const kind of eventKinds) {
        const values = {
          root,
          kind: 'rule',
          name: `many-${kind}-events`,
          events: kind,
          title: `It's: ${kind}`,
        };
        const written = kind === 'audit' ? {} : { description };
        expect(await runHere('new', { ...values, ...written })).toMatchObject({ status: 0, stderr: '' });
      }
      const found = codesOf(await runHere('validate', { root }));
      expect(found.filter((code) => code.startsWith('analytics-rules/'))).toEqual([
        'analytics-rules/many-audit-events.yaml text-unfinished',
      ]);
      const file = join(root, 'analytics-rules/many-audit-events.yaml');
      const draft = readFileSync(file, 'utf8');
      writeFileSync(file, draft.replace(/^ {2}Identifies .*$/m, `  ${description}`));
      expect(new Set(codesOf(await runHere('validate', { root })))).toEqual(
        new Set([
          ...eventKinds.map((kind) => `analytics-rules/many-${kind}-events.yaml version-unlocked`),
          'solution/solution.yaml version-not-raised',
        ]),
      );
    });
  });

  test('stands at the end of the order, and changes nothing else of the solution', async () => {
    await inProject((root) => {
      const before = readFileSync(join(root, 'solution/solution.yaml'), 'utf8');
      const hashes = takeFingerprint(root);
      expect(runCommand('new', root, ['rule', 'many-reveals'])).toMatchObject({ status: 0, stderr: '' });
      const after = readFileSync(join(root, 'solution/solution.yaml'), 'utf8');
      expect(after.replace('  - many-reveals\n', '')).toBe(before);
      expect(after).toMatch(/^rules:\n(?: {2}- .*\n)+ {2}- many-reveals\nworkbooks:/m);
      const changed = Object.entries(takeFingerprint(root)).filter(([path, hash]) => hashes[path] !== hash);
      expect(changed.map(([path]) => path)).toEqual([
        'analytics-rules/many-reveals.test.yaml',
        'analytics-rules/many-reveals.yaml',
        'solution/solution.yaml',
      ]);
    });
  });

  test.each([
    [{ name: 'vault-export' }, 1, 'analytics-rules/vault-export.yaml:1:1 error author-name-taken'],
    [{ name: '../escape' }, 1, 'error author-name-form'],
    [{ name: 'fine', tactic: 'None', technique: 'T1555' }, 1, 'solution/attack-techniques.yaml:'],
    [{ name: 'fine', technique: 'T1]' }, 2, 'is no technique'],
    [{ name: 'fine', kind: 'workbook' }, 2, 'nothing that can be made'],
  ])('%j is refused with exit code %d', async (values, status, text) => {
    await inProject(async (root) => {
      const before = takeFingerprint(root);
      const run = await runHere('new', { root, kind: 'rule', ...values });
      expect(run.status).toBe(status);
      expect(status === 1 ? run.stdout : run.stderr).toContain(text);
      expect(takeFingerprint(root)).toEqual(before);
    });
  });

  test('a name is asked for', () => {
    const { status, stderr } = runCommand('new', '.', ['rule']);
    expect(status).toBe(2);
    expect(stderr).toContain('wants <kind> <name>');
  });
});

/** File and code of each finding. */
function codesOf({ stdout }: Run): string[] {
  return [...stdout.matchAll(/^(\S+):\d+:\d+ (?:error|warning) (\S+)$/gm)]
    .map(([, file, code]) => `${file} ${code}`)
    .toSorted();
}
