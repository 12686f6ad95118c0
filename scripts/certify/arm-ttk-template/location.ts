import { armTtkTest } from '../arm-ttk-test.ts';
import { inTemplate, perScope, type Finding } from '../check.ts';
import { isExpression } from '../expression.ts';
import { objectAt, objectsAt, sameName, textAt, type NodePath } from '../node.ts';
import { deployments, scopeNodes, scopeTexts, type TemplateScope } from '../scope.ts';

const groupLocation = /(?:resourceGroup|deployment)\(\).location/i;
const remedy =
  'Give the resource a location parameter; resourceGroup().location may only be the default of the parameter "location".';

export const locationShouldNotBeHardcoded = armTtkTest(
  'deploymentTemplate',
  'Location-Should-Not-Be-Hardcoded',
  remedy,
  perScope(function* (scope) {
    yield* locationParameter(scope);
    yield* groupLocations(scope);
    for (const { path, value, holders } of scopeNodes(scope).filter((node) => node.name === 'location')) {
      if (!/^resources,\d+,location$/.test(path.slice(-3).join(',')) || typeof value !== 'string') continue;
      if (sameName(value, 'global') || isExpression(value)) continue;
      const name = textAt(holders[0], 'name');
      yield inTemplate(path, `the location "${value}" of ${name} is neither an expression nor "global"`);
    }
  }),
);

function* locationParameter(scope: TemplateScope): Iterable<Finding> {
  const parameter = objectAt(scope.template, 'parameters', 'location');
  const path = [...scope.path, 'parameters', 'location'];
  const type = textAt(parameter, 'type');
  if (type !== '' && !sameName(type, 'string')) {
    yield inTemplate(path, `the parameter "location" is of type ${type}, not string`);
  }
  const value = textAt(parameter, 'defaultValue').trim();
  if (
    !['', '[resourcegroup().location]', '[deployment().location]', 'global'].includes(value.toLowerCase())
  ) {
    yield inTemplate([...path, 'defaultValue'], `the default "${value}" is a fixed location`);
  }
}

function* groupLocations(scope: TemplateScope): Iterable<Finding> {
  const exempt = [[...scope.path, 'parameters'], ...deployments(scope).map((node) => node.path)];
  for (const { path } of scopeTexts(scope).filter(({ text }) => groupLocation.test(text))) {
    if (exempt.some((above) => startsWith(path, above))) continue;
    yield inTemplate(path, 'the location of the resource group is used outside the parameters');
  }
}

function startsWith(path: NodePath, above: NodePath): boolean {
  return above.every((step, index) => path[index] === step);
}

export const resourcesShouldHaveLocation = armTtkTest(
  'deploymentTemplate',
  'Resources-Should-Have-Location',
  'Write the location of the resource as an expression.',
  perScope(function* (scope) {
    for (const [index, resource] of objectsAt(scope.template, 'resources')) {
      const location = resource['location'];
      if (location === undefined || location === '') continue;
      const text = String(location).trim();
      if (/^\[.*\]$/.test(text) || sameName(text, 'global')) continue;
      yield inTemplate(
        [...scope.path, 'resources', index, 'location'],
        'the location of the resource is neither an expression nor "global"',
      );
    }
  }),
);
