import { readdirSync } from 'node:fs';
import { join, posix } from 'node:path';
import { describe, expect, test } from 'vitest';
import { sharedOptions } from '../../scripts/commands/command.ts';
import { commands } from '../../scripts/commands/table.ts';
import { anchorOf } from '../../scripts/documentation/table.ts';
import { isThere, pages, read, root, textOf } from './project.ts';

const all = pages();
const texts = new Map(all.map((page) => [page, textOf(page)]));
const anchors = new Map(all.map((page) => [page, anchorsOf(page)]));

function anchorsOf(page: string): readonly string[] {
  return [...(texts.get(page) ?? '').matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => anchorOf(heading));
}

interface Link {
  readonly page: string;
  /** As it is written. */
  readonly link: string;
  /** Where it leads, from the root. */
  readonly target: string;
  readonly anchor: string | undefined;
}

/** The links of a page within the repository. Links in code are none. */
function linksOf(page: string): Link[] {
  const text = (texts.get(page) ?? '').replace(/`[^`\n]*`/g, '');
  return [...text.matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, link = '']) => link)
    .filter((link) => !/^[a-z]+:/.test(link))
    .map((link) => {
      const [path = '', anchor] = link.split('#');
      return { page, link, target: path === '' ? page : posix.join(posix.dirname(page), path), anchor };
    });
}

/** What `find` finds in each page, with the page's name before it. */
function inPages(find: (text: string, page: string) => readonly string[]): string[] {
  return [...texts].flatMap(([page, text]) => find(text, page).map((found) => `${page}: ${found}`));
}

const links = all.flatMap(linksOf);

describe('links', () => {
  test('lead to files that are there', () => {
    const dead = links.filter(({ target }) => !isThere(target));
    expect(dead.map(({ page, link }) => `${page}: ${link}`)).toEqual([]);
  });

  test('lead to headings that are there', () => {
    const dead = links.filter(
      ({ target, anchor }) => anchor !== undefined && !anchors.get(target)?.includes(anchor),
    );
    expect(dead.map(({ page, link }) => `${page}: ${link}`)).toEqual([]);
  });

  test('lead to every page and picture from those that people open first', () => {
    const seen = new Set(['README.md', 'CONTRIBUTING.md', 'SECURITY.md']);
    for (const page of seen) {
      for (const { target } of linksOf(page)) seen.add(target);
    }
    const pictures = readdirSync(join(root, 'docs/images')).map((name) => `docs/images/${name}`);
    const below = all.filter((page) => page.startsWith('docs/'));
    expect([...below, ...pictures].filter((path) => !seen.has(path))).toEqual([]);
  });

  test('are of https, and show what they lead to', () => {
    const outside = inPages((text) => [...text.matchAll(/\]\((http:[^)]+)\)/g)].map(([, link = '']) => link));
    const bare = inPages((text) => [...text.matchAll(/\[(?:here|link|this)\]\(/gi)].map(([link]) => link));
    expect([...outside, ...bare]).toEqual([]);
  });
});

describe('headings', () => {
  test('are told apart within a page', () => {
    const twice = [...anchors].flatMap(([page, list]) =>
      list.filter((anchor, index) => list.indexOf(anchor) !== index).map((anchor) => `${page}: ${anchor}`),
    );
    expect(twice).toEqual([]);
  });

  test('begin with one for the page', () => {
    expect(inPages((text) => (/^# \S/.test(text) && !/\n# \S/.test(text) ? [] : ['headings']))).toEqual([]);
  });
});

test('the product is called by its full name', () => {
  const short = inPages((_, page) =>
    [
      ...read(page)
        .replace(/\s+/g, ' ')
        .matchAll(/(?<!Microsoft )\bSentinel\b.{0,20}/g),
    ].map(([text]) => text),
  );
  // The sample of the check that looks for just this.
  expect(short.filter((found) => !sampleOfBranding.test(found))).toEqual([]);
});

const sampleOfBranding = /^docs\/diagnostics\/(?:text-branding|content-validation)\.md: /;

describe('pages name', () => {
  const folders =
    'scripts|solution|test|docs|analytics-rules|workbooks|watchlists|changes|bench|\\.github|\\.vscode';

  test('only files that are there', () => {
    const named = new RegExp(`\`((?:${folders})/[\\w./-]+)\``, 'g');
    const missing = inPages((text) =>
      [...text.matchAll(named)].map(([, path = '']) => path).filter((path) => !isThere(path)),
    );
    expect(missing.filter((found) => !optional.test(found))).toEqual([]);
  });

  // Files that a project may have and need not.
  const optional = /: solution\/diagnostics\.yaml$/;

  const { scripts } = JSON.parse(read('package.json')) as {
    readonly scripts: Readonly<Record<string, string>>;
  };
  // Code blocks too: that is what people copy.
  const calls = all.flatMap((page) =>
    [...read(page).matchAll(/\bnpm run (?:--silent )?([\w:-]+)((?: --? ?[^`\n#|]*)?)/g)].map(
      ([call, name = '', rest = '']) => ({
        call: `${page}: ${call}`,
        name,
        options: [...rest.matchAll(/ --([a-z][\w-]*)/g)].map(([, option = '']) => option),
      }),
    ),
  );

  test('only npm scripts that are there', () => {
    expect(calls.filter(({ name }) => scripts[name] === undefined).map(({ call }) => call)).toEqual([]);
  });

  test('only options that their command has', () => {
    const known = new Set([...Object.keys(sharedOptions), 'help']);
    const unknown = calls.filter(({ name, options }) => {
      const own = commands.find((command) => command.name === name)?.options;
      // A switch that is on has a name to turn it off.
      const isOwn = (option: string): boolean => option in (own ?? {}) || known.has(option);
      return (
        own !== undefined && !options.every((option) => isOwn(option) || isOwn(option.replace(/^no-/, '')))
      );
    });
    expect(unknown.map(({ call }) => call)).toEqual([]);
  });

  test('every command in a script of its own', () => {
    expect(commands.map(({ name }) => name).filter((name) => scripts[name] === undefined)).toEqual([]);
  });
});
