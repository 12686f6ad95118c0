import { describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../model/arm.ts';
import { sampleWorkbook } from '../../validate/workbook/sample.ts';
import { compileWorkbook } from './notebook.ts';

const { notebook } = compileWorkbook(sampleWorkbook());

describe('the compiled workbook', () => {
  it('is the same each time, whatever the order of the files', () => {
    const workbook = sampleWorkbook();
    const again = compileWorkbook({ ...workbook, parts: workbook.parts.toReversed() });
    expect(JSON.stringify(again.notebook)).toBe(JSON.stringify(notebook));
  });

  it('is a gallery template without resources of its own', () => {
    expect(notebook).toMatchObject({
      version: 'Notebook/1.0',
      fallbackResourceIds: [],
      fromTemplateId: 'sentinel-1PasswordWorkbook',
    });
    expect(notebook['$schema']).toContain('schema/workbook.json');
  });

  it('shows its tabs by the parameter that the tab bar sets', () => {
    const links = all().find((item) => item['type'] === 11);
    expect(links).toMatchObject({
      content: {
        style: 'tabs',
        links: [
          { cellValue: 'selectedTab', linkTarget: 'parameter', linkLabel: 'All Data', subTarget: 'AllData' },
          {
            cellValue: 'selectedTab',
            linkTarget: 'parameter',
            linkLabel: 'User Data',
            subTarget: 'UserData',
          },
          {
            cellValue: 'selectedTab',
            linkTarget: 'parameter',
            linkLabel: 'Health & setup',
            subTarget: 'Health',
          },
        ],
      },
    });
    const tab = all().find((item) => item['name'] === 'tab.UserData');
    expect(tab).toMatchObject({
      type: 12,
      conditionalVisibility: { parameterName: 'selectedTab', comparison: 'isEqualTo', value: 'UserData' },
    });
    expect(tab?.['content']).not.toHaveProperty('loadType');
  });

  it('has names and ids only once', () => {
    const names = all().map((item) => item['name']);
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
    const ids = [...JSON.stringify(notebook).matchAll(/"id":"([^"]*)"/g)].map((match) => match[1] ?? '');
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
    expect(
      ids.filter((id) => !/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(id)),
    ).toEqual([]);
  });

  it('binds every query to the chosen workspace and time range', () => {
    const queries = all().filter((item) => item['type'] === 3 && contentOf(item)['queryType'] === 0);
    expect(queries.length).toBeGreaterThan(50);
    for (const query of queries) {
      expect(query['content']).toMatchObject({
        resourceType: 'microsoft.operationalinsights/workspaces',
        crossComponentResources: ['{Workspace}'],
        query: expect.stringMatching(/where \w+ \{TimeRange\}/),
        title: expect.stringMatching(/./),
        noDataMessage: expect.stringMatching(/./),
      });
    }
    const own = queries.filter((item) => !('timeContextFromParameter' in contentOf(item)));
    expect(own.map(({ name }) => name)).toEqual(['all.kpi.1', 'all.loc.3', 'all.risk.2', 'health.6']);
  });

  it('lets a query look further back than the time range', () => {
    const item = all().find(({ name }) => name === 'all.kpi.1');
    expect(item?.['content']).toMatchObject({ timeContext: { durationMs: 180 * 86_400_000 } });
    expect(parameter('ListState')).toMatchObject({ timeContext: { durationMs: 90 * 86_400_000 } });
    expect(parameter('ListState')).not.toHaveProperty('timeContextFromParameter');
  });

  it('asks the management interface for rules of the chosen workspace', () => {
    const item = all().find(({ name }) => name === 'health.7');
    expect(item?.['content']).toMatchObject({ queryType: 12, visualization: 'table' });
    const request = JSON.parse(String(item && contentOf(item)['query'])) as JsonObject;
    expect(request).toMatchObject({
      version: 'ARMEndpoint/1.0',
      method: 'GET',
      path: '{Workspace}/providers/Microsoft.SecurityInsights/alertRules',
      urlParams: [{ key: 'api-version', value: '2023-11-01' }],
      transformers: [{ type: 'jsonpath', settings: { tablePath: '$.value' } }],
    });
    const [transformer] = request['transformers'] as readonly { readonly settings: JsonObject }[];
    expect(transformer?.settings['columns']).toContainEqual({
      path: '$.properties.displayName',
      columnid: 'Rule',
    });
  });

  it('puts fragments in place of their calls', () => {
    expect(JSON.stringify(notebook)).not.toMatch(/invoke |wb_\w+\(/);
  });

  it('writes words as the numbers of the format', () => {
    const grid = all().find((item) => item['name'] === 'all.act.4');
    expect(grid).toMatchObject({
      content: {
        visualization: 'table',
        showExportToExcel: true,
        exportedParameters: [{ fieldName: 'Person', parameterName: 'PickedPerson', parameterType: 1 }],
        gridSettings: {
          formatters: expect.arrayContaining([
            { columnMatch: 'Person', formatter: 5 },
            { columnMatch: 'Usages', formatter: 3, formatOptions: { palette: 'blue' } },
          ]),
        },
      },
    });
    const map = all().find((item) => item['name'] === 'all.loc.1');
    expect(map).toMatchObject({
      customWidth: '60',
      content: { visualization: 'map', mapSettings: { locInfo: 'CountryRegion', locInfoColumn: 'Country' } },
    });
  });

  it('writes parameters with their defaults', () => {
    expect(parameter('TimeRange')).toMatchObject({ type: 4, value: { durationMs: 604_800_000 } });
    expect(parameter('Workspace')).toMatchObject({ type: 5, queryType: 1, defaultValue: 'value::1' });
    expect(parameter('Outcome')).toMatchObject({
      multiSelect: true,
      quote: '',
      value: ['value::all'],
      typeSettings: { selectAllValue: 'All' },
    });
    expect(parameter('PickedPerson')).toMatchObject({ isGlobal: true, isHiddenWhenLocked: true, value: '' });
    expect(parameter('Person')).not.toHaveProperty('isGlobal');
  });

  it('hides what needs a person until one is chosen', () => {
    const block = all().find((item) => item['name'] === 'user.pat');
    expect(block?.['conditionalVisibility']).toEqual({
      parameterName: 'Person',
      comparison: 'isNotEqualTo',
      value: '',
    });
  });
});

function contentOf(item: JsonObject): JsonObject {
  return item['content'] as JsonObject;
}

function all(items: Json | undefined = notebook['items']): JsonObject[] {
  return (items as JsonObject[]).flatMap((item) => {
    const inner = (item['content'] as JsonObject)['items'];
    return inner === undefined ? [item] : [item, ...all(inner)];
  });
}

function parameter(name: string): JsonObject | undefined {
  return all()
    .flatMap((item) => ((item['content'] as JsonObject)['parameters'] ?? []) as readonly JsonObject[])
    .find((definition) => definition['name'] === name);
}
