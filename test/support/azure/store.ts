/** What the stand-in keeps, and what its parts know of each other. */
import type { Place } from './arm/place.ts';
import { readId } from './arm/resource-name.ts';
import { Refused, refusal, type ErrorBody } from './exchange.ts';
import { hiddenMembers, madeUp } from './made-up.ts';
import type { Row, StoredResource } from './stand-in.ts';

export interface Store {
  readonly tenantId: string;
  readonly subscriptionId: string;
  readonly resources: Map<string, StoredResource>;
  readonly secrets: Map<string, string[]>;
  /** Names of the functions of apps, by id in lower case. */
  readonly functions: Map<string, readonly string[]>;
  readonly tables: Map<string, readonly Row[]>;
  readonly granted: Set<string>;
  readonly denied: Set<string>;
  readonly grantedData: Set<string>;
  readonly unregistered: Set<string>;
  readonly flexRegions: Set<string>;
  readonly takenNames: Set<string>;
  readonly deletedVaults: Map<string, { readonly id: string; readonly location: string }>;
  /** Types in lower case with the names of the policies that forbid them. */
  readonly policies: Map<string, string>;
  /** Faults of the creation of resources, and how often they still come. */
  readonly resourceFaults: { readonly type: string; readonly error: ErrorBody; times: number }[];
  /** How often a resource was created; a new one gets new ids of its own. */
  readonly generations: Map<string, number>;
  readonly pageSize: number;
  /** Milliseconds; each record gets a moment of its own. */
  now: number;
}

/** A resource without what Azure never gives back. */
export function visible(resource: StoredResource): StoredResource {
  const hidden = hiddenMembers(resource.type);
  if (hidden.length === 0) return resource;
  const copy = structuredClone(resource) as { properties: Record<string, unknown> } & StoredResource;
  for (const path of hidden) {
    const names = path.split('.');
    let parent: Record<string, unknown> | undefined = copy.properties;
    for (const name of names.slice(0, -1)) parent = parent?.[name] as Record<string, unknown> | undefined;
    if (parent) delete parent[names.at(-1) ?? ''];
  }
  return copy;
}

/** Keeps a resource as Azure would after a PUT: with what the service makes up itself. */
export function keep(store: Store, id: string, body: Readonly<Record<string, unknown>>): StoredResource {
  const parts = readId(id);
  if (!parts) throw new Refused(refusal(400, 'InvalidResourceId', `${id} names no resource.`));
  const key = id.toLowerCase();
  const before = store.resources.get(key);
  if (!before) store.generations.set(key, (store.generations.get(key) ?? 0) + 1);
  const { properties = {}, ...rest } = body as { properties?: Record<string, unknown> };
  const { readOnly, defaults } = madeUp({
    id: before?.id ?? id,
    type: parts.type,
    name: parts.name.split('/').at(-1) ?? '',
    generation: store.generations.get(key) ?? 1,
    tenantId: store.tenantId,
    now: store.now,
    body,
  });
  const resource: StoredResource = {
    ...rest,
    id: before?.id ?? id,
    name: parts.name.split('/').at(-1) ?? '',
    type: parts.type,
    properties: { ...defaults, ...properties, ...readOnly },
  };
  store.resources.set(key, keepSecret(store, key, resource));
  return store.resources.get(key) ?? resource;
}

/** The value of a secret leaves the resource. */
function keepSecret(store: Store, key: string, resource: StoredResource): StoredResource {
  if (resource.type.toLowerCase() !== 'microsoft.keyvault/vaults/secrets') return resource;
  const { value, ...properties } = resource.properties;
  if (typeof value === 'string') store.secrets.set(key, [...(store.secrets.get(key) ?? []), value]);
  return { ...resource, properties };
}

/** Deletes a resource and all within it, and all that is attached to it; a vault can be recovered. */
export function discard(store: Store, id: string): void {
  const key = id.toLowerCase();
  const resource = store.resources.get(key);
  for (const other of store.resources.keys()) {
    if (other === key || other.startsWith(`${key}/`)) store.resources.delete(other);
  }
  if (resource?.type.toLowerCase() === 'microsoft.keyvault/vaults') {
    store.deletedVaults.set(resource.name.toLowerCase(), {
      id: resource.id,
      location: resource.location ?? '',
    });
  }
}

/** Where a deployment to a group happens. Throws where there is no such group. */
export function placeOf(
  store: Pick<Store, 'tenantId' | 'subscriptionId' | 'resources'>,
  groupName: string,
  deployment: string,
): Place {
  const id = `/subscriptions/${store.subscriptionId}/resourceGroups/${groupName}`;
  const group = store.resources.get(id.toLowerCase());
  if (!group) {
    throw new Refused(
      refusal(404, 'ResourceGroupNotFound', `Resource group '${groupName}' could not be found.`),
    );
  }
  return {
    tenantId: store.tenantId,
    subscriptionId: store.subscriptionId,
    groupId: group.id,
    groupName: group.name,
    groupLocation: group.location ?? '',
    deployment,
  };
}
