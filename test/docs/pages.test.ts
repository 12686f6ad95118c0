import { posix } from 'node:path';
import { expect, test } from 'vitest';
import { isThere, pages, read } from './project.ts';

/** The address of a heading, as GitHub makes it. */
function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\w\- ]/g, '')
    .replaceAll(' ', '-');
}

function anchorsOf(path: string): string[] {
  return [...read(path).matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => anchorOf(heading));
}

test.each(pages())('%s leads only to what is there', (page) => {
  const links = [...read(page).matchAll(/\]\(([^)\s]+)\)/g)].map(([, link = '']) => link);
  const dead = links
    .filter((link) => !/^[a-z]+:/.test(link))
    .filter((link) => {
      const [path = '', anchor] = link.split('#');
      const target = path === '' ? page : posix.join(posix.dirname(page), path);
      return !isThere(target) || (anchor !== undefined && !anchorsOf(target).includes(anchor));
    });
  expect(dead).toEqual([]);
});

test.each(pages())('%s calls the product by its full name', (page) => {
  const text = read(page).replace(/\s+/g, ' ');
  expect(text.match(/(?<!Microsoft )\bSentinel\b/g) ?? []).toEqual([]);
});

test.each(pages())('%s names only files that are there', (page) => {
  const named = [...read(page).matchAll(/`((?:scripts|solution|test|docs|analytics-rules)\/[\w./-]+)`/g)];
  const missing = named.map(([, path = '']) => path).filter((path) => !isThere(path));
  expect(missing).toEqual([]);
});
