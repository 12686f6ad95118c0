import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { applyEdits, inProject, takeFingerprint } from '../../scripts/testing/project.ts';
import { runHere } from '../authoring/run-here.ts';
import { misspeltColumn, putEarlierFiles, runCommand } from './command.ts';

const stale = {
  file: 'mainTemplate.json',
  search: '"contentVersion": "1.0.0.0"',
  replace: '"contentVersion": "0.9"',
};

describe('a build that fails changes nothing', () => {
  test('where a source has a fault', async () => {
    await inProject((root) => {
      applyEdits(root, [misspeltColumn, stale]);
      putEarlierFiles(root);
      const before = takeFingerprint(root);
      const { status, stdout } = runCommand('build:solution', root);
      expect(status).toBe(1);
      expect(stdout).toMatch(/^analytics-rules\/changes-to-firewall-rules\.yaml:\d+:\d+ error kql-binding$/m);
      expect(stdout).not.toMatch(/^ +at /m);
      expect(takeFingerprint(root)).toEqual(before);
    });
  });

  test('where dist is no folder', async () => {
    await inProject(async (root) => {
      applyEdits(root, [stale]);
      writeFileSync(join(root, 'dist'), 'in the way');
      const before = takeFingerprint(root);
      expect((await runHere('build:solution', { root })).status).not.toBe(0);
      expect(takeFingerprint(root)).toEqual(before);
    });
  });

  test.each(['dist/manifest.json', 'createUiDefinition.json'])('where %s is a folder', async (path) => {
    await inProject(async (root) => {
      applyEdits(root, [stale]);
      putEarlierFiles(root);
      rmSync(join(root, path));
      mkdirSync(join(root, path));
      writeFileSync(join(root, path, 'inside.txt'), 'in the way');
      const before = takeFingerprint(root);
      expect((await runHere('build:solution', { root })).status).not.toBe(0);
      expect(takeFingerprint(root)).toEqual(before);
    });
  });
});
