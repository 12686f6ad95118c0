import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ArmResource, ArmTemplate, Json } from '../../model/arm.ts';
import { readInfrastructure } from '../../validate/infrastructure/sample.ts';
import { eachText } from '../../validate/infrastructure/texts.ts';
import { compileInfrastructure } from './deployment.ts';

const input = readInfrastructure();
const compiled = compileInfrastructure(input);
const properties = compiled.resource['properties'] as unknown as {
  mode: string;
  expressionEvaluationOptions: { scope: string };
  parameters: Record<string, { value: string }>;
  template: ArmTemplate;
};
const { template } = properties;

/** All resources of a type, by their names. */
const ofType = (type: string): ArmResource[] => template.resources.filter((r) => r.type === type);
const only = (type: string): ArmResource => {
  const [first, ...others] = ofType(type);
  if (!first || others.length > 0) throw new Error(`There is not one ${type}.`);
  return first;
};

describe('the nested deployment', () => {
  test('is made only with a key, and keeps the key out of its record', () => {
    expect(compiled.resource).toMatchObject({
      type: 'Microsoft.Resources/deployments',
      name: 'onepassword-connector',
      condition: "[not(empty(parameters('apiKey')))]",
    });
    expect(properties).toMatchObject({
      mode: 'Incremental',
      expressionEvaluationOptions: { scope: 'Inner' },
    });
    expect(template.parameters['apiKey']).toEqual({ type: 'securestring' });
  });

  test('gets every parameter passed, none by default', () => {
    expect(Object.keys(properties.parameters)).toEqual(Object.keys(template.parameters));
    for (const parameter of Object.values(template.parameters)) {
      expect(parameter).not.toHaveProperty('defaultValue');
    }
  });

  test('an empty location of the function app means that of the workspace', () => {
    expect(properties.parameters['functionLocation']?.value).toMatch(
      /^\[if\(empty\(parameters\('functionLocation'\)\), .*'workspace-location'.*, parameters\('functionLocation'\)\)\]$/,
    );
    expect(properties.parameters['apiEndpoint']?.value).toBe("[parameters('apiEndpoint')]");
  });

  test('the key goes into the vault and nowhere else', () => {
    const places = [...eachText(compiled as unknown as Json)]
      .filter(({ text }) => text.includes("parameters('apiKey')"))
      .map(({ path }) => path.join('.').replace(/resources\.\d+/, 'resources'));
    expect(places).toEqual([
      'variables.deployConnector',
      'resource.condition',
      'resource.properties.parameters.apiKey.value',
      'resource.properties.template.resources.properties.value',
    ]);
    expect(only('Microsoft.KeyVault/vaults/secrets').name).toBe(
      "[concat(variables('shortName'), '/APIKey')]",
    );
  });

  test('has one role assignment for each grant, named by scope, identity and role', () => {
    const assignments = ofType('Microsoft.Authorization/roleAssignments');
    expect(assignments).toHaveLength(4);
    const identity =
      "resourceId('Microsoft.ManagedIdentity/userAssignedIdentities', variables('installation'))";
    const onSecret = assignments.find(({ scope }) => String(scope).includes('secrets'));
    const scope = "resourceId('Microsoft.KeyVault/vaults/secrets', variables('shortName'), 'APIKey')";
    expect(onSecret).toMatchObject({
      scope: `[${scope}]`,
      dependsOn: [`[${identity}]`, `[${scope}]`],
      name: `[guid(${scope}, ${identity}, '4633458b-17de-408a-b874-0445c86b69e6')]`,
      properties: { principalId: `[reference(${identity}).principalId]`, principalType: 'ServicePrincipal' },
    });
  });

  test('the stream has the columns of the connector, the table has all', () => {
    const rule = only('Microsoft.Insights/dataCollectionRules')['properties'] as unknown as {
      streamDeclarations: Record<string, { columns: { name: string; type: string }[] }>;
      dataFlows: { transformKql: string; outputStream: string }[];
    };
    const stream = rule.streamDeclarations['Custom-OnePasswordEventLogs']?.columns ?? [];
    const table = only('Microsoft.OperationalInsights/workspaces/tables')['properties'] as unknown as {
      schema: { columns: { name: string; type: string }[] };
    };
    expect(table.schema.columns.map(({ name }) => name)).toEqual(input.table.columns.map(({ name }) => name));
    expect(table.schema.columns).toContainEqual({ name: 'timestamp', type: 'dateTime' });
    expect(stream).toContainEqual({ name: 'timestamp', type: 'datetime' });
    const absent = table.schema.columns.filter(({ name }) => !stream.some((column) => column.name === name));
    expect(absent.map(({ name }) => name)).toEqual(['TimeGenerated', 'SourceSystem']);
    expect(rule.dataFlows).toMatchObject([
      {
        transformKql: 'source | extend TimeGenerated = now()',
        outputStream: 'Custom-OnePasswordEventLogs_CL',
      },
    ]);
  });

  test('every resource that has a location has the tag of the installation, no other has', () => {
    const uneven = template.resources.filter(
      ({ tags, location }) => (tags === undefined) !== (location === undefined),
    );
    expect(uneven).toEqual([]);
    expect(only('Microsoft.Web/sites')['tags']).toEqual({
      '1password-connector': "[variables('installation')]",
    });
  });
});

describe('order', () => {
  test('every dependency is a resource before its dependent', () => {
    const before = new Set<string>();
    for (const resource of template.resources) {
      const dependsOn = (resource['dependsOn'] ?? []) as string[];
      expect(dependsOn.filter((id) => !before.has(id))).toEqual([]);
      before.add(idOf(resource));
    }
    expect(before.size).toBe(template.resources.length);
  });

  test('does not depend on the order in which files are read', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray([...input.parts], { minLength: input.parts.length }), (parts) => {
        expect(compileInfrastructure({ ...input, parts })).toEqual(compiled);
      }),
      { numRuns: 20 },
    );
  });
});

describe('the root template', () => {
  test('asks for what has a default', () => {
    expect(Object.keys(compiled.parameters).toSorted()).toEqual([
      'apiEndpoint',
      'apiKey',
      'functionLocation',
      'initialLookbackHours',
      'keyVaultCreateMode',
      'packageUri',
      'resourcePrefix',
    ]);
    expect(compiled.parameters['apiKey']).toMatchObject({ type: 'securestring', defaultValue: '' });
    expect(compiled.parameters['apiEndpoint']).toMatchObject({
      defaultValue: 'https://events.1password.com',
      allowedValues: input.regions.map(({ host }) => `https://${host}`),
    });
    expect(compiled.parameters['initialLookbackHours']).toMatchObject({
      type: 'int',
      defaultValue: 24,
      minValue: 1,
      maxValue: 2880,
    });
    expect(compiled.parameters['packageUri']?.defaultValue).toBe(
      `${input.solution.repository}/releases/download/v${input.solution.version}/connector.zip`,
    );
  });

  test('its outputs name no secret and hold without the connector', () => {
    for (const [name, output] of Object.entries(compiled.outputs)) {
      const { value } = output as { value: string };
      expect(value).toContain(`.outputs.${name}.value, '`);
      expect(value).toMatch(/^\[if\(variables\('deployConnector'\), reference\(/);
      expect(value).not.toContain('apiKey');
    }
    expect(Object.keys(compiled.outputs)).toEqual(Object.keys(template.outputs));
  });
});

/** The id of a resource as dependencies write it, made from its compiled name. */
function idOf({ type, name, scope }: ArmResource): string {
  const term = name.startsWith('[') ? name.slice(1, -1) : `'${name}'`;
  if (scope !== undefined) return `[extensionResourceId(${String(scope).slice(1, -1)}, '${type}', ${term})]`;
  const parts = /^concat\((.*)\)$/.exec(term)?.[1]?.split(', ') ?? [term];
  const segments = parts.flatMap((part) =>
    part.startsWith("'")
      ? part
          .slice(1, -1)
          .split('/')
          .filter((s) => s !== '')
          .map((s) => `'${s}'`)
      : [part],
  );
  return `[resourceId('${type}', ${segments.join(', ')})]`;
}
