/**
 * What is made use of right after the deployment: analytics rules that are switched on, and rows of the
 * watchlist that they read. Nothing by default, and no part of what Content Hub installs. A rule is made from
 * its content template once that lies in the workspace, so that its query stands only once in the file and the
 * rule is linked to the version of its template.
 */
import {
  deploymentTemplateSchema,
  type ArmParameter,
  type ArmResource,
  type JsonObject,
} from '../model/arm.ts';
import { evaluate } from './content-item.ts';
import {
  alertRuleType,
  contentTemplateType,
  ruleMetadataType,
  watchlistItemType,
  type CompileFrame,
} from './frame.ts';

export interface EnabledRules {
  /** For the root template. */
  readonly parameters: Readonly<Record<string, ArmParameter>>;
  readonly variables: JsonObject;
  readonly resource: ArmResource;
}

/** The parameter of the root template, a list of ids, and the word that stands for all of them. */
const enabledRulesParameter = 'enabledRules';
export const everyRule = 'all';
/** Name of the nested deployment. */
export const enabledRulesDeployment = 'onepassword-rules';

/** The parameter of the root template with the ids of privileged groups and vaults. */
const privilegedParameter = 'privilegedIds';

const asked = `parameters('${enabledRulesParameter}')`;
const offered = "variables('analyticRuleIds')";
const workspace = "parameters('workspaceId')";
const rule = "parameters('rules')[copyIndex()]";
const privileged = "parameters('privileged')[copyIndex()]";

/** Ids of the rules in the order of the package; the expressions of what must be there before. */
export interface EnabledRulesInput {
  readonly ids: readonly string[];
  /** Expression of the name of the watchlist, and its columns with the one that is searched first. */
  readonly watchlist: { readonly name: string; readonly columns: readonly string[] };
  /** The deployment that makes the table which the queries read; this one is of the same type. */
  readonly connector: Pick<ArmResource, 'type' | 'name' | 'apiVersion'>;
}

export function compileEnabledRules(
  frame: CompileFrame,
  { ids, watchlist, connector }: EnabledRulesInput,
): EnabledRules {
  const template = `reference(extensionResourceId(${workspace}, 'Microsoft.SecurityInsights/contentTemplates', concat(last(split(${workspace}, '/')), '-ar-', uniqueString(${rule}))), '${frame.apiVersion(contentTemplateType)}')`;
  return {
    parameters: {
      [enabledRulesParameter]: {
        type: 'array',
        defaultValue: [],
        metadata: {
          description: `Ids of the analytics rules to enable, or "${everyRule}" as the only item. Leave empty to enable none.`,
        },
      },
      [privilegedParameter]: {
        type: 'array',
        defaultValue: [],
        metadata: { description: 'UUIDs of privileged groups and vaults, to be added to the watchlist.' },
      },
    },
    variables: { analyticRuleIds: ids },
    resource: {
      type: connector.type,
      apiVersion: connector.apiVersion,
      name: enabledRulesDeployment,
      condition: evaluate(`not(empty(concat(${asked}, parameters('${privilegedParameter}'))))`),
      dependsOn: [
        // Microsoft Sentinel refuses a rule whose query names a table that is not there.
        evaluate(`resourceId('${connector.type}', '${connector.name}')`),
        inWorkspace('Microsoft.SecurityInsights/watchlists', watchlist.name),
        ...ids.map((_, i) =>
          inWorkspace(
            'Microsoft.SecurityInsights/contentTemplates',
            `variables('analyticRuleObject${i + 1}').analyticRuleTemplateSpecName${i + 1}`,
          ),
        ),
      ],
      properties: {
        mode: 'Incremental',
        expressionEvaluationOptions: { scope: 'Inner' },
        parameters: {
          workspaceId: { value: evaluate("variables('workspaceResourceId')") },
          rules: {
            value: evaluate(
              `if(contains(${asked}, '${everyRule}'), ${offered}, intersection(${offered}, ${asked}))`,
            ),
          },
          privileged: { value: evaluate(`parameters('${privilegedParameter}')`) },
          watchlist: { value: evaluate(watchlist.name) },
        },
        template: {
          $schema: deploymentTemplateSchema,
          contentVersion: '1.0.0.0',
          parameters: {
            workspaceId: { type: 'string' },
            rules: { type: 'array' },
            privileged: { type: 'array' },
            watchlist: { type: 'string' },
          },
          resources: [
            {
              ...copied(frame, alertRuleType, 'rules', rule),
              kind: 'Scheduled',
              // The names that link a rule to its template are those of the REST API's ScheduledAlertRuleProperties.
              properties: evaluate(
                `union(${template}.mainTemplate.resources[0].properties, createObject('enabled', true(), 'alertRuleTemplateName', ${rule}, 'templateVersion', ${template}.version))`,
              ),
            },
            {
              ...copied(frame, ruleMetadataType, 'rules', `concat('AnalyticsRule-', ${rule})`),
              dependsOn: [evaluate(ruleId)],
              properties: evaluate(
                `union(${template}.mainTemplate.resources[1].properties, createObject('parentId', ${ruleId}))`,
              ),
            },
            {
              // By its id, so that a second deployment adds no second row.
              ...copied(
                frame,
                watchlistItemType,
                'privileged',
                `concat(parameters('watchlist'), '/', guid(${privileged}))`,
              ),
              properties: {
                itemsKeyValue: Object.fromEntries(
                  watchlist.columns.map((column, i) => [column, i === 0 ? evaluate(privileged) : '']),
                ),
              },
            },
          ],
        },
      },
    },
  };
}

function inWorkspace(type: string, name: string): string {
  return evaluate(`extensionResourceId(variables('workspaceResourceId'), '${type}', ${name})`);
}

const ruleId = `extensionResourceId(${workspace}, '${alertRuleType}', ${rule})`;

/** One resource of the workspace for each member of a list of the nested template. */
function copied(frame: CompileFrame, type: string, list: string, name: string): JsonObject {
  return {
    type,
    apiVersion: frame.apiVersion(type),
    name: evaluate(name),
    scope: evaluate(workspace),
    copy: { name: type.replace(/^.*\//, ''), count: evaluate(`length(parameters('${list}'))`) },
  };
}
