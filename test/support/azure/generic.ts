/** Resources of the types that the stand-in knows, by their ids: read, written, deleted, listed. */
import { readId } from './arm/resource-name.ts';
import { ok, refusal, route, type Answer, type Ask, type Route } from './exchange.ts';
import { pageOf } from './page.ts';
import type { StoredResource } from './stand-in.ts';
import { checkDeletion, checkResource } from './refusals.ts';
import { discard, keep, visible, type Store } from './store.ts';

/** In lower case. Others are answered by other routes, or not at all. */
const knownTypes = new Set([
  'microsoft.alertsmanagement/smartdetectoralertrules',
  'microsoft.authorization/locks',
  'microsoft.authorization/roleassignments',
  'microsoft.insights/components',
  'microsoft.insights/datacollectionrules',
  'microsoft.insights/workbooks',
  'microsoft.keyvault/vaults',
  'microsoft.keyvault/vaults/secrets',
  'microsoft.managedidentity/userassignedidentities',
  'microsoft.operationalinsights/workspaces',
  'microsoft.operationalinsights/workspaces/tables',
  'microsoft.securityinsights/alertrules',
  'microsoft.securityinsights/contentpackages',
  'microsoft.securityinsights/contenttemplates',
  'microsoft.securityinsights/dataconnectors',
  'microsoft.securityinsights/metadata',
  'microsoft.securityinsights/onboardingstates',
  'microsoft.securityinsights/watchlists',
  'microsoft.securityinsights/watchlists/watchlistitems',
  'microsoft.storage/storageaccounts',
  'microsoft.storage/storageaccounts/blobservices',
  'microsoft.storage/storageaccounts/blobservices/containers',
  'microsoft.web/serverfarms',
  'microsoft.web/sites',
  'microsoft.web/sites/basicpublishingcredentialspolicies',
]);

/** Deleted by an operation that goes on after the answer. */
const slowlyDeleted = new Set([
  'microsoft.operationalinsights/workspaces/tables',
  'microsoft.insights/components',
]);

export function genericRoutes(store: Store, begin: (result: () => Answer) => Answer): readonly Route[] {
  const read = (ask: Ask): Answer | undefined => {
    if (typeAt(ask) === undefined) return undefined;
    const resource = store.resources.get(ask.path);
    return resource ? ok(visible(resource)) : notFound(ask);
  };
  const write = (ask: Ask): Answer | undefined => {
    if (typeAt(ask) === undefined) return undefined;
    const missing = missingParent(store, ask);
    if (missing) return missing;
    const isNew = !store.resources.has(ask.path);
    const body = (ask.body ?? {}) as Readonly<Record<string, unknown>>;
    checkResource(store, ask.exactPath, body);
    return ok(visible(keep(store, ask.exactPath, body)), isNew ? 201 : 200);
  };
  return [
    route('GET', '{*}', read),
    route('PUT', '{*}', write),
    route('PATCH', '{*}', (ask) => {
      if (typeAt(ask) === undefined) return undefined;
      const resource = store.resources.get(ask.path);
      if (!resource) return notFound(ask);
      const { properties = {}, ...changes } = (ask.body ?? {}) as Partial<StoredResource>;
      const changed = { ...resource, ...changes, properties: { ...resource.properties, ...properties } };
      return ok(visible(keep(store, resource.id, changed)));
    }),
    route('DELETE', '{*}', (ask) => {
      const type = typeAt(ask);
      if (type === undefined) return undefined;
      const found = store.resources.get(ask.path);
      if (!found) return { status: 204 };
      checkDeletion(store, found.id);
      if (slowlyDeleted.has(type.toLowerCase())) {
        return begin(() => {
          discard(store, ask.path);
          return { status: 204 };
        });
      }
      discard(store, ask.path);
      return { status: 200 };
    }),
    route('GET', '{*}', (ask) => list(store, ask)),
  ];
}

/** The type of the resource that a request is about, where the stand-in knows it. */
function typeAt({ exactPath }: Ask): string | undefined {
  const type = readId(exactPath)?.type;
  return type !== undefined && knownTypes.has(type.toLowerCase()) ? type : undefined;
}

/** The members of a collection: of a group, of a subscription, or of another resource. */
function list(store: Store, ask: Ask): Answer | undefined {
  // A collection is an id without its last name.
  const type = readId(`${ask.exactPath}/x`)?.type.toLowerCase();
  if (type === undefined || !knownTypes.has(type)) return undefined;
  const isWide = /^\/subscriptions\/[^/]+\/providers\//.test(ask.path);
  const above = isWide ? ask.path.slice(0, ask.path.indexOf('/providers/')) : ask.path;
  const members = [...store.resources.values()].filter((resource) => {
    const id = resource.id.toLowerCase();
    return resource.type.toLowerCase() === type && id.startsWith(`${above}/`);
  });
  return pageOf(members.map(visible), ask, store.pageSize);
}

function notFound({ exactPath }: Ask): Answer {
  const { type = '', name = '' } = readId(exactPath) ?? {};
  const group = /\/resourceGroups\/([^/]+)/i.exec(exactPath)?.[1] ?? '';
  return refusal(
    404,
    'ResourceNotFound',
    `The Resource '${type}/${name}' under resource group '${group}' was not found. For more details please go to https://aka.ms/ARMResourceNotFoundFix`,
  );
}

/** A child wants its parent, and what is attached to a resource wants that. */
function missingParent(store: Store, { exactPath }: Ask): Answer | undefined {
  const { scope = '', type = '', name = '' } = readId(exactPath) ?? {};
  const parent = name.includes('/')
    ? `${scope}/providers/${type.split('/')[0]}${type
        .split('/')
        .slice(1, -1)
        .map((part, i) => `/${part}/${name.split('/')[i]}`)
        .join('')}`
    : scope;
  const isThere = parent.split('/').length <= 3 || store.resources.has(parent.toLowerCase());
  if (isThere) return undefined;
  return refusal(
    404,
    'ParentResourceNotFound',
    `Failed to perform 'write' on resource(s) of type '${type}', because the parent resource '${parent}' could not be found.`,
  );
}
