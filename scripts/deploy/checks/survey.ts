/** What has to be known of a workspace before a deployment can be thought of. */
import { apiVersions } from '../azure/api-versions.ts';
import type { Azure } from '../azure/azure.ts';
import { AzureFault } from '../azure/azure-fault.ts';
import { groupId, securityInsightsId, workspaceId, type Target } from '../azure/resource-id.ts';
import { during } from '../outcome/step.ts';
import { failed, passed, type CheckResult } from './check.ts';

export interface Survey {
  readonly tenantId: string;
  /** Regions as Azure writes them in resources: `westeurope`. */
  readonly groupLocation: string;
  readonly workspaceLocation: string;
  /** By alias in lower case; empty where the workspace has no Microsoft Sentinel. */
  readonly watchlists: ReadonlySet<string>;
}

export interface Surveyed {
  /** Absent where something that it needs is missing. */
  readonly survey?: Survey;
  readonly results: readonly CheckResult[];
}

interface Located {
  readonly location: string;
}

/** Looks at subscription, group and workspace. Throws `StepFault` where Azure does not answer. */
export async function surveyTarget(azure: Azure, target: Target): Promise<Surveyed> {
  const { subscriptionId, resourceGroup, workspace } = target;
  const subscription = await during('read the subscription', () =>
    azure.get<{ readonly tenantId?: string }>(`/subscriptions/${subscriptionId}`, apiVersions.subscriptions),
  );
  if (!subscription) {
    const text = `There is no subscription ${subscriptionId}, or this sign-in may not see it.`;
    return {
      results: [failed('Subscription', text, 'Check --subscription, and the sign-in (az account show).')],
    };
  }
  const group = await during('read the resource group', () =>
    azure.get<Located>(groupId(target), apiVersions.resources),
  );
  if (!group) {
    const text = `There is no resource group ${resourceGroup} in the subscription, or this sign-in may not see it.`;
    return { results: [failed('Resource group', text, 'Check --resource-group.')] };
  }
  const found = await during('read the workspace', () =>
    azure.get<Located>(workspaceId(target), apiVersions.workspaces),
  );
  if (!found) {
    const text = `There is no Log Analytics workspace ${workspace} in the resource group ${resourceGroup}.`;
    return {
      results: [
        failed(
          'Workspace',
          text,
          'Check --workspace. The solution goes into the resource group of its workspace.',
        ),
      ],
    };
  }
  const location = regionOf(found.location);
  const hasSentinel = await isOnboarded(azure, target);
  if (!hasSentinel) {
    const text = `The workspace ${workspace} is there, but without Microsoft Sentinel.`;
    return {
      results: [
        failed(
          'Workspace',
          text,
          'Add Microsoft Sentinel to the workspace in the Azure portal, then run the same command again.',
        ),
      ],
    };
  }
  return {
    survey: {
      tenantId: subscription.tenantId ?? '',
      groupLocation: regionOf(group.location),
      workspaceLocation: location,
      watchlists: await watchlistsOf(azure, target),
    },
    results: [passed('Workspace', `${workspace} in ${location}, with Microsoft Sentinel.`)],
  };
}

async function isOnboarded(azure: Azure, target: Target): Promise<boolean> {
  try {
    const path = securityInsightsId(target, 'onboardingStates/default');
    return (await azure.get(path, apiVersions.securityInsights)) !== undefined;
  } catch (error) {
    // What Azure answers where it does not even know the provider in this workspace.
    if (error instanceof AzureFault && error.status === 400) return false;
    return during('see whether Microsoft Sentinel is there', () => Promise.reject(error));
  }
}

async function watchlistsOf(azure: Azure, target: Target): Promise<ReadonlySet<string>> {
  return during('list the watchlists', async () => {
    const path = securityInsightsId(target, 'watchlists');
    const aliases = new Set<string>();
    for await (const { name } of azure.list<{ readonly name: string }>(path, apiVersions.securityInsights)) {
      aliases.add(name.toLowerCase());
    }
    return aliases;
  });
}

/** `West Europe` and `westeurope` are the same region. */
export function regionOf(location: string): string {
  return location.toLowerCase().replaceAll(' ', '');
}
