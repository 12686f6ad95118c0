/** Subscriptions, resource groups, their resources and the providers of services. */
import { readId } from './arm/resource-name.ts';
import { ok, refusal, route, type Ask, type Route } from './exchange.ts';
import { filterOf, pageOf } from './page.ts';
import { without } from './without.ts';
import { placeOf, type Store } from './store.ts';
import type { StoredResource } from './stand-in.ts';

export const groupType = 'Microsoft.Resources/resourceGroups';

export function groupRoutes(
  store: Store,
  others: readonly { readonly subscriptionId: string; readonly displayName: string }[] = [],
): readonly Route[] {
  const subscription = {
    id: `/subscriptions/${store.subscriptionId}`,
    subscriptionId: store.subscriptionId,
    tenantId: store.tenantId,
    displayName: 'Example subscription',
    state: 'Enabled',
  };
  const provider = (namespace: string) => ({
    id: `${subscription.id}/providers/${namespace}`,
    namespace,
    registrationState: store.unregistered.has(namespace.toLowerCase()) ? 'NotRegistered' : 'Registered',
    registrationPolicy: 'RegistrationRequired',
    resourceTypes: [],
  });
  const groups = (): StoredResource[] =>
    [...store.resources.values()].filter(({ type }) => type === groupType);
  return [
    route('GET', '/subscriptions', (ask) =>
      pageOf(
        [
          subscription,
          ...others.map((other) => ({
            ...subscription,
            ...other,
            id: `/subscriptions/${other.subscriptionId}`,
          })),
        ],
        ask,
        store.pageSize,
      ),
    ),
    route('GET', '/subscriptions/{}', (_, [, id]) =>
      id === store.subscriptionId.toLowerCase() ? ok(subscription) : noSubscription(id ?? ''),
    ),
    route('GET', '/subscriptions/{}{*}', (_, [, id]) =>
      id === store.subscriptionId.toLowerCase() ? undefined : noSubscription(id ?? ''),
    ),
    route('GET', '/subscriptions/{}/resourcegroups', (ask) => pageOf(groups(), ask, store.pageSize)),
    route('GET', '/subscriptions/{}/resourcegroups/{}', (_, [, , name = '']) => {
      const { groupId } = placeOf(store, name, '');
      return ok(store.resources.get(groupId.toLowerCase()));
    }),
    route('HEAD', '/subscriptions/{}/resourcegroups/{}', ({ path }) => ({
      status: store.resources.has(path) ? 204 : 404,
    })),
    route('GET', '/subscriptions/{}/resources', (ask) =>
      pageOf(listed(store, ask, subscription.id), ask, store.pageSize),
    ),
    route('GET', '/subscriptions/{}/resourcegroups/{}/resources', (ask, [, , name = '']) => {
      const { groupId } = placeOf(store, name, '');
      return pageOf(listed(store, ask, groupId), ask, store.pageSize);
    }),
    route('GET', '/subscriptions/{}/providers/{}', ({ exactPath }) =>
      ok(provider(exactPath.split('/').at(-1) ?? '')),
    ),
    route('POST', '/subscriptions/{}/providers/{}/register', ({ exactPath }) => {
      const namespace = exactPath.split('/').at(-2) ?? '';
      store.unregistered.delete(namespace.toLowerCase());
      return ok(provider(namespace));
    }),
  ];
}

function noSubscription(id: string) {
  return refusal(404, 'SubscriptionNotFound', `The subscription '${id}' could not be found.`);
}

/** Resources as the list has them: tracked ones only, without properties. */
function listed(store: Store, ask: Ask, scope: string): object[] {
  const filter = filterOf(ask);
  const [tagName, tagValue] = [filter.get('tagname'), filter.get('tagvalue')];
  const type = filter.get('resourcetype')?.toLowerCase();
  const name = filter.get('name')?.toLowerCase();
  return [...store.resources.values()]
    .filter(
      (resource) => isTracked(resource) && resource.id.toLowerCase().startsWith(`${scope.toLowerCase()}/`),
    )
    .filter(
      (resource) =>
        (type === undefined || resource.type.toLowerCase() === type) &&
        (name === undefined || resource.name.toLowerCase() === name) &&
        (tagName === undefined || tagName in (resource.tags ?? {})) &&
        (tagValue === undefined || resource.tags?.[tagName ?? ''] === tagValue),
    )
    .map((resource) =>
      // A list that was filtered by a tag comes without tags. Source: Resources - List By Resource Group.
      without(resource, 'properties', 'etag', ...(tagName === undefined ? [] : ['tags'])),
    );
}

/** Whether a resource stands in the lists of its group: it has a region and hangs on no other. */
export function isTracked({ id, type, location }: StoredResource): boolean {
  if (location === undefined || type === groupType) return false;
  const { scope = '', name = '' } = readId(id) ?? {};
  return !name.includes('/') && !/\/providers\//i.test(scope);
}
