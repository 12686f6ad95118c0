import { inTemplate, perScope } from '../check.ts';
import { isObject, objectAt, sameName, textAt } from '../node.ts';
import { scopeNodes } from '../scope.ts';
import { contentCheck } from './content-check.ts';

export const classicApplicationInsights = contentCheck(
  'Classic Application Insights',
  '.script/package-automation/validateClassicAppInsights.ps1',
  'Set WorkspaceResourceId: components without a workspace are retired.',
  perScope(function* (scope) {
    for (const node of scopeNodes(scope, 'resources')) {
      const { value } = node;
      if (!isObject(value) || !sameName(textAt(value, 'type'), 'Microsoft.Insights/components')) continue;
      const names = Object.keys(objectAt(value, 'properties'));
      if (names.some((name) => sameName(name, 'WorkspaceResourceId'))) continue;
      yield inTemplate(node.path, 'the component has no workspace');
    }
  }),
);
