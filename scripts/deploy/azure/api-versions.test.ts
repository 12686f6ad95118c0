import { describe, expect, test } from 'vitest';
import { bicepMissing, findBicep, findTypeErrors } from '../../testing/bicep.ts';
import { apiVersions } from './api-versions.ts';

const cli = findBicep() ?? '';

/** What the commands ask for by each version, where it is a resource; the rest has no published type. */
const types: Readonly<Record<string, readonly string[]>> = {
  resources: ['Microsoft.Resources/resourceGroups'],
  roleAssignments: ['Microsoft.Authorization/roleAssignments'],
  workspaces: ['Microsoft.OperationalInsights/workspaces', 'Microsoft.OperationalInsights/workspaces/tables'],
  securityInsights: [
    'Microsoft.SecurityInsights/contentPackages',
    'Microsoft.SecurityInsights/contentTemplates',
    'Microsoft.SecurityInsights/metadata',
    'Microsoft.SecurityInsights/onboardingStates',
    'Microsoft.SecurityInsights/watchlists',
    'Microsoft.SecurityInsights/watchlists/watchlistItems',
  ],
  vaults: ['Microsoft.KeyVault/vaults', 'Microsoft.KeyVault/vaults/secrets'],
  storageAccounts: ['Microsoft.Storage/storageAccounts'],
  sites: ['Microsoft.Web/sites', 'Microsoft.Web/sites/config'],
  dataCollectionRules: ['Microsoft.Insights/dataCollectionRules'],
  workbooks: ['Microsoft.Insights/workbooks'],
  components: ['Microsoft.Insights/components'],
  identities: ['Microsoft.ManagedIdentity/userAssignedIdentities'],
  tables: ['Microsoft.OperationalInsights/workspaces/tables'],
  dataConnectors: ['Microsoft.SecurityInsights/dataConnectors'],
  smartDetectors: ['Microsoft.AlertsManagement/smartDetectorAlertRules'],
};

/** Pairs of which Bicep says that there is no such type, or not in this version. */
async function unknownOf(pairs: readonly (readonly [string, string])[]): Promise<string[]> {
  const resources = pairs.map(([type, apiVersion], i) => {
    const parts = type.split('/').length - 1;
    return { type, apiVersion, name: Array.from({ length: parts }, (_, part) => `n${i}${part}`).join('/') };
  });
  const template = {
    $schema: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#',
    contentVersion: '1.0.0.0',
    resources,
  };
  const found = await findTypeErrors(cli, template);
  return found.filter(({ code }) => code === 'BCP081').map(({ resource }) => resource);
}

describe.skipIf(cli === '')(`api versions (${bicepMissing})`, () => {
  test('are published for what is asked by them', async () => {
    const pairs = Object.entries(types).flatMap(([name, all]) =>
      all.map((type) => [type, apiVersions[name as keyof typeof apiVersions]] as const),
    );
    expect(await unknownOf([...pairs, ['Microsoft.Web/sites', '2020-01-01']])).toEqual([
      'Microsoft.Web/sites@2020-01-01',
    ]);
  });
});
