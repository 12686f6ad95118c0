import type { ArmResource, JsonObject } from '../model/arm.ts';

/**
 * A content of the package as Content Hub counts it. Codes and kinds are those of the public packager
 * (Azure/Azure-Sentinel, Tools/Create-Azure-Sentinel-Solution, table of content kinds).
 */
export type ContentKind = 'AnalyticsRule' | 'Workbook' | 'DataConnector' | 'Watchlist' | 'Solution';

const contentCode: Readonly<Record<ContentKind, string>> = {
  AnalyticsRule: 'ar',
  Workbook: 'wb',
  DataConnector: 'dc',
  Watchlist: 'wl',
  Solution: 'sl',
};

/** An expression of an ARM template, without its brackets. */
type Expression = string;

export const solutionIdVariable: Expression = "variables('_solutionId')";
export const workspaceParameter: Expression = "parameters('workspace')";

/** The resource id of the content package, on which every content template depends. */
export const packageIdVariable: Expression = "variables('solutionPackageId')";
export const packageResourceId: Expression = `extensionResourceId(resourceId('Microsoft.OperationalInsights/workspaces', ${workspaceParameter}), 'Microsoft.SecurityInsights/contentPackages', ${solutionIdVariable})`;

/** Name of a content template: overwritten in place by a new version, because the version is no part of it. */
export function templateName(kind: ContentKind, contentId: Expression): Expression {
  return `concat(${workspaceParameter},'-${contentCode[kind]}-',uniquestring(${contentId}))`;
}

/** `contentProductId` and `id` of a content; the formula of the public packager. */
export function productId(kind: ContentKind, contentId: Expression, version: Expression): Expression {
  return `concat(take(${solutionIdVariable},50),'-','${contentCode[kind]}','-', uniqueString(concat(${solutionIdVariable},'-','${kind}','-',${contentId},'-', ${version})))`;
}

/** A string literal within an expression. */
export function quote(text: string): Expression {
  return `'${text.replaceAll("'", "''")}'`;
}

/** An expression as the value of a property. */
export function evaluate(expression: Expression): string {
  return `[${expression}]`;
}

/** A text as the value of a property: one that begins with a bracket would be taken for an expression. */
export function literal(text: string): string {
  return text.startsWith('[') ? `[${text}` : text;
}

/** What the parts of the package need to know of one content. */
export interface ContentItem {
  readonly kind: ContentKind;
  /** Value of `contentId` and `version` in the dependencies of the package. */
  readonly contentId: string;
  readonly version: string;
  readonly variables: JsonObject;
  readonly resources: readonly ArmResource[];
}
