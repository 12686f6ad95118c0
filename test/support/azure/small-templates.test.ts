import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createAzure } from '../../../scripts/deploy/azure/azure.ts';
import {
  deploymentsOf,
  type Deployment,
  type Deployments,
} from '../../../scripts/deploy/azure/deployments.ts';
import type { Json, JsonObject } from '../../../scripts/model/arm.ts';
import type { AzureStandIn } from './stand-in.ts';
import { startAzureStandIn } from './start.ts';

let standIn: AzureStandIn;
let deployments: Deployments;

beforeEach(async () => {
  standIn = await startAzureStandIn();
  deployments = deploymentsOf(createAzure({ ...standIn, retryDelay: 1 }), standIn);
});
afterEach(() => standIn.stop());

const identity = (name: string, more: JsonObject = {}): JsonObject => ({
  type: 'Microsoft.ManagedIdentity/userAssignedIdentities',
  apiVersion: '2024-11-30',
  name,
  location: 'westeurope',
  ...more,
});

async function deploy(template: JsonObject, values: JsonObject = {}): Promise<Deployment['properties']> {
  const parameters = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { value }]));
  await deployments.begin('small', { template, parameters });
  for (let polls = 0; polls < 30; polls += 1) {
    const properties = (await deployments.get('small'))?.properties;
    if (properties && !['Accepted', 'Running'].includes(properties.provisioningState)) return properties;
  }
  throw new Error('The deployment does not end.');
}

const secret = { type: 'securestring' } as const;

describe('outputs', () => {
  test('come with their values, secret ones without', async () => {
    const { outputs } = await deploy(
      {
        parameters: { key: secret },
        resources: [identity('a')],
        outputs: {
          id: { type: 'string', value: "[reference('a').principalId]" },
          key: { ...secret, value: "[parameters('key')]" },
          absent: { type: 'string', condition: '[equals(1, 2)]', value: "[reference('b').x]" },
        },
      },
      { key: 'canary' },
    );
    expect(outputs).toEqual({
      id: { type: 'String', value: expect.stringMatching(/^[0-9a-f-]{36}$/) as Json },
      key: { type: 'securestring' },
    });
    expect(standIn.answers.join()).not.toContain('canary');
  });

  test('that cannot be worked out fail the deployment when all is done', async () => {
    const outputs = { id: { type: 'string', value: "[reference('a').other]" } };
    const { error, provisioningState } = await deploy({ resources: [identity('a')], outputs });
    expect(provisioningState).toBe('Failed');
    expect(error?.details?.[0]).toMatchObject({ code: 'DeploymentOutputEvaluationFailed' });
    expect([...standIn.resources.keys()].at(-1)).toMatch(/userassignedidentities\/a$/);
  });
});

test('a resource that is referred to without waiting for it is not there', async () => {
  const tags = { of: "[reference('b').clientId]" };
  const impatient = [identity('a', { tags }), identity('b')];
  const { error } = await deploy({ resources: impatient });
  expect(error?.details?.[0]).toMatchObject({ code: 'ResourceNotFound' });
  const patient = [
    identity('c', { tags: { of: "[reference('d').clientId]" }, dependsOn: ['d'] }),
    identity('d'),
  ];
  expect((await deploy({ resources: patient })).provisioningState).toBe('Succeeded');
});

function made(): number {
  return [...standIn.resources.keys()].filter((id) => id.includes('userassigned')).length;
}

test('no more than a few are worked at in one step', async () => {
  const resources = Array.from({ length: 12 }, (_, i) => identity(`n${i}`));
  await deployments.begin('small', { template: { resources }, parameters: {} });
  const counts: number[] = [];
  for (let i = 0; i < 5; i += 1) {
    await deployments.get('small');
    counts.push(made());
  }
  expect(counts).toEqual([0, 5, 10, 12, 12]);
});

test('a deployment without a template, and one whose template makes no sense', async () => {
  const parameters = {};
  const template = undefined as unknown as JsonObject;
  await expect(deployments.validate('small', { template, parameters })).rejects.toMatchObject({
    code: 'InvalidRequestContent',
  });
  const strange = { resources: [identity("[parameters('x')]")] };
  await expect(deployments.validate('small', { template: strange, parameters })).rejects.toMatchObject({
    code: 'InvalidTemplate',
  });
});
