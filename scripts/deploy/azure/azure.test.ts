import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { AzureStandIn, StoredResource } from '../../../test/support/azure/stand-in.ts';
import { startAzureStandIn } from '../../../test/support/azure/start.ts';
import { apiVersions } from './api-versions.ts';
import { createAzure, type Azure } from './azure.ts';
import { faultOfError } from './azure-fault.ts';
import { queryWorkspace } from './query.ts';
import { groupId, sameId, securityInsightsId, workspaceId } from './resource-id.ts';

let standIn: AzureStandIn;
let azure: Azure;

beforeEach(async () => {
  standIn = await startAzureStandIn({ pageSize: 2 });
  azure = createAzure({ ...standIn, retryDelay: 1 });
});
afterEach(() => standIn.stop());

const workspace = () => workspaceId(standIn);
const readWorkspace = () => azure.get<StoredResource>(workspace(), apiVersions.workspaces);

function putRule(name: string) {
  const path = securityInsightsId(standIn, `alertRules/${name}`);
  return azure.send<StoredResource>('PUT', path, apiVersions.securityInsights, {
    kind: 'Scheduled',
    properties: {},
  });
}

async function listRules(): Promise<string[]> {
  const names: string[] = [];
  const path = securityInsightsId(standIn, 'alertRules');
  for await (const { name } of azure.list<StoredResource>(path, apiVersions.securityInsights))
    names.push(name);
  return names;
}

test('reads a resource, and says where there is none', async () => {
  expect(await readWorkspace()).toMatchObject({ name: standIn.workspace, location: 'westeurope' });
  expect(sameId((await readWorkspace())?.id ?? '', workspace().toUpperCase())).toBe(true);
  expect(await azure.get(`${workspace()}x`, apiVersions.workspaces)).toBeUndefined();
});

test('writes, lists over several pages and deletes', async () => {
  for (const name of ['a', 'b', 'c', 'd', 'e']) await putRule(name);
  expect(await listRules()).toEqual(['a', 'b', 'c', 'd', 'e']);
  expect(standIn.asked.filter((line) => line.includes('skiptoken'))).toHaveLength(2);
  await azure.send('DELETE', securityInsightsId(standIn, 'alertRules/c'), apiVersions.securityInsights);
  expect(await listRules()).toEqual(['a', 'b', 'd', 'e']);
});

test('an operation that goes on is over when it is said to be', async () => {
  const table = `${workspace()}/tables/Old_CL`;
  await azure.send('PUT', table, apiVersions.workspaces, { properties: { plan: 'Analytics' } });
  await azure.complete('DELETE', table, apiVersions.workspaces);
  expect(await azure.get(table, apiVersions.workspaces)).toBeUndefined();
  expect(standIn.asked.at(-2)).toContain('operationresults');
});

test('blanks in a query are not sent as plus signs', async () => {
  const path = `${groupId(standIn)}/resources?$filter=resourceType eq 'Microsoft.Web/sites'`;
  for await (const found of azure.list(path, apiVersions.resources)) expect(found).toBeUndefined();
  expect(standIn.asked.at(-1)).toContain('resourceType%20eq%20');
});

describe('the operations of the SDK', () => {
  test('answer, by the same way', async () => {
    expect(await azure.client.resourceGroups.get(standIn.resourceGroup)).toMatchObject({
      location: 'westeurope',
    });
    const resources: (string | undefined)[] = [];
    for await (const { type } of azure.client.resources.listByResourceGroup(standIn.resourceGroup))
      resources.push(type);
    expect(resources).toEqual(['Microsoft.OperationalInsights/workspaces']);
    standIn.unregistered.add('microsoft.web');
    const state = async () => (await azure.client.providers.get('Microsoft.Web')).registrationState;
    expect(await state()).toBe('NotRegistered');
    await azure.client.providers.register('Microsoft.Web');
    expect(await state()).toBe('Registered');
  });

  test('fail with the same faults', async () => {
    const asked = azure.client.resourceGroups.get('nowhere').catch((error: unknown) => faultOfError(error));
    expect(await asked).toMatchObject({ name: 'AzureFault', status: 404, code: 'ResourceGroupNotFound' });
  });
});

describe('what goes wrong by chance is tried again:', () => {
  test('too many requests', async () => {
    standIn.throttle(2);
    expect(await readWorkspace()).toBeDefined();
    expect(standIn.asked).toHaveLength(3);
  });

  test('a connection that breaks', async () => {
    standIn.reset(1);
    expect(await readWorkspace()).toBeDefined();
    expect(standIn.asked).toHaveLength(2);
  });

  test('a server that fails', async () => {
    standIn.fail({
      path: /workspaces/,
      times: 2,
      status: 503,
      code: 'ServiceUnavailable',
      message: 'Later.',
    });
    expect(await readWorkspace()).toBeDefined();
  });

  test('a token that has expired before its time', async () => {
    await readWorkspace();
    standIn.expireTokens();
    expect(await readWorkspace()).toBeDefined();
    expect(standIn.asked).toHaveLength(3);
  });
});

function forgeToken() {
  return Promise.resolve({ token: 'forged', expiresOnTimestamp: Date.now() + 3_600_000 });
}

describe('what stays wrong is a fault:', () => {
  test('a right that the caller does not have', async () => {
    standIn.denied.add('Microsoft.SecurityInsights/alertRules/write');
    await expect(putRule('a')).rejects.toMatchObject({ status: 403, code: 'AuthorizationFailed' });
  });

  test('a connection that always breaks', async () => {
    standIn.reset(100);
    await expect(readWorkspace()).rejects.toMatchObject({
      name: 'AzureFault',
      status: 0,
      code: 'ECONNRESET',
    });
  });

  test('a credential that is none', async () => {
    const credential = { getToken: forgeToken };
    const stranger = createAzure({ ...standIn, credential, retryDelay: 1 });
    await expect(stranger.get(workspace(), apiVersions.workspaces)).rejects.toMatchObject({
      status: 401,
      code: 'AuthenticationFailed',
    });
  });

  test('a certificate that nobody vouches for', async () => {
    const { credential, subscriptionId, endpoint } = standIn;
    const distrustful = createAzure({ credential, subscriptionId, endpoint, retryDelay: 1 });
    await expect(distrustful.get(workspace(), apiVersions.workspaces)).rejects.toMatchObject({ status: 0 });
  });

  test('a request that the stand-in does not know', async () => {
    const unknown = `${groupId(standIn)}/providers/Microsoft.Nothing/things/x`;
    await expect(azure.get(unknown, '2020-01-01')).rejects.toMatchObject({
      status: 501,
      code: 'StandInDoesNotKnow',
    });
  });
});

describe('a query', () => {
  const rows = [
    { TimeGenerated: '2026-11-20T08:00:00Z', log_source: 'auditevents', details: { a: 1 } },
    { TimeGenerated: '2026-11-20T08:30:00Z', log_source: 'healthevents' },
  ];

  test('gives rows by column, dynamic values as text', async () => {
    standIn.tables.set('OnePasswordEventLogs_CL', rows);
    const query =
      'OnePasswordEventLogs_CL | sort by TimeGenerated asc | project log_source, details, Age = now() - ingestion_time()';
    expect(await queryWorkspace(azure, standIn, query)).toEqual([
      { log_source: 'auditevents', details: '{"a":1}', Age: '01:00:00' },
      { log_source: 'healthevents', details: null, Age: '00:30:00' },
    ]);
  });

  test('of a table that is not there yet is refused', async () => {
    await expect(queryWorkspace(azure, standIn, 'OnePasswordEventLogs_CL | count')).rejects.toMatchObject({
      status: 400,
      code: 'SEM0100',
      message: "Failed to resolve table or column expression named 'OnePasswordEventLogs_CL'",
    });
  });
});
