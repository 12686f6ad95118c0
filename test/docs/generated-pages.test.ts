import { expect, test } from 'vitest';
import { checksPage } from '../../scripts/documentation/checks-page.ts';
import { tuningPage } from '../../scripts/documentation/tuning-page.ts';
import { registry } from '../../scripts/diagnostics/registry.ts';
import { loadSources } from '../../scripts/load/sources.ts';
import { selectValid } from '../../scripts/validate/sources.ts';
import { root } from './project.ts';

test('docs/checks.md says what the tools can report', async () => {
  await expect(checksPage()).toMatchFileSnapshot(`${root}/docs/checks.md`);
});

test('no code falls between the groups of docs/checks.md, and none is there twice', () => {
  const listed = [...checksPage().matchAll(/^\| \[([\w-]+)\]/gm)].map((match) => match[1]);
  expect(listed.toSorted()).toEqual(Object.keys(registry).toSorted());
  expect(checksPage()).not.toContain('## Other findings');
});

test('docs/tuning.md names the constants that the rules have', async () => {
  const sources = selectValid(loadSources(root, fail), fail);
  const order = sources.solution?.value.rules ?? [];
  const rules = order.map((name) => {
    const rule = sources.rules.find(({ source }) => source.path === `analytics-rules/${name}.yaml`);
    if (!rule) throw new Error(`there is no rule ${name}`);
    return rule.value;
  });
  const page = tuningPage(rules, [...sources.fragments.values()]);
  await expect(page).toMatchFileSnapshot(`${root}/docs/tuning.md`);
});

function fail(finding: object): never {
  throw new Error(JSON.stringify(finding));
}
