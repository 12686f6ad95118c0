import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { projectRoot } from '../../scripts/testing/project.ts';
import { runHere } from './run-here.ts';

const hasBash = spawnSync('bash', ['-c', 'complete -p >/dev/null']).status === 0;

describe.skipIf(!hasBash)('bash', () => {
  let folder: string;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'completion-'));
    writeFileSync(
      join(folder, 'script'),
      (await runHere('completion', { root: projectRoot, shell: 'bash' })).stdout,
    );
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  /** What bash offers where the cursor stands at the end of a line; `words` as bash breaks the line. */
  function offers(line: string, words: readonly string[], cwd = projectRoot): string[] {
    const drive = `source "$1"; shift
COMP_LINE="$1"; COMP_POINT=\${#COMP_LINE}; shift
COMP_WORDS=("$@"); COMP_CWORD=$((\${#COMP_WORDS[@]} - 1))
_solution_npm npm "\${COMP_WORDS[-1]}" "\${COMP_WORDS[-2]}"
printf '%s\\n' "\${COMPREPLY[@]}"`;
    const args = ['--norc', '-c', drive, 'bash', join(folder, 'script'), line, ...words];
    const { status, stdout, stderr } = spawnSync('bash', args, { cwd, encoding: 'utf8' });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    return stdout.split('\n').filter((word) => word !== '');
  }

  test('is told to use the function for npm', () => {
    const args = ['--norc', '-c', 'source "$1"; complete -p npm', 'bash', join(folder, 'script')];
    expect(spawnSync('bash', args, { encoding: 'utf8' }).stdout).toContain('-F _solution_npm npm');
  });

  test('completes scripts, also behind the colon at which bash breaks words', () => {
    expect(offers('npm run vali', ['npm', 'run', 'vali'])).toEqual(['validate']);
    expect(offers('npm run version:', ['npm', 'run', 'version', ':'])).toEqual(['bump']);
  });

  test('completes options and their values, also behind an equals sign', () => {
    const start = ['npm', 'run', 'format', '--'];
    expect(offers('npm run format -- --ch', [...start, '--ch'])).toEqual(['--check']);
    const rule = ['npm', 'run', 'new', '--', 'rule', 'a'];
    expect(offers('npm run new -- rule a --severity M', [...rule, '--severity', 'M'])).toEqual(['Medium']);
    expect(offers('npm run new -- rule a --severity=M', [...rule, '--severity', '=', 'M'])).toEqual([
      'Medium',
    ]);
  });

  test('works in folders of the solution, and says nothing outside', () => {
    expect(offers('npm run vali', ['npm', 'run', 'vali'], join(projectRoot, 'docs'))).toEqual(['validate']);
    expect(offers('npm run vali', ['npm', 'run', 'vali'], tmpdir())).toEqual([]);
  });
});

test.each(['bash', 'zsh', 'fish'])(
  'the script for %s asks for words, and names the shell’s own way in',
  async (shell) => {
    const { status, stdout } = await runHere('completion', { root: projectRoot, shell });
    expect(status).toBe(0);
    expect(stdout).toContain('completion words --line');
    expect(stdout).toMatch(/^(?:complete|compdef) .*npm/m);
  },
);

test('another shell is wrong usage', async () => {
  expect(await runHere('completion', { root: projectRoot, shell: 'dash' })).toMatchObject({
    status: 2,
    stdout: '',
  });
});

test.each([
  ['npm run new -- rule a --tactic Coll', 'Collection'],
  ['npm run explain -- yaml-al', 'yaml-alias'],
])('%s is completed from what is there', async (line, expected) => {
  const { stdout } = await runHere('completion', { root: projectRoot, shell: 'words', line });
  expect(stdout).toBe(expected);
});
