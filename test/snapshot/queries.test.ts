import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { expandVariable } from '../../scripts/certify/variable.ts';
import type { JsonObject } from '../../scripts/model/arm.ts';
import type { RuleFile } from '../../scripts/model/rule.ts';
import { load } from '../wizard/definition.ts';
import { mainTemplate } from './answers.ts';
import { innerTemplates } from './content.ts';

const root = new URL('../../', import.meta.url);
const names = readdirSync(new URL('analytics-rules', root))
  .filter((file) => file.endsWith('.yaml') && !file.endsWith('.test.yaml'))
  .map((file) => file.replace(/\.yaml$/, ''));

const queries = new Map(
  innerTemplates(mainTemplate.resources)
    .flatMap(({ resources }) => resources)
    .map(({ name, properties }) => [
      expandVariable(name, mainTemplate as unknown as JsonObject),
      (properties as { readonly query?: string }).query,
    ]),
);

/** The query of a rule as it is shipped, found by the id of the rule. */
function shippedQuery(name: string): string {
  const { id } = load<RuleFile>(`analytics-rules/${name}.yaml`).value;
  const query = queries.get(id);
  if (query === undefined) throw new Error(`${name} is not in the template`);
  return query;
}

describe('the shipped query', () => {
  test.each(names)('%s', async (name) => {
    await expect(`${shippedQuery(name)}\n`).toMatchFileSnapshot(`../golden/queries/${name}.kql`);
  });

  test('is kept of no rule that is gone', () => {
    const kept = readdirSync(new URL('test/golden/queries', root)).map((file) => file.replace(/\.kql$/, ''));
    expect(kept.filter((name) => !names.includes(name))).toEqual([]);
  });
});
