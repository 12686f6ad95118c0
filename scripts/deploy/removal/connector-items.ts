/** What the connectors of a workspace consist of. */
import { apiVersions } from '../azure/api-versions.ts';
import type { Azure } from '../azure/azure.ts';
import { groupId, sameId, type Target } from '../azure/resource-id.ts';
import type { BundleContents } from '../status/bundle-contents.ts';
import { resourceOf, type GroupResource, type Installation } from '../status/installation.ts';
import { listRoleAssignments } from '../status/role-assignments.ts';
import { roleTitle } from '../status/roles.ts';
import type { Item, ItemKind } from './item.ts';

/** By type in lower case. */
const kinds: Readonly<Record<string, ItemKind>> = {
  'microsoft.web/sites': 'function-app',
  'microsoft.web/serverfarms': 'plan',
  'microsoft.storage/storageaccounts': 'storage',
  'microsoft.keyvault/vaults': 'vault',
  'microsoft.managedidentity/userassignedidentities': 'identity',
  'microsoft.insights/components': 'insights',
  'microsoft.insights/datacollectionrules': 'data-collection-rule',
};

const notes: Readonly<Partial<Record<ItemKind, string>>> = {
  storage: 'with the positions in the event streams and the dead letters',
  vault: 'with the API key; it can be recovered for 7 days',
};

/** Throws `AzureFault`. */
export async function listConnectorItems(
  azure: Azure,
  target: Target,
  contents: BundleContents,
  installations: readonly Installation[],
): Promise<readonly Item[]> {
  const items: Item[] = [];
  for (const installation of installations) {
    items.push(...installation.resources.map((resource) => itemOf(resource, contents)));
    items.push(...(await roleItems(azure, installation)));
  }
  return [...items, ...(await smartDetectors(azure, target, installations))];
}

function itemOf({ id, name, type }: GroupResource, contents: BundleContents): Item {
  const kind = kinds[type.toLowerCase()] ?? 'other';
  const apiVersion = contents.apiVersions.get(type.toLowerCase()) ?? '';
  const note = kind === 'other' ? type : notes[kind];
  return { kind, id, title: name, apiVersion, ...(note === undefined ? {} : { note }) };
}

/** They would go with what they are on; but an identity that is gone leaves those behind that could not. */
async function roleItems(azure: Azure, installation: Installation): Promise<readonly Item[]> {
  const resource = resourceOf(installation, 'Microsoft.ManagedIdentity/userAssignedIdentities');
  const identity =
    resource &&
    (await azure.get<{ readonly properties: { readonly principalId: string } }>(
      resource.id,
      apiVersions.identities,
    ));
  if (!identity) return [];
  const found = new Map<string, Item>();
  const scopes = installation.resources.map(({ id, type }) =>
    sameId(type, 'Microsoft.KeyVault/vaults') ? `${id}/secrets/APIKey` : id,
  );
  for (const scope of scopes) {
    for (const one of await listRoleAssignments(azure, scope, identity.properties.principalId)) {
      found.set(one.id.toLowerCase(), {
        kind: 'role',
        id: one.id,
        title: roleTitle(one.role),
        apiVersion: apiVersions.roleAssignments,
        note: `of ${installation.name} on ${one.scope.split('/').slice(-2).join(' ')}`,
      });
    }
  }
  return [...found.values()];
}

/** Application Insights adds a rule of its own for each component, without our tag. */
async function smartDetectors(
  azure: Azure,
  target: Target,
  installations: readonly Installation[],
): Promise<readonly Item[]> {
  const names = installations.flatMap((installation) => {
    const insights = resourceOf(installation, 'Microsoft.Insights/components');
    return insights ? [`Failure Anomalies - ${insights.name}`] : [];
  });
  if (names.length === 0) return [];
  const items: Item[] = [];
  for await (const { id, name, type } of azure.list<GroupResource>(
    `${groupId(target)}/resources`,
    apiVersions.resources,
  )) {
    if (!sameId(type, 'Microsoft.AlertsManagement/smartDetectorAlertRules')) continue;
    if (!names.some((expected) => sameId(expected, name))) continue;
    items.push({ kind: 'alert-rule', id, title: name, apiVersion: apiVersions.smartDetectors });
  }
  return items;
}
