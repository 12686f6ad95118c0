import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../model/arm.ts';
import type { RuleFile } from '../model/rule.ts';
import { ruleProperties } from './rule.ts';

const rule: RuleFile = {
  id: '00000000-0000-4000-8000-000000000000',
  kind: 'Scheduled',
  name: 'Example - Something happened',
  description: 'Identifies something\nthat ends with a quote "here"\n',
  severity: 'Low',
  requiredDataConnectors: [{ connectorId: 'Example', dataTypes: ['Example_CL'] }],
  queryFrequency: '5m',
  queryPeriod: '14d',
  triggerOperator: 'gt',
  triggerThreshold: 0,
  tactics: ['Persistence'],
  relevantTechniques: ['T1078', 'T1078.004', 'T1098'],
  query: 'unused',
  version: '2.0.0',
};

const compile = (changes: Partial<RuleFile> = {}, query = 'Example_CL'): JsonObject =>
  ruleProperties({ ...rule, ...changes }, query);

describe('ruleProperties', () => {
  it('names base techniques once each and keeps sub-techniques beside them', () => {
    expect(compile()).toMatchObject({ techniques: ['T1078', 'T1098'], subTechniques: ['T1078.004'] });
    expect(compile({ relevantTechniques: ['T1098'] })).not.toHaveProperty('subTechniques');
  });

  it('writes durations as ISO 8601', () => {
    expect(compile()).toMatchObject({ queryFrequency: 'PT5M', queryPeriod: 'P14D' });
    expect(compile({ queryFrequency: '1h' })).toMatchObject({ queryFrequency: 'PT1H' });
  });

  it('keeps what the public packager loses: suppression and the end of the description', () => {
    expect(compile({ suppressionEnabled: true, suppressionDuration: '5h' })).toMatchObject({
      suppressionEnabled: true,
      suppressionDuration: 'PT5H',
      description: 'Identifies something that ends with a quote "here"',
    });
  });

  it('does not let a text be taken for an expression', () => {
    expect(compile({}, '[resourceGroup().name]')['query']).toBe('[[resourceGroup().name]');
    expect(compile({ name: '[x]' })['displayName']).toBe('[[x]');
  });

  it('translates short trigger operators and takes long ones as they are', () => {
    expect(compile({ triggerOperator: 'eq' })['triggerOperator']).toBe('Equal');
    expect(compile({ triggerOperator: 'LessThan' })['triggerOperator']).toBe('LessThan');
  });

  it('converts the look-back of the grouping', () => {
    const groupingConfiguration = {
      enabled: true,
      reopenClosedIncident: false,
      lookbackDuration: '1h',
      matchingMethod: 'Selected',
      groupByEntities: ['Account'],
    } as const;
    expect(compile({ incidentConfiguration: { createIncident: true, groupingConfiguration } })).toMatchObject(
      {
        incidentConfiguration: { createIncident: true, groupingConfiguration: { lookbackDuration: 'PT1H' } },
      },
    );
  });
});
