import { expect, test } from 'vitest';
import { read } from './project.ts';

interface PackageFile {
  readonly license?: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

function readPackage(path: string): PackageFile {
  return JSON.parse(read(path)) as PackageFile;
}

const project = readPackage('package.json');
const page = read('docs/dependencies.md');

/** Package and licence of each row below a heading. */
function rowsBelow(heading: string): (readonly [string, string])[] {
  const section = page.slice(page.indexOf(`## ${heading}\n`)).split('\n## ')[0] ?? '';
  return [...section.matchAll(/^\| `([^`]+)` +\| ([^|]*\S) +\| \S/gm)].map(
    ([, name = '', licence = '']) => [name, licence] as const,
  );
}

test.each([
  ['Used by the tools', project.dependencies],
  ['Used for development', project.devDependencies],
])('"%s" lists what package.json has, with the licence that each package states', (heading, wanted) => {
  const expected = Object.keys(wanted ?? {})
    .toSorted()
    .map((name) => [name, readPackage(`node_modules/${name}/package.json`).license]);
  const rows = rowsBelow(heading);
  const stated = expected.map(([name, licence]) => [
    name,
    // The package leaves the name to a text of its own.
    licence?.startsWith('SEE LICENSE') ? rows.find(([row]) => row === name)?.[1] : licence,
  ]);
  expect(rows).toEqual(stated);
});

test('every licence is one that the policy accepts', () => {
  const [, list = ''] = /^- Licences that are accepted: (.+)$/m.exec(page) ?? [];
  const rows = [...rowsBelow('Used by the tools'), ...rowsBelow('Used for development')];
  expect(rows.filter(([, licence]) => !list.includes(licence))).toEqual([]);
});

test('versions are exact', () => {
  const versions = Object.values({ ...project.dependencies, ...project.devDependencies });
  expect(versions.filter((version) => !/^\d+\.\d+\.\d+(?:-[\w.]+)?$/.test(version))).toEqual([]);
});
