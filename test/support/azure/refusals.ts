/** What services refuse: names that are taken, regions, policies, locks. */
import { readId } from './arm/resource-name.ts';
import { Refused, refusal } from './exchange.ts';
import type { Store } from './store.ts';

/** Throws where Azure would refuse to create or update such a resource, for all but faults that a test asks for. */
export function checkResource(store: Store, id: string, body: Readonly<Record<string, unknown>>): void {
  const { type = '', name = '' } = readId(id) ?? {};
  const kind = type.toLowerCase();
  const isNew = !store.resources.has(id.toLowerCase());
  const policy = store.policies.get(kind);
  if (policy !== undefined) throw new Refused(forbidden(name, policy));
  const properties = (body['properties'] ?? {}) as Readonly<Record<string, unknown>>;
  if (kind === 'microsoft.keyvault/vaults' && isNew) {
    const isDeleted = store.deletedVaults.has(name.toLowerCase());
    if (isDeleted && properties['createMode'] !== 'recover') throw new Refused(deletedVault);
    if (isDeleted) store.deletedVaults.delete(name.toLowerCase());
  }
  if (isNew && store.takenNames.has(name.toLowerCase())) {
    const [code, message] = takenText(kind, name);
    throw new Refused(refusal(409, code, message));
  }
  const isFlex = kind === 'microsoft.web/serverfarms';
  const location = regionName(String(body['location'] ?? ''));
  if (isFlex && !store.flexRegions.has(location)) {
    throw new Refused(
      refusal(400, 'BadRequest', `The SKU 'FlexConsumption' is not available in region '${location}'.`),
    );
  }
}

const deletedVault = refusal(
  409,
  'ConflictError',
  'A vault with the same name already exists in deleted state. You need to either recover or purge existing key vault. Follow this link https://go.microsoft.com/fwlink/?linkid=2149745 for more information on soft delete.',
);

/** The refusal of a policy. */
export function forbidden(name: string, policy: string) {
  return refusal(
    403,
    'RequestDisallowedByPolicy',
    `Resource '${name}' was disallowed by policy. Policy identifiers: '[{"policyAssignment":{"name":"${policy}"}}]'.`,
    { target: name },
  );
}

function takenText(kind: string, name: string): readonly [string, string] {
  if (kind === 'microsoft.keyvault/vaults') {
    return [
      'VaultAlreadyExists',
      `The vault name '${name}' is already in use. Vault names are globally unique.`,
    ];
  }
  if (kind === 'microsoft.storage/storageaccounts') {
    return ['StorageAccountAlreadyTaken', `The storage account named ${name} is already taken.`];
  }
  return ['Conflict', `Website with given name ${name} already exists.`];
}

/** `West Europe` as `westeurope`. */
export function regionName(location: string): string {
  return location.toLowerCase().replaceAll(' ', '');
}

/** Throws where a resource cannot be deleted: it is locked, or something needs it. */
export function checkDeletion(store: Store, id: string): void {
  const key = id.toLowerCase();
  const locked = [...store.resources.values()].find(
    (lock) =>
      lock.type.toLowerCase() === 'microsoft.authorization/locks' &&
      `${key}/`.startsWith(`${readId(lock.id)?.scope.toLowerCase() ?? ''}/`),
  );
  if (locked && locked.id.toLowerCase() !== key) {
    const scope = readId(locked.id)?.scope ?? '';
    throw new Refused(
      refusal(
        409,
        'ScopeLocked',
        `The scope '${id}' cannot perform delete operation because following scope(s) are locked: '${scope}'. Please remove the lock and try again.`,
      ),
    );
  }
  const user = [...store.resources.values()].find(
    ({ properties }) => String(properties['serverFarmId'] ?? '').toLowerCase() === key,
  );
  if (user) {
    const name = readId(id)?.name ?? '';
    throw new Refused(
      refusal(
        409,
        'Conflict',
        `Server farm '${name}' cannot be deleted because it has web app(s) ${user.name} assigned to it.`,
      ),
    );
  }
}
