/** What is asked of Azure: the template with all its parameters, and the resources that come of it. */
import type { Json, JsonObject } from '../model/arm.ts';
import type { DeploymentContent } from './azure/deployments.ts';
import type { Target } from './azure/resource-id.ts';
import type { Survey } from './checks/survey.ts';
import { hasParameter } from './package/template-file.ts';
import { labelsOf, type Labels } from './resource-label.ts';
import { resourcesOf, type TemplateInput, type TemplateResource } from './template/resources.ts';

export interface Plan {
  /** Of the deployment in Azure; the same for every run, so that runs find each other. */
  readonly name: string;
  readonly content: DeploymentContent;
  readonly resources: readonly TemplateResource[];
  readonly labels: Labels;
  /** For whoever evaluates the template again. */
  readonly input: TemplateInput;
}

/** Longest name of a deployment. Source: Azure, naming rules of Microsoft.Resources. */
const longestName = 64;

export function deploymentName({ workspace }: Pick<Target, 'workspace'>): string {
  return `1password-${workspace}`.slice(0, longestName);
}

/**
 * Plans a deployment. `given` are parameters by name; what the workspace says itself is filled in, and a
 * watchlist that is there is left alone, so that its rows stay.
 */
export function planDeployment(
  template: JsonObject,
  given: Readonly<Record<string, Json>>,
  target: Target,
  survey: Survey,
): Plan {
  const { tenantId, groupLocation, workspaceLocation, watchlists } = survey;
  const alias = String(given['watchlist1-id'] ?? 'PG1PW').toLowerCase();
  const filled: Readonly<Record<string, Json>> = {
    workspace: target.workspace,
    'workspace-location': workspaceLocation,
    ...(hasParameter(template, 'installWatchlist') && watchlists.has(alias)
      ? { installWatchlist: false }
      : {}),
    ...given,
  };
  const { subscriptionId, resourceGroup } = target;
  const place = { tenantId, subscriptionId, resourceGroup, location: groupLocation };
  const input: TemplateInput = { template, parameters: filled, place };
  const resources = resourcesOf(input);
  return {
    name: deploymentName(target),
    content: { template, parameters: mapValues(filled, (value) => ({ value })) },
    resources,
    labels: labelsOf(resources),
    input,
  };
}

/** The connector's resource of a type; undefined where no connector is deployed. */
export function plannedId({ resources }: Pick<Plan, 'resources'>, type: string): string | undefined {
  return resources.find((resource) => resource.type === type)?.id;
}

/** How many resources each deployment has, by its name. */
export function plannedCounts({
  name,
  resources,
}: Pick<Plan, 'name' | 'resources'>): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { deployment = name } of resources) counts.set(deployment, (counts.get(deployment) ?? 0) + 1);
  return counts;
}

function mapValues<T, U>(
  record: Readonly<Record<string, T>>,
  map: (value: T) => U,
): Readonly<Record<string, U>> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value)]));
}
