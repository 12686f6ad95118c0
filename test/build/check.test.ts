import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { certify } from '../../scripts/certify/certify.ts';
import type { ArmTemplate, JsonObject } from '../../scripts/model/arm.ts';
import { applyEdits, inProject, takeFingerprint } from '../../scripts/testing/project.ts';
import { runHere } from '../authoring/run-here.ts';
import { readJson, runCommand } from './command.ts';

describe('build:solution --check', () => {
  test('ends with 0 and writes nothing where the committed templates are fresh', async () => {
    await inProject((root) => {
      const before = takeFingerprint(root);
      expect(runCommand('build:solution', root, ['--check'])).toMatchObject({ status: 0, stderr: '' });
      expect(takeFingerprint(root)).toEqual(before);
    });
  });

  test('ends with 1, names the first difference and writes nothing where one is stale', async () => {
    await inProject(async (root) => {
      applyEdits(root, [
        {
          file: 'createUiDefinition.json',
          search: '"version": "0.1.2-preview"',
          replace: '"version": "0.1.1-preview"',
        },
      ]);
      const before = takeFingerprint(root);
      const { status, stdout } = await runHere('build:solution', { root, check: true });
      expect(status).toBe(1);
      expect(stdout).toMatch(/^createUiDefinition\.json:\d+:1 error template-stale$/m);
      expect(stdout).toContain('version is "0.1.1-preview", but the sources give "0.1.2-preview"');
      expect(stdout).not.toContain('mainTemplate.json:');
      expect(takeFingerprint(root)).toEqual(before);
    });
  });

  test('does not take the line ends of a working copy for a difference', async () => {
    await inProject(async (root) => {
      for (const name of ['mainTemplate.json', 'createUiDefinition.json']) {
        const text = readFileSync(join(root, name), 'utf8');
        writeFileSync(join(root, name), text.replaceAll('\n', '\r\n'));
      }
      expect(await runHere('build:solution', { root, check: true })).toMatchObject({ status: 0 });
    });
  });
});

describe('build:solution --content-only', () => {
  test('writes its two files and nothing else; they stand every check', async () => {
    await inProject(async (root) => {
      const before = takeFingerprint(root);
      expect(await runHere('build:solution', { root, 'content-only': true })).toMatchObject({ status: 0 });
      const written = Object.entries(takeFingerprint(root)).filter(([path, hash]) => before[path] !== hash);
      const folder = 'dist/content-only';
      expect(written.map(([path]) => path)).toEqual([
        `${folder}/createUiDefinition.json`,
        `${folder}/mainTemplate.json`,
      ]);

      const mainTemplate = readJson<ArmTemplate>(root, `${folder}/mainTemplate.json`);
      const createUiDefinition = readJson<JsonObject>(root, `${folder}/createUiDefinition.json`);
      expect(mainTemplate.resources.map(({ type }) => type)).not.toContain('Microsoft.Resources/deployments');
      expect(Object.keys(mainTemplate.parameters)).toContain('workspace');
      expect(`${JSON.stringify(mainTemplate.parameters)}${JSON.stringify(createUiDefinition)}`).not.toMatch(
        /apiKey|PasswordBox/i,
      );
      expect(certify({ mainTemplate, createUiDefinition, referenceDate: publicationDate(root) })).toEqual([]);
    });
  });
});

function publicationDate(root: string): string {
  const text = readFileSync(join(root, 'solution/solution.yaml'), 'utf8');
  return /^lastPublishDate: (\S+)$/m.exec(text)?.[1] ?? '';
}
