import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { runStages } from '../../scripts/commands/stages.ts';
import {
  deploymentTemplateSchema,
  type ArmResource,
  type ArmTemplate,
  type JsonObject,
} from '../../scripts/model/arm.ts';
import {
  bicepMissing,
  findBicep,
  findTypeErrors,
  takeSnapshot,
  type TypeFinding,
} from '../../scripts/testing/bicep.ts';
import { contentHub, mainTemplate } from './answers.ts';
import { innerTemplates } from './content.ts';

const cli = findBicep() ?? '';

/**
 * What Azure's published types say against the content although it is right: packages of the public
 * content repository are written so, and Content Hub takes them. Each as type, code of Bicep and property.
 */
const accepted = {
  'every item is written with the region of its workspace': [
    'contentPackages BCP187 location',
    'contentTemplates BCP187 location',
    'dataConnectors BCP187 location',
    'metadata BCP187 location',
    'Watchlists BCP187 location',
    'alertRules BCP187 location',
  ],
  'Content Hub shows the package from these': [
    'contentPackages BCP037 descriptionHtml',
    'contentPackages BCP037 id',
    'contentPackages BCP037 kind',
    'contentPackages BCP037 parentId',
  ],
  'and an item from these': [
    'contentTemplates BCP037 description',
    'contentTemplates BCP037 id',
    'metadata BCP037 description',
  ],
  'the connector page follows the schema of the gallery, which is another one': [
    'dataConnectors BCP035 "connectivityCriteria", "graphQueriesTableName"',
    'dataConnectors BCP037 id',
    'dataConnectors BCP089 connectivityCriterias',
  ],
};

/** The same, for the api versions of the public packager alone: newer ones know these. */
const acceptedInPackages = {
  'asked for by the old type, and dropped later': ['contentTemplates BCP035 "source"'],
  'written by the packager ahead of the type': [
    'contentPackages BCP037 contentProductId',
    'contentTemplates BCP037 contentProductId',
    'contentTemplates BCP037 packageVersion',
    'Watchlists BCP037 sourceType',
  ],
  'a number in the schema of the gallery': ['dataConnectors BCP036 status'],
};

/** A resource under its own type: Bicep knows no types with `/providers/` inside. */
function asExtension({ type, apiVersion, ...resource }: ArmResource, name: string): ArmResource {
  const { dependsOn: _dependsOn, id: _id, metadata: _metadata, ...rest } = resource;
  const provider = 'Microsoft.SecurityInsights/';
  return { ...rest, type: type.replace(/^.*\/providers\//, provider), apiVersion, name };
}

/** An api version of rules that knows all that a template may hold. */
const ruleVersion = '2025-07-01-preview';

/** A rule template as the rule that Microsoft Sentinel makes of it: the type of templates is read-only. */
function asRule(template: ArmResource): ArmResource {
  const {
    status: _status,
    requiredDataConnectors: _connectors,
    ...properties
  } = template['properties'] as JsonObject;
  return { ...template, type: 'Microsoft.SecurityInsights/alertRules', apiVersion: ruleVersion, properties };
}

async function typeErrors(template: ArmTemplate): Promise<string[]> {
  const { predictedResources } = await takeSnapshot(cli, template, contentHub);
  const inner = innerTemplates(predictedResources).flatMap(({ resources }) => resources);
  const resources = [...predictedResources, ...inner].map((resource, i) =>
    asExtension(resource.type.endsWith('/AlertRuleTemplates') ? asRule(resource) : resource, `r${i}`),
  );
  const whole = { $schema: deploymentTemplateSchema, contentVersion: '1.0.0.0', resources };
  const found = await findTypeErrors(cli, whole as unknown as JsonObject);
  return [...new Set(found.map(keyOf))].toSorted();
}

function keyOf({ resource, code, message }: TypeFinding): string {
  const property = /required properties: (.*?)\./.exec(message) ?? /^The property "(\w+)"/.exec(message);
  const type = resource.replace(/^Microsoft\.SecurityInsights\/|@.*$/g, '');
  return `${type} ${code} ${property?.[1] ?? message}`;
}

function sorted(reasons: Readonly<Record<string, readonly string[]>>): string[] {
  return Object.values(reasons).flat().toSorted();
}

describe.skipIf(cli === '')(`Azure's published types (${bicepMissing})`, () => {
  test('know the content as packages write it, but for what is accepted', async () => {
    expect(await typeErrors(mainTemplate)).toEqual(sorted({ ...accepted, ...acceptedInPackages }));
  });

  test('know the content with the newest stable api versions', async () => {
    const root = fileURLToPath(new URL('../../', import.meta.url));
    const { compiled, diagnostics } = await runStages(root, { contentOnly: true, stableApiVersions: true });
    if (!compiled) throw new Error(JSON.stringify(diagnostics));
    expect(await typeErrors(compiled.mainTemplate)).toEqual(sorted(accepted));
  });

  test('know the connector, but for the properties of the resource that deploys its code', async () => {
    const found = await findTypeErrors(cli, mainTemplate as unknown as JsonObject);
    expect(found.map(keyOf)).toEqual([
      'Microsoft.Web/sites/extensions BCP187 properties',
      // Templates name a scope by its id; Bicep has symbols for it, and made a text of this one.
      'alertRules BCP036 scope',
      'metadata BCP036 scope',
      'watchlists/watchlistItems BCP036 scope',
    ]);
  });
});
