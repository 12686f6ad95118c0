import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createAzure, type Azure } from '../../../scripts/deploy/azure/azure.ts';
import { queryWorkspace } from '../../../scripts/deploy/azure/query.ts';
import { groupId, securityInsightsId, workspaceId } from '../../../scripts/deploy/azure/resource-id.ts';
import type { AzureStandIn, StoredResource } from './stand-in.ts';
import { startAzureStandIn } from './start.ts';

const version = '2025-09-01';
let standIn: AzureStandIn;
let azure: Azure;

beforeEach(async () => {
  standIn = await startAzureStandIn();
  azure = createAzure({ ...standIn, retryDelay: 1 });
});
afterEach(() => standIn.stop());

interface Listed extends StoredResource {
  readonly tags?: Readonly<Record<string, string>>;
}

async function listOf(path: string): Promise<Listed[]> {
  const all: Listed[] = [];
  for await (const item of azure.list<Listed>(path, version)) all.push(item);
  return all;
}

const put = (path: string, body: object) => azure.send<StoredResource>('PUT', path, version, body);
const content = (path: string) => securityInsightsId(standIn, path);
const inGroup = (path: string) => `${groupId(standIn)}/providers/${path}`;
const inSubscription = (path: string) => `/subscriptions/${standIn.subscriptionId}/providers/${path}`;

describe('Microsoft Sentinel', () => {
  const rawContent = 'UUID,Type,Name,Notes\r\nAAA,group,Owners,"One, and ""only"""\r\nBBB,vault,Keys,\r\n';
  const watchlist = {
    properties: { watchlistAlias: 'PG1PW', itemsSearchKey: 'UUID', displayName: 'PG1PW', rawContent },
  };

  test('keeps the rows of a watchlist as items, by their key', async () => {
    const created = await put(content('watchlists/PG1PW'), watchlist);
    expect(created?.properties).not.toHaveProperty('rawContent');
    await put(content('watchlists/PG1PW'), watchlist);
    const items = await listOf(content('watchlists/PG1PW/watchlistItems'));
    expect(items.map(({ properties }) => properties['itemsKeyValue'])).toEqual([
      { UUID: 'AAA', Type: 'group', Name: 'Owners', Notes: 'One, and "only"' },
      { UUID: 'BBB', Type: 'vault', Name: 'Keys', Notes: '' },
    ]);
    const item = { properties: { itemsKeyValue: { UUID: 'CCC', Type: 'group', Name: 'New', Notes: '' } } };
    await put(content('watchlists/PG1PW/watchlistItems/0c0ffee0-0000-4000-8000-000000000002'), item);
    const rows = await queryWorkspace(azure, standIn, "_GetWatchlist('PG1PW') | project SearchKey, Name");
    expect(rows).toEqual([
      { SearchKey: 'AAA', Name: 'Owners' },
      { SearchKey: 'BBB', Name: 'Keys' },
      { SearchKey: 'CCC', Name: 'New' },
    ]);
    expect((await listOf(content('watchlists'))).map(({ name }) => name)).toEqual(['PG1PW']);
  });

  test('lists templates without what is in them, unless it is asked for', async () => {
    await put(content('contentTemplates/a'), { properties: { mainTemplate: { resources: [] } } });
    const [short] = await listOf(content('contentTemplates'));
    expect(short?.properties).not.toHaveProperty('mainTemplate');
    const [long] = await listOf(`${content('contentTemplates')}?$expand=properties/mainTemplate`);
    expect(long?.properties).toHaveProperty('mainTemplate');
    const read = await azure.get<StoredResource>(content('contentTemplates/a'), version);
    expect(read?.properties).toHaveProperty('mainTemplate');
  });

  test('is not there in a workspace without it', async () => {
    await azure.send('DELETE', content('onboardingStates/default'), version);
    await expect(listOf(content('alertRules'))).rejects.toThrow('not onboarded to Microsoft Sentinel');
    expect(await azure.get(content('onboardingStates/default'), version)).toBeUndefined();
    await put(content('onboardingStates/default'), { properties: {} });
    expect(await listOf(content('alertRules'))).toEqual([]);
  });
});

async function names(filter: string): Promise<string[]> {
  return (await listOf(`${groupId(standIn)}/resources?$filter=${filter}`)).map(({ name }) => name);
}

describe('the resources of a group', () => {
  const tags = { '1password-connector': 'x' };
  beforeEach(async () => {
    await put(inGroup('Microsoft.Storage/storageAccounts/one'), { location: 'westeurope', tags });
    await put(inGroup('Microsoft.Storage/storageAccounts/one/blobServices/default'), {});
    await put(inGroup('Microsoft.Web/serverfarms/two'), { location: 'westeurope' });
  });

  test('are found by tag, by type and by name', async () => {
    expect(await names("tagName eq '1password-connector' and tagValue eq 'x'")).toEqual(['one']);
    expect(await names("tagName eq '1password-connector' and tagValue eq 'y'")).toEqual([]);
    expect(await names("resourceType eq 'microsoft.web/serverFarms'")).toEqual(['two']);
    expect(await names("name eq 'ONE'")).toEqual(['one']);
    expect(await names('')).toEqual([standIn.workspace, 'one', 'two']);
  });

  test('come without their tags where they were looked for by one', async () => {
    const [found] = await listOf(`${groupId(standIn)}/resources?$filter=tagName eq '1password-connector'`);
    expect(found).not.toHaveProperty('tags');
    const [other] = await listOf(`${groupId(standIn)}/resources?$filter=name eq 'one'`);
    expect(other?.tags).toEqual(tags);
    expect(other).not.toHaveProperty('properties');
  });

  test('go with what they hold, and want what holds them', async () => {
    await azure.send('DELETE', inGroup('Microsoft.Storage/storageAccounts/one'), version);
    expect([...standIn.resources.keys()].filter((id) => id.includes('/one'))).toEqual([]);
    await expect(
      put(inGroup('Microsoft.Storage/storageAccounts/one/blobServices/default'), {}),
    ).rejects.toMatchObject({
      code: 'ParentResourceNotFound',
    });
    await azure.send('DELETE', inGroup('Microsoft.Storage/storageAccounts/one'), version);
  });
});

function check() {
  const path = inSubscription('Microsoft.KeyVault/checkNameAvailability');
  return azure.send<{ nameAvailable: boolean }>('POST', path, version, { name: 'V' });
}

describe('vaults', () => {
  const vault = inGroup.bind(undefined, 'Microsoft.KeyVault/vaults/v');

  test('keep their names when they are deleted, until they are purged', async () => {
    expect((await check())?.nameAvailable).toBe(true);
    await put(vault(), { location: 'West Europe', properties: {} });
    expect((await check())?.nameAvailable).toBe(false);
    await azure.send('DELETE', vault(), version);
    expect(await check()).toMatchObject({ nameAvailable: false, reason: 'AlreadyExists' });
    const deleted = inSubscription('Microsoft.KeyVault/locations/westeurope/deletedVaults/v');
    expect(await azure.get(deleted, version)).toMatchObject({ name: 'v' });
    expect(await listOf(inSubscription('Microsoft.KeyVault/deletedVaults'))).toHaveLength(1);
    await azure.complete('POST', `${deleted}/purge`, version);
    expect((await check())?.nameAvailable).toBe(true);
    await expect(azure.send('POST', `${deleted}/purge`, version)).rejects.toMatchObject({ status: 404 });
  });

  test('never give the value of a secret', async () => {
    await put(vault(), { location: 'westeurope', properties: {} });
    const secret = `${vault()}/secrets/APIKey`;
    for (const value of ['canary-1', 'canary-2']) await put(secret, { properties: { value } });
    expect((await azure.get<StoredResource>(secret, version))?.properties['secretUri']).toContain(
      '/secrets/APIKey',
    );
    expect(standIn.secrets.get(secret.toLowerCase())).toEqual(['canary-1', 'canary-2']);
    expect(standIn.answers.join()).not.toContain('canary');
  });
});

const app = () => inGroup('Microsoft.Web/sites/app');

describe('function apps', () => {
  const appSettings = [{ name: 'apiEndpoint', value: 'https://events.1password.com' }];

  test('tell their settings only where they are asked for', async () => {
    await put(app(), {
      location: 'westeurope',
      properties: { siteConfig: { appSettings, minTlsVersion: '1.2' } },
    });
    const read = await azure.get<StoredResource>(app(), version);
    expect(read?.properties).toMatchObject({ state: 'Running', siteConfig: {} });
    const list = () => azure.send<StoredResource>('POST', `${app()}/config/appsettings/list`, version);
    expect((await list())?.properties).toEqual({ apiEndpoint: 'https://events.1password.com' });
    await put(`${app()}/config/appsettings`, { properties: { apiEndpoint: 'https://events.1password.eu' } });
    expect((await list())?.properties).toEqual({ apiEndpoint: 'https://events.1password.eu' });
    expect(await azure.get(`${app()}/config/web`, version)).toMatchObject({
      properties: { minTlsVersion: '1.2' },
    });
  });

  test('stop, start again and name their functions', async () => {
    await put(app(), { location: 'westeurope', properties: {} });
    const state = async () => (await azure.get<StoredResource>(app(), version))?.properties['state'];
    await azure.send('POST', `${app()}/stop`, version);
    expect(await state()).toBe('Stopped');
    await azure.send('POST', `${app()}/restart`, version);
    expect(await state()).toBe('Running');
    expect(await listOf(`${app()}/functions`)).toEqual([]);
    standIn.functions.set(app().toLowerCase(), ['PollEvents']);
    expect((await listOf(`${app()}/functions`)).map(({ name }) => name)).toEqual(['app/PollEvents']);
  });

  test('run in some regions only', async () => {
    const regions = await listOf(`${inSubscription('Microsoft.Web/geoRegions')}?sku=FlexConsumption`);
    expect(regions.map(({ name }) => name)).toEqual(['West Europe', 'North Europe', 'East US']);
  });
});

describe('rights', () => {
  const roleDefinitionId = '/providers/Microsoft.Authorization/roleDefinitions/r';
  const assign = (name: string, principalId: string) =>
    put(inGroup(`Microsoft.Authorization/roleAssignments/${name}`), {
      properties: { principalId, roleDefinitionId },
    });

  test('are told at any scope, with what is denied', async () => {
    standIn.denied.add('Microsoft.Authorization/roleAssignments/write');
    for (const scope of [groupId(standIn), workspaceId(standIn)]) {
      const [permission] = await listOf(`${scope}/providers/Microsoft.Authorization/permissions`);
      expect(permission).toMatchObject({
        actions: ['*'],
        notActions: ['Microsoft.Authorization/roleAssignments/write'],
      });
    }
    await expect(assign('a', 'p')).rejects.toMatchObject({ status: 403, code: 'AuthorizationFailed' });
  });

  test('are assigned once', async () => {
    await assign('a', 'p');
    await assign('a', 'p');
    await assign('b', 'q');
    await expect(assign('a', 'q')).rejects.toMatchObject({ code: 'RoleAssignmentUpdateNotPermitted' });
    await expect(assign('c', 'p')).rejects.toMatchObject({ code: 'RoleAssignmentExists' });
    const all = inGroup('Microsoft.Authorization/roleAssignments');
    expect(await listOf(all)).toHaveLength(2);
    expect((await listOf(`${all}?$filter=principalId eq 'q'`)).map(({ name }) => name)).toEqual(['b']);
  });
});

const plan = () => inGroup('Microsoft.Web/serverfarms/plan');

describe('what stands in the way of', () => {
  test('a deletion: an app on its plan, a lock on the resource or above it', async () => {
    await put(plan(), { location: 'westeurope' });
    await put(inGroup('Microsoft.Web/sites/app'), {
      location: 'westeurope',
      properties: { serverFarmId: plan() },
    });
    await expect(azure.send('DELETE', plan(), version)).rejects.toMatchObject({
      status: 409,
      code: 'Conflict',
    });
    const lock = inGroup('Microsoft.Authorization/locks/keep');
    await put(lock, { properties: { level: 'CanNotDelete' } });
    const app = inGroup('Microsoft.Web/sites/app');
    await expect(azure.send('DELETE', app, version)).rejects.toMatchObject({ code: 'ScopeLocked' });
    await azure.send('DELETE', lock, version);
    await azure.send('DELETE', app, version);
    await azure.send('DELETE', plan(), version);
  });

  test('a reader: everything but reading', async () => {
    standIn.granted.clear();
    standIn.granted.add('*/read');
    expect(await azure.get(workspaceId(standIn), version)).toBeDefined();
    expect(await listOf(content('alertRules'))).toEqual([]);
    const [permission] = await listOf(inGroup('Microsoft.Authorization/permissions'));
    expect(permission).toMatchObject({ actions: ['*/read'] });
    await expect(put(plan(), {})).rejects.toMatchObject({ code: 'AuthorizationFailed' });
    await expect(azure.send('DELETE', plan(), version)).rejects.toMatchObject({
      code: 'AuthorizationFailed',
    });
    standIn.denied.add('Microsoft.SecurityInsights/alertRules/read');
    await expect(listOf(content('alertRules'))).rejects.toMatchObject({ code: 'AuthorizationFailed' });
  });
});

test('there can be more groups and subscriptions to choose from', async () => {
  const other = { subscriptionId: '00000000-0000-4000-8000-000000000009', displayName: 'Another' };
  const many = await startAzureStandIn({
    otherGroups: ['other-group'],
    otherSubscriptions: [other],
    pageSize: 1,
  });
  const way = createAzure({ ...many, retryDelay: 1 });
  const names: unknown[] = [];
  for await (const { displayName } of way.list<StoredResource>('/subscriptions', version))
    names.push(displayName);
  for await (const { name } of way.client.resourceGroups.list()) names.push(name);
  expect(names).toEqual(['Example subscription', 'Another', 'example-group', 'other-group']);
  await many.stop();
});

test('a query sees no more than its timespan', async () => {
  standIn.tables.set('OnePasswordEventLogs_CL', [
    { TimeGenerated: '2026-11-19T08:00:00Z' },
    { TimeGenerated: '2026-11-20T08:00:00Z' },
  ]);
  const count = async (timespan?: string) =>
    (await queryWorkspace(azure, standIn, 'OnePasswordEventLogs_CL | count', timespan))[0]?.['Count'];
  expect(await Promise.all([undefined, 'P2D', 'P1DT1H', 'PT2H', 'PT30M'].map(count))).toEqual([
    2, 2, 2, 1, 0,
  ]);
  await expect(count('yesterday')).rejects.toMatchObject({ status: 400 });
});

test('an answer can take its time, and nobody has to wait for it', async () => {
  standIn.slow(60_000);
  const controller = new AbortController();
  const waiting = azure.complete('GET', workspaceId(standIn), version, undefined, {
    signal: controller.signal,
  });
  controller.abort();
  await expect(waiting).rejects.toThrow(/abort/i);
});
