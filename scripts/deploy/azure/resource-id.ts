/** Where a solution lies in Azure. */
export interface Target {
  readonly subscriptionId: string;
  readonly resourceGroup: string;
  readonly workspace: string;
}

export function groupId({ subscriptionId, resourceGroup }: Omit<Target, 'workspace'>): string {
  return `/subscriptions/${subscriptionId}/resourceGroups/${resourceGroup}`;
}

export function workspaceId(target: Target): string {
  return `${groupId(target)}/providers/Microsoft.OperationalInsights/workspaces/${target.workspace}`;
}

/** Of something that belongs to Microsoft Sentinel in the workspace: `alertRules`, `contentPackages/<name>`. */
export function securityInsightsId(target: Target, path: string): string {
  return `${workspaceId(target)}/providers/Microsoft.SecurityInsights/${path}`;
}

/** Azure compares ids without regard to case. */
export function sameId(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}
