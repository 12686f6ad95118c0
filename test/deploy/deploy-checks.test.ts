import type { HttpAnswer } from '../../functions/src/ports.ts';
import type { OptionValues } from '../../scripts/commands/command.ts';
import type { AzureStandIn } from '../support/azure/stand-in.ts';
import { describe, expect, test } from 'vitest';
import {
  canary,
  eventsApi,
  goodKey,
  keyFor,
  startDeployStage,
  type Said,
  useDeployStage,
} from './deploy-stage.ts';

const { folder, keyFile, here } = useDeployStage();

const run = (values: object = {}, variation = {}): Promise<Said> =>
  here.stage.run({ 'api-key-file': keyFile, yes: true, ...values }, variation);

const judged = (...answers: readonly Partial<HttpAnswer>[]) => ({
  judging: { apiAt: () => eventsApi(...answers) },
});
const deletedVault = { id: '/v', location: 'westeurope' };

interface Case {
  readonly values?: OptionValues;
  readonly answers?: readonly Partial<HttpAnswer>[];
  readonly before?: (standIn: AzureStandIn) => unknown;
  readonly says: readonly string[];
}

const elsewhere = '99999999-0000-0000-0000-000000000000';
const old = folder.put('old.txt', keyFor('events.1password.com', { exp: 1_700_000_000 }));
const european = folder.put('eu.txt', keyFor('events.1password.eu'));
const half = folder.put('half.txt', goodKey.slice(0, 40));
const roleWrite = 'Microsoft.Authorization/roleAssignments/write';

const refused: Readonly<Record<string, Case>> = {
  'a key that is not one': {
    values: { 'api-key-file': half, region: 'com' },
    says: ['✗ API key: This is not a complete API key'],
  },
  'a key that 1Password refuses': {
    answers: [{ status: 401 }],
    says: ['✗ API key: The API key is refused by 1Password'],
  },
  'a key that expired': {
    values: { 'api-key-file': old },
    answers: [{ status: 401 }],
    says: ['✗ API key: The API key expired at 2023-11-14T22:13:20'],
  },
  'a key of another region': {
    values: { 'api-key-file': european, region: 'ca' },
    answers: [{ status: 401 }],
    says: ['✗ API key: The API key is for events.1password.eu, but', 'Leave out --region'],
  },
  'a key for nothing': {
    answers: [{ body: JSON.stringify({ uuid: 'I', features: [] }) }],
    says: ['✗ API key', 'features of a token cannot be changed later'],
  },
  'no subscription': {
    values: { subscription: elsewhere },
    says: [`✗ Subscription: There is no subscription ${elsewhere}`],
  },
  'no resource group': {
    values: { 'resource-group': 'elsewhere' },
    says: ['✗ Resource group: There is no resource group elsewhere'],
  },
  'no workspace': {
    values: { workspace: 'elsewhere' },
    says: ['✗ Workspace: There is no Log Analytics workspace elsewhere'],
  },
  'a caller who may not give roles': {
    before: ({ denied }) => denied.add(roleWrite),
    says: [`✗ Permissions: This sign-in lacks: ${roleWrite}.`, 'User Access Administrator'],
  },
  'a caller who may do little': {
    before: ({ denied }) => denied.add(roleWrite).add('Microsoft.Web/sites/write'),
    says: ['Microsoft.Web/sites/write', 'Owner, or Contributor together with'],
  },
  'a caller who may only look': {
    before: ({ granted }) => (granted.clear(), granted.add('*/read')),
    says: ['Microsoft.Resources/deployments/write', 'Microsoft.SecurityInsights/contentPackages/write'],
  },
  'providers that are not registered': {
    before: ({ unregistered }) => unregistered.add('microsoft.web'),
    says: [
      '✗ Resource providers: Not registered in the subscription: Microsoft.Web (NotRegistered).',
      'az provider register --wait --namespace Microsoft.Web',
    ],
  },
  'a region without Flex Consumption': {
    values: { 'function-location': 'Poland Central' },
    says: [
      '✗ Region of the function app: polandcentral does not offer',
      'Regions that do: eastus, northeurope, westeurope',
    ],
  },
  'a vault of another with its name': {
    before: ({ takenNames }) => takenNames.add('onepassworddwajd5cozv3k4'),
    says: [
      '✗ Names: The name of the key vault, onepassworddwajd5cozv3k4, cannot be had',
      '✗ Names: The name of the storage account, onepassworddwajd5cozv3k4, cannot be had',
      'Choose other names with --prefix.',
    ],
  },
  'an app of another with its name': {
    before: ({ takenNames }) => takenNames.add('onepassword-dwajd5cozv3k4'),
    says: ['✗ Names: The name of the function app, onepassword-dwajd5cozv3k4, cannot be had'],
  },
  'a deleted vault': {
    before: ({ deletedVaults }) => deletedVaults.set('onepassworddwajd5cozv3k4', deletedVault),
    says: ['✗ Names: The key vault onepassworddwajd5cozv3k4 was deleted', 'Give --recover-vault'],
  },
  'a vault that was deleted in another region': {
    before: ({ deletedVaults }) =>
      deletedVaults.set('onepassworddwajd5cozv3k4', { id: '/v', location: 'northeurope' }),
    says: ['was deleted in northeurope', '--recover-vault and --function-location northeurope'],
  },
  'several of these at once': {
    before: ({ flexRegions, unregistered }) => (flexRegions.clear(), unregistered.add('microsoft.web')),
    answers: [{ status: 401 }],
    says: ['✗ API key', '✗ Resource providers', '✗ Region of the function app', '3 checks failed'],
  },
};

describe('before anything is created, deploy finds', () => {
  test.each(Object.entries(refused))('%s', async (_, { values, answers, before, says }) => {
    before?.(here.stage.standIn);
    const { code, out, err } = await run(values, answers && judged(...answers));
    for (const text of says) expect(err).toContain(text);
    expect(code).toBe(1);
    expect(err).toContain('Nothing was changed.');
    expect(`${out}${err}`).not.toContain(canary);
    const changing = here.stage.standIn.asked.filter((line) => /^PUT|\/(?:validate|whatIf)\?/i.test(line));
    expect(changing).toEqual([]);
  });

  test('a workspace without Microsoft Sentinel', async () => {
    const bare = await startDeployStage({ hasSentinel: false });
    const { code, err } = await bare.run({ 'api-key-file': keyFile, yes: true }).finally(() => bare.stop());
    expect(code).toBe(1);
    expect(err).toContain('is there, but without Microsoft Sentinel');
    expect(err).toContain('Add Microsoft Sentinel to the workspace');
  });

  test('a policy', async () => {
    here.stage.standIn.forbid('Microsoft.Storage/storageAccounts', 'no-storage');
    const { code, err } = await run();
    expect(code).toBe(1);
    expect(err).toContain('could not have Azure check the template');
    expect(err).toContain('RequestDisallowedByPolicy');
    expect(err).toContain('exemption of the resource group');
  });
});

describe('with other answers, deploy finds nothing', () => {
  test('where other names were chosen', async () => {
    here.stage.standIn.takenNames.add('onepassworddwajd5cozv3k4');
    expect((await run({ prefix: 'second', 'what-if': true })).code).toBe(0);
  });

  test('where the deleted vault is to be recovered', async () => {
    here.stage.standIn.deletedVaults.set('onepassworddwajd5cozv3k4', deletedVault);
    const { code, err } = await run({ 'recover-vault': true });
    expect(err).toContain('! Names: The deleted key vault onepassworddwajd5cozv3k4 will be recovered');
    expect(code).toBe(0);
  });
});

describe('without stopping, deploy tells', () => {
  test('that 1Password was not reached from here', async () => {
    // Nobody waits for the repetitions.
    const clock = { now: () => 0, sleep: () => Promise.resolve() };
    const { code, err } = await run(
      { 'what-if': true },
      { judging: { apiAt: () => eventsApi({ status: undefined, reason: 'no such name' } as never), clock } },
    );
    expect(code).toBe(0);
    expect(err).toContain('! API key');
    expect(err).toContain('npm run doctor tells afterwards');
  });

  test('that the key is for some kinds of events only', async () => {
    const body = JSON.stringify({ uuid: 'I', features: ['auditevents'] });
    const { code, err } = await run({ 'what-if': true }, judged({ body }));
    expect(code).toBe(0);
    expect(err).toContain('but not for itemusages and signinattempts');
  });

  test('that Azure does not say where Flex Consumption is', async () => {
    here.stage.standIn.fail({ path: /georegions/, status: 403, code: 'AuthorizationFailed', message: 'No.' });
    const { code, err } = await run({ 'what-if': true });
    expect(code).toBe(0);
    expect(err).toContain('! Region of the function app: Azure does not tell');
  });
});

test('the document of a refusal names the checks', async () => {
  here.stage.standIn.flexRegions.clear();
  const { code, out } = await run({ json: true });
  expect(code).toBe(1);
  const document = JSON.parse(out) as { outcome: string; checks: { name: string; state: string }[] };
  expect(document.outcome).toBe('refused');
  expect(document.checks.filter(({ state }) => state === 'failed').map(({ name }) => name)).toEqual([
    'Region of the function app',
  ]);
});
