import { apiVersions } from '../azure/api-versions.ts';
import type { Azure } from '../azure/azure.ts';
import { workspaceId, type Target } from '../azure/resource-id.ts';
import { during } from '../outcome/step.ts';
import type { Place } from '../template/functions.ts';

/** Where a template is evaluated for a workspace. */
export interface WorkspacePlace {
  readonly place: Place;
  readonly workspaceLocation: string;
}

/** Throws `StepFault`. */
export async function readPlace(azure: Azure, target: Target): Promise<WorkspacePlace> {
  const { subscriptionId, resourceGroup } = target;
  const workspace = await during('read the workspace', () =>
    azure.get<{ readonly location: string }>(workspaceId(target), apiVersions.workspaces),
  );
  const subscription = await during('read the subscription', () =>
    azure.get<{ readonly tenantId: string }>(`/subscriptions/${subscriptionId}`, apiVersions.subscriptions),
  );
  const workspaceLocation = workspace?.location ?? '';
  const tenantId = subscription?.tenantId ?? '';
  return {
    place: { subscriptionId, tenantId, resourceGroup, location: workspaceLocation },
    workspaceLocation,
  };
}
