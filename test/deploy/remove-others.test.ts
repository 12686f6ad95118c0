import { describe, expect, test } from 'vitest';
import type { StoredResource } from '../support/azure/stand-in.ts';
import { group, here, left, openHouse, put, remove, within } from './remove-house.ts';
import { stored, tableName } from './status-workspace.ts';

openHouse();

/** As the portal saves the workbook of the template: the workbook, and metadata that lead back to it. */
function saveWorkbook(name: string, contentId: string, sourceId: string): void {
  const id = `${group()}/providers/Microsoft.Insights/workbooks/${name}`;
  put({
    id,
    name,
    type: 'Microsoft.Insights/workbooks',
    location: 'westeurope',
    kind: 'shared',
    properties: {},
  });
  put({
    id: `${within()}/metadata/workbook-${name}`,
    name: `workbook-${name}`,
    type: 'Microsoft.SecurityInsights/metadata',
    properties: { kind: 'Workbook', contentId, parentId: id, source: { kind: 'Solution', sourceId } },
  });
}

const solutionId = '1password1617200969773.azure-sentinel-solution-1password';

const rule = (name: string, template: string | null): StoredResource => ({
  id: `${within()}/alertRules/${name}`,
  name,
  type: 'Microsoft.SecurityInsights/alertRules',
  kind: 'Scheduled',
  properties: { displayName: name, enabled: true, alertRuleTemplateName: template },
});

describe('remove', () => {
  test('takes along a workbook saved from the template, and leaves others alone', async () => {
    saveWorkbook('11111111-0000-0000-0000-000000000001', '1PasswordWorkbook', solutionId);
    saveWorkbook('22222222-0000-0000-0000-000000000002', 'SomethingElse', 'another.solution');
    const told = await remove();
    expect(told.removed.filter(({ kind }) => kind === 'workbook').map(({ title }) => title)).toEqual([
      '11111111-0000-0000-0000-000000000001',
    ]);
    expect(left()).toEqual([
      'metadata/workbook-22222222-0000-0000-0000-000000000002',
      `tables/${tableName}`,
      'workbooks/22222222-0000-0000-0000-000000000002',
    ]);
  });

  test('leaves what is not of the solution: rules, watchlists, resources, other connectors', async () => {
    put(rule('own-rule', null));
    put(rule('of-another-template', '00000000-0000-0000-0000-00000000abcd'));
    const other = `${group()}/providers/Microsoft.Storage/storageAccounts/elsewhere`;
    const tags = { '1password-connector': 'onepassword-ofanotherone1' };
    put({
      id: other,
      name: 'elsewhere',
      type: 'Microsoft.Storage/storageAccounts',
      location: 'westeurope',
      tags,
      properties: {},
    });
    const told = await remove();
    expect(told.otherConnectors).toEqual(['onepassword-ofanotherone1']);
    expect(left()).toEqual([
      'alertRules/of-another-template',
      'alertRules/own-rule',
      'storageAccounts/elsewhere',
      `tables/${tableName}`,
    ]);
  });

  test('finds what Azure added by itself, and names what it does not know', async () => {
    const insights = stored(here().standIn, 'Microsoft.Insights/components');
    const { tags = {} } = insights;
    const detectors = `${group()}/providers/microsoft.alertsmanagement/smartDetectorAlertRules`;
    const name = `Failure Anomalies - ${insights.name}`;
    for (const one of [name, 'Failure Anomalies - other']) {
      put({
        id: `${detectors}/${one}`,
        name: one,
        type: 'microsoft.alertsmanagement/smartDetectorAlertRules',
        location: 'global',
        properties: {},
      });
    }
    const unknown = `${group()}/providers/Microsoft.Example/things/thing`;
    put({
      id: unknown,
      name: 'thing',
      type: 'Microsoft.Example/things',
      location: 'westeurope',
      tags,
      properties: {},
    });
    const told = await remove({ list: true });
    expect(told.removed.filter(({ kind }) => kind === 'alert-rule').map(({ title }) => title)).toEqual([
      name,
    ]);
    expect(told.removed.find(({ kind }) => kind === 'other')).toMatchObject({
      title: 'thing',
      note: 'Microsoft.Example/things',
    });
    const done = await remove();
    expect(done).toMatchObject({ code: 1, outcome: 'incomplete' });
    expect(done.err).toMatch(/this version knows no such type\. Remove it by hand/);
    expect(done.removed.find(({ kind }) => kind === 'other')).toMatchObject({ result: 'failed' });
  });
});
