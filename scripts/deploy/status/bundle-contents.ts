/** What this version of the solution puts into a workspace, by its own template. */
import type { JsonObject } from '../../model/arm.ts';
import type { Target } from '../azure/resource-id.ts';
import { resourcesOf, type TemplateResource } from '../template/resources.ts';

export interface BundleContents {
  readonly solutionId: string;
  readonly version: string;
  readonly rules: readonly BundleRule[];
  readonly connectorId: string;
  /** Alias and name of the watchlist. */
  readonly watchlist: string;
  /** Api versions by resource type in lower case, of everything that the template deploys. */
  readonly apiVersions: ReadonlyMap<string, string>;
}

export interface BundleRule {
  /** Content id of its template, by which an active rule names it. */
  readonly id: string;
  readonly name: string;
  readonly version: string;
}

/** Evaluated for the whole solution, connector included; nothing of a caller's goes in but the place. */
export function contentsOf(template: JsonObject, target: Target): BundleContents {
  const { subscriptionId, resourceGroup, workspace } = target;
  // Names and ids of contents depend on neither tenant nor region, and a connector comes with any key.
  const place = { subscriptionId, resourceGroup, tenantId: '', location: '' };
  const resources = resourcesOf({ template, place, parameters: { workspace, apiKey: 'any' } });
  const contents = resources.map(propertiesOf).filter(({ contentKind }) => contentKind !== undefined);
  const solution = contents.find(({ contentKind }) => contentKind === 'Solution') ?? {};
  const connector = contents.find(({ contentKind }) => contentKind === 'DataConnector') ?? {};
  return {
    solutionId: text(solution['contentId']),
    version: text(solution['version']),
    rules: contents
      .filter(({ contentKind }) => contentKind === 'AnalyticsRule')
      .map(({ contentId, displayName, version }) => ({
        id: text(contentId),
        name: text(displayName),
        version: text(version),
      })),
    connectorId: text(connector['contentId']),
    watchlist:
      resources
        .find(({ type }) => /\/watchlists$/i.test(type))
        ?.name.split('/')
        .at(-1) ?? '',
    apiVersions: new Map(resources.map(({ type, apiVersion }) => [type.toLowerCase(), apiVersion])),
  };
}

function propertiesOf({ body }: TemplateResource): JsonObject {
  return (body?.['properties'] ?? {}) as JsonObject;
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
