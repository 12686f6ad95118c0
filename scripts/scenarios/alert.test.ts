import { expect, test } from 'vitest';
import type { RuleFile } from '../model/rule.ts';
import { makeAlerts, type Alert } from './alert.ts';
import { addToIncidents } from './incident.ts';
import type { ResultRow } from './result-row.ts';

const rule: RuleFile = {
  id: '54e6bb8e-2935-422f-9387-dba1961abfd7',
  kind: 'Scheduled',
  name: 'Export',
  description: 'Somebody exported.',
  severity: 'Medium',
  requiredDataConnectors: [],
  queryFrequency: '5m',
  queryPeriod: '1h',
  triggerOperator: 'gt',
  triggerThreshold: 0,
  tactics: [],
  relevantTechniques: [],
  query: '',
  version: '1.0.0',
  eventGroupingSettings: { aggregationKind: 'AlertPerResult' },
  entityMappings: [
    {
      entityType: 'Account',
      fieldMappings: [
        { identifier: 'FullName', columnName: 'Email' },
        { identifier: 'UPNSuffix', columnName: 'Suffix' },
      ],
    },
    { entityType: 'IP', fieldMappings: [{ identifier: 'Address', columnName: 'Ip' }] },
  ],
  customDetails: { Who: 'Email', List: 'List' },
  alertDetailsOverride: {
    alertDisplayNameFormat: 'Export by {{Email}} from {{ Ip }}',
    alertDescriptionFormat: '{{Count}} of {{List}}',
    alertSeverityColumnName: 'Severity',
    alertTacticsColumnName: 'Tactics',
    alertDynamicProperties: [{ alertProperty: 'ProductName', value: 'Product' }],
  },
};

const row: ResultRow = {
  Email: 'a@example.com',
  Suffix: 'example.com',
  Ip: '203.0.113.7',
  Count: 3,
  List: ['x', 'y'],
  Severity: 'High',
  Tactics: 'Persistence',
  Product: '1Password',
};

const single: RuleFile = { ...rule, eventGroupingSettings: { aggregationKind: 'SingleAlert' } };

test('an alert takes texts, severity, entities and details from its row', () => {
  expect(makeAlerts(rule, [row], 7)).toEqual<Alert[]>([
    {
      title: 'Export by a@example.com from 203.0.113.7',
      description: '3 of ["x","y"]',
      severity: 'High',
      entities: [
        { type: 'Account', identifiers: { FullName: 'a@example.com', UPNSuffix: 'example.com' } },
        { type: 'IP', identifiers: { Address: '203.0.113.7' } },
      ],
      details: { Who: ['a@example.com'], List: [['x', 'y']] },
      cutDetails: [],
      tactics: 'Persistence',
      properties: { ProductName: '1Password' },
      rows: [0],
      at: 7,
    },
  ]);
});

test('what is empty leaves the text of the rule, and no entity', () => {
  const [alert] = makeAlerts(rule, [{ ...row, Email: '', Severity: 'severe' }], 0);
  expect(alert).toMatchObject({ title: 'Export', severity: 'Medium', description: '3 of ["x","y"]' });
  // A suffix alone identifies nobody.
  expect(alert?.entities).toEqual([{ type: 'IP', identifiers: { Address: '203.0.113.7' } }]);
});

test('one alert for all rows has the first title and the values of all', () => {
  const second = { ...row, Email: 'b@example.com', Severity: 'Low' };
  const [alert, ...others] = makeAlerts(single, [row, second], 0);
  expect(others).toEqual([]);
  expect(alert).toMatchObject({
    severity: 'High',
    rows: [0, 1],
    title: 'Export by a@example.com from 203.0.113.7',
  });
  expect(alert?.details).toEqual({ Who: ['a@example.com', 'b@example.com'], List: [['x', 'y']] });
  expect(alert?.entities.map(({ type }) => type)).toEqual(['Account', 'IP', 'Account']);
});

test('a run raises at most 150 alerts; the last one takes the remaining rows', () => {
  const alerts = makeAlerts(
    rule,
    Array.from({ length: 152 }, () => row),
    0,
  );
  expect(alerts.length).toBe(150);
  expect(alerts.at(-1)?.rows).toEqual([149, 150, 151]);
});

test('texts and details are cut at their limits', () => {
  const long = { ...row, Ip: 'x'.repeat(300), List: ['y'.repeat(2100)] };
  const [alert] = makeAlerts(rule, [long], 0);
  expect(alert?.title.length).toBe(256);
  expect(alert?.details).toEqual({ Who: ['a@example.com'], List: [] });
  expect(alert?.cutDetails).toEqual(['List']);
});

test.each([
  ['AllEntities', undefined, 0, 2],
  ['AllEntities', undefined, 1, 1],
  ['AnyAlert', undefined, 0, 1],
  ['Selected', ['Account'], 0, 2],
  ['Selected', ['IP'], 0, 1],
] as const)(
  'grouping by %s %j, same account %d: %d incident(s)',
  (matchingMethod, groupByEntities, same, count) => {
    const second = same === 1 ? row : { ...row, Email: 'b@example.com' };
    const grouping = { enabled: true, reopenClosedIncident: false, lookbackDuration: '1h', matchingMethod };
    const groupingConfiguration = groupByEntities ? { ...grouping, groupByEntities } : grouping;
    const alerts = makeAlerts(rule, [row, second], 0);
    expect(addToIncidents([], alerts, { createIncident: true, groupingConfiguration }).length).toBe(count);
  },
);

function alertsAt(time: number): Alert[] {
  return makeAlerts(rule, [row], time);
}

test('an incident takes alerts for as long as its look-back, and no more than 150', () => {
  const configuration = {
    createIncident: true,
    groupingConfiguration: {
      enabled: true,
      reopenClosedIncident: false,
      lookbackDuration: '1h',
      matchingMethod: 'Selected',
      groupByAlertDetails: ['DisplayName'],
      groupByCustomDetails: ['Who'],
    },
  } as const;
  const first = addToIncidents([], alertsAt(0), configuration);
  expect(addToIncidents(first, alertsAt(3_600_000), configuration).length).toBe(1);
  expect(addToIncidents(first, alertsAt(3_600_001), configuration).length).toBe(2);
  const many = Array.from({ length: 151 }, () => alertsAt(0)).flat();
  expect(addToIncidents([], many, configuration).map(({ alerts }) => alerts.length)).toEqual([150, 1]);
  expect(addToIncidents([], many, { ...configuration, createIncident: false })).toEqual([]);
});
