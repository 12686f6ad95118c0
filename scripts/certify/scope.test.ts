import { expect, it } from 'vitest';
import { templateScopes } from './scope.ts';

function deployment(scope: string, template: { readonly resources: readonly never[] | readonly object[] }) {
  const properties = { expressionEvaluationOptions: { scope }, template };
  return { type: 'Microsoft.Resources/deployments', properties };
}

it('cuts inner-scope deployments out, at any depth, and leaves the others in', () => {
  const deepest = { resources: [{ name: 'deepest' }] };
  const middle = { resources: [deployment('Inner', deepest)] };
  const outer = { resources: [deployment('outer', deepest), deployment('inner', middle)] };
  const scopes = templateScopes(JSON.parse(JSON.stringify(outer)));
  const step = ['resources', 1, 'properties', 'template'];
  expect(scopes.map(({ path }) => path)).toEqual([
    [],
    step,
    [...step, 'resources', 0, 'properties', 'template'],
  ]);
  expect(scopes.map(({ nested }) => nested)).toEqual([false, true, true]);
  expect(scopes[0]?.template).toEqual({
    resources: [
      deployment('outer', deepest),
      {
        ...deployment('inner', middle),
        properties: { expressionEvaluationOptions: { scope: 'inner' }, template: {} },
      },
    ],
  });
  expect(scopes[2]?.template).toEqual(deepest);
});
