import { describe, expect, test } from 'vitest';
import { createAzure } from '../../../scripts/deploy/azure/azure.ts';
import { deploymentsOf } from '../../../scripts/deploy/azure/deployments.ts';
import type { JsonObject } from '../../../scripts/model/arm.ts';
import { bicepMissing, findBicep } from '../../../scripts/testing/bicep.ts';
import { contentHub, everythingChanged, mainTemplate, wizardDefaults } from '../../snapshot/answers.ts';
import { predict } from './arm/prediction.ts';
import { differencesFromBicep } from './bicep.ts';
import { placeOf } from './store.ts';
import { startAzureStandIn } from './start.ts';

const bicep = findBicep() ?? '';
const template = mainTemplate as unknown as JsonObject;

function given(values: JsonObject) {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { value }]));
}

describe.skipIf(bicep === '')(`templates are evaluated as Bicep does (${bicepMissing})`, () => {
  test.each<[string, JsonObject]>([
    ['for the wizard with all rules', { ...wizardDefaults, enabledRules: ['all'] }],
    ['with everything changed', everythingChanged],
  ])('%s', async (_, values) => {
    const standIn = await startAzureStandIn({ bicep });
    const deployments = deploymentsOf(createAzure({ ...standIn, retryDelay: 1 }), standIn);
    try {
      const validating = deployments.validate('solution', { template, parameters: given(values) });
      await expect(validating).resolves.toBeUndefined();
    } finally {
      await standIn.stop();
    }
  });

  test('and a difference is noticed', async () => {
    const standIn = await startAzureStandIn();
    await standIn.stop();
    const otherwise = predict(
      template,
      given({ ...contentHub, installWatchlist: false }),
      placeOf(standIn, 'example-group', 'x'),
    );
    expect(await differencesFromBicep(bicep, template, given(contentHub), otherwise)).toEqual([
      expect.stringMatching(/Watchlists\/PG1PW$/),
    ]);
  });
});
