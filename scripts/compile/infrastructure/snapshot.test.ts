import { describe, expect, test } from 'vitest';
import { deploymentTemplateSchema, type ArmTemplate, type JsonObject } from '../../model/arm.ts';
import {
  bicepMissing,
  findBicep,
  findTypeErrors,
  takeSnapshot,
  type PredictedResource,
} from '../../testing/bicep.ts';
import { readInfrastructure, type Edit } from '../../validate/infrastructure/sample.ts';
import { compileInfrastructure } from './deployment.ts';

const cli = findBicep() ?? '';

function compile(...edits: Edit[]): { root: ArmTemplate; nested: JsonObject } {
  const compiled = compileInfrastructure(readInfrastructure(...edits));
  const root: ArmTemplate = {
    $schema: deploymentTemplateSchema,
    contentVersion: '1.0.0.0',
    parameters: {
      workspace: { type: 'string', defaultValue: '' },
      'workspace-location': { type: 'string', defaultValue: '' },
      location: { type: 'string', defaultValue: '[resourceGroup().location]' },
      ...compiled.parameters,
    },
    variables: compiled.variables,
    resources: [compiled.resource],
    outputs: compiled.outputs,
  };
  const { template } = compiled.resource['properties'] as unknown as { template: JsonObject };
  return { root, nested: template };
}

const values = { apiKey: 'head.payload.signature', workspace: 'Logs', 'workspace-location': 'northeurope' };

/** What would be deployed; each set of parameters is asked for once, since the CLI takes its time. */
function predict(parameters: JsonObject = {}): Promise<Prediction> {
  const key = JSON.stringify(parameters);
  const prediction = predictions.get(key) ?? askFor(parameters);
  predictions.set(key, prediction);
  return prediction;
}

async function askFor(parameters: JsonObject): Promise<Prediction> {
  const snapshot = await takeSnapshot(cli, compile().root, { ...values, ...parameters });
  expect(snapshot.diagnostics).toEqual([]);
  const resources = snapshot.predictedResources;
  const one = (type: string) => {
    const found = resources.find((resource) => resource.type === type);
    if (!found) throw new Error(`There is no ${type}.`);
    return found;
  };
  return { resources, one };
}

interface Prediction {
  readonly resources: readonly PredictedResource[];
  readonly one: (type: string) => PredictedResource;
}
const predictions = new Map<string, Promise<Prediction>>();

function settingsOf(app: PredictedResource): Record<string, string> {
  const { siteConfig } = app['properties'] as unknown as {
    siteConfig: { appSettings: { name: string; value: string }[] };
  };
  return Object.fromEntries(siteConfig.appSettings.map(({ name, value }) => [name, value]));
}

/** Where the data collection rule and the function app would lie. */
async function locations(parameters: JsonObject) {
  const { one } = await predict(parameters);
  return [one('Microsoft.Insights/dataCollectionRules'), one('Microsoft.Web/sites')].map(
    ({ location }) => location,
  );
}

async function appName(parameters: JsonObject): Promise<string> {
  return (await predict(parameters)).one('Microsoft.Web/sites').name;
}

describe.skipIf(cli === '')(`evaluated by Bicep (${bicepMissing})`, { timeout: 60_000 }, () => {
  test('all resources, under names that Azure accepts', async () => {
    const { resources, one } = await predict();
    expect(resources.map(({ type }) => type.split('/').slice(1).join('/')).toSorted()).toEqual([
      'components',
      'dataCollectionRules',
      'roleAssignments',
      'roleAssignments',
      'roleAssignments',
      'roleAssignments',
      'serverfarms',
      'sites',
      'sites/basicPublishingCredentialsPolicies',
      'sites/basicPublishingCredentialsPolicies',
      'sites/extensions',
      'storageAccounts',
      'storageAccounts/blobServices',
      'storageAccounts/blobServices/containers',
      'storageAccounts/blobServices/containers',
      'userAssignedIdentities',
      'vaults',
      'vaults/secrets',
      'workspaces/tables',
    ]);
    expect(one('Microsoft.Storage/storageAccounts').name).toMatch(/^[a-z][a-z0-9]{23}$/);
    expect(one('Microsoft.KeyVault/vaults').name).toMatch(/^[a-z][a-z0-9-]{2,23}$/);
    expect(one('Microsoft.Web/sites').name).toMatch(/^[a-z][a-z0-9-]{1,31}$/);
    expect(one('Microsoft.OperationalInsights/workspaces/tables').name).toBe('Logs/OnePasswordEventLogs_CL');
  });

  test('settings of the function app', async () => {
    const { one } = await predict({
      apiEndpoint: 'https://events.1password.eu',
      initialLookbackHours: 48,
    });
    const settings = settingsOf(one('Microsoft.Web/sites'));
    const vault = one('Microsoft.KeyVault/vaults').name;
    expect(settings).toMatchObject({
      apiEndpoint: 'https://events.1password.eu',
      APIKey: `@Microsoft.KeyVault(VaultName=${vault};SecretName=APIKey)`,
      schedule: '0 */5 * * * *',
      INITIAL_LOOKBACK_HOURS: '48',
      DCR_STREAM_NAME: 'Custom-OnePasswordEventLogs',
      AzureWebJobsStorage__accountName: one('Microsoft.Storage/storageAccounts').name,
      AzureWebJobsStorage__credential: 'managedidentity',
    });
    expect(settings['AZURE_CLIENT_ID']).toBe(settings['AzureWebJobsStorage__clientId']);
    expect(settings['LOGS_INGESTION_ENDPOINT']).toContain('.endpoints.logsIngestion]');
  });

  test('the rule lies with the workspace, the app where it is asked for', async () => {
    expect(await locations({})).toEqual(['northeurope', 'northeurope']);
    expect(await locations({ functionLocation: 'westus3' })).toEqual(['northeurope', 'westus3']);
    expect(await locations({ 'workspace-location': '' })).toEqual(['westeurope', 'westeurope']);
  });

  test('a long prefix with hyphens and capitals still gives good names', async () => {
    const { one } = await predict({ resourcePrefix: 'Contoso-Security-Team' });
    expect(one('Microsoft.Storage/storageAccounts').name).toMatch(/^contososecu[a-z0-9]{13}$/);
  });

  test('names differ by workspace and prefix, not by the case in which they are written', async () => {
    const different = [{}, { workspace: 'Other' }, { resourcePrefix: 'onepasswords' }];
    const names = await Promise.all(different.map(appName));
    expect(new Set(names).size).toBe(3);
    expect(await appName({ workspace: 'LOGS', resourcePrefix: 'OnePassword' })).toBe(names[0]);
  });

  test('Azure knows every property but those of onedeploy', async () => {
    // Azure's published type of sites/extensions has no properties, yet this is how packages are deployed.
    const found = await findTypeErrors(cli, compile().nested);
    expect(found.map(({ code }) => code)).toEqual(['BCP187']);
  });

  test('a misspelt property is told', async () => {
    const edit = { file: 'storage.yaml', search: 'allowSharedKeyAccess', replace: 'allowSharedKeyAces' };
    const [found] = await findTypeErrors(cli, compile(edit).nested);
    expect(found?.message).toContain('"allowSharedKeyAces"');
  });
});
