import { expect, test } from 'vitest';
import { deployLink } from '../../scripts/compile/deploy-link.ts';
import { bundle } from '../../scripts/bundle/bundle.ts';
import type { ArmTemplate, JsonObject } from '../../scripts/model/arm.ts';
import { isThere, read, readSolution } from './project.ts';

const readme = read('README.md');
const solution = readSolution();

/** The text of the first code block after a phrase. */
function blockAfter(phrase: string): string {
  const [, block] = /```text\n(.*?)\n```/s.exec(readme.slice(readme.indexOf(phrase))) ?? [];
  return block ?? '';
}

test('the button opens the wizard of this version', () => {
  const [, link] = /\[!\[Deploy to Azure\]\([^)]+\)\]\(([^)]+)\)/.exec(readme) ?? [];
  expect(link).toBe(deployLink(solution));
});

test('the files shown are those that the build writes', () => {
  const compiled = {
    mainTemplate: JSON.parse(read('mainTemplate.json')) as ArmTemplate,
    createUiDefinition: JSON.parse(read('createUiDefinition.json')) as JsonObject,
  };
  const connector = { zip: new Uint8Array(), packages: [] };
  const files = bundle(compiled, solution, [], connector).map(({ path }) => path);
  const shown = blockAfter('It ends with the list')
    .split('\n')
    .map((line) => line.split(' ')[0]);
  expect(shown).toEqual(files);
  for (const path of files) {
    expect(readme).toContain(`| \`${path.replace(solution.version, '<version>')}\``);
  }
});

test('the finding shown is what the sample of its code gives', () => {
  const shown = blockAfter('A finding names the place');
  const [, code] = / error ([\w-]+)\n/.exec(shown) ?? [];
  expect(read(`test/negative/${code}/expected.txt`).trim()).toBe(shown);
});

test('every npm script is listed, and nothing else', () => {
  const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
  const listed = [...readme.matchAll(/^\| `npm (?:run )?([\w:-]+)` /gm)].map((match) => match[1]);
  expect(listed.toSorted()).toEqual(Object.keys(scripts).toSorted());
});

test('the folders listed are there', () => {
  const folders = [...readme.matchAll(/^\| `([\w/-]+)\/` /gm)].map((match) => match[1] ?? '');
  expect(folders.length).toBeGreaterThan(0);
  expect(folders.filter((folder) => !isThere(folder))).toEqual([]);
});

test('the oldest version of Node.js is the one of package.json', () => {
  const { engines } = JSON.parse(read('package.json')) as { engines: { node: string } };
  expect(readme).toContain(`Node.js ${engines.node.replace('>=', '')} or newer`);
});
