import { createColors } from 'picocolors';
import { expect, test } from 'vitest';
import type { Snapshot } from '../progress/follow.ts';
import { summaryOf, summaryText } from './summary.ts';

const id = '/subscriptions/s/resourceGroups/g/providers/Microsoft.Resources/deployments/d';
const snapshot: Snapshot = {
  deployment: {
    id,
    name: 'd',
    properties: {
      provisioningState: 'Succeeded',
      timestamp: '2026-11-20T09:00:00Z',
      duration: 'PT2M4.4S',
      correlationId: 'c',
      outputs: {
        functionAppName: { type: 'String', value: 'app' },
        rules: { type: 'Array', value: ['a', 'b'] },
        hidden: { type: 'SecureString' },
      },
    },
  },
  steps: [
    {
      id: `${id}-inner`,
      type: 'Microsoft.Resources/deployments',
      name: 'i',
      deployment: 'd',
      state: 'succeeded',
    },
    { id: '/x/providers/A/b/c', type: 'A/b', name: 'c', deployment: 'i', state: 'succeeded' },
  ],
};
const target = { subscriptionId: 's', resourceGroup: 'g', workspace: 'w' };

test('a summary has what the portal shows', () => {
  const summary = summaryOf(snapshot, 'https://management.azure.com');
  expect(summary).toMatchObject({ state: 'Succeeded', seconds: 124, outputs: { functionAppName: 'app' } });
  expect(Object.keys(summary.outputs)).not.toContain('hidden');
  expect(
    summaryText(summary, { target, colors: createColors(false), remarks: ['And this.'] }).split('\n'),
  ).toEqual([
    '✓ Deployed to w: 1 resource in 2 min 4 s.',
    '',
    '  Deployment       d',
    '  Subscription     s',
    '  Resource group   g',
    '  Correlation ID   c',
    '  functionAppName  app',
    '  rules            ["a","b"]',
    '',
    'And this.',
    '',
    expect.stringContaining(`In the portal: https://portal.azure.com/#view/`),
  ]);
});

test.each([
  ['https://management.usgovcloudapi.net', 'https://portal.azure.us/'],
  ['https://management.chinacloudapi.cn', 'https://portal.azure.cn/'],
])('%s has a portal of its own', (endpoint, portal) => {
  expect(summaryOf(snapshot, endpoint).portal.startsWith(portal)).toBe(true);
});
