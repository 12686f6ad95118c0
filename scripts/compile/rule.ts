import type { JsonObject } from '../model/arm.ts';
import type { IncidentConfiguration, RuleFile, TriggerOperator } from '../model/rule.ts';
import { evaluate, literal, productId, quote, templateName, type ContentItem } from './content-item.ts';
import { contentTemplateResource } from './content-template.ts';
import { alertRuleTemplateType, metadataResource, workspaceLocation, type CompileFrame } from './frame.ts';

/**
 * An analytics rule as content template. `number` counts the rules from 1; `query` is the composed
 * text. What the public packager loses is kept: suppression, sub-techniques, the whole description.
 */
export function compileRule(frame: CompileFrame, rule: RuleFile, query: string, number: number): ContentItem {
  const object = `variables('analyticRuleObject${number}')`;
  const contentId = `${object}._analyticRulecontentId${number}`;
  const version = `${object}.analyticRuleVersion${number}`;
  const id = quote(rule.id);
  const template = {
    type: alertRuleTemplateType,
    name: evaluate(contentId),
    apiVersion: frame.apiVersion(alertRuleTemplateType),
    kind: rule.kind,
    location: workspaceLocation,
    properties: ruleProperties(rule, query),
  };
  const metadata = metadataResource(frame, {
    kind: 'AnalyticsRule',
    parentId: `${object}.analyticRuleId${number}`,
    contentId,
    version,
  });
  return {
    kind: 'AnalyticsRule',
    contentId: evaluate(contentId),
    version: evaluate(version),
    variables: {
      [`analyticRuleObject${number}`]: {
        [`analyticRuleVersion${number}`]: rule.version,
        [`_analyticRulecontentId${number}`]: rule.id,
        [`analyticRuleId${number}`]: evaluate(
          `resourceId('Microsoft.SecurityInsights/AlertRuleTemplates', ${id})`,
        ),
        [`analyticRuleTemplateSpecName${number}`]: evaluate(templateName('AnalyticsRule', id)),
        [`_analyticRulecontentProductId${number}`]: evaluate(
          productId('AnalyticsRule', id, quote(rule.version)),
        ),
      },
    },
    resources: [
      contentTemplateResource(frame, {
        kind: 'AnalyticsRule',
        description: `${rule.name} Analytics Rule with template version ${frame.solution.version}`,
        displayName: literal(rule.name),
        contentId,
        version,
        templateName: `${object}.analyticRuleTemplateSpecName${number}`,
        productId: `${object}._analyticRulecontentProductId${number}`,
        resources: [template, metadata],
      }),
    ],
  };
}

const triggerOperators: Readonly<Partial<Record<TriggerOperator, string>>> = {
  gt: 'GreaterThan',
  lt: 'LessThan',
  eq: 'Equal',
  ne: 'NotEqual',
};

/** What the service stores of a rule. */
export function ruleProperties(rule: RuleFile, query: string): JsonObject {
  const { techniques, subTechniques } = splitTechniques(rule.relevantTechniques);
  return {
    description: literal(rule.description.replace(/\s*\n\s*/g, ' ').trim()),
    displayName: literal(rule.name),
    enabled: false,
    query: literal(query),
    queryFrequency: toDuration(rule.queryFrequency),
    queryPeriod: toDuration(rule.queryPeriod),
    severity: rule.severity,
    suppressionDuration: toDuration(rule.suppressionDuration ?? '1h'),
    suppressionEnabled: rule.suppressionEnabled ?? false,
    triggerOperator: triggerOperators[rule.triggerOperator] ?? rule.triggerOperator,
    triggerThreshold: rule.triggerThreshold,
    status: rule.status ?? 'Available',
    requiredDataConnectors: rule.requiredDataConnectors.map(({ connectorId, dataTypes }) => ({
      connectorId,
      dataTypes,
    })),
    tactics: rule.tactics,
    techniques,
    ...(subTechniques.length > 0 && { subTechniques }),
    ...(rule.entityMappings && {
      entityMappings: rule.entityMappings.map(({ entityType, fieldMappings }) => ({
        entityType,
        fieldMappings: fieldMappings.map(({ identifier, columnName }) => ({ identifier, columnName })),
      })),
    }),
    eventGroupingSettings: { aggregationKind: rule.eventGroupingSettings?.aggregationKind ?? 'SingleAlert' },
    ...(rule.customDetails && { customDetails: { ...rule.customDetails } }),
    ...(rule.alertDetailsOverride && { alertDetailsOverride: { ...rule.alertDetailsOverride } }),
    ...(rule.incidentConfiguration && { incidentConfiguration: toIncident(rule.incidentConfiguration) }),
  };
}

function toIncident({ createIncident, groupingConfiguration }: IncidentConfiguration): JsonObject {
  if (!groupingConfiguration) return { createIncident };
  const lookbackDuration = toDuration(groupingConfiguration.lookbackDuration);
  return { createIncident, groupingConfiguration: { ...groupingConfiguration, lookbackDuration } };
}

/** Base ids once each, and the dotted ids beside them: Microsoft Sentinel keeps the two apart. */
function splitTechniques(ids: readonly string[]): { techniques: string[]; subTechniques: string[] } {
  return {
    techniques: [...new Set(ids.map((id) => id.replace(/\..*$/, '')))],
    subTechniques: ids.filter((id) => id.includes('.')),
  };
}

/** `5m`, `1h`, `14d` as ISO 8601. */
function toDuration(span: string): string {
  const unit = span.at(-1);
  return unit === 'd' ? `P${span.slice(0, -1)}D` : `PT${span.slice(0, -1)}${unit?.toUpperCase()}`;
}
