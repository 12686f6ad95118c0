import { marked } from 'marked';
import type { ArmResource } from '../model/arm.ts';
import { releasedFile } from '../model/solution.ts';
import { evaluate, solutionIdVariable, type ContentItem, type ContentKind } from './content-item.ts';
import {
  contentPackageType,
  insideWorkspace,
  provenance,
  workspaceLocation,
  type CompileFrame,
} from './frame.ts';

/** What the package says of its rules: the union of their tactics and techniques. */
export interface ThreatCoverage {
  readonly tactics: readonly string[];
  readonly techniques: readonly string[];
}

/** The resource that Content Hub lists as the solution; installed before all its contents. */
export function contentPackageResource(
  frame: CompileFrame,
  items: readonly ContentItem[],
  coverage: ThreatCoverage,
): ArmResource {
  const { solution } = frame;
  return {
    type: contentPackageType,
    apiVersion: frame.apiVersion(contentPackageType),
    name: insideWorkspace(solutionIdVariable),
    location: workspaceLocation,
    properties: {
      version: solution.version,
      kind: 'Solution',
      contentSchemaVersion: '3.0.0',
      displayName: solution.name,
      publisherDisplayName: solution.support.name,
      descriptionHtml: toHtml(`${solution.description.trim()}\n\n${countsLine(items)}`),
      contentKind: 'Solution',
      contentProductId: evaluate("variables('_solutioncontentProductId')"),
      id: evaluate("variables('_solutioncontentProductId')"),
      icon: `<img src="${releasedFile(solution, 'solution/logo.svg')}" width="75px" height="75px">`,
      contentId: evaluate(solutionIdVariable),
      parentId: evaluate(solutionIdVariable),
      ...provenance(frame),
      dependencies: {
        operator: 'AND',
        criteria: items.map(({ kind, contentId, version }) => ({ kind, contentId, version })),
      },
      firstPublishDate: solution.firstPublishDate,
      lastPublishDate: solution.lastPublishDate,
      providers: solution.providers,
      categories: { domains: solution.domains },
      threatAnalysisTactics: coverage.tactics,
      threatAnalysisTechniques: coverage.techniques,
    },
  };
}

/** Content Hub's own words for the kinds, in its order. */
const countLabels: readonly (readonly [ContentKind, string])[] = [
  ['DataConnector', 'Data Connectors'],
  ['Workbook', 'Workbooks'],
  ['AnalyticsRule', 'Analytic Rules'],
  ['Watchlist', 'Watchlists'],
];

/** "**Data Connectors:** 1, **Workbooks:** 1 ...": Markdown. */
function countsLine(items: readonly Pick<ContentItem, 'kind'>[]): string {
  return countLabels
    .map(([kind, label]) => [label, items.filter((item) => item.kind === kind).length] as const)
    .filter(([, count]) => count > 0)
    .map(([label, count]) => `**${label}:** ${count}`)
    .join(', ');
}

function toHtml(markdown: string): string {
  return marked.parse(markdown, { async: false }).trim();
}
