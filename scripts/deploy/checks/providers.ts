import { apiVersions } from '../azure/api-versions.ts';
import type { Azure } from '../azure/azure.ts';
import { during } from '../outcome/step.ts';
import type { TemplateResource } from '../template/resources.ts';
import { failed, passed, type CheckResult } from './check.ts';

const name = 'Resource providers';

/** Namespaces of the providers of these resources: `Microsoft.Web`. */
function providersOf(resources: readonly TemplateResource[]): readonly string[] {
  const namespaces = resources.map(({ id }) => /.*\/providers\/([^/]+)\//.exec(id)?.[1] ?? '');
  // Authorization belongs to every subscription and cannot be registered.
  return [...new Set(namespaces)].filter((one) => one !== '' && one !== 'Microsoft.Authorization').sort();
}

/** Whether the subscription may use the providers of all resources. */
export async function checkProviders(
  azure: Azure,
  resources: readonly TemplateResource[],
): Promise<CheckResult> {
  const namespaces = providersOf(resources);
  const states = await during('read the registered resource providers', () =>
    Promise.all(
      namespaces.map(async (namespace) => {
        const path = `/subscriptions/${azure.subscriptionId}/providers/${namespace}`;
        const provider = await azure.get<{ readonly registrationState?: string }>(
          path,
          apiVersions.resources,
        );
        return { namespace, state: provider?.registrationState ?? 'NotRegistered' };
      }),
    ),
  );
  const missing = states.filter(({ state }) => state !== 'Registered');
  if (missing.length === 0) return passed(name, `Registered: ${namespaces.join(', ')}.`);
  const list = missing.map(({ namespace, state }) => `${namespace} (${state})`).join(', ');
  const commands = missing.map(({ namespace }) => `az provider register --wait --namespace ${namespace}`);
  return failed(
    name,
    `Not registered in the subscription: ${list}.`,
    `Register what is missing: ${commands.join('; ')}`,
  );
}
