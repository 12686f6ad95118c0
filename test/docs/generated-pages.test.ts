import { expect, test } from 'vitest';
import { registry } from '../../scripts/diagnostics/registry.ts';
import { generatedPages } from '../../scripts/documentation/pages.ts';
import { filesIn, readInput } from './documentation.ts';
import { root } from './project.ts';

const pages = generatedPages(readInput());

test.each([...pages.keys()])('%s is what its sources give', async (path) => {
  await expect(pages.get(path)).toMatchFileSnapshot(`${root}/${path}`);
});

test('no page and no picture is kept of what is gone', () => {
  const kept = [
    ...filesIn('docs/rules'),
    ...filesIn('docs/diagnostics'),
    ...filesIn('docs/images').filter((path) => path.includes('/wizard-')),
  ];
  expect(kept.filter((path) => !pages.has(path))).toEqual([]);
});

test('no code falls between the groups of docs/checks.md, and none is there twice', () => {
  const page = pages.get('docs/checks.md') ?? '';
  const listed = [...page.matchAll(/^\| \[([\w-]+)\]/gm)].map((match) => match[1]);
  expect(listed.toSorted()).toEqual(Object.keys(registry).toSorted());
  expect(page).not.toContain('## Other findings');
});

/** The pages of which the text, without code, has what it must not have. */
function pagesWith(fault: RegExp): string[] {
  return [...pages]
    .map(([path, text]) => [path, text.replace(/^(`{3,})[^\n]*\n[\s\S]*?^\1$/gm, 'code')] as const)
    .filter(([, text]) => fault.test(text))
    .map(([path]) => path);
}

test('no made page lacks a text', () => {
  expect(pagesWith(/(?<!-)\bundefined\b|\[object Object\]|\bNaN\b/)).toEqual([]);
  expect(pagesWith(/\n\n\n|^## .+\n\n## /m)).toEqual([]);
});
