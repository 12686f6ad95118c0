import { mkdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  copyProject,
  inProject,
  listProjectFiles,
  takeFingerprint,
  type CopyOptions,
} from '../../scripts/testing/project.ts';
import { runCommand } from './command.ts';

interface Surroundings extends CopyOptions {
  readonly title: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly umask?: number;
  readonly prepare?: (root: string) => void;
}

const surroundings: readonly Surroundings[] = [
  {
    title: 'far in the east, in Turkish, with a narrow umask and in a clone',
    environment: { TZ: 'Pacific/Kiritimati', LANG: 'tr_TR.UTF-8', LC_ALL: 'tr_TR.UTF-8' },
    umask: 0o077,
    prepare: (root) => {
      mkdirSync(join(root, '.git'));
      writeFileSync(join(root, '.git/HEAD'), 'ref: refs/heads/another\n');
    },
  },
  {
    title: 'far in the west, from files of another order and age',
    environment: { TZ: 'America/St_Johns', LANG: 'C', LC_ALL: 'C', SOURCE_DATE_EPOCH: '1' },
    isReversed: true,
    prepare: (root) => {
      for (const [i, path] of listProjectFiles().entries()) {
        utimesSync(join(root, path), 1e9 + i * 86_400, 1e9 + i * 86_400);
      }
    },
  },
  {
    title: 'from files with line ends of Windows',
    environment: {},
    convert: (bytes) => Buffer.from(bytes.toString('utf8').replaceAll('\n', '\r\n'), 'utf8'),
  },
];

let root: string;
let expected: Readonly<Record<string, string>>;

beforeAll(() => {
  root = copyProject();
  const { status, stdout, stderr } = runCommand('build:solution', root);
  if (status !== 0) throw new Error(`${stdout}${stderr}`);
  expected = outputs(root);
}, 120_000);
afterAll(() => rmSync(root, { recursive: true, force: true }));

describe('a build gives the same bytes', () => {
  test.each(surroundings)('$title', async ({ environment, umask = 0o022, prepare, ...copy }) => {
    await inProject((other) => {
      prepare?.(other);
      const before = process.umask(umask);
      try {
        expect(runCommand('build:solution', other, [], environment)).toMatchObject({ status: 0 });
      } finally {
        process.umask(before);
      }
      expect(outputs(other)).toEqual(expected);
    }, copy);
  });
});

function outputs(folder: string): Readonly<Record<string, string>> {
  const files = Object.entries(takeFingerprint(folder));
  return Object.fromEntries(files.filter(([path]) => /^(?:dist\/.*|[^/]*\.json)$/.test(path)));
}
