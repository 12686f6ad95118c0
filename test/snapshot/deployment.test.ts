import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import { runStages } from '../../scripts/commands/stages.ts';
import type { ArmTemplate, JsonObject } from '../../scripts/model/arm.ts';
import { deploymentTemplateSchema } from '../../scripts/model/arm.ts';
import { bicepMissing, findBicep, takeSnapshot, type Snapshot } from '../../scripts/testing/bicep.ts';
import { answerWizard, contentHub, everythingChanged, mainTemplate, wizardDefaults } from './answers.ts';
import { innerTemplates } from './content.ts';
import { isContent, isEnabledRule, textsOf, toReadable } from './readable.ts';

const cli = findBicep() ?? '';

async function predict(template: ArmTemplate, values: JsonObject): Promise<Snapshot> {
  const snapshot = await takeSnapshot(cli, template, values);
  expect(snapshot.diagnostics).toEqual([]);
  return { ...snapshot, predictedResources: snapshot.predictedResources.toSorted(byId) };
}

function byId(a: { readonly id: string }, b: { readonly id: string }): number {
  return a.id < b.id ? -1 : 1;
}

function contentOf({ predictedResources }: Snapshot) {
  return predictedResources.filter(isContent);
}

function connectorOf({ predictedResources }: Snapshot) {
  return predictedResources.filter((resource) => !isContent(resource) && !isEnabledRule(resource));
}

function enabledRulesOf({ predictedResources }: Snapshot) {
  return predictedResources.filter(isEnabledRule);
}

function kindsOf(resources: Snapshot['predictedResources']): string[] {
  return resources.map(({ type, apiVersion }) => `${type} ${apiVersion}`).toSorted();
}

/** Texts that are still expressions, each once. */
function expressionsOf(resources: Snapshot['predictedResources']): string[] {
  const texts = resources.flatMap((resource) => textsOf(resource as JsonObject));
  return [...new Set(texts.filter((text) => text.startsWith('[') && text.endsWith(']')))];
}

function golden(name: string): string {
  return `../golden/snapshot/${name}.json`;
}

describe.skipIf(cli === '')(`the whole template evaluated by Bicep (${bicepMissing})`, () => {
  let hub: Snapshot;
  let defaults: Snapshot;
  let changed: Snapshot;

  beforeAll(async () => {
    hub = await predict(mainTemplate, contentHub);
    defaults = await predict(mainTemplate, wizardDefaults);
    changed = await predict(mainTemplate, everythingChanged);
  }, 60_000);

  test('from Content Hub: the content alone', async () => {
    expect(connectorOf(hub)).toEqual([]);
    await expect(toReadable(hub.outputs, hub.predictedResources)).toMatchFileSnapshot(golden('content-hub'));
  });

  test('from the wizard with its defaults: the same content, and the connector', async () => {
    expect(contentOf(defaults)).toEqual(hub.predictedResources);
    await expect(toReadable(defaults.outputs, connectorOf(defaults))).toMatchFileSnapshot(
      golden('connector-with-defaults'),
    );
  });

  test('with every answer changed: no watchlist, and another connector', async () => {
    const kept = hub.predictedResources.filter(({ type }) => !type.endsWith('/Watchlists'));
    expect(contentOf(changed)).toEqual(kept);
    await expect(toReadable(changed.outputs, connectorOf(changed))).toMatchFileSnapshot(
      golden('connector-with-everything-changed'),
    );
  });

  test('from the wizard with a rule chosen: that rule, linked to its template', async () => {
    expect(enabledRulesOf(hub)).toEqual([]);
    expect(enabledRulesOf(defaults)).toEqual([]);
    await expect(toReadable({}, enabledRulesOf(changed))).toMatchFileSnapshot(golden('enabled-rules'));
  });

  test('with all rules: each of them once, by the name of its template', async () => {
    const all = enabledRulesOf(await predict(mainTemplate, { ...contentHub, enabledRules: ['all'] }));
    const names = all.flatMap(({ type, name }) => (type.endsWith('/alertRules') ? [name] : []));
    expect(names.toSorted()).toEqual((mainTemplate.variables['analyticRuleIds'] as string[]).toSorted());
  });

  test('both connectors have the same kinds of resources', () => {
    expect(kindsOf(connectorOf(changed))).toEqual(kindsOf(connectorOf(defaults)));
  });

  test('content is fully evaluated, and none of its text was taken for an expression', () => {
    expect(expressionsOf(hub.predictedResources)).toEqual([]);
    const texts = hub.predictedResources.flatMap((resource) => textsOf(resource as JsonObject));
    expect(texts.filter((text) => /\b(?:parameters|variables)\('/.test(text))).toEqual([]);
    expect(queriesOf(hub.predictedResources)).toEqual(queriesOf(mainTemplate.resources));
  });

  test('of the connector, only what Azure makes up itself and the secret are left open', () => {
    const wanted = "not(empty(parameters('apiKey')))";
    const secret = ["[parameters('apiKey')]", `[${wanted}]`, `[and(${wanted}, true())]`];
    const open = [defaults, changed].flatMap(({ predictedResources }) => expressionsOf(predictedResources));
    expect(open).toEqual(expect.arrayContaining(secret));
    const known =
      /^\[(?:concat\((?:'[^']*', )?)?reference\('\/subscriptions\/[^']+', '[\d-]+'\)(?:\.\w+)+(?:, '[^']*'\))?\]$/;
    expect(open.filter((text) => !secret.includes(text) && !known.test(text))).toEqual([]);
  });

  test('the key itself is nowhere', () => {
    expect(wizardDefaults['apiKey']).toMatch(/^a+\.b+\.c+$/);
    expect(JSON.stringify([defaults, changed])).not.toContain(wizardDefaults['apiKey']);
  });

  test('each content template holds resources that need no further evaluation', async () => {
    const inner = innerTemplates(hub.predictedResources);
    expect(inner).toHaveLength(contentTemplateCount());
    const nested = await predict(nesting(inner), {});
    const predicted = nested.predictedResources.map(({ id, ...resource }) => {
      expect(id).toMatch(/^\/subscriptions\//);
      return resource;
    });
    const held = inner.flatMap((template) => template.resources);
    expect(predicted.toSorted(byName)).toEqual(held.map(asPredicted).toSorted(byName));
  });

  test('the strict package of Content Hub makes the same content', async () => {
    const root = fileURLToPath(new URL('../../', import.meta.url));
    const { compiled, diagnostics } = await runStages(root, { contentOnly: true });
    if (!compiled) throw new Error(JSON.stringify(diagnostics));
    const answers = answerWizard(compiled.createUiDefinition, {});
    expect(answers).toEqual({ ...contentHub, location: 'westeurope', installWatchlist: true });
    const strict = await predict(compiled.mainTemplate, answers);
    expect(strict.predictedResources).toEqual(hub.predictedResources);
  });
});

/** One template that deploys each of the others. */
function nesting(templates: readonly ArmTemplate[]): ArmTemplate {
  const resources = templates.map((template, i) => ({
    type: 'Microsoft.Resources/deployments',
    apiVersion: '2025-04-01',
    name: `content-${i}`,
    properties: {
      mode: 'Incremental',
      expressionEvaluationOptions: { scope: 'Inner' },
      template: template as unknown as JsonObject,
    },
  }));
  const empty = { parameters: {}, variables: {}, outputs: {} };
  return { $schema: deploymentTemplateSchema, contentVersion: '1.0.0.0', ...empty, resources };
}

/** The queries of all rules and connector pages, in any depth, sorted. */
function queriesOf(resources: readonly JsonObject[] | ArmTemplate['resources']): string[] {
  const found: string[] = [];
  JSON.stringify(resources, (name, value: unknown) => {
    if ((name === 'query' || name === 'baseQuery') && typeof value === 'string') found.push(value);
    return value;
  });
  return found.toSorted();
}

function contentTemplateCount(): number {
  return mainTemplate.resources.filter(({ type }) => type.endsWith('/contentTemplates')).length;
}

function byName(a: { readonly name: string }, b: { readonly name: string }): number {
  return a.name < b.name ? -1 : 1;
}

/** What ARM keeps for itself: metadata in a template are for its reader. */
function asPredicted({ metadata, dependsOn, ...resource }: ArmTemplate['resources'][number]) {
  expect([undefined, []]).toContainEqual(dependsOn);
  expect(textsOf(metadata).filter((text) => text.startsWith('['))).toEqual([]);
  return resource;
}
