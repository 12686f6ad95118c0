import { armTtkTest } from '../arm-ttk-test.ts';
import { inTemplate, perScope, type Finding } from '../check.ts';
import { sameName, textAt } from '../node.ts';

const base = 'https://schema.management.azure.com/schemas/';
const deprecated = `${base}2015-01-01/deploymentTemplate.json#`;
const accepted = [
  deprecated,
  `${base}2019-04-01/deploymentTemplate.json#`,
  `${base}2018-05-01/subscriptionDeploymentTemplate.json#`,
  `${base}2019-08-01/tenantDeploymentTemplate.json#`,
  `${base}2019-08-01/managementGroupDeploymentTemplate.json#`,
];

export const schemaIsCorrect = armTtkTest(
  'deploymentTemplate',
  'DeploymentTemplate-Schema-Is-Correct',
  `Set $schema to ${base}2019-04-01/deploymentTemplate.json#.`,
  perScope(function* (scope) {
    const schema = textAt(scope.template, '$schema');
    const path = [...scope.path, '$schema'];
    if (!accepted.some((known) => sameName(known, schema))) {
      yield inTemplate(path, `"${schema}" is no schema of a template`);
    } else if (sameName(schema, deprecated)) {
      const finding: Finding = inTemplate(path, 'the schema of 2015 is no longer maintained');
      yield { ...finding, advice: true };
    }
  }),
);
