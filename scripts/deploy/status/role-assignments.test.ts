import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { covers } from './role-assignments.ts';
import { roles } from './roles.ts';

test('the roles are those that the template gives', () => {
  const defined = parse(readFileSync('solution/infrastructure/roles.yaml', 'utf8')) as {
    readonly roles: object;
  };
  expect(roles).toEqual(defined.roles);
});

test.each([
  ['/subscriptions/1', true],
  ['/subscriptions/1/resourceGroups/Group', true],
  ['/SUBSCRIPTIONS/1/resourcegroups/group/providers/Microsoft.Web/sites/app', true],
  ['/subscriptions/1/resourceGroups/grou', false],
  ['/subscriptions/1/resourceGroups/group/providers/Microsoft.Web/sites/ap', false],
  ['/subscriptions/1/resourceGroups/group/providers/Microsoft.Web/sites/app/config', false],
])('what is assigned on %s holds for the app: %s', (scope, expected) => {
  expect(covers(scope, '/subscriptions/1/resourceGroups/group/providers/Microsoft.Web/sites/app')).toBe(
    expected,
  );
});
