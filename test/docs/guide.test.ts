import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import type { VocabularyFile } from '../../scripts/model/vocabulary.ts';
import type { WizardFile } from '../../scripts/model/wizard.ts';
import type { WorkbookPart } from '../../scripts/model/workbook.ts';
import { notes } from './documentation.ts';
import { pages, read, root } from './project.ts';

const guide = read('docs/guide.md');
const headings = [...guide.matchAll(/^#+ (?:\d\. )?(.+)$/gm)].map(([, heading]) => heading);

test('the guide has a section and a picture for each page of the wizard', () => {
  const { steps } = parse(read('solution/wizard.yaml')) as WizardFile;
  for (const { name, label } of [{ name: 'basics', label: 'Basics' }, ...steps]) {
    expect(headings).toContain(label);
    expect(guide).toContain(`](images/wizard-${name}.svg)`);
  }
});

test('the guide tells of every tab of the workbook', () => {
  const folder = 'workbooks/1password-events';
  const { tabs } = parse(read(`${folder}/workbook.yaml`)) as { readonly tabs: readonly string[] };
  const labels = tabs.map((file) => (parse(read(`${folder}/${file}`)) as WorkbookPart).label);
  expect(labels.filter((label) => !guide.includes(`**${label}**`))).toEqual([]);
});

test('the guide names outcomes and states that there are', () => {
  const { health } = parse(read('solution/vocabulary.yaml')) as VocabularyFile;
  const known = new Set([...health.categories, ...Object.keys(notes.table.streamStates)]);
  const named = [...guide.matchAll(/(?:`category` is|stream is) `([\w-]+)`/g)].map(([, code = '']) => code);
  expect(named.length).toBeGreaterThan(0);
  expect(named.filter((code) => !known.has(code))).toEqual([]);
});

test('addresses that the pages name are those of the regions', () => {
  const { regions } = parse(read('solution/regions.yaml')) as {
    readonly regions: readonly { host: string }[];
  };
  const hosts = new Set(regions.map(({ host }) => host));
  const named = pages().flatMap((page) =>
    [...read(page).matchAll(/\bevents\.[a-z0-9.]*1password\.[a-z]+/g)].map(([host]) => host),
  );
  expect(named.filter((host) => !hosts.has(host))).toEqual([]);
});

test('the architecture names every folder of the tools', () => {
  const architecture = read('docs/architecture.md');
  const folders = readdirSync(join(root, 'scripts'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);
  const stages = new Set([...architecture.matchAll(/^\| (\w+) +\|/gm)].map(([, stage]) => stage));
  const missing = folders.filter(
    (name) => !stages.has(name) && !architecture.includes(`\`scripts/${name}/\``),
  );
  expect(missing).toEqual([]);
});
