/** Names that are world-wide: whether they are free, and the deleted vaults that keep theirs. */
import { ok, refusal, route, type Answer, type Ask, type Route } from './exchange.ts';
import { pageOf } from './page.ts';
import { regionName } from './refusals.ts';
import type { Store } from './store.ts';

export function nameRoutes(store: Store): readonly Route[] {
  const isTaken = (type: string, name: string): boolean =>
    store.takenNames.has(name.toLowerCase()) ||
    [...store.resources.values()].some(
      (resource) =>
        resource.type.toLowerCase() === type && resource.name.toLowerCase() === name.toLowerCase(),
    );
  const answerFor =
    (type: string, deleted = false) =>
    (ask: Ask) => {
      const { name = '' } = (ask.body ?? {}) as { readonly name?: string };
      const isDeleted = deleted && store.deletedVaults.has(name.toLowerCase());
      if (!isDeleted && !isTaken(type, name)) return ok({ nameAvailable: true });
      const message = isDeleted
        ? `The vault name '${name}' is in use by a vault in recoverable state.`
        : `The name '${name}' is already in use.`;
      return ok({ nameAvailable: false, reason: 'AlreadyExists', message });
    };
  const described = (name: string) => {
    const vault = store.deletedVaults.get(name);
    if (!vault) return undefined;
    const { id, location } = vault;
    const properties = {
      vaultId: id,
      location,
      deletionDate: new Date(store.now).toISOString(),
      scheduledPurgeDate: new Date(store.now + 7 * 86_400_000).toISOString(),
      purgeProtectionEnabled: false,
    };
    const own = `/subscriptions/${store.subscriptionId}/providers/Microsoft.KeyVault/locations/${location}/deletedVaults/${name}`;
    return { id: own, name, type: 'Microsoft.KeyVault/deletedVaults', properties };
  };
  const deletedVault = '/subscriptions/{}/providers/microsoft.keyvault/locations/{}/deletedvaults/{}';
  const find = (location = '', name = '') => {
    const vault = store.deletedVaults.get(name);
    return vault && regionName(vault.location) === regionName(location) ? described(name) : undefined;
  };
  return [
    route(
      'POST',
      '/subscriptions/{}/providers/microsoft.keyvault/checknameavailability',
      answerFor('microsoft.keyvault/vaults', true),
    ),
    route(
      'POST',
      '/subscriptions/{}/providers/microsoft.storage/checknameavailability',
      answerFor('microsoft.storage/storageaccounts'),
    ),
    route(
      'POST',
      '/subscriptions/{}/providers/microsoft.web/checknameavailability',
      answerFor('microsoft.web/sites'),
    ),
    route('GET', '/subscriptions/{}/providers/microsoft.keyvault/deletedvaults', (ask) =>
      pageOf([...store.deletedVaults.keys()].map(described), ask, store.pageSize),
    ),
    route('GET', deletedVault, (_, [, , location, name = '']) => {
      const found = find(location, name);
      return found ? ok(found) : none(name);
    }),
    route('POST', `${deletedVault}/purge`, (_, [, , location, name = '']) => {
      if (!find(location, name)) return none(name);
      store.deletedVaults.delete(name);
      return { status: 200 };
    }),
  ];
}

function none(name: string): Answer {
  return refusal(404, 'DeletedVaultNotFound', `The specified deleted vault '${name}' does not exist.`);
}
