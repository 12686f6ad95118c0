import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { runDrift } from '../../scripts/deploy/drift/run-drift.ts';
import { createAzure } from '../../scripts/deploy/azure/azure.ts';
import { deploymentsOf } from '../../scripts/deploy/azure/deployments.ts';
import { findDrift, type Drift } from '../../scripts/deploy/drift/drift.ts';
import type { JsonObject } from '../../scripts/model/arm.ts';
import type { AzureStandIn, StoredResource } from '../support/azure/stand-in.ts';
import { startAzureStandIn } from '../support/azure/start.ts';

const template = JSON.parse(readFileSync('mainTemplate.json', 'utf8')) as JsonObject;
const canary = 'header.canary-of-the-key.signature';
const ids = (template['variables'] as { readonly analyticRuleIds: readonly string[] }).analyticRuleIds;

let standIn: AzureStandIn;
beforeEach(async () => {
  standIn = await startAzureStandIn({ atOnce: 50 });
});
afterEach(() => standIn.stop());

async function install(more: Readonly<Record<string, unknown>> = {}): Promise<void> {
  const deployments = deploymentsOf(createAzure({ ...standIn, retryDelay: 1 }), standIn);
  const values = {
    workspace: standIn.workspace,
    'workspace-location': 'westeurope',
    apiKey: canary,
    ...more,
  };
  const parameters = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { value }]));
  await deployments.begin('solution', { template, parameters });
  for (let polls = 0; polls < 200; polls += 1) {
    const state = (await deployments.get('solution'))?.properties.provisioningState;
    if (state === 'Succeeded') return;
    if (state === 'Failed') throw new Error(JSON.stringify(await deployments.get('solution')));
  }
  throw new Error('The deployment does not end.');
}

function look(): Promise<Drift> {
  return findDrift(createAzure({ ...standIn, retryDelay: 1 }), standIn, template);
}

function stored(pattern: RegExp): StoredResource {
  const found = [...standIn.resources.values()].find(({ id }) => pattern.test(id));
  if (!found) throw new Error(`There is no ${pattern}.`);
  return found;
}

function change(pattern: RegExp, properties: Readonly<Record<string, unknown>>): void {
  const resource = stored(pattern);
  standIn.resources.set(resource.id.toLowerCase(), {
    ...resource,
    properties: { ...resource.properties, ...properties },
  });
}

describe('drift', () => {
  test('is none right after a deployment, whatever was answered', async () => {
    await install({
      enabledRules: ['all'],
      functionLocation: 'northeurope',
      resourcePrefix: 'my-long-prefix',
      apiEndpoint: 'https://events.1password.eu',
      initialLookbackHours: 168,
    });
    const drift = await look();
    expect(drift.differences).toEqual([]);
    expect(drift.compared).toBeGreaterThan(55);
    expect(drift.connectors).toHaveLength(1);
    expect(drift.unread.map(({ name }) => name)).toEqual(['onedeploy']);
  });

  test('of content alone leaves the connector out', async () => {
    await install({ apiKey: '' });
    expect(await look()).toMatchObject({ differences: [], connectors: [] });
  });

  test('tells a changed rule line by line, whatever its name is', async () => {
    await install({ enabledRules: [ids[0]] });
    const rule = stored(/\/alertRules\/[^/]+$/);
    const query = String(rule.properties['query']).replace('| take', '| limit');
    standIn.resources.delete(rule.id.toLowerCase());
    const id = rule.id.replace(/[^/]+$/, 'made-in-the-portal');
    standIn.resources.set(id.toLowerCase(), {
      ...rule,
      id,
      name: 'made-in-the-portal',
      properties: {
        ...rule.properties,
        query: `${query}\n| where true`,
        queryFrequency: 'PT300S',
        severity: 'Low',
        lastModifiedUtc: '2026-11-20T00:00:00Z',
        alertRuleTemplateName: String(ids[0]).toUpperCase(),
      },
    });
    const { differences } = await look();
    expect(differences).toMatchObject([{ change: 'changed', kind: 'alertRules', id: 'made-in-the-portal' }]);
    expect(differences[0]?.properties.map(({ path }) => path)).toEqual([
      'properties.query',
      'properties.severity',
    ]);
    expect(differences[0]?.properties[0]?.lines).toMatchObject([{ sign: '+', text: '| where true' }]);
  });

  test('tells a rule that was added to, switched off, or is of another version', async () => {
    await install({ enabledRules: [ids[1]] });
    change(/\/alertRules\/[^/]+$/, {
      enabled: false,
      templateVersion: '1.0.0',
      sentinelEntitiesMappings: [{ columnName: 'Entities' }],
    });
    const [found] = (await look()).differences;
    expect(found?.properties.map(({ path }) => path).toSorted()).toEqual([
      'properties.enabled',
      'properties.sentinelEntitiesMappings',
      'properties.templateVersion',
    ]);
  });

  test('tells what is missing, what is unknown, and what was loosened', async () => {
    await install();
    const site = stored(/\/sites\/[^/]+$/);
    standIn.resources.delete(stored(/\/contentTemplates\//).id.toLowerCase());
    change(/\/storageAccounts\/[^/]+$/, { allowSharedKeyAccess: true });
    const id = `${site.id}-other`;
    standIn.resources.set(id.toLowerCase(), { ...site, id, name: `${site.name}-other` });
    const { differences } = await look();
    expect(differences.map(({ change: what, kind }) => `${what} ${kind}`)).toEqual([
      'removed contentTemplates',
      'changed storageAccounts',
      'added Microsoft.Web/sites',
    ]);
    expect(differences[1]?.properties).toEqual([
      { path: 'properties.allowSharedKeyAccess', before: false, after: true },
    ]);
  });

  test('tells a setting of the function app that was added or changed', async () => {
    await install();
    const { siteConfig } = stored(/\/sites\/[^/]+$/).properties as {
      readonly siteConfig: {
        readonly appSettings: readonly { readonly name: string; readonly value: string }[];
      };
    };
    const appSettings = siteConfig.appSettings
      .map(({ name, value }) => ({ name, value: name === 'schedule' ? '0 0 * * * *' : value }))
      .concat({ name: 'ALLOW_CUSTOM_API_ENDPOINT', value: 'true' })
      .toReversed();
    change(/\/sites\/[^/]+$/, { siteConfig: { ...siteConfig, appSettings } });
    const [found] = (await look()).differences;
    expect(found?.properties).toEqual([
      {
        path: 'properties.siteConfig.appSettings.schedule.value',
        before: '0 */5 * * * *',
        after: '0 0 * * * *',
      },
      {
        path: 'properties.siteConfig.appSettings.ALLOW_CUSTOM_API_ENDPOINT',
        after: { value: 'true' },
      },
    ]);
  });

  test('says so where the settings may not be read, and finds nothing else for it', async () => {
    await install({ apiEndpoint: 'https://events.1password.ca' });
    standIn.denied.add('Microsoft.Web/sites/config/list/action');
    const drift = await look();
    expect(drift.differences).toEqual([]);
    expect(drift.unread.map(({ reason }) => reason).join()).toContain('may not be read');
  });

  test('tells a saved workbook that was changed', async () => {
    await install();
    const properties = stored(/\/contentTemplates\/[^/]+-wb-/).properties as {
      readonly mainTemplate: { readonly resources: readonly { readonly properties: JsonObject }[] };
    };
    const workbook = properties.mainTemplate.resources[0]?.properties;
    const notebook = JSON.parse(String(workbook?.['serializedData'])) as { items: unknown[] };
    const group = `/subscriptions/${standIn.subscriptionId}/resourceGroups/${standIn.resourceGroup}`;
    const save = (name: string, serializedData: string): void => {
      const id = `${group}/providers/Microsoft.Insights/workbooks/${name}`;
      standIn.resources.set(id.toLowerCase(), {
        id,
        name,
        type: 'Microsoft.Insights/workbooks',
        location: 'westeurope',
        kind: 'shared',
        properties: { ...workbook, displayName: name, serializedData },
      });
    };
    save('untouched', JSON.stringify(notebook, null, 2));
    save('changed', JSON.stringify({ ...notebook, items: notebook.items.slice(1) }));
    save('of-somebody-else', '{"version":"Notebook/1.0","items":[]}');
    expect((await look()).differences).toMatchObject([{ kind: 'workbooks', name: 'changed' }]);
  });
});

async function run(values: Readonly<Record<string, unknown>> = {}) {
  const printed = { out: '', err: '' };
  const output = {
    out: (text: string) => void (printed.out += `${text}\n`),
    err: (text: string) => void (printed.err += `${text}\n`),
  };
  const place = { subscription: standIn.subscriptionId, 'resource-group': standIn.resourceGroup };
  const given = { root: '.', ...place, workspace: standIn.workspace, ...values };
  const code = await runDrift(given, { env: {}, output, access: { ...standIn, retryDelay: 1 } });
  return { code, ...printed };
}

describe('the command drift', () => {
  test('ends with 0 where all is well, and with 1 for a drift only where that is asked for', async () => {
    await install();
    expect(await run({ fail: true })).toMatchObject({ code: 0 });
    change(/\/vaults\/[^/]+$/, { enableRbacAuthorization: false });
    expect(await run()).toMatchObject({ code: 0 });
    const { code, out } = await run({ fail: true });
    expect(code).toBe(1);
    expect(out).toContain('properties.enableRbacAuthorization: true -> false');
  });

  test('prints one document, in which no secret is', async () => {
    await install();
    change(/\/watchlists\/[^/]+$/i, { itemsSearchKey: 'Name' });
    const { out, err } = await run({ json: true });
    expect(JSON.parse(out)).toMatchObject({
      command: 'drift',
      outcome: 'drifted',
      differences: [
        {
          change: 'changed',
          kind: 'Watchlists',
          properties: [{ path: 'properties.itemsSearchKey', bundle: 'UUID', workspace: 'Name' }],
        },
      ],
    });
    expect(`${out}${err}${standIn.answers.join('')}`).not.toContain('canary');
    const writes = standIn.asked.slice(standIn.asked.findIndex((line) => line.includes('/watchlists/')));
    expect(writes.filter((line) => /^(?:PUT|PATCH|DELETE) .*(?:sites|vaults)/.test(line))).toEqual([]);
  });

  test('wants to know which workspace', async () => {
    expect(await run({ workspace: undefined })).toMatchObject({ code: 2 });
  });

  test('tells what Azure refuses', async () => {
    standIn.fail({ path: /alertRules/, status: 403, code: 'AuthorizationFailed', message: 'No.' });
    const { code, err } = await run();
    expect(code).toBe(1);
    expect(err).toContain('could not list the analytics rules');
  });
});
