import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { TemplateResource } from '../template/resources.ts';
import { allows, neededActions } from './permissions.ts';

const action = 'Microsoft.Authorization/roleAssignments/write';

describe('what a role allows', () => {
  test.each([
    [['*'], [], true],
    [['microsoft.authorization/ROLEASSIGNMENTS/*'], [], true],
    [['*/read'], [], false],
    [['*'], ['Microsoft.Authorization/*/Write'], false],
    [['Microsoft.Authorization/roleAssignments/write/more'], [], false],
    [['Microsoft-Authorization/roleAssignments/write'], [], false],
    [[], [], false],
  ])('%j without %j', (actions, notActions, expected) => {
    expect(allows({ actions, notActions }, action)).toBe(expected);
  });

  test('a star stands for any part of an action, and every action is itself', () => {
    const name = fc.stringMatching(/^[A-Za-z.]{1,12}(?:\/[A-Za-z]{1,8}){1,3}$/);
    fc.assert(
      fc.property(name, fc.nat(), fc.nat(), (text, a, b) => {
        const [from, to] = [a % text.length, b % text.length].toSorted((x, y) => x - y) as [number, number];
        const pattern = `${text.slice(0, from)}*${text.slice(to)}`;
        expect(allows({ actions: [text.toUpperCase()] }, text)).toBe(true);
        expect(allows({ actions: [pattern] }, text)).toBe(true);
        expect(allows({ actions: ['*'], notActions: [pattern] }, text)).toBe(false);
        expect(allows({ actions: [`${pattern}x`] }, `${text}y`)).toBe(false);
      }),
    );
  });
});

test('the actions that a deployment needs are those of the last types of its resources', () => {
  const workspace = '/subscriptions/s/resourceGroups/g/providers/Microsoft.OperationalInsights/workspaces/w';
  const ids = [
    `${workspace}/providers/Microsoft.SecurityInsights/contentTemplates/t`,
    `${workspace}/tables/T_CL`,
    `${workspace}/tables/U_CL`,
    `${workspace}/providers/Microsoft.Authorization/roleAssignments/r`,
  ];
  expect(neededActions(ids.map((id) => ({ id }) as TemplateResource))).toEqual([
    'Microsoft.Resources/deployments/write',
    'Microsoft.SecurityInsights/contentTemplates/write',
    'Microsoft.OperationalInsights/workspaces/tables/write',
    'Microsoft.Authorization/roleAssignments/write',
  ]);
});
