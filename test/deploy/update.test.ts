import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { runUpdate } from '../../scripts/deploy/update/run-update.ts';
import { createAzure } from '../../scripts/deploy/azure/azure.ts';
import { deploymentsOf } from '../../scripts/deploy/azure/deployments.ts';
import { findDrift } from '../../scripts/deploy/drift/drift.ts';
import type { JsonObject } from '../../scripts/model/arm.ts';
import { olderTemplate } from './older-template.ts';
import type { AzureStandIn, StoredResource } from '../support/azure/stand-in.ts';
import { startAzureStandIn } from '../support/azure/start.ts';

const template = JSON.parse(readFileSync('mainTemplate.json', 'utf8')) as JsonObject;
const { analyticRuleIds: ids, _solutionVersion: version } = template['variables'] as {
  readonly analyticRuleIds: readonly string[];
  readonly _solutionVersion: string;
};
const canary = 'header.canary-of-the-key.signature';

let standIn: AzureStandIn;
beforeEach(async () => {
  standIn = await startAzureStandIn({ atOnce: 50 });
});
afterEach(() => standIn.stop());

const azureOf = () => createAzure({ ...standIn, retryDelay: 1 });

async function install(from: JsonObject, more: Readonly<Record<string, unknown>> = {}): Promise<void> {
  const deployments = deploymentsOf(azureOf(), standIn);
  const values = {
    workspace: standIn.workspace,
    'workspace-location': 'westeurope',
    apiKey: canary,
    apiEndpoint: 'https://events.1password.eu',
    initialLookbackHours: 168,
    functionLocation: 'northeurope',
    resourcePrefix: 'contoso',
    enabledRules: ids.slice(0, 2),
    ...more,
  };
  const parameters = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { value }]));
  await deployments.begin('solution', { template: from, parameters });
  for (let polls = 0; polls < 200; polls += 1) {
    const state = (await deployments.get('solution'))?.properties.provisioningState;
    if (state === 'Succeeded') return;
    if (state === 'Failed') throw new Error(JSON.stringify(await deployments.get('solution')));
  }
}

function stored(pattern: RegExp): StoredResource {
  const found = [...standIn.resources.values()].find(({ id }) => pattern.test(id));
  if (!found) throw new Error(`There is no ${pattern}.`);
  return found;
}

async function run(values: Readonly<Record<string, unknown>> = {}, answer?: boolean) {
  const printed = { out: '', err: '' };
  const output = {
    out: (text: string) => void (printed.out += `${text}\n`),
    err: (text: string) => void (printed.err += `${text}\n`),
  };
  const place = { subscription: standIn.subscriptionId, 'resource-group': standIn.resourceGroup };
  const given = { root: '.', ...place, workspace: standIn.workspace, yes: answer === undefined, ...values };
  const questions = {
    choose: () => Promise.reject(new Error('asked')),
    secret: () => Promise.reject(new Error('asked')),
    confirm: () => Promise.resolve(answer === true),
  };
  const surroundings = {
    env: {},
    output,
    access: { ...standIn, retryDelay: 1 },
    ...(answer === undefined ? {} : { questions }),
  };
  const code = await runUpdate(given, surroundings, () => 0);
  expect(`${printed.out}${printed.err}${standIn.answers.join('')}`).not.toContain('canary');
  return { code, ...printed };
}

describe('update', () => {
  test('brings a workspace to the new version and keeps what was chosen', async () => {
    await install(olderTemplate(template));
    const rule = stored(/\/alertRules\/[^/]+$/);
    const row = stored(/\/watchlistItems\//i);
    standIn.resources.delete(row.id.toLowerCase());
    const { code, out, err } = await run();
    expect(err).not.toContain('could not');
    expect(code).toBe(0);
    expect(out).toContain(`3.0.4 -> ${version}`);
    expect(out).toMatch(/\+ AnalyticsRule .* added/);
    expect(out).toMatch(
      /~ AnalyticsRule 1Password - Changes to firewall rules .* version 1\.0\.9 -> 2\.0\.0/,
    );
    expect(out).toContain('region https://events.1password.eu, look-back of 168 hours');

    // The key of the vault, the rules and the rows of the watchlist are as they were.
    expect([...standIn.secrets.values()]).toEqual([[canary]]);
    expect(stored(/\/alertRules\/[^/]+$/)).toEqual(rule);
    expect([...standIn.resources.values()].filter(({ id }) => /\/watchlistItems\//i.test(id))).toEqual([]);
    const drift = await findDrift(azureOf(), standIn, template);
    const paths = drift.differences.map(({ kind, properties }) => [kind, properties.map(({ path }) => path)]);
    expect(paths).toEqual([['alertRules', ['properties.query', 'properties.templateVersion']]]);
    expect(drift.connectors).toEqual([expect.stringMatching(/^contoso-/)]);
  });

  test('renews rules where that is asked for, and leaves them switched off or on', async () => {
    await install(olderTemplate(template));
    const rule = stored(new RegExp(`/alertRules/${ids[0]}$`));
    const changed = { ...rule, properties: { ...rule.properties, enabled: false } };
    standIn.resources.set(rule.id.toLowerCase(), changed);
    expect(await run({ 'renew-rules': true })).toMatchObject({ code: 0 });
    const { properties } = stored(new RegExp(`/alertRules/${ids[0]}$`));
    expect(properties).toMatchObject({
      enabled: false,
      templateVersion: '2.0.0',
      alertRuleTemplateName: ids[0],
    });
    expect(properties['query']).toContain('firewall rules changed after');
  });

  test('does nothing where nothing is to do, or where it only looks', async () => {
    await install(template);
    const before = standIn.asked.length;
    expect(await run({ json: true })).toMatchObject({
      code: 0,
      out: expect.stringContaining('"outcome": "same"'),
    });
    await install(olderTemplate(template));
    standIn.asked.splice(0, before);
    const asked = standIn.asked.length;
    expect(await run({ 'what-if': true, yes: false })).toMatchObject({ code: 0 });
    expect(standIn.asked.slice(asked).filter((line) => /^(?:PUT|PATCH|DELETE)/.test(line))).toEqual([]);
  });

  test('prints one document', async () => {
    await install(olderTemplate(template));
    const { code, out } = await run({ json: true, 'renew-rules': true });
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      command: 'update',
      outcome: 'updated',
      from: '3.0.4',
      to: version,
      kept: {
        watchlist: true,
        connectors: [{ apiEndpoint: 'https://events.1password.eu', initialLookbackHours: 168 }],
      },
      outdatedRules: [{ from: '1.0.9', to: '2.0.0' }],
      renewed: ['1Password - Changes to firewall rules'],
    });
  });

  test('asks first, and takes no for an answer', async () => {
    await install(olderTemplate(template));
    const asked = standIn.asked.length;
    expect(await run({}, false)).toMatchObject({
      code: 1,
      err: expect.stringContaining('Nothing was changed'),
    });
    expect(standIn.asked.slice(asked).filter((line) => line.startsWith('PUT'))).toEqual([]);
    expect(await run({}, true)).toMatchObject({ code: 0 });
  });

  test('wants --yes where nobody can be asked', async () => {
    expect(await run({ yes: false })).toMatchObject({ code: 2, err: expect.stringContaining('--yes') });
  });

  test('updates the content alone where there is no connector', async () => {
    await install(olderTemplate(template), { apiKey: '', enabledRules: [] });
    expect(await run()).toMatchObject({ code: 0 });
    const types = [...standIn.resources.values()].map(({ type }) => type);
    expect(types.filter((type) => type.startsWith('Microsoft.Web'))).toEqual([]);
  });

  test('names settings that are lost', async () => {
    await install(olderTemplate(template));
    const site = stored(/\/sites\/[^/]+$/);
    const { siteConfig } = site.properties as {
      readonly siteConfig: { readonly appSettings: readonly object[] };
    };
    const appSettings = [...siteConfig.appSettings, { name: 'MY_SETTING', value: '1' }];
    const properties = { ...site.properties, siteConfig: { ...siteConfig, appSettings } };
    standIn.resources.set(site.id.toLowerCase(), { ...site, properties });
    expect((await run({ 'what-if': true })).out).toContain('does not have: MY_SETTING');
  });

  test.each([
    ['is not installed', (): Promise<void> => Promise.resolve(), 'npm run deploy'],
    [
      'is newer than the bundle',
      () =>
        install(JSON.parse(JSON.stringify(template).replaceAll(`"${version}"`, '"3.99.0"')) as JsonObject),
      'newer than',
    ],
    [
      'has settings that may not be read',
      async () => {
        await install(olderTemplate(template));
        standIn.denied.add('Microsoft.Web/sites/config/list/action');
      },
      'may not be read',
    ],
    [
      'cannot be deployed to',
      async () => {
        await install(olderTemplate(template));
        standIn.failResource('Microsoft.Web/sites', { code: 'Conflict', message: 'Try later.' });
      },
      'Try later.',
    ],
  ])('stops where the solution %s', async (_, prepare, says) => {
    await prepare();
    const { code, err } = await run();
    expect(code).toBe(1);
    expect(err).toContain(says);
  });
});
