import { expect, it } from 'vitest';
import { parse } from 'yaml';
import type { RuleFile } from '../model/rule.ts';
import { ruleYaml } from './rule-yaml.ts';

const rule: RuleFile = {
  version: '1.0.0',
  query: 'ignored',
  id: '00000000-0000-4000-8000-000000000000',
  kind: 'Scheduled',
  name: 'A rule: with a colon',
  description: 'One.\nTwo.',
  severity: 'Low',
  requiredDataConnectors: [{ connectorId: 'A', dataTypes: ['T'] }],
  queryFrequency: '5m',
  queryPeriod: '1h',
  triggerOperator: 'gt',
  triggerThreshold: 0,
  tactics: ['Persistence'],
  relevantTechniques: ['T1098'],
  customDetails: { Answer: 'no', Time: '1:30', Number: '010', Empty: '' },
};

it('reads the same in both versions of YAML, where words such as no mean different things', () => {
  const text = ruleYaml(rule, 'T\n| where a == "b: c"\n');
  const expected = { ...rule, description: 'One.\nTwo.\n', query: 'T\n| where a == "b: c"\n' };
  expect(parse(text, { version: '1.1' })).toEqual(expected);
  expect(parse(text, { version: '1.2' })).toEqual(expected);
});

it('begins with the id, ends with the version, and keeps the lines of a query', () => {
  const text = ruleYaml(rule, 'T\n| take 1');
  expect(text).toMatch(/^id: /);
  expect(text).toMatch(/\nversion: 1\.0\.0\n$/);
  expect(text).toContain('query: |\n  T\n  | take 1\n');
});
