import { diagnostic, startOf, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import { requiredSettings, type ResourceDefinition } from '../../model/infrastructure.ts';
import { locate, type Inventory } from './inventory.ts';
import { itemsOf, valueAt } from './texts.ts';

/** What the connector's code and its documentation count on by name or kind. */
const needed: readonly { readonly type: string; readonly name?: string; readonly what: string }[] = [
  { type: 'Microsoft.OperationalInsights/workspaces/tables', what: 'the table' },
  { type: 'Microsoft.Insights/dataCollectionRules', what: 'the data collection rule' },
  { type: 'Microsoft.Web/sites', what: 'the function app' },
  { type: 'Microsoft.KeyVault/vaults/secrets', name: 'APIKey', what: 'the key vault secret APIKey' },
  ...['app-package', 'cursors'].map((name) => ({
    type: 'Microsoft.Storage/storageAccounts/blobServices/containers',
    name,
    what: `the blob container ${name}`,
  })),
];

/** Resources and settings that the connector cannot do without. */
export function checkConnectorNeeds(inventory: Inventory): Diagnostic[] {
  const { resources, deployments } = inventory;
  const somewhere = deployments[0] ?? resources[0];
  const start = startOf(somewhere ? locate(somewhere).file : 'solution/infrastructure');
  const missing = needed
    .filter((need) => !resources.some(({ definition }) => answers(definition, need)))
    .map(({ type, what }) => {
      // One of the kind under a name that nobody asks for is the likely culprit.
      const stray = resources.find(
        ({ definition }) => definition.type === type && !needed.some((need) => answers(definition, need)),
      );
      return diagnostic('infrastructure-missing', stray ? locate(stray, 'name') : start, { what });
    });
  const name = 'the name of the deployment';
  const unnamed = deployments.length > 0 ? [] : [diagnostic('infrastructure-missing', start, { what: name })];
  return [...missing, ...unnamed, ...resources.flatMap(checkSettings)];
}

function answers(definition: ResourceDefinition, { type, name }: { type: string; name?: string }): boolean {
  return definition.type === type && (name === undefined || definition.name === name);
}

function checkSettings(entry: Inventory['resources'][number]): Diagnostic[] {
  if (entry.definition.type !== 'Microsoft.Web/sites') return [];
  const path = ['properties', 'siteConfig', 'appSettings'] as const;
  const settings = itemsOf(valueAt(entry.definition['properties'], 'siteConfig', 'appSettings'));
  const names = settings.map((setting) => valueAt(setting, 'name'));
  return [
    ...requiredSettings
      .filter((name) => !names.includes(name))
      .map((name) => diagnostic('infrastructure-setting-missing', locate(entry, ...path), { name })),
    ...names.flatMap((name, index) =>
      typeof name !== 'string' || names.indexOf(name) === index
        ? []
        : [diagnostic('infrastructure-setting-duplicate', locate(entry, ...path, index), { name })],
    ),
  ];
}
