import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot, type Edit } from '../../scripts/testing/project.ts';

export interface Run {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a command of the toolchain, in a process of its own, on the solution in `root`. */
export function runCommand(
  name: string,
  root: string,
  args: readonly string[] = [],
  environment: Readonly<Record<string, string>> = {},
): Run {
  const { status, stdout, stderr, error } = spawnSync(
    process.execPath,
    ['scripts/run.mjs', name, '--root', root, ...args],
    { cwd: projectRoot, env: { ...process.env, NO_COLOR: '1', ...environment }, encoding: 'utf8' },
  );
  if (error) throw error;
  return { status, stdout, stderr };
}

/** The output of an earlier build, so that it can be seen whether a later one touches it. */
const earlierFiles = [
  'dist/3.0.0.zip',
  'dist/manifest.json',
  'dist/notes.txt',
  'dist/sbom.cdx.json',
  'dist/testParameters.json',
];

export function putEarlierFiles(root: string): void {
  mkdirSync(join(root, 'dist'), { recursive: true });
  for (const path of earlierFiles) writeFileSync(join(root, path), `earlier ${path}\n`);
}

export function readJson<T>(root: string, path: string): T {
  return JSON.parse(readFileSync(join(root, path), 'utf8')) as T;
}

const rule = 'analytics-rules/changes-to-firewall-rules.yaml';

/** A rule that says something else, without a new version. */
export const changedRule: Edit = {
  file: rule,
  search: 'Identifies changes to',
  replace: 'Identifies edits of',
};

/** A fault of the sources. */
export const misspeltColumn: Edit = {
  file: rule,
  search: 'tostring(target_user.uuid)',
  replace: 'tostring(target_usr.uuid)',
};
