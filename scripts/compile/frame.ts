import type { JsonObject } from '../model/arm.ts';
import type { SolutionFile } from '../model/solution.ts';
import { evaluate, quote, solutionIdVariable, workspaceParameter, type ContentKind } from './content-item.ts';

/** What all parts of the package share: the solution's facts and the api version of each type. */
export interface CompileFrame {
  readonly solution: SolutionFile;
  readonly apiVersion: (type: string) => string;
}

export const contentTemplateType = 'Microsoft.OperationalInsights/workspaces/providers/contentTemplates';
export const contentPackageType = 'Microsoft.OperationalInsights/workspaces/providers/contentPackages';
const metadataType = 'Microsoft.OperationalInsights/workspaces/providers/metadata';
export const dataConnectorType = 'Microsoft.OperationalInsights/workspaces/providers/dataConnectors';
export const watchlistType = 'Microsoft.OperationalInsights/workspaces/providers/Watchlists';
export const alertRuleTemplateType = 'Microsoft.SecurityInsights/AlertRuleTemplates';
export const workbookType = 'Microsoft.Insights/workbooks';
/** Of rules that are switched on: extensions of the workspace, in their own form. */
export const alertRuleType = 'Microsoft.SecurityInsights/alertRules';
export const ruleMetadataType = 'Microsoft.SecurityInsights/metadata';
export const watchlistItemType = 'Microsoft.SecurityInsights/watchlists/watchlistItems';

/** Every resource of the content lies where the workspace lies. */
export const workspaceLocation = evaluate("parameters('workspace-location')");

/** The full name of a resource below the workspace: `<workspace>/Microsoft.SecurityInsights/<name>`. */
export function insideWorkspace(name: string): string {
  return evaluate(`concat(${workspaceParameter},'/Microsoft.SecurityInsights/',${name})`);
}

/** Who made a content and who helps: repeated on the package and on every metadata resource. */
export function provenance({ solution }: CompileFrame): JsonObject {
  return {
    source: { kind: 'Solution', name: solution.name, sourceId: evaluate(solutionIdVariable) },
    author: { name: solution.author },
    support: { ...solution.support },
  };
}

export interface Metadata {
  readonly kind: ContentKind;
  /** Expression of the id of the resource that is described. */
  readonly parentId: string;
  /** Expressions, without brackets. */
  readonly contentId: string;
  readonly version: string;
  readonly more?: JsonObject;
}

/** The metadata resource that ties an item to the solution. */
export function metadataResource(frame: CompileFrame, metadata: Metadata): JsonObject {
  const { kind, parentId, contentId, version, more } = metadata;
  return {
    type: metadataType,
    apiVersion: frame.apiVersion(metadataType),
    name: insideWorkspace(`concat(${quote(`${kind}-`)}, last(split(${parentId},'/')))`),
    ...more,
    properties: {
      parentId: evaluate(parentId),
      contentId: evaluate(contentId),
      kind,
      version: evaluate(version),
      ...provenance(frame),
      ...(more?.['properties'] as JsonObject | undefined),
    },
  };
}
