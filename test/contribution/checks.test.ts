import { describe, expect, test } from 'vitest';
import { checkContribution, contributionChecks } from '../../scripts/contribution/checks.ts';
import { composeProject, reference } from './contribution.ts';
import { Draft, mutants } from './mutants.ts';

const files = composeProject();

/** Names of the checks that have something to say, each once. */
function refusals(draft: Draft): string[] {
  const found = checkContribution(draft.files, reference, 'dist/contribution/');
  return [...new Set(found.map(({ message }) => /^The check "([^"]+)"/.exec(message)?.[1] ?? message))];
}

test('the files of the project stand every check', () => {
  expect(checkContribution(files, reference, '').map(({ message }) => message)).toEqual([]);
});

describe('a check', () => {
  test.each(mutants)('%s refuses %s, alone', (check, _, mutate) => {
    const draft = new Draft(files);
    mutate(draft);
    expect(refusals(draft)).toEqual([check]);
  });

  test('has a sample that it refuses, and a name and a source', () => {
    const names = contributionChecks.map(({ name }) => name);
    expect([...new Set(mutants.map(([check]) => check))].sort()).toEqual(names.toSorted());
    for (const { source, remedy } of contributionChecks) {
      expect(source).not.toBe('');
      expect(remedy).toMatch(/\.$/);
    }
  });
});

test('a finding names the file and its line', () => {
  const draft = new Draft(files);
  draft.replace('Vault export.yaml', '// UUIDs', '// \u2013 UUIDs');
  const lines = draft.files.find(({ path }) => path.endsWith(' Vault export.yaml'))?.bytes ?? Buffer.alloc(0);
  const line =
    Buffer.from(lines)
      .toString('utf8')
      .split('\n')
      .findIndex((text) => text.includes('\u2013')) + 1;
  const [found] = checkContribution(draft.files, reference, 'dist/contribution/');
  expect(found?.location).toMatchObject({
    file: 'dist/contribution/Solutions/1Password/Analytic Rules/1Password - Vault export.yaml',
    line,
  });
});

test('a secret is not repeated by the finding about it', () => {
  const draft = new Draft(files);
  const secret = `AKIA${'QRSTUVWX'.repeat(2)}`;
  draft.replace('ReleaseNotes.md', 'the', secret);
  const messages = checkContribution(draft.files, reference, '').map(({ message }) => message);
  expect(messages).toHaveLength(1);
  expect(messages[0]).not.toContain(secret);
});
