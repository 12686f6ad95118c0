/** For tests: starts the stand-in for Azure Resource Manager. */
import { createFailures } from './failures.ts';
import { deploymentRoutes } from './deployments.ts';
import { genericRoutes } from './generic.ts';
import { groupRoutes, groupType } from './groups.ts';
import { createTokens } from './identity.ts';
import { nameRoutes } from './names.ts';
import { createOperations } from './operations.ts';
import { checkRights, permissionRoutes } from './permissions.ts';
import { queryRoutes } from './query.ts';
import { roleRoutes } from './roles.ts';
import { sentinelRoutes } from './sentinel.ts';
import { startHttps } from './server.ts';
import type { AzureStandIn, AzureStandInOptions } from './stand-in.ts';
import { regionName } from './refusals.ts';
import { keep, type Store } from './store.ts';
import { webRoutes } from './web.ts';

/** Where Bicep's snapshots imagine deployments, so that both give the same names. */
export const examplePlace = {
  tenantId: '00000000-5555-6666-7777-888888888888',
  subscriptionId: '00000000-1111-2222-3333-444444444444',
  resourceGroup: 'example-group',
  workspace: 'example-workspace',
  location: 'westeurope',
} as const;

/** A day on which nothing else happens in the tests. */
const fixedNow = Date.UTC(2026, 10, 20, 9);

export async function startAzureStandIn(options: AzureStandInOptions = {}): Promise<AzureStandIn> {
  const { subscriptionId, resourceGroup, workspace, location } = { ...examplePlace, ...options };
  const store = createStore(subscriptionId, options);
  const groupId = `/subscriptions/${subscriptionId}/resourceGroups/${resourceGroup}`;
  for (const name of [resourceGroup, ...(options.otherGroups ?? [])]) {
    const id = `/subscriptions/${subscriptionId}/resourceGroups/${name}`;
    const properties = { provisioningState: 'Succeeded' };
    store.resources.set(id.toLowerCase(), { id, name, type: groupType, location, properties });
  }
  const workspaceId = `${groupId}/providers/Microsoft.OperationalInsights/workspaces/${workspace}`;
  keep(store, workspaceId, { location });
  if (options.hasSentinel !== false) {
    keep(store, `${workspaceId}/providers/Microsoft.SecurityInsights/onboardingStates/default`, {});
  }
  for (const resource of options.resources ?? []) keep(store, resource.id, resource);

  const tokens = createTokens();
  const failures = createFailures();
  let isHeld = false;
  let delay = 0;
  let endpoint = '';
  const operations = createOperations(subscriptionId, () => endpoint);
  const { atOnce = 5 } = options;
  const server = await startHttps({
    failures,
    guard: (ask) => tokens.check(ask) ?? checkRights(store, ask),
    delay: () => delay,
    routes: [
      ...operations.routes,
      ...deploymentRoutes(store, {
        operations,
        atOnce,
        host: () => endpoint,
        isHeld: () => isHeld,
        bicep: options.bicep,
      }),
      ...permissionRoutes(store),
      ...roleRoutes(store),
      ...groupRoutes(store, options.otherSubscriptions),
      ...nameRoutes(store),
      ...webRoutes(store),
      ...queryRoutes(store),
      ...sentinelRoutes(store),
      ...genericRoutes(store, operations.begin),
    ],
  });
  ({ endpoint } = server);
  return {
    ...server,
    tenantId: store.tenantId,
    subscriptionId,
    resourceGroup,
    workspace,
    credential: tokens.credential,
    resources: store.resources,
    secrets: store.secrets,
    functions: store.functions,
    tables: store.tables,
    granted: store.granted,
    denied: store.denied,
    grantedData: store.grantedData,
    unregistered: store.unregistered,
    flexRegions: store.flexRegions,
    takenNames: store.takenNames,
    deletedVaults: store.deletedVaults,
    fail: failures.fail,
    failResource(type, error, times = Number.POSITIVE_INFINITY) {
      store.resourceFaults.push({ type, error, times });
    },
    forbid(type, policy) {
      store.policies.set(type.toLowerCase(), policy);
    },
    throttle(times, retryAfterSeconds = 0) {
      const message =
        "Number of 'read' requests for subscription exceeded the limit. Please try again later.";
      const headers = { 'retry-after': String(retryAfterSeconds) };
      failures.fail({
        path: /./,
        times,
        status: 429,
        code: 'SubscriptionRequestsThrottled',
        message,
        headers,
      });
    },
    reset(times) {
      failures.fail({ path: /./, times, status: 0, code: '', message: '' });
    },
    slow(milliseconds) {
      delay = milliseconds;
    },
    expireTokens: tokens.expireAll,
    hold() {
      isHeld = true;
    },
    release() {
      isHeld = false;
    },
    setNow(now) {
      store.now = now;
    },
  };
}

function createStore(
  subscriptionId: string,
  { tables = {}, now = fixedNow, pageSize = 10 }: AzureStandInOptions,
): Store {
  return {
    tenantId: examplePlace.tenantId,
    subscriptionId,
    resources: new Map(),
    secrets: new Map(),
    functions: new Map(),
    tables: new Map(Object.entries(tables)),
    granted: new Set(['*']),
    denied: new Set(),
    grantedData: new Set(),
    unregistered: new Set(),
    flexRegions: new Set(['westeurope', 'northeurope', 'eastus'].map(regionName)),
    takenNames: new Set(),
    deletedVaults: new Map(),
    policies: new Map(),
    resourceFaults: [],
    generations: new Map(),
    pageSize,
    now,
  };
}
