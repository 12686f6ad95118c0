import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { applyEdits, copyProject } from '../../scripts/testing/project.ts';
import { changedRule } from '../build/command.ts';
import { runHere } from './run-here.ts';

let root: string;
/** The versions of the solution before and after. */
let before: string;
let after: string;

beforeAll(() => {
  root = copyProject();
  writeFileSync(
    join(root, 'CHANGELOG.md'),
    '# Changelog\n\nText.\n\n## 3.1.0 (2026-11-22)\n\n### Added\n\n- All.\n',
  );
  before = /^version: (\S+)$/m.exec(text('solution/solution.yaml'))?.[1] ?? '';
  after = before.replace(/\d+$/, (patch) => String(Number(patch) + 1));
  mkdirSync(join(root, 'changes'));
  note('b-fixed', 'kind: fixed\ntext: A mistake is gone.\n');
  note('a-added', 'kind: added\ntext: A rule says **more**.\n');
  note('c-tools', 'kind: changed\ntext: The tools are quicker.\naudience: maintainers\n');
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

// One story: each test goes on where the one before ended.
describe('notes of changes', () => {
  test('wait for a change of the contents', async () => {
    const { status, stdout } = await runHere('version:bump', { root, date: '2026-12-24' });
    expect({ status, stdout }).toMatchObject({
      status: 0,
      stdout: expect.stringContaining('new version: 3.'),
    });
    expect(existsSync(join(root, 'changes/a-added.yaml'))).toBe(true);
  });

  test('a date that is none is wrong usage', async () => {
    expect(await runHere('version:bump', { root, date: '2026-02-30' })).toMatchObject({
      status: 2,
      stdout: '',
    });
  });

  test('go into release notes and changelog with the new version, and are gone', async () => {
    applyEdits(root, [changedRule]);
    const { status, stdout, stderr } = await runHere('version:bump', { root, date: '2026-12-24' });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toContain(`1Password: ${before} -> ${after}`);
    const [, , row = '', earlier = ''] = text('solution/release-notes.md').split('\n');
    expect(row.replace(/\s+/g, ' ').trim()).toBe(
      `| ${after} | 24-12-2026 | A rule says **more**. A mistake is gone. |`,
    );
    expect(earlier.startsWith(`| ${before} `)).toBe(true);
    expect(text('CHANGELOG.md')).toBe(`# Changelog

Text.

## ${after} (2026-12-24)

### Added

- A rule says **more**.

### Changed

- The tools are quicker.

### Fixed

- A mistake is gone.

## 3.1.0 (2026-11-22)

### Added

- All.
`);
    expect(text('solution/solution.yaml')).toMatch(
      new RegExp(`^version: ${after}$[^]*^lastPublishDate: 2026-12-24$`, 'm'),
    );
    expect(existsSync(join(root, 'changes/a-added.yaml'))).toBe(false);
  });

  test('leave a solution that can be built at once', async () => {
    const { status, stdout } = await runHere('build:solution', { root });
    expect({ status, stdout }).toMatchObject({ status: 0 });
  });
});

function note(name: string, content: string): void {
  writeFileSync(join(root, `changes/${name}.yaml`), content);
}

function text(path: string): string {
  return readFileSync(join(root, path), 'utf8');
}
