import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { evaluateValue } from '../deploy/template/evaluate.ts';
import { resourcesOf, scopeOf, type TemplateResource } from '../deploy/template/resources.ts';
import type { ArmTemplate, Json, JsonObject } from '../model/arm.ts';
import { deploymentTemplateSchema } from '../model/arm.ts';
import { bicepMissing, findBicep, findTypeErrors } from '../testing/bicep.ts';
import { enabledRulesDeployment } from './enabled-rules.ts';

const template = JSON.parse(readFileSync('mainTemplate.json', 'utf8')) as ArmTemplate & JsonObject;
const place = { subscriptionId: 's', tenantId: 't', resourceGroup: 'g', location: 'westeurope' };
const parameters = { workspace: 'Logs', 'workspace-location': 'northeurope' };
const content = resourcesOf({ template, parameters, place });

/** Content templates as they lie in the workspace once they are deployed. */
function reference(id: string): Json | undefined {
  return content.find((one) => one.id.toLowerCase() === id.toLowerCase())?.body?.['properties'];
}

function enabled(enabledRules: readonly string[]): readonly TemplateResource[] {
  return resourcesOf({ template, parameters: { ...parameters, enabledRules }, place, reference }).filter(
    ({ deployment }) => deployment === enabledRulesDeployment,
  );
}

const ids = template.variables['analyticRuleIds'] as readonly string[];
const isRule = ({ type }: TemplateResource): boolean => type.endsWith('/alertRules');

describe('rules that are enabled', () => {
  test('are none by default, and all where all are asked for', () => {
    expect(enabled([])).toEqual([]);
    expect(
      enabled(['all'])
        .filter(isRule)
        .map(({ name }) => name),
    ).toEqual(ids);
    expect(enabled(['unknown'])).toEqual([]);
  });

  test('are what their template holds, switched on and linked to it', () => {
    for (const rule of enabled(['all']).filter(isRule)) {
      const from = content.find(({ body }) => propertiesOf(body)['contentId'] === rule.name);
      const properties = from?.body?.['properties'] as JsonObject;
      const [held] = (properties['mainTemplate'] as { readonly resources: readonly JsonObject[] }).resources;
      expect(rule.body).toEqual({
        kind: held?.['kind'],
        properties: {
          ...(held?.['properties'] as JsonObject),
          enabled: true,
          alertRuleTemplateName: rule.name,
          templateVersion: properties['version'],
        },
      });
    }
  });

  test('belong to the solution', () => {
    const [rule, link] = enabled([ids[4] ?? '']);
    expect(link).toMatchObject({ name: `AnalyticsRule-${ids[4]}` });
    expect(link?.body?.['properties']).toMatchObject({
      parentId: rule?.id,
      contentId: ids[4],
      kind: 'AnalyticsRule',
      version: '2.0.0',
    });
  });

  test('come with the rows of privileged groups and vaults, each once however often it is deployed', () => {
    const [first, second] = rows(['a', 'b']);
    expect(first?.[0]).toMatch(
      /\/workspaces\/Logs\/providers\/Microsoft\.SecurityInsights\/watchlists\/PG1PW\/watchlistItems\/[0-9a-f-]{36}$/i,
    );
    expect(first?.[1]).toEqual({ UUID: 'a', Type: '', Name: '', Notes: '' });
    expect(rows(['b'])).toEqual([second]);
    expect(rows([])).toEqual([]);
  });

  test('wait for their templates, the watchlist and the table', () => {
    const scope = scopeOf({ template, parameters, place });
    const own = template.resources.find(({ name }) => name === enabledRulesDeployment);
    const waits = (evaluateValue(own?.['dependsOn'] ?? [], scope) as string[]).map((id) => id.toLowerCase());
    const wanted = content
      .filter(({ type, body }) => /watchlists$/i.test(type) || kindOf(body) === 'AnalyticsRule')
      .map(({ id }) => id.toLowerCase());
    expect(wanted).toHaveLength(19);
    expect(waits).toEqual(expect.arrayContaining(wanted));
    expect(waits).toContain(
      '/subscriptions/s/resourcegroups/g/providers/microsoft.resources/deployments/onepassword-connector',
    );
    expect(waits).toHaveLength(20);
  });
});

/** Ids and values of the rows of the watchlist. */
function rows(privilegedIds: readonly string[]): readonly (readonly [string, Json | undefined])[] {
  return resourcesOf({ template, parameters: { ...parameters, privilegedIds }, place })
    .filter(({ deployment }) => deployment === enabledRulesDeployment)
    .map(({ id, body }) => [id, propertiesOf(body)['itemsKeyValue']] as const);
}

function propertiesOf(body: JsonObject | undefined): JsonObject {
  return (body?.['properties'] ?? {}) as JsonObject;
}

function kindOf(body: JsonObject | undefined): Json | undefined {
  return propertiesOf(body)['contentKind'];
}

const cli = findBicep() ?? '';

describe.skipIf(cli === '')(`checked by Bicep (${bicepMissing})`, { timeout: 60_000 }, () => {
  test('Azure knows all that a rule has, but what only its template needs', async () => {
    const row = resourcesOf({ template, parameters: { ...parameters, privilegedIds: ['a'] }, place }).filter(
      ({ deployment }) => deployment === enabledRulesDeployment,
    );
    const resources = [...enabled(['all']).filter(isRule), ...row].map(
      ({ type, apiVersion, name, body }) => ({ type, apiVersion, name, ...body }),
    );
    const whole = { $schema: deploymentTemplateSchema, contentVersion: '1.0.0.0', resources };
    const found = (await findTypeErrors(cli, whole)).map(
      ({ code, message }) => `${code} ${/"(\w+)"/.exec(message)?.[1]}`,
    );
    expect([...new Set(found)].toSorted()).toEqual(['BCP037 requiredDataConnectors', 'BCP037 status']);
  });
});
