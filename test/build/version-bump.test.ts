import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { applyEdits, copyProject, takeFingerprint } from '../../scripts/testing/project.ts';
import { runHere } from '../authoring/run-here.ts';
import { changedRule, readJson, type Run } from './command.ts';

const rule = changedRule.file;
const notes = 'solution/release-notes.md';
const lock = 'solution/versions.lock.yaml';
const solution = 'solution/solution.yaml';

let root: string;

beforeAll(() => void (root = copyProject()));
afterAll(() => rmSync(root, { recursive: true, force: true }));

// One story: each test goes on where the one before ended.
describe('version:bump', () => {
  test('changes nothing where nothing changed', async () => {
    const before = takeFingerprint(root);
    expect((await runHere('version:bump', { root })).status).toBe(0);
    expect(takeFingerprint(root)).toEqual(before);
  });

  test('a rule that was changed needs a new version', async () => {
    applyEdits(root, [changedRule]);
    const run = await runHere('validate', { root });
    expect(run.status).toBe(1);
    expect(codesOf(run)).toEqual([`${rule} version-not-raised`]);
  });

  test('raises the versions of the rule and of the solution, and locks them', async () => {
    const [ruleVersion, solutionVersion] = [versionIn(rule), versionIn(solution)];
    const before = takeFingerprint(root);
    const { status, stdout } = await runHere('version:bump', { root });
    expect(status).toBe(0);
    expect(stdout).toContain(`${ruleVersion} -> ${next(ruleVersion)}`);
    expect(stdout).toContain(`1Password: ${solutionVersion} -> ${next(solutionVersion)}`);
    expect([versionIn(rule), versionIn(solution)]).toEqual([next(ruleVersion), next(solutionVersion)]);
    const changed = Object.entries(takeFingerprint(root)).filter(([path, hash]) => before[path] !== hash);
    expect(changed.map(([path]) => path)).toEqual([rule, solution, lock]);
    const name = /^name: (.*)$/m.exec(text(rule))?.[1];
    expect(text(lock)).toContain(`name: ${name}\n    version: ${next(ruleVersion)}\n`);
  });

  test('leaves only the release notes to be written', async () => {
    const run = await runHere('validate', { root });
    expect(run.status).toBe(1);
    expect(codesOf(run)).toEqual([`${notes} release-notes-version`]);
  });

  test('with the notes the new version can be built', async () => {
    const version = versionIn(solution);
    const row = `| ${version} | 23-11-2026 | Reworded the description of an **Analytics Rule**. |\n`;
    const first = /^\| \d/m.exec(text(notes))?.[0] ?? '';
    applyEdits(root, [{ file: notes, search: `\n${first}`, replace: `\n${row}${first}` }]);
    expect(await runHere('build:solution', { root })).toMatchObject({ status: 0 });
    expect(readJson(root, 'dist/manifest.json')).toMatchObject({ version });
    expect(text('mainTemplate.json')).toContain(`"_solutionVersion": "${version}"`);
  });
});

function codesOf({ stdout }: Run): string[] {
  return [...stdout.matchAll(/^(\S+):\d+:\d+ (?:error|warning) (\S+)$/gm)].map(
    ([, file, code]) => `${file} ${code}`,
  );
}

function versionIn(path: string): string {
  return /^version: (\S+)$/m.exec(text(path))?.[1] ?? '';
}

function next(version: string): string {
  const [major, minor, patch] = version.split('.').map(Number);
  return [major, minor, (patch ?? 0) + 1].join('.');
}

function text(path: string): string {
  return readFileSync(join(root, path), 'utf8');
}
