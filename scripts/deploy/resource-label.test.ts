import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../model/arm.ts';
import { labelsOf } from './resource-label.ts';
import { resourcesOf } from './template/resources.ts';

const template = JSON.parse(readFileSync('mainTemplate.json', 'utf8')) as JsonObject;
const place = { subscriptionId: 's', tenantId: 't', resourceGroup: 'g', location: 'l' };
const resources = resourcesOf({
  template,
  parameters: { workspace: 'w', apiKey: 'k', enabledRules: ['all'] },
  place,
});
const labels = labelsOf(resources);

describe('labels of resources', () => {
  test('say in words what each resource of the solution is', () => {
    // Types have dots and slashes, words have neither; names of rules have a slash at most.
    for (const { id } of resources) expect(labels(id)).toMatch(/^[A-Za-z ]+ \S/);
    for (const { id } of resources) expect(labels(id)).not.toMatch(/Microsoft\./);
  });

  test('tell content by its title', () => {
    const all = resources.map(({ id }) => labels(id));
    expect(all).toContain('content template 1Password - Vault export');
    expect(all).toContain('analytics rule 1Password - Vault export');
    expect(all).toContain('metadata 1Password - Vault export');
    expect(all).toContain('role assignment on the secret APIKey');
    expect(new Set(all).size).toBe(all.length);
  });

  test('keep the type of what is not ours', () => {
    const id = '/subscriptions/s/resourceGroups/g/providers/Microsoft.Compute/disks/d';
    expect(labels(id)).toBe('Microsoft.Compute/disks d');
  });
});
