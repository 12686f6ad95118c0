import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Json, JsonObject } from '../../../../scripts/model/arm.ts';
import { contentHub, everythingChanged, mainTemplate, wizardDefaults } from '../../../snapshot/answers.ts';
import { examplePlace } from '../start.ts';
import { Unknown } from './evaluate.ts';
import { guid, uniqueString } from './hashes.ts';
import { allDeclared, predict } from './prediction.ts';
import { providerPath, readId } from './resource-name.ts';
import { expand, type Expansion, type Reference } from './template.ts';

const groupId = `/subscriptions/${examplePlace.subscriptionId}/resourceGroups/${examplePlace.resourceGroup}`;
const place = {
  tenantId: examplePlace.tenantId,
  subscriptionId: examplePlace.subscriptionId,
  groupId,
  groupName: examplePlace.resourceGroup,
  groupLocation: examplePlace.location,
  deployment: 'main',
};

const unknown: Reference = () => {
  throw new Unknown();
};

function evaluate(template: unknown, values: JsonObject = {}, reference = unknown): Expansion {
  const given = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { value }]));
  return expand(template as JsonObject, given, place, reference);
}

function goldenIds(name: string): string[] {
  const url = new URL(`../../../golden/snapshot/${name}.json`, import.meta.url);
  const { resources } = JSON.parse(readFileSync(url, 'utf8')) as {
    readonly resources: readonly { readonly id: string }[];
  };
  return resources.map(({ id }) => id).toSorted();
}

describe('the solution has the resources that Bicep has predicted', () => {
  test.each<[string, JsonObject]>([
    ['content-hub', contentHub],
    ['connector-with-defaults', wizardDefaults],
    ['connector-with-everything-changed', everythingChanged],
  ])('%s', (name, values) => {
    const ids = allDeclared(evaluate(mainTemplate, values))
      .filter(({ nested }) => nested === undefined)
      .map(({ id }) => id);
    expect(ids).toEqual(expect.arrayContaining(goldenIds(name)));
    expect(ids.length).toBeGreaterThanOrEqual(goldenIds(name).length);
  });
});

test('hashes and ids are those of Azure', () => {
  expect(uniqueString([examplePlace.subscriptionId, 'example-group', 'logs', 'onepassword'])).toBe(
    't2yxlgtlwa2e2',
  );
  const names = ['Microsoft.Insights/components', 'Microsoft.ManagedIdentity/userAssignedIdentities'].map(
    (type) => `${groupId}/${providerPath(type, ['onepassword-t2yxlgtlwa2e2'])}`,
  );
  expect(guid([...names, '3913510d-42f4-4e42-8a64-420c390055eb'])).toBe(
    '11a5ee1f-20f2-5ecb-9e20-d65b018d9a88',
  );
  // Every length of a tail has a way of its own through the hash.
  const tails = Array.from({ length: 9 }, (_, i) => uniqueString(['x'.repeat(i)]));
  expect(new Set(tails).size).toBe(9);
  expect(tails.every((text) => /^[a-z2-7]{13}$/.test(text))).toBe(true);
});

test('an id is read from its end', () => {
  expect(readId(`${groupId}/providers/A.B/c/d/providers/E.F/g/h/i/j`)).toEqual({
    scope: `${groupId}/providers/A.B/c/d`,
    type: 'E.F/g/i',
    name: 'h/j',
  });
  for (const id of [groupId, `${groupId}/providers/A.B`, `${groupId}/providers/A.B/c`])
    expect(readId(id)).toBeUndefined();
});

const resource = (more: JsonObject): JsonObject => ({ type: 'A.B/c', apiVersion: '1', name: 'n', ...more });
const nested = (scope: string, resources: readonly Json[], more: JsonObject = {}): JsonObject => ({
  type: 'Microsoft.Resources/deployments',
  apiVersion: '1',
  name: 'inner',
  properties: {
    expressionEvaluationOptions: { scope },
    parameters: { p: { value: "[concat(parameters('p'), '!')]" } },
    template: { parameters: { p: { type: 'string' } }, resources, ...more },
  },
});

describe('templates', () => {
  test('copies, conditions and what depends on them', () => {
    const { resources } = evaluate({
      resources: [
        resource({ name: "[concat('n', copyIndex(1))]", copy: { name: 'loop', count: 2 } }),
        resource({ name: 'no', condition: '[equals(1, 2)]' }),
        resource({ name: 'last', dependsOn: ['loop', "[resourceId('A.B/c', 'no')]", 'elsewhere'] }),
      ],
    });
    expect(resources.map(({ name }) => name)).toEqual(['n1', 'n2', 'last']);
    expect(resources[2]?.dependsOn).toEqual(resources.slice(0, 2).map(({ id }) => id.toLowerCase()));
  });

  test('a nested deployment sees its own parameters, or those around it', () => {
    const inside = resource({ properties: { is: "[parameters('p')]" } });
    const seen = (scope: string) => {
      const template = { parameters: { p: { type: 'string' } }, resources: [nested(scope, [inside])] };
      return evaluate(template, { p: 'x' }).resources[0]?.nested?.().resources[0]?.body();
    };
    expect(seen('Inner')).toEqual({ properties: { is: 'x!' } });
    expect(seen('Outer')).toEqual({ properties: { is: 'x' } });
  });

  test('an extension lies in its scope', () => {
    const [first, second] = evaluate({
      resources: [resource({ scope: `${groupId}/providers/D.E/f/g` }), resource({ scope: 'D.E/f/g' })],
    }).resources;
    expect(first?.id).toBe(`${groupId}/providers/D.E/f/g/providers/A.B/c/n`);
    expect(second?.id).toBe(first?.id);
  });

  test('secure parameters are kept by their type alone', () => {
    const template = {
      parameters: { a: { type: 'string', defaultValue: 'd' }, s: { type: 'secureString' } },
    };
    expect(evaluate(template, { s: 'canary' }).parameters).toEqual({
      a: { type: 'string', value: 'd' },
      s: { type: 'secureString' },
    });
  });

  test('before the deployment, what another resource says of itself is known', () => {
    const template = {
      resources: [
        resource({ properties: { list: [{ said: "[concat('s', 'aid')]" }] } }),
        resource({
          name: 'other',
          properties: {
            known: "[reference(resourceId('A.B/c', 'n')).list[0].said]",
            byName: "[reference('n').list[0].said]",
            added: "[reference('n').madeUp]",
            elsewhere: "[reference('x').y]",
          },
        }),
      ],
    };
    const [, other] = predict(template, {}, place).resources;
    expect(other?.body()['properties']).toEqual({
      known: 'said',
      byName: 'said',
      added: "[reference('n').madeUp]",
      elsewhere: "[reference('x').y]",
    });
  });

  test('bodies and outputs are read when they are asked for', () => {
    let state = 'before';
    const { resources, outputs } = evaluate(
      {
        resources: [resource({ properties: { is: "[reference('x').state]" } })],
        outputs: { o: { type: 'string', value: "[reference('x').state]" } },
      },
      {},
      () => ({ state }),
    );
    expect(resources[0]?.body()).toEqual({ properties: { is: 'before' } });
    state = 'after';
    expect(resources[0]?.body()).toEqual({ properties: { is: 'after' } });
    expect(outputs()).toEqual({ o: { type: 'string', value: 'after' } });
  });

  test('a parameter without a value, and one that there is not', () => {
    const template = {
      parameters: { p: { type: 'string' } },
      resources: [resource({ name: "[parameters('p')]" })],
    };
    expect(() => evaluate(template)).toThrow('no value');
    expect(() => evaluate({ resources: [resource({ name: "[parameters('q')]" })] })).toThrow(
      'no parameter q',
    );
  });
});
