/** Functions of template expressions that tell of the place of the deployment. */
import type { Json } from '../../../../scripts/model/arm.ts';
import { providerPath } from './resource-name.ts';

export interface Place {
  readonly tenantId: string;
  readonly subscriptionId: string;
  readonly groupId: string;
  readonly groupName: string;
  readonly groupLocation: string;
  readonly deployment: string;
}

type PlaceFunction = (args: readonly Json[]) => Json;

/** By name in lower case. */
export function placeFunctions(place: Place): Readonly<Record<string, PlaceFunction>> {
  const { tenantId, subscriptionId, groupId, groupName, groupLocation, deployment } = place;
  const subscription = `/subscriptions/${subscriptionId}`;
  return {
    resourcegroup: () => ({ id: groupId, name: groupName, location: groupLocation, tags: {} }),
    subscription: () => ({ id: subscription, subscriptionId, tenantId, displayName: 'Example' }),
    tenant: () => ({ tenantId }),
    deployment: () => ({ name: deployment, properties: {} }),
    environment: () => ({
      name: 'AzureCloud',
      resourceManager: 'https://management.azure.com/',
      suffixes: { storage: 'core.windows.net', keyvaultDns: '.vault.azure.net' },
    }),
    resourceid(args) {
      // A subscription and a group may come before the type, which is the first with a slash.
      const at = args.findIndex((value) => String(value).includes('/'));
      const before = args.slice(0, at).map(String);
      const path = providerPath(String(args[at]), args.slice(at + 1).map(String));
      if (before.length === 2) return `/subscriptions/${before[0]}/resourceGroups/${before[1]}/${path}`;
      return before.length === 1
        ? `${subscription}/resourceGroups/${before[0]}/${path}`
        : `${groupId}/${path}`;
    },
    subscriptionresourceid(args) {
      const at = args.findIndex((value) => String(value).includes('/'));
      const base = at === 0 ? subscription : `/subscriptions/${String(args[0])}`;
      return `${base}/${providerPath(String(args[at]), args.slice(at + 1).map(String))}`;
    },
    tenantresourceid: ([type, ...names]) => `/${providerPath(String(type), names.map(String))}`,
    extensionresourceid: ([base, type, ...names]) =>
      `${String(base)}/${providerPath(String(type), names.map(String))}`,
  };
}
