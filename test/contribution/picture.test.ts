import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { ArmTemplate, JsonObject } from '../../scripts/model/arm.ts';
import { cacheFolder } from '../../scripts/commands/stages.ts';
import { readTableFile } from '../../scripts/commands/kql-data.ts';
import { tabsOf } from '../../scripts/workbook-run/notebook.ts';
import { sampleScenes } from '../../scripts/preview/sample-scenes.ts';
import { renderWorkbookPreview } from '../../scripts/preview/workbook-preview.ts';
import { projectRoot } from '../../scripts/testing/project.ts';

/** Pictures that pages of the documentation show, with the tab of each. */
const pictures = [
  ['docs/images/workbook-all-data.png', 'All Data'],
  ['docs/images/workbook-user-data.png', 'User Data'],
  ['docs/images/workbook-health.png', 'Health & setup'],
] as const;

/** A picture takes about two screens. */
const maximumHeight = 1500;

/** The workbook as the committed template has it; another test compares that with the sources. */
function committedWorkbook(): JsonObject {
  const template = JSON.parse(readFileSync(join(projectRoot, 'mainTemplate.json'), 'utf8')) as ArmTemplate;
  const [, text = ''] = /"serializedData":("(?:[^"\\]|\\.)*")/.exec(JSON.stringify(template)) ?? [];
  return JSON.parse(JSON.parse(text) as string) as JsonObject;
}

/** Pictures are no texts, for which alone the snapshots of the test runner are made. */
function isUpdating(): boolean {
  const { snapshotState } = expect.getState() as unknown as { readonly snapshotState: object };
  return Reflect.get(snapshotState, '_updateSnapshot') === 'all';
}

// The last bits of numbers, and with them shades of single dots, depend on the processor.
const isReference = process.platform === 'linux' && process.arch === 'x64';

const notebook = committedWorkbook();
const sceneOf = sampleScenes(notebook, readTableFile(projectRoot), cacheFolder);

test.skipIf(!isReference).each(pictures)('%s shows the workbook as it is', async (path, label) => {
  const tab = tabsOf(notebook).find((candidate) => candidate.label === label)?.value;
  expect(tab).toBeDefined();
  const scene = sceneOf(tab ?? '');
  const drawn = await renderWorkbookPreview(notebook, 'light', { tab: tab ?? '', maximumHeight, scene });
  if (isUpdating()) writeFileSync(join(projectRoot, path), drawn);
  const committed = readFileSync(join(projectRoot, path));
  // A difference of bytes says nothing to a reader; the remedy does.
  expect(Buffer.compare(committed, drawn) === 0, `${path} is old: run \`npm run test:update\``).toBe(true);
});
