import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createAzure, type Azure } from '../../../scripts/deploy/azure/azure.ts';
import {
  deploymentsOf,
  type Deployment,
  type DeploymentOperation,
  type Deployments,
} from '../../../scripts/deploy/azure/deployments.ts';
import type { JsonObject } from '../../../scripts/model/arm.ts';
import type { AzureStandIn } from './stand-in.ts';
import { startAzureStandIn } from './start.ts';

const template = JSON.parse(
  readFileSync(new URL('../../../mainTemplate.json', import.meta.url), 'utf8'),
) as JsonObject;
const key = 'header.canary-of-the-key.signature';
const connector = 'onepassword-connector';
const failure = { code: 'QuotaExceeded', message: 'There is no room left.' };

let standIn: AzureStandIn;
let azure: Azure;
let deployments: Deployments;

beforeEach(async () => {
  standIn = await startAzureStandIn();
  azure = createAzure({ ...standIn, retryDelay: 1 });
  deployments = deploymentsOf(azure, standIn);
});
afterEach(() => standIn.stop());

function content(more: Readonly<Record<string, unknown>> = {}) {
  const values = { workspace: standIn.workspace, 'workspace-location': 'westeurope', apiKey: key, ...more };
  const parameters = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { value }]));
  return { template, parameters };
}

/** Asks until the deployment has ended; gives its states. */
async function follow(name: string): Promise<{ readonly last: Deployment; readonly states: string[] }> {
  const states: string[] = [];
  for (let polls = 0; polls < 100; polls += 1) {
    const last = await deployments.get(name);
    if (!last) throw new Error('The deployment is gone.');
    const { provisioningState } = last.properties;
    if (states.at(-1) !== provisioningState) states.push(provisioningState);
    if (/^(?:Succeeded|Failed|Canceled)$/.test(provisioningState)) return { last, states };
  }
  throw new Error('The deployment does not end.');
}

async function deploy(more = {}) {
  await deployments.begin('solution', content(more));
  return follow('solution');
}

async function operationsOf(name: string): Promise<DeploymentOperation['properties'][]> {
  const all: DeploymentOperation['properties'][] = [];
  for await (const { properties } of deployments.operations(name)) all.push(properties);
  return all;
}

function stored(type: string): string[] {
  return [...standIn.resources.values()].filter((resource) => resource.type === type).map(({ name }) => name);
}

describe('a deployment of the whole solution', () => {
  test('goes through its states and leaves resources, outputs and no secret', async () => {
    const begun = await deployments.begin('solution', content());
    expect(begun.properties.provisioningState).toBe('Accepted');
    const { last, states } = await follow('solution');
    expect(last.properties.error).toBeUndefined();
    expect(states).toEqual(['Running', 'Succeeded']);
    expect(last.properties.outputs?.['functionAppName']?.value).toMatch(/^onepassword-[a-z0-9]{13}$/);
    expect(last.properties.parameters?.['apiKey']).toEqual({ type: 'SecureString' });
    expect([...standIn.secrets.values()]).toEqual([[key]]);
    expect(standIn.answers.join('\n')).not.toContain('canary');
    expect(standIn.traffic.join('\n')).toContain('canary');
  });

  test('does what depends on something after it', async () => {
    await deploy();
    const names = (await operationsOf(connector)).map(({ targetResource }) => targetResource?.resourceType);
    const place = (type: string) => names.lastIndexOf(type);
    expect(place('Microsoft.Web/sites/extensions')).toBeGreaterThan(
      place('Microsoft.Authorization/roleAssignments'),
    );
    const ended = (await operationsOf(connector)).map(({ timestamp = '' }) => timestamp);
    const [app = '', secret = ''] = ['Microsoft.Web/sites', 'Microsoft.KeyVault/vaults/secrets'].map(
      (type) => ended[place(type)],
    );
    expect(app > secret).toBe(true);
  });

  test('fills in what services make up', async () => {
    await deploy();
    const app = [...standIn.resources.values()].find(({ type }) => type === 'Microsoft.Web/sites');
    const { siteConfig } = (app?.properties ?? {}) as {
      siteConfig: { appSettings: { name: string; value: string }[] };
    };
    const settings = new Map(siteConfig.appSettings.map(({ name, value }) => [name, value]));
    expect(settings.get('DCR_IMMUTABLE_ID')).toMatch(/^dcr-[0-9a-f]{32}$/);
    expect(settings.get('AZURE_CLIENT_ID')).toMatch(/^[0-9a-f-]{36}$/);
    const references = `${app?.id ?? ''}/config/configreferences/appsettings`;
    const status = async () => JSON.stringify(await azure.get(references, '2025-03-01'));
    expect(await status()).toContain('"status":"Resolved"');
    for (const id of standIn.resources.keys()) {
      if (id.includes('/secrets/apikey/')) standIn.resources.delete(id);
    }
    expect(await status()).toContain('"status":"AccessToKeyVaultDenied"');
    expect(standIn.functions.get(app?.id.toLowerCase() ?? '')).toEqual(['PollEvents']);
  });

  test('without a key: the content alone, and with rules: these too', async () => {
    await deploy({ apiKey: '' });
    expect(stored('Microsoft.Web/sites')).toEqual([]);
    expect(stored('Microsoft.SecurityInsights/contentPackages')).toHaveLength(1);
    expect(stored('Microsoft.SecurityInsights/alertRules')).toEqual([]);
    await deploy({ apiKey: '', enabledRules: ['all'] });
    expect(stored('Microsoft.SecurityInsights/alertRules')).toHaveLength(18);
  });

  test('a second time changes nothing but the version of the secret', async () => {
    await deploy();
    const before = new Map(standIn.resources);
    expect((await deploy()).last.properties.provisioningState).toBe('Succeeded');
    expect([...standIn.resources.keys()]).toEqual([...before.keys()]);
    expect([...standIn.secrets.values()]).toEqual([[key, key]]);
  });
});

describe('a resource that cannot be created', () => {
  const types = [
    'Microsoft.Insights/components',
    'Microsoft.Insights/dataCollectionRules',
    'Microsoft.ManagedIdentity/userAssignedIdentities',
    'Microsoft.KeyVault/vaults',
    'Microsoft.KeyVault/vaults/secrets',
    'Microsoft.OperationalInsights/workspaces/tables',
    'Microsoft.Storage/storageAccounts',
    'Microsoft.Storage/storageAccounts/blobServices/containers',
    'Microsoft.Authorization/roleAssignments',
    'Microsoft.Web/serverfarms',
    'Microsoft.Web/sites',
    'Microsoft.Web/sites/extensions',
    'Microsoft.SecurityInsights/contentPackages',
    'Microsoft.SecurityInsights/Watchlists',
  ];

  test.each(types)('%s fails the deployment, until it can', async (type) => {
    standIn.failResource(type, failure, 1);
    const { last } = await deploy();
    expect(last.properties).toMatchObject({
      provisioningState: 'Failed',
      error: { code: 'DeploymentFailed' },
    });
    expect(JSON.stringify(last.properties.error)).toContain(failure.message);
    const failed = [...(await operationsOf('solution')), ...(await operationsOf(connector))]
      .filter(({ provisioningState }) => provisioningState === 'Failed')
      .map(({ targetResource, statusMessage }) => [targetResource?.resourceType, statusMessage?.error?.code]);
    expect(failed).toContainEqual([
      expect.stringMatching(new RegExp(`${type.split('/').at(-1)}$`, 'i')),
      failure.code,
    ]);
    expect((await deploy()).last.properties.provisioningState).toBe('Succeeded');
  });

  test('does not take along what does not depend on it', async () => {
    standIn.failResource('Microsoft.Web/serverfarms', failure);
    await deploy();
    expect(stored('Microsoft.Web/sites')).toEqual([]);
    expect(stored('Microsoft.SecurityInsights/contentPackages')).toHaveLength(1);
  });
});

const refused = (code: string) => ({ name: 'AzureFault', code });

const validate = (more = {}) => deployments.validate('solution', content(more));

describe('a deployment is refused before it begins:', () => {
  test.each([
    ['a value that is not allowed', { apiEndpoint: 'https://example.com' }],
    ['a value of the wrong type', { initialLookbackHours: '24' }],
    ['a value out of bounds', { initialLookbackHours: 0 }],
    ['a parameter that there is not', { colour: 'red' }],
    ['a text that is too short', { resourcePrefix: '' }],
  ])('%s', async (_, more) => {
    await expect(validate(more)).rejects.toMatchObject(refused('InvalidTemplate'));
    await expect(deployments.begin('solution', content(more))).rejects.toMatchObject(
      refused('InvalidTemplate'),
    );
    await expect(deployments.whatIf('solution', content(more))).rejects.toMatchObject(
      refused('InvalidTemplate'),
    );
    expect(await deployments.get('solution')).toBeUndefined();
  });

  test('a right that is missing; a prediction does not look at it', async () => {
    standIn.denied.add('Microsoft.Authorization/roleAssignments/write');
    await expect(validate()).rejects.toMatchObject(refused('InvalidTemplateDeployment'));
    await expect(validate()).rejects.toThrow("'Microsoft.Authorization/roleAssignments/write'");
    expect(await deployments.whatIf('solution', content())).not.toEqual([]);
    await validate({ apiKey: '' });
  });

  test('a policy, a provider that is not registered, a group that there is not', async () => {
    standIn.forbid('Microsoft.Storage/storageAccounts', 'no-storage');
    await expect(validate()).rejects.toMatchObject(refused('RequestDisallowedByPolicy'));
    standIn.unregistered.add('microsoft.web');
    await expect(validate()).rejects.toMatchObject(refused('MissingSubscriptionRegistration'));
    const elsewhere = deploymentsOf(azure, { ...standIn, resourceGroup: 'nowhere' });
    await expect(elsewhere.validate('x', content())).rejects.toMatchObject(refused('ResourceGroupNotFound'));
  });
});

const reason = async () => JSON.stringify((await deploy()).last.properties.error);

const vaultName = () => stored('Microsoft.KeyVault/vaults')[0] ?? '';

describe('names and regions that services refuse', () => {
  test('a deleted vault keeps its name until it is recovered', async () => {
    await deploy();
    const name = vaultName();
    const vault = [...standIn.resources.values()].find(({ type }) => type === 'Microsoft.KeyVault/vaults');
    await azure.send('DELETE', vault?.id ?? '', '2025-05-01');
    expect([...standIn.deletedVaults.keys()]).toEqual([name]);
    expect(await reason()).toContain('ConflictError');
    expect((await deploy({ keyVaultCreateMode: 'recover' })).last.properties.provisioningState).toBe(
      'Succeeded',
    );
    expect(standIn.deletedVaults.size).toBe(0);
  });

  test('a name that others have taken', async () => {
    standIn.takenNames.add('onepasswordt2yxlgtlwa2e2');
    const { last } = await deploy({ workspace: 'Logs' });
    expect(JSON.stringify(last.properties.error)).toContain('VaultAlreadyExists');
  });

  test('a region without Flex Consumption', async () => {
    standIn.flexRegions.delete('westeurope');
    expect(await reason()).toContain('FlexConsumption');
    expect((await deploy({ functionLocation: 'North Europe' })).last.properties.provisioningState).toBe(
      'Succeeded',
    );
  });

  test('the roles of an identity that was made anew', async () => {
    await deploy();
    const identity = [...standIn.resources.values()].find(({ type }) =>
      type.startsWith('Microsoft.ManagedIdentity'),
    );
    await azure.send('DELETE', identity?.id ?? '', '2024-11-30');
    expect(await reason()).toContain('RoleAssignmentUpdateNotPermitted');
  });
});

describe('while a deployment runs', () => {
  test('another of its name is refused, and it stands still while it is held', async () => {
    standIn.hold();
    await deployments.begin('solution', content());
    for (let i = 0; i < 5; i += 1)
      expect((await deployments.get('solution'))?.properties.provisioningState).toBe('Accepted');
    await expect(deployments.begin('solution', content())).rejects.toMatchObject({
      status: 409,
      code: 'DeploymentActive',
    });
    standIn.release();
    expect((await follow('solution')).last.properties.provisioningState).toBe('Succeeded');
  });

  test('another with the same nested deployment fails on it', async () => {
    await deployments.begin('first', content());
    for (let i = 0; i < 4; i += 1) await deployments.get('first');
    expect((await deployments.get(connector))?.properties.provisioningState).toBe('Running');
    await deployments.begin('second', content());
    expect(JSON.stringify((await follow('second')).last.properties.error)).toContain('DeploymentActive');
    expect((await follow('first')).last.properties.provisioningState).toBe('Succeeded');
  });

  test('it can be cancelled, and then be deployed again', async () => {
    await deployments.begin('solution', content());
    await deployments.get('solution');
    await deployments.cancel('solution');
    expect((await follow('solution')).last.properties).toMatchObject({ provisioningState: 'Canceled' });
    expect(stored('Microsoft.Web/sites')).toEqual([]);
    await expect(deployments.cancel('solution')).rejects.toMatchObject({ status: 409 });
    expect((await deploy()).last.properties.provisioningState).toBe('Succeeded');
  });

  test('the group remembers it, the newest first', async () => {
    await deploy();
    const names: string[] = [];
    for await (const { name } of deployments.list()) names.push(name);
    expect(names).toEqual(['solution', connector]);
  });
});
