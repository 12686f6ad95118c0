import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import type { JsonObject } from '../../model/arm.ts';
import { contentsOf } from './bundle-contents.ts';

const template = JSON.parse(readFileSync('mainTemplate.json', 'utf8')) as JsonObject;
const yaml = <T>(path: string): T => parse(readFileSync(path, 'utf8')) as T;

test('names what the definitions define', () => {
  const target = {
    subscriptionId: '00000000-1111-2222-3333-444444444444',
    resourceGroup: 'Group',
    workspace: 'Logs',
  };
  const contents = contentsOf(template, target);
  const solution = yaml<{ publisherId: string; offerId: string; version: string; rules: string[] }>(
    'solution/solution.yaml',
  );
  const rules = solution.rules.map((name) => {
    const {
      id,
      name: title,
      version,
    } = yaml<{ id: string; name: string; version: string }>(`analytics-rules/${name}.yaml`);
    return { id, name: title, version };
  });
  expect(contents).toMatchObject({
    solutionId: `${solution.publisherId}.${solution.offerId}`,
    version: solution.version,
    rules,
    connectorId: '1Password',
    watchlist: 'PG1PW',
  });
  const { infrastructure } = yaml<{ infrastructure: Record<string, string> }>('solution/api-versions.yaml');
  for (const [type, version] of Object.entries(infrastructure)) {
    if (type === 'Microsoft.Resources/deployments') continue;
    expect([type, contents.apiVersions.get(type.toLowerCase())]).toEqual([type, version]);
  }
});
