/** The connectors of a workspace: resources of its group that carry the connector's tag. */
import { apiVersions } from '../azure/api-versions.ts';
import type { Azure } from '../azure/azure.ts';
import { groupId, sameId, workspaceId, type Target } from '../azure/resource-id.ts';
import { uniqueString } from '../template/unique-string.ts';

/** On every resource of an installation, with its name as value (solution/infrastructure/deployment.yaml). */
const installationTag = '1password-connector';

export interface GroupResource {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly location?: string;
  readonly tags?: Readonly<Record<string, string>>;
}

export interface Installation {
  /** Value of the tag. */
  readonly name: string;
  readonly resources: readonly GroupResource[];
}

export interface Installations {
  readonly own: readonly Installation[];
  /** Of other workspaces of the group. */
  readonly others: readonly Installation[];
}

/** Throws `AzureFault`. The name of a tag is compared without regard to case, as Azure does. */
export async function findInstallations(azure: Azure, target: Target): Promise<Installations> {
  const byName = new Map<string, GroupResource[]>();
  for await (const resource of azure.list<GroupResource>(
    `${groupId(target)}/resources`,
    apiVersions.resources,
  )) {
    const name = tagOf(resource);
    if (name === undefined) continue;
    byName.set(name, [...(byName.get(name) ?? []), resource]);
  }
  const own: Installation[] = [];
  const others: Installation[] = [];
  for (const [name, resources] of [...byName].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    const installation = { name, resources };
    ((await belongsTo(azure, target, installation)) ? own : others).push(installation);
  }
  return { own, others };
}

/** The resource of an installation of this type; the type in any case. */
export function resourceOf({ resources }: Installation, type: string): GroupResource | undefined {
  return resources.find((resource) => sameId(resource.type, type));
}

function tagOf({ tags = {} }: GroupResource): string | undefined {
  return Object.entries(tags).find(([name]) => sameId(name, installationTag))?.[1];
}

/** Two of its resources name the workspace; where both are gone already, the name tells. */
async function belongsTo(azure: Azure, target: Target, installation: Installation): Promise<boolean> {
  const workspaces = await namedWorkspaces(azure, installation);
  if (workspaces.length > 0) return workspaces.some((id) => sameId(id, workspaceId(target)));
  return installation.name === nameFor(target, installation.name.split('-')[0] ?? '');
}

async function namedWorkspaces(azure: Azure, installation: Installation): Promise<readonly string[]> {
  const rule = resourceOf(installation, 'Microsoft.Insights/dataCollectionRules');
  if (rule) {
    const found = await azure.get<{ readonly properties: RuleProperties }>(
      rule.id,
      apiVersions.dataCollectionRules,
    );
    const named = (found?.properties.destinations?.logAnalytics ?? []).map((to) => to.workspaceResourceId);
    if (named.length > 0) return named;
  }
  const insights = resourceOf(installation, 'Microsoft.Insights/components');
  if (!insights) return [];
  const found = await azure.get<{ readonly properties: { readonly WorkspaceResourceId?: string } }>(
    insights.id,
    apiVersions.components,
  );
  const id = found?.properties.WorkspaceResourceId;
  return id === undefined ? [] : [id];
}

interface RuleProperties {
  readonly destinations?: { readonly logAnalytics?: readonly { readonly workspaceResourceId: string }[] };
}

/** As the template makes it (solution/infrastructure/deployment.yaml); a longer prefix than it keeps is lost. */
function nameFor({ subscriptionId, resourceGroup, workspace }: Target, prefix: string): string {
  const parts = [subscriptionId, resourceGroup.toLowerCase(), workspace.toLowerCase(), prefix];
  return `${prefix}-${uniqueString(...parts)}`;
}
