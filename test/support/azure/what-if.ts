/**
 * What a deployment would change, told as Azure tells it: with the defaults of services that a template
 * does not name as deletions, with what is never read back as additions, and with expressions of which the
 * value is not known yet as they stand. Commands have to live with this noise.
 */
import type { JsonObject } from '../../../scripts/model/arm.ts';
import { allDeclared } from './arm/prediction.ts';
import type { Declared, Expansion } from './arm/template.ts';
import { isTracked } from './groups.ts';
import { readOnlyNames } from './made-up.ts';
import type { StoredResource } from './stand-in.ts';
import { visible, type Store } from './store.ts';
import { compare, type PropertyChange } from './what-if-delta.ts';

interface Change {
  readonly resourceId: string;
  readonly changeType: 'Create' | 'Modify' | 'NoChange' | 'Ignore';
  readonly before?: JsonObject;
  readonly after?: JsonObject;
  readonly delta?: readonly PropertyChange[];
}

/** Members of a resource that are compared, besides its properties. */
const members = ['location', 'tags', 'kind', 'sku', 'identity', 'properties'] as const;

/** A secret is not told, neither as it is nor as it will be. */
const veil = '*******';

export function predictChanges(store: Store, expansion: Expansion, groupId: string): readonly Change[] {
  const declared = allDeclared(expansion).filter(({ nested }) => nested === undefined);
  const changes = declared.map((resource) => changeOf(store, resource));
  const named = new Set(declared.map(({ id }) => id.toLowerCase()));
  const others = [...store.resources.values()].filter(
    (resource) =>
      isTracked(resource) &&
      resource.id.toLowerCase().startsWith(`${groupId.toLowerCase()}/`) &&
      !named.has(resource.id.toLowerCase()),
  );
  return [
    ...changes,
    ...others.map((resource): Change => ({
      resourceId: resource.id,
      changeType: 'Ignore',
      before: stateOf(store, resource, ''),
      after: stateOf(store, resource, ''),
    })),
  ];
}

function changeOf(store: Store, declared: Declared): Change {
  const after = veiled({ ...shape(declared), ...pick(declared.body()) });
  const existing = store.resources.get(declared.id.toLowerCase());
  if (!existing) return { resourceId: declared.id, changeType: 'Create', after };
  const before = stateOf(store, existing, declared.apiVersion);
  const delta = members.flatMap((member) => compare(member, before[member], after[member]));
  const isSame = delta.length === 0;
  return {
    resourceId: declared.id,
    changeType: isSame ? 'NoChange' : 'Modify',
    before,
    after,
    ...(isSame ? {} : { delta }),
  };
}

function shape({ id, apiVersion, type, name }: Declared): JsonObject {
  return { apiVersion, id, type, name: name.split('/').at(-1) ?? name };
}

/** A stored resource without what only its service fills. */
function stateOf(store: Store, resource: StoredResource, apiVersion: string): JsonObject {
  const { id, type, name, ...rest } = visible(resource);
  const readOnly = readOnlyNames({
    id,
    type,
    name,
    generation: 1,
    tenantId: store.tenantId,
    now: store.now,
    body: resource,
  });
  const properties = Object.fromEntries(
    Object.entries(rest.properties).filter(([member]) => !readOnly.has(member)),
  );
  return { apiVersion, id, type, name, ...pick({ ...rest, properties } as JsonObject) };
}

function pick(body: JsonObject): JsonObject {
  return Object.fromEntries(
    members.flatMap((member) => {
      const value = body[member];
      const isEmpty = typeof value === 'object' && value !== null && Object.keys(value).length === 0;
      return value === undefined || isEmpty ? [] : [[member, value]];
    }),
  );
}

function veiled(resource: JsonObject): JsonObject {
  const { properties, type } = resource;
  if (!/\/vaults\/secrets$/i.test(String(type))) return resource;
  return { ...resource, properties: { ...(properties as JsonObject), value: veil } };
}
