import { armTtkTest } from '../arm-ttk-test.ts';
import { inTemplate, perScope } from '../check.ts';
import { functionCalls } from '../expression.ts';
import { scopeNodes } from '../scope.ts';

export const dependsOnBestPractices = armTtkTest(
  'deploymentTemplate',
  'DependsOn-Best-Practices',
  'Name the dependency with resourceId() or extensionResourceId().',
  perScope(function* (scope) {
    for (const node of scopeNodes(scope, 'resources')) {
      const { key, value } = node;
      if (key !== 'dependsOn' || typeof value !== 'string') continue;
      const { path } = node;
      if (/^\s*\[\s*if\s*\(/i.test(value)) yield inTemplate(path, 'the dependency begins with if()');
      if (/^\s*\[\s*concat\s*\(/i.test(value) && functionCalls('copyIndex', value).length === 0) {
        yield inTemplate(path, 'the dependency begins with concat()');
      }
    }
  }),
);
