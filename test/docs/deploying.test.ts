import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { read } from './project.ts';

interface Template {
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly outputs: Readonly<Record<string, unknown>>;
  readonly resources: readonly Resource[];
}

interface Resource {
  readonly type: string;
  readonly properties?: { readonly template?: { readonly resources: readonly Resource[] } };
}

const template = JSON.parse(read('mainTemplate.json')) as Template;
const page = read('docs/deploying.md');

/** What the first column of the table below a heading names in code. */
function namesBelow(heading: string): string[] {
  const section = page.slice(page.indexOf(`\n## ${heading}\n`) + 1).split('\n## ')[0] ?? '';
  return [...section.matchAll(/^\| `([^`]+)` /gm)].map(([, name = '']) => name);
}

test('every parameter of the template is explained', () => {
  expect(namesBelow('Parameters').toSorted()).toEqual(Object.keys(template.parameters).toSorted());
});

test('every output of the template is explained', () => {
  expect(namesBelow('Outputs').toSorted()).toEqual(Object.keys(template.outputs).toSorted());
});

test('every type of resource of the connector is listed, and no other', () => {
  const nested = template.resources.flatMap((resource) => resource.properties?.template?.resources ?? []);
  const types = nested.map(({ type }) => type).filter((type) => !type.includes('/providers/'));
  const listed = [...page.matchAll(/`(Microsoft\.\w+\/\w+(?:\/\w+)*)`/g)]
    .map(([, type = '']) => type)
    .filter((type) => !type.endsWith('/write'));
  expect([...new Set(listed)].toSorted()).toEqual([...new Set(types)].toSorted());
});

test('the roles listed are those that the identity gets', () => {
  const { roles } = parse(read('solution/infrastructure/roles.yaml')) as {
    readonly roles: Readonly<Record<string, { readonly title: string }>>;
  };
  for (const { title } of Object.values(roles)) expect(page).toContain(`| ${title} `);
});
