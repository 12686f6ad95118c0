import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createAzure } from '../../../scripts/deploy/azure/azure.ts';
import {
  deploymentsOf,
  type Deployments,
  type ResourceChange,
} from '../../../scripts/deploy/azure/deployments.ts';
import type { Json, JsonObject } from '../../../scripts/model/arm.ts';
import type { AzureStandIn } from './stand-in.ts';
import { startAzureStandIn } from './start.ts';
import { compare } from './what-if-delta.ts';

const template = JSON.parse(
  readFileSync(new URL('../../../mainTemplate.json', import.meta.url), 'utf8'),
) as JsonObject;
const key = 'header.canary-of-the-key.signature';

let standIn: AzureStandIn;
let deployments: Deployments;

beforeEach(async () => {
  standIn = await startAzureStandIn();
  deployments = deploymentsOf(createAzure({ ...standIn, retryDelay: 1 }), standIn);
});
afterEach(() => standIn.stop());

function content(more: Readonly<Record<string, unknown>> = {}) {
  const values = { workspace: standIn.workspace, 'workspace-location': 'westeurope', apiKey: key, ...more };
  const parameters = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { value }]));
  return { template, parameters };
}

async function deploy(): Promise<void> {
  await deployments.begin('solution', content());
  for (let state = ''; state !== 'Succeeded';) {
    state = (await deployments.get('solution'))?.properties.provisioningState ?? 'gone';
    expect(['Accepted', 'Running', 'Succeeded']).toContain(state);
  }
}

function typesOf(
  changes: readonly ResourceChange[],
  type: ResourceChange['changeType'],
): (string | undefined)[] {
  return changes
    .filter(({ changeType }) => changeType === type)
    .map(({ resourceId }) => shortType(resourceId));
}

function shortType(id: string): string | undefined {
  return /\/([^/]+)\/[^/]+$/.exec(id)?.[1];
}

function pathsOf(changes: readonly ResourceChange[], type: string): string[] {
  return changes
    .filter(({ resourceId }) => shortType(resourceId) === type)
    .flatMap(({ delta = [] }) =>
      delta.map(({ path, propertyChangeType }) => `${propertyChangeType} ${path}`),
    );
}

describe('a prediction', () => {
  test('for an empty group: everything is created, what is there already is ignored', async () => {
    const changes = await deployments.whatIf('solution', content());
    expect(typesOf(changes, 'Ignore')).toEqual(['workspaces']);
    expect(typesOf(changes, 'Create')).toHaveLength(changes.length - 1);
    expect(typesOf(changes, 'Create')).not.toContain('deployments');
    expect(standIn.asked.filter((line) => line.includes('operationresults'))).toHaveLength(2);
    expect(standIn.answers.join()).not.toContain('canary');
    expect([...standIn.resources.keys()].filter((id) => id.includes('microsoft.web'))).toEqual([]);
  });

  test('after the deployment: noise, and nothing else', async () => {
    await deploy();
    const changes = await deployments.whatIf('solution', content());
    // Cannot be read back.
    expect(typesOf(changes, 'Create')).toEqual(['extensions']);
    expect([...new Set(typesOf(changes, 'NoChange'))]).toEqual(
      expect.arrayContaining(['contentTemplates', 'userAssignedIdentities', 'containers']),
    );
    expect([...new Set(typesOf(changes, 'Modify'))].toSorted()).toEqual([
      'Watchlists',
      'components',
      'roleAssignments',
      'secrets',
      'serverfarms',
      'sites',
      'storageAccounts',
      'tables',
      'vaults',
    ]);
    expect(pathsOf(changes, 'storageAccounts')).toEqual([
      'Delete properties.networkAcls',
      'Delete properties.encryption',
    ]);
    expect(pathsOf(changes, 'secrets')).toEqual(['Create properties.value']);
    const secret = changes.find(({ resourceId }) => shortType(resourceId) === 'secrets');
    expect(secret?.delta?.[0]?.after).toBe('*******');
    expect(pathsOf(changes, 'sites')).toContain('Create properties.siteConfig.appSettings');
    expect(pathsOf(changes, 'roleAssignments')[0]).toBe('Modify properties.principalId');
    expect(standIn.answers.join()).not.toContain('canary');
  });

  test('of a real change: told by its path', async () => {
    await deploy();
    const id = [...standIn.resources.keys()].find((key) => key.includes('/datacollectionrules/')) ?? '';
    const rule = standIn.resources.get(id);
    if (!rule) throw new Error('There is no rule.');
    standIn.resources.set(id, {
      ...rule,
      tags: { other: 'x' },
      properties: { ...rule.properties, description: 'old' },
    });
    const paths = pathsOf(await deployments.whatIf('solution', content()), 'dataCollectionRules');
    expect(paths).toEqual(
      expect.arrayContaining([
        'Delete tags.other',
        'Create tags.1password-connector',
        'Modify properties.description',
      ]),
    );
  });
});

const json = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom<Json>(null, true, 0, 'x', 'y'),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom('a', 'b', 'c'), tie('value')),
  ),
})).value;

describe('differences', () => {
  test('of equal trees there are none, of others there are', () => {
    fc.assert(
      fc.property(json, json, (before, after) => {
        expect(compare('properties', before, structuredClone(before) as Json)).toEqual([]);
        const isSame = JSON.stringify(sorted(before)) === JSON.stringify(sorted(after));
        expect(compare('properties', before, after).length === 0).toBe(isSame);
      }),
    );
  });

  test('within lists: by number, and within their items anew', () => {
    const [change] = compare('p', [1, { a: 1 }], [1, { a: 2 }, 3]);
    expect(change).toMatchObject({
      path: 'p',
      propertyChangeType: 'Array',
      children: [
        { path: '1', propertyChangeType: 'Modify', children: [{ path: 'a', before: 1, after: 2 }] },
        { path: '2', propertyChangeType: 'Create', after: 3 },
      ],
    });
  });
});

function sorted(value: Json): Json {
  if (Array.isArray(value)) return value.map((item) => sorted(item as Json));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, member]) => [name, sorted(member as Json)]),
  );
}
