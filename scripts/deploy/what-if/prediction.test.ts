import * as fc from 'fast-check';
import { createColors } from 'picocolors';
import { describe, expect, test } from 'vitest';
import type { PropertyChange, ResourceChange } from '../azure/deployments.ts';
import { labelsOf } from '../resource-label.ts';
import { leafChanges } from './leaf-changes.ts';
import { toPrediction } from './prediction.ts';
import { predictionText } from './prediction-text.ts';

const group = '/subscriptions/s/resourceGroups/g/providers';
const site = `${group}/Microsoft.Web/sites/app`;
const colors = createColors(false);
const labels = labelsOf([]);

function modified(resourceId: string, ...delta: readonly PropertyChange[]): ResourceChange {
  return { resourceId, changeType: 'Modify', delta };
}

function leaf(path: string, before: unknown, after: unknown): PropertyChange {
  const propertyChangeType = before === undefined ? 'Create' : after === undefined ? 'Delete' : 'Modify';
  return {
    path,
    propertyChangeType,
    ...(before === undefined ? {} : { before }),
    ...(after === undefined ? {} : { after }),
  };
}

describe('changes of properties', () => {
  test('are told by their whole paths', () => {
    const tree: PropertyChange = {
      path: 'properties.list',
      propertyChangeType: 'Array',
      children: [
        { path: '0', propertyChangeType: 'Modify', children: [leaf('value', 'a', 'b')] },
        leaf('2', undefined, 'c'),
        { path: '3', propertyChangeType: 'NoEffect', before: 1, after: 2 },
      ],
    };
    expect(leafChanges([tree, leaf('tags.x', 'y', undefined)])).toEqual([
      { path: 'properties.list[0].value', kind: 'change', before: 'a', after: 'b' },
      { path: 'properties.list[2]', kind: 'add', after: 'c' },
      { path: 'tags.x', kind: 'remove', before: 'y' },
    ]);
  });
});

describe('noise', () => {
  test.each<[string, string, PropertyChange]>([
    ['a value that only the deployment knows', site, leaf('properties.x', 'a', "[reference('y').z]")],
    ['settings, which are never read back', site, leaf('properties.siteConfig.appSettings', undefined, [])],
    [
      'the value of a secret',
      `${group}/Microsoft.KeyVault/vaults/v/secrets/s`,
      leaf('properties.value', undefined, '*******'),
    ],
    ['a default of the service', site, leaf('properties.publicNetworkAccess', 'Enabled', undefined)],
    [
      'a default that is an object',
      `${group}/Microsoft.Storage/storageAccounts/a`,
      leaf(
        'properties.networkAcls',
        { virtualNetworkRules: [], ipRules: [], defaultAction: 'Allow', bypass: 'AzureServices' },
        undefined,
      ),
    ],
    ['an empty list', site, leaf('properties.hostNameSslStates', [], undefined)],
    ['a region spelled otherwise', site, leaf('location', 'West Europe', 'westeurope')],
    [
      'an id spelled otherwise',
      site,
      leaf('properties.serverFarmId', '/subscriptions/S/a', '/subscriptions/s/A'),
    ],
    ['a number as a text', site, leaf('properties.n', 30, '30')],
    ['a list in another order', site, leaf('properties.l', ['a', 'b'], ['b', 'a'])],
    ['a stamp', site, leaf('properties.lastModifiedTimeUtc', '2026-01-01', '2026-01-02')],
  ])('%s', (_, id, change) => {
    const { changes, same, noise } = toPrediction([modified(id, change)]);
    expect([same, noise]).toEqual([1, 1]);
    expect(changes[0]?.noise[0]?.reason).toMatch(/\w/);
  });

  test.each<[string, string, PropertyChange]>([
    [
      'public access that somebody switched off',
      site,
      leaf('properties.publicNetworkAccess', 'Disabled', undefined),
    ],
    [
      'a firewall',
      `${group}/Microsoft.Storage/storageAccounts/a`,
      leaf('properties.networkAcls', { defaultAction: 'Deny' }, undefined),
    ],
    ['another value', site, leaf('properties.httpsOnly', false, true)],
    [
      'a setting that is given back and differs',
      site,
      leaf('properties.siteConfig.minTlsVersion', '1.0', '1.2'),
    ],
    ['a tag', site, leaf('tags.owner', 'security', undefined)],
    ['a text in other case', site, leaf('properties.name', 'A', 'a')],
    ['other members of a list', site, leaf('properties.l', ['a', 'b'], ['b', 'c'])],
    ['settings that go', site, leaf('properties.siteConfig.appSettings', ['x'], undefined)],
  ])('is not %s', (_, id, change) => {
    const { changes } = toPrediction([modified(id, change)]);
    expect(changes.map(({ kind, properties }) => [kind, properties.length])).toEqual([['change', 1]]);
  });
});

test('another value is never noise', () => {
  const word = fc.stringMatching(/^[b-k][A-Za-z]{2,10}$/);
  const value = fc.oneof(fc.integer(), fc.boolean(), fc.stringMatching(/^[A-Za-z0-9 .:-]{1,20}$/));
  fc.assert(
    fc.property(word, value, value, (name, before, after) => {
      fc.pre(String(before).toLowerCase() !== String(after).toLowerCase() && !/^created/i.test(name));
      const { changes, noise } = toPrediction([modified(site, leaf(`properties.${name}`, before, after))]);
      expect([changes.length, noise]).toEqual([1, 0]);
      expect(changes[0]?.kind).toBe('change');
    }),
  );
});

describe('a prediction for people', () => {
  const changes: readonly ResourceChange[] = [
    { resourceId: `${group}/Microsoft.KeyVault/vaults/v`, changeType: 'Create', after: { location: 'l' } },
    modified(
      site,
      leaf('properties.httpsOnly', false, true),
      leaf('properties.publicNetworkAccess', 'Enabled', undefined),
    ),
    modified(`${group}/Microsoft.Web/serverfarms/p`, leaf('properties.zoneRedundant', false, undefined)),
    { resourceId: `${group}/Microsoft.Insights/components/i`, changeType: 'NoChange' },
    {
      resourceId: `${group}/Microsoft.Web/sites/e/extensions/onedeploy`,
      changeType: 'Unsupported',
      unsupportedReason: 'no what-if',
    },
    { resourceId: `${group}/Microsoft.Compute/disks/d`, changeType: 'Ignore' },
  ];

  test('shows what counts, and how much does not', () => {
    expect(predictionText(toPrediction(changes), labels, { colors, full: false }).split('\n')).toEqual([
      '  + key vault v',
      '  ~ function app app',
      '      ~ properties.httpsOnly: false → true',
      '  ? code package onedeploy',
      '      Azure cannot tell: no what-if',
      '  = 2 resources of the solution stay as they are',
      '  = 1 other resource of the group is left alone',
      '    2 changes that mean nothing not shown; --full shows them with reasons',
    ]);
  });

  test('shows all with --full', () => {
    const text = predictionText(toPrediction(changes, true), labels, { colors, full: true });
    expect(text).toContain('+ location: "l"');
    expect(text).toContain('- properties.zoneRedundant: false  (the service writes this default');
    expect(text).not.toContain('not shown');
  });
});
