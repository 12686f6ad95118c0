import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Json, JsonObject } from '../../model/arm.ts';
import { evaluateText, ExpressionFault } from './evaluate.ts';
import { resourcesOf, scopeOf, type TemplateResource } from './resources.ts';

const template = JSON.parse(readFileSync('mainTemplate.json', 'utf8')) as JsonObject;

// Where test/snapshot/ lets Microsoft's Bicep CLI imagine the deployment.
const place = {
  subscriptionId: '00000000-1111-2222-3333-444444444444',
  tenantId: '00000000-5555-6666-7777-888888888888',
  resourceGroup: 'example-group',
  location: 'westeurope',
};
const content = { workspace: 'Logs', 'workspace-location': 'northeurope' };
const apiKey = `${'a'.repeat(12)}.${'b'.repeat(24)}.${'c'.repeat(24)}`;

interface Golden {
  readonly id: string;
  readonly name: string;
  readonly apiVersion: string;
  readonly location?: string;
  readonly properties?: JsonObject;
}

function golden(name: string): readonly Golden[] {
  const text = readFileSync(`test/golden/snapshot/${name}.json`, 'utf8');
  return (JSON.parse(text) as { readonly resources: readonly Golden[] }).resources;
}

function byId(resources: readonly { readonly id: string }[]): string[] {
  return resources.map(({ id }) => id).toSorted();
}

const isContent = ({ deployment }: TemplateResource): boolean => deployment === undefined;

describe('a template evaluated', () => {
  test('gives the ids that the Bicep CLI gives', () => {
    const whole = resourcesOf({ template, parameters: { ...content, apiKey }, place });
    expect(byId(whole.filter(isContent))).toEqual(byId(golden('content-hub')));
    expect(byId(whole.filter((one) => !isContent(one)))).toEqual(byId(golden('connector-with-defaults')));
  });

  test('gives the properties that the Bicep CLI gives, where it knows them', () => {
    const whole = resourcesOf({ template, parameters: { ...content, apiKey }, place });
    const expected = golden('connector-with-defaults');
    let compared = 0;
    for (const { id, properties } of expected) {
      // Neither what the CLI leaves open nor long texts, of which the golden has a hash.
      if (/"\[|SHA-256/.test(JSON.stringify(properties ?? {}))) continue;
      const found = whole.find((resource) => resource.id === id);
      expect(found?.body?.['properties'] ?? {}).toEqual(properties ?? {});
      compared += 1;
    }
    expect(compared).toBeGreaterThan(8);
  });

  test('asks for what only the resources know, and leaves a body open where nobody answers', () => {
    const principalId = '11111111-2222-3333-4444-555555555555';
    const known = (id: string): Json | undefined =>
      id.includes('/userAssignedIdentities/') ? { principalId } : undefined;
    const grants = (reference: typeof known): (JsonObject | undefined)[] =>
      resourcesOf({ template, parameters: { ...content, apiKey }, place, reference })
        .filter(({ type }) => type.endsWith('/roleAssignments'))
        .map(({ body }) => body);
    expect(grants(known)).toHaveLength(4);
    for (const grant of grants(known)) expect(grant?.['properties']).toMatchObject({ principalId });
    expect(grants(() => undefined)).toEqual([undefined, undefined, undefined, undefined]);
  });

  test('makes a copy for each rule that is enabled', () => {
    const [first = ''] = template['variables'] ? (variable('analyticRuleIds') as string[]) : [];
    const properties = {
      mainTemplate: { resources: [{ properties: { query: 'Q', enabled: false } }, { properties: {} }] },
    };
    const enabled = (enabledRules: readonly string[]): readonly TemplateResource[] =>
      resourcesOf({
        template,
        parameters: { ...content, enabledRules },
        place,
        reference: () => ({ ...properties, version: '2.0.0' }),
      }).filter(({ type }) => type.endsWith('/alertRules'));
    expect(enabled([])).toEqual([]);
    expect(enabled(['all'])).toHaveLength(18);
    expect(enabled([first]).map(({ name, body }) => [name, body?.['properties']])).toEqual([
      [first, { query: 'Q', enabled: true, alertRuleTemplateName: first, templateVersion: '2.0.0' }],
    ]);
  });
});

function variable(name: string): Json {
  return evaluateText(`[variables('${name}')]`, scopeOf({ template, parameters: content, place }));
}

describe('an expression', () => {
  const scope = scopeOf({ template: {}, parameters: { a: { B: [1, 'x'] } }, place });
  test.each([
    ["[parameters('a').b[1]]", 'x'],
    ["[concat('it''s', ' ', string(1))]", "it's 1"],
    ["[[parameters('a')]", "[parameters('a')]"],
    ["[if(empty(''), 'yes', reference('unknown'))]", 'yes'],
    [
      "[union(createObject('a', createObject('b', 1)), createObject('a', createObject('c', 2)))]",
      { a: { b: 1, c: 2 } },
    ],
  ])('%s is %j', (text, value) => {
    expect(evaluateText(text, scope)).toEqual(value);
  });

  test.each(["[parameters('b')]", '[newGuid()]', "[parameters('a').c]"])('%s is refused', (text) => {
    expect(() => evaluateText(text, scope)).toThrow(ExpressionFault);
  });

  test('that is cut off is no expression', () => {
    expect(() => evaluateText("[concat('a']", scope)).toThrow(SyntaxError);
  });
});
