/** Settings of an app that name a secret of a vault: whether the platform could read it. */
import type { StoredResource } from './stand-in.ts';
import type { Store } from './store.ts';

export interface Setting {
  readonly name: string;
  readonly value: string;
}

const form = /^@Microsoft\.KeyVault\(VaultName=([^;]+);SecretName=([^)]+)\)$/;

/** In the order of the settings. A test says otherwise by changing vault, secret or roles. */
export function vaultReferences(store: Store, app: StoredResource, settings: readonly Setting[]): object[] {
  return settings.flatMap(({ name, value }) => {
    const [, vaultName, secretName] = form.exec(value) ?? [];
    if (vaultName === undefined || secretName === undefined) return [];
    const status = statusOf(store, vaultName, secretName);
    return [
      {
        id: `${app.id}/config/configreferences/appsettings/${name}`,
        name,
        type: 'Microsoft.Web/sites',
        properties: {
          reference: value,
          status,
          vaultName,
          secretName,
          identityType: 'UserAssigned',
          source: 'KeyVault',
        },
      },
    ];
  });
}

function statusOf(store: Store, vaultName: string, secretName: string): string {
  const ids = [...store.resources.keys()];
  const vault = ids.find((id) => id.endsWith(`/vaults/${vaultName.toLowerCase()}`));
  if (vault === undefined) return 'VaultNotFound';
  const secret = `${vault}/secrets/${secretName.toLowerCase()}`;
  if (!store.resources.has(secret)) return 'SecretNotFound';
  const mayRead = ids.some((id) => id.startsWith(`${vault}/`) && id.includes('/roleassignments/'));
  return mayRead ? 'Resolved' : 'AccessToKeyVaultDenied';
}
