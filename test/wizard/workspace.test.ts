import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileWizard } from '../../scripts/compile/wizard/ui-definition.ts';
import {
  runWizard,
  type Answers,
  type SessionOptions,
  type WizardView,
} from '../../scripts/wizard/session.ts';
import type { Value } from '../../scripts/wizard/value.ts';
import { regions, rules, solution, wizard } from './definition.ts';

const definition = compileWizard({ wizard, regions, solution, rules });
const subscription = { id: '/subscriptions/5', subscriptionId: '5', tenantId: '6', displayName: 'Pay' };

function workspace(group: string, name: string, location = 'westeurope'): Value {
  const id = `/subscriptions/5/resourceGroups/${group}/providers/Microsoft.OperationalInsights/workspaces/${name}`;
  return { id, name, location, type: 'Microsoft.OperationalInsights/workspaces', properties: {} };
}

interface Azure {
  readonly workspaces?: Value;
  readonly onboardingStates?: Value;
}

function show(group: string, azure: Azure, basics: Answers['basics'] = {}, eagerIf = true): WizardView {
  const respond: SessionOptions['respond'] = ({ path }) =>
    path.includes('/onboardingStates?') ? azure.onboardingStates : azure.workspaces;
  const resourceGroup = { mode: 'Existing', name: group, location: 'northeurope' };
  const answers = { subscription, resourceGroup, location: 'northeurope', basics };
  const view = runWizard(definition, answers, { respond, eagerIf });
  expect(view.failures).toEqual([]);
  return view;
}

function offered(view: WizardView): readonly Value[] {
  return view.basics.find(({ name }) => name === 'workspace')?.choices.map(({ value }) => value) ?? [];
}

function boxes(view: WizardView): readonly string[] {
  return view.basics
    .filter(({ type, visible }) => visible && type === 'Microsoft.Common.InfoBox')
    .map(({ name }) => name);
}

describe('the list of workspaces', () => {
  const workspaces = {
    value: [
      workspace('rg1', 'first'),
      workspace('RG1', 'second', 'uksouth'),
      workspace('rg10', 'third'),
      workspace('rg', 'rg1'),
      workspace('my-rg1', 'fourth'),
      workspace('rg1-old', 'resourcegroups'),
    ],
  };

  it.each([
    ['rg1', ['first', 'second']],
    ['Rg1', ['first', 'second']],
    ['rg10', ['third']],
    ['rg', ['rg1']],
    ['my-rg1', ['fourth']],
    ['rg1-old', ['resourcegroups']],
    ['1', []],
    ['providers', []],
  ])('holds those of the group %s alone', (group, expected) => {
    expect(offered(show(group, { workspaces }))).toEqual(expected);
  });

  it('holds exactly the workspaces of the group, for any names', () => {
    const group = fc.stringMatching(/^[a-zA-Z0-9._()-]{0,8}[a-zA-Z0-9_()-]$/);
    const name = fc.stringMatching(/^[a-zA-Z0-9][a-zA-Z0-9-]{2,8}[a-zA-Z0-9]$/);
    fc.assert(
      fc.property(group, fc.array(fc.tuple(group, name), { maxLength: 6 }), (chosen, all) => {
        const view = show(chosen, { workspaces: { value: all.map(([g, n]) => workspace(g, n)) } });
        const expected = all.filter(([g]) => g.toLowerCase() === chosen.toLowerCase()).map(([, n]) => n);
        expect(offered(view)).toEqual(expected);
        expect(boxes(view).includes('noWorkspace')).toBe(expected.length === 0);
      }),
      { numRuns: 300 },
    );
  });

  it('says so when the group has none, but not before Azure has answered', () => {
    expect(boxes(show('rg2', { workspaces }))).toEqual(['noWorkspace']);
    expect(boxes(show('rg2', { workspaces: { value: [] } }))).toEqual(['noWorkspace']);
    expect(boxes(show('rg1', { workspaces }))).toEqual([]);
    expect(boxes(show('rg2', {}))).toEqual([]);
    expect(boxes(show('rg2', { workspaces: { error: { code: 'AuthorizationFailed' } } }))).toEqual([]);
  });

  it('demands one', () => {
    const view = show('rg2', { workspaces });
    expect(view.basics.find(({ name }) => name === 'workspace')?.messages).toEqual(['A value is required.']);
  });

  it('gives the name and the region of the one chosen', () => {
    const { outputs } = show('rg1', { workspaces }, { workspace: 'second' });
    expect(outputs).toMatchObject({
      workspace: 'second',
      'workspace-location': 'uksouth',
      location: 'northeurope',
    });
  });
});

describe('a workspace without Microsoft Sentinel', () => {
  const workspaces = { value: [workspace('rg1', 'first')] };
  const onboarded = { value: [{ name: 'default', properties: {} }] };

  it('is warned of only when Azure answers with an empty list', () => {
    expect(boxes(show('rg1', { workspaces, onboardingStates: { value: [] } }))).toEqual(['notOnboarded']);
    expect(boxes(show('rg1', { workspaces, onboardingStates: onboarded }))).toEqual([]);
    expect(boxes(show('rg1', { workspaces, onboardingStates: { error: { code: 'NotFound' } } }))).toEqual([]);
    expect(boxes(show('rg1', { workspaces }))).toEqual([]);
    expect(boxes(show('rg1', {}))).toEqual([]);
  });

  it('is asked about in its own group', () => {
    const paths: string[] = [];
    runWizard(
      definition,
      { subscription, resourceGroup: { mode: 'Existing', name: 'RG1', location: 'x' } },
      {
        respond: ({ path }) => {
          paths.push(path);
          return path.includes('onboardingStates') ? undefined : workspaces;
        },
      },
    );
    expect(paths).toContainEqual(
      expect.stringMatching(
        /^\/subscriptions\/5\/resourceGroups\/rg1\/providers\/Microsoft\.OperationalInsights\/workspaces\/first\/providers\/Microsoft\.SecurityInsights\/onboardingStates\?api-version=[\d-]+$/,
      ),
    );
  });
});

function message(permissions: readonly string[]): readonly string[] {
  return runWizard(definition, { permissions }).basicsMessages;
}

describe('permissions', () => {
  it('tells who may not assign roles before the deployment', () => {
    expect(message([])).toEqual([expect.stringContaining('roles')]);
    expect(message(['Microsoft.Authorization/roleAssignments/write'])).toEqual([]);
  });
});
