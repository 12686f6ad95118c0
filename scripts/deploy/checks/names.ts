/** Names that the whole world shares: vault, storage account and function app. */
import { apiVersions } from '../azure/api-versions.ts';
import type { Azure } from '../azure/azure.ts';
import { sameId } from '../azure/resource-id.ts';
import { during } from '../outcome/step.ts';
import type { TemplateResource } from '../template/resources.ts';
import { failed, passed, type CheckResult } from './check.ts';
import { regionOf } from './survey.ts';

interface SharedName {
  readonly type: string;
  readonly what: string;
  readonly apiVersion: string;
}

const sharedNames: readonly SharedName[] = [
  { type: 'Microsoft.KeyVault/vaults', what: 'key vault', apiVersion: apiVersions.vaults },
  {
    type: 'Microsoft.Storage/storageAccounts',
    what: 'storage account',
    apiVersion: apiVersions.storageAccounts,
  },
  { type: 'Microsoft.Web/sites', what: 'function app', apiVersion: apiVersions.sites },
];

const name = 'Names';

export interface NamesFound {
  readonly results: readonly CheckResult[];
  /** Name of a deleted vault that stands in the way and can be recovered. */
  readonly deletedVault?: string;
}

/**
 * Whether the names are free, or already those of this connector. A vault that was deleted keeps its name
 * until its retention ends; that one is told apart, since it can be recovered.
 */
export async function checkNames(azure: Azure, resources: readonly TemplateResource[]): Promise<NamesFound> {
  const results: CheckResult[] = [];
  let deletedVault: string | undefined;
  for (const shared of sharedNames) {
    const resource = resources.find(({ type }) => type === shared.type);
    if (!resource) continue;
    const there = await during(`look for the ${shared.what}`, () =>
      azure.get<Located>(resource.id, shared.apiVersion),
    );
    const wanted = regionOf(String(resource.body?.['location'] ?? ''));
    if (there) {
      const region = regionOf(there.location ?? wanted);
      if (wanted !== '' && region !== wanted) results.push(immovable(shared.what, resource.name, region));
      continue;
    }
    const deleted = shared.what === 'key vault' ? await deletedIn(azure, resource.name) : undefined;
    if (deleted !== undefined) {
      if (deleted === wanted) deletedVault = resource.name;
      else results.push(elsewhere(resource.name, deleted));
      continue;
    }
    const refusal = await availability(azure, shared, resource.name);
    if (refusal === undefined) continue;
    const text = `The name of the ${shared.what}, ${resource.name}, cannot be had: ${refusal}`;
    results.push(failed(name, text, 'Choose other names with --prefix.'));
  }
  if (deletedVault !== undefined) return { results, deletedVault };
  if (results.length > 0) return { results };
  return {
    results: [
      passed(name, 'The names of vault, storage account and function app are free, or this connector’s.'),
    ],
  };
}

interface Located {
  readonly location?: string;
}

/** Resources do not move. */
function immovable(what: string, resource: string, region: string): CheckResult {
  const text = `The ${what} ${resource} is there already, in ${region}, and does not move.`;
  const remedy = `Give --function-location ${region}, or choose other names with --prefix for a connector elsewhere.`;
  return failed(name, text, remedy);
}

/** A vault is recovered where it was. */
function elsewhere(vault: string, region: string): CheckResult {
  const text = `The key vault ${vault} was deleted in ${region} and keeps its name for some days.`;
  const remedy = `Give --recover-vault and --function-location ${region} to take it back, or purge it (az keyvault purge --name ${vault}), or choose other names with --prefix.`;
  return failed(name, text, remedy);
}

/** Why a name cannot be had; undefined where it can. */
async function availability(
  azure: Azure,
  { type, what, apiVersion }: SharedName,
  wanted: string,
): Promise<string | undefined> {
  const [provider = ''] = type.split('/');
  const path = `/subscriptions/${azure.subscriptionId}/providers/${provider}/checkNameAvailability`;
  const answer = await during(`see whether the name of the ${what} is free`, () =>
    azure.send<{ readonly nameAvailable?: boolean; readonly message?: string; readonly reason?: string }>(
      'POST',
      path,
      apiVersion,
      { name: wanted, type },
    ),
  );
  if (answer?.nameAvailable !== false) return undefined;
  return answer.message ?? answer.reason ?? 'Azure does not say why.';
}

/** Where a deleted vault of this name is, in the subscription; undefined where there is none. */
async function deletedIn(azure: Azure, name: string): Promise<string | undefined> {
  const path = `/subscriptions/${azure.subscriptionId}/providers/Microsoft.KeyVault/deletedVaults`;
  return during('look for deleted key vaults', async () => {
    for await (const vault of azure.list<DeletedVault>(path, apiVersions.vaults)) {
      if (sameId(vault.name, name)) return regionOf(vault.properties?.location ?? '');
    }
    return undefined;
  });
}

interface DeletedVault {
  readonly name: string;
  readonly properties?: { readonly location?: string };
}
