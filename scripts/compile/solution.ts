/**
 * The third stage: valid sources in, the two templates out. Everything is plain data; nothing reads a
 * file, and the same input gives the same output to the byte.
 */
import type { ArmParameter, ArmTemplate, JsonObject } from '../model/arm.ts';
import { deploymentTemplateSchema } from '../model/arm.ts';
import type { RuleFile } from '../model/rule.ts';
import { watchlistColumns, type WatchlistFile } from '../model/watchlist.ts';
import { compileConnectorItem, type ConnectorFacts } from './connector-item.ts';
import {
  evaluate,
  packageResourceId,
  productId,
  solutionIdVariable,
  type ContentItem,
} from './content-item.ts';
import { contentPackageResource } from './content-package.ts';
import type { CompileFrame } from './frame.ts';
import { compileEnabledRules } from './enabled-rules.ts';
import type { CompiledInfrastructure } from './infrastructure/deployment.ts';
import { compileRule } from './rule.ts';
import { compileWatchlistItem } from './watchlist-item.ts';
import { compileWorkbookItem, type WorkbookFacts } from './workbook-item.ts';

/** The contents of the solution, in the order in which they appear. */
export interface SolutionContents {
  readonly connector: ConnectorFacts;
  readonly workbooks: readonly WorkbookFacts[];
  readonly rules: readonly { readonly rule: RuleFile; readonly query: string }[];
  readonly watchlists: readonly { readonly definition: WatchlistFile; readonly csv: string }[];
}

/** The items of the package with their numbers given. */
function compileItems(frame: CompileFrame, contents: SolutionContents): ContentItem[] {
  return [
    compileConnectorItem(frame, contents.connector, 1),
    ...contents.workbooks.map((workbook, i) => compileWorkbookItem(frame, workbook, i + 1)),
    ...contents.rules.map(({ rule, query }, i) => compileRule(frame, rule, query, i + 1)),
    ...contents.watchlists.map(({ definition, csv }, i) =>
      compileWatchlistItem(frame, definition, csv, i + 1),
    ),
  ];
}

/** mainTemplate.json: the content, and the infrastructure where it is given. */
export function compileMainTemplate(
  frame: CompileFrame,
  contents: SolutionContents,
  infrastructure: CompiledInfrastructure | undefined,
): ArmTemplate {
  const { solution } = frame;
  const items = compileItems(frame, contents);
  const rules = contents.rules.map(({ rule }) => rule);
  const enabled =
    infrastructure &&
    compileEnabledRules(frame, {
      ids: rules.map(({ id }) => id),
      watchlist: { name: "parameters('watchlist1-id')", columns: watchlistColumns },
      connector: infrastructure.resource,
    });
  const coverage = {
    tactics: unique(rules.flatMap((rule) => rule.tactics)),
    techniques: unique(rules.flatMap((rule) => rule.relevantTechniques.map((id) => id.replace(/\..*$/, '')))),
  };
  return {
    $schema: deploymentTemplateSchema,
    contentVersion: '1.0.0.0',
    metadata: { author: solution.author, comments: `Solution template for ${solution.name}` },
    parameters: {
      ...contentParameters(contents),
      ...enabled?.parameters,
      ...infrastructure?.parameters,
    },
    variables: Object.assign(
      {},
      solutionVariables(frame),
      ...items.map((item) => item.variables),
      enabled?.variables,
      infrastructure?.variables,
    ) as JsonObject,
    resources: [
      ...items.flatMap((item) => item.resources),
      contentPackageResource(frame, items, coverage),
      ...(infrastructure ? [infrastructure.resource] : []),
      ...(enabled ? [enabled.resource] : []),
    ],
    outputs: infrastructure?.outputs ?? {},
  };
}

function contentParameters({ workbooks, watchlists }: SolutionContents): Record<string, ArmParameter> {
  const parameters: Record<string, ArmParameter> = {
    location: {
      type: 'string',
      minLength: 1,
      defaultValue: '[resourceGroup().location]',
      metadata: {
        description: 'Region of the resource group, used where that of the workspace is not given.',
      },
    },
    'workspace-location': {
      type: 'string',
      defaultValue: '',
      metadata: {
        description:
          "[concat('Region of the Log Analytics workspace, in which all content lies; the resource group is in ', parameters('location'), '.')]",
      },
    },
    workspace: {
      type: 'string',
      defaultValue: '',
      metadata: {
        description: 'Name of the Log Analytics workspace with Microsoft Sentinel, in this resource group.',
      },
    },
  };
  workbooks.forEach(({ title }, i) => {
    parameters[`workbook${i + 1}-name`] = {
      type: 'string',
      defaultValue: title,
      minLength: 1,
      metadata: { description: 'Name of the workbook.' },
    };
  });
  watchlists.forEach(({ definition }, i) => {
    parameters[`watchlist${i + 1}-id`] = {
      type: 'string',
      defaultValue: definition.alias,
      minLength: 1,
      metadata: { description: 'Name and alias of the watchlist; the analytics rules read this one.' },
    };
  });
  parameters['installWatchlist'] = {
    type: 'bool',
    defaultValue: true,
    metadata: {
      description: 'Whether to create the watchlist. Choose no for an update, to leave its rows alone.',
    },
  };
  return parameters;
}

function solutionVariables({ solution }: CompileFrame): JsonObject {
  return {
    solutionId: `${solution.publisherId}.${solution.offerId}`,
    _solutionId: evaluate("variables('solutionId')"),
    _solutionName: solution.name,
    _solutionVersion: solution.version,
    _solutioncontentProductId: evaluate(
      productId('Solution', solutionIdVariable, "variables('_solutionVersion')"),
    ),
    solutionPackageId: evaluate(packageResourceId),
    workspaceResourceId: evaluate(
      "resourceId('microsoft.OperationalInsights/Workspaces', parameters('workspace'))",
    ),
  };
}

function unique(values: readonly string[]): string[] {
  return [...new Set(values)].sort();
}
