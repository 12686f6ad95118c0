import { expect, test } from 'vitest';
import { AzureFault } from '../azure/azure-fault.ts';
import type { Azure } from '../azure/azure.ts';
import type { AppFacts } from '../status/app-facts.ts';
import { checkSecret } from './check-secret.ts';
import type { Patient } from './patient.ts';

const now = Date.UTC(2026, 10, 20, 9);
const app: AppFacts = {
  id: '/app',
  name: 'app',
  location: 'westeurope',
  state: 'Running',
  isEnabled: true,
  identities: [],
  settings: { APIKey: '@Microsoft.KeyVault(VaultName=vault1;SecretName=APIKey)' },
};

/** An Azure with this secret, whose platform says this of the references to key vaults. */
function patient(
  attributes: object | undefined,
  ...states: readonly (readonly [string, string] | AzureFault)[]
): Patient {
  const azure: Pick<Azure, 'get' | 'list'> = {
    get: <T>() => Promise.resolve((attributes && { properties: { attributes } }) as T | undefined),
    async *list<T>() {
      for (const state of states) {
        if (state instanceof AzureFault) throw state;
        yield { name: state[0], properties: { status: state[1] } } as T;
      }
    },
  };
  const target = { subscriptionId: '1', resourceGroup: 'g', workspace: 'w' };
  return { azure, target, now } as unknown as Patient;
}

test.each([
  ['Resolved'],
  // The platform has not looked yet.
  ['Initialized'],
])('a reference in the state %s is no fault', async (status) => {
  expect(
    await checkSecret(patient({ enabled: true }, ['Other', 'SecretNotFound'], ['APIKey', status]), app),
  ).toBeUndefined();
});

test.each([['AccessToKeyVaultDenied'], ['SecretNotFound'], ['OtherReasons']])(
  'one in the state %s is',
  async (status) => {
    expect(await checkSecret(patient({ enabled: true }, ['app/APIKey', status]), app)).toMatchObject({
      link: 'identity',
      code: 'key-vault-reference-unresolved',
      found: expect.stringContaining(`is in the state ${status}`) as string,
    });
  },
);

test('who may not see the states is told nothing about them', async () => {
  const fault = new AzureFault(403, { code: 'AuthorizationFailed', message: 'No.' });
  expect(await checkSecret(patient({ enabled: true }, fault), app)).toBeUndefined();
});

test('a service that fails is no answer', async () => {
  const fault = new AzureFault(500, { code: 'InternalServerError', message: 'Later.' });
  await expect(checkSecret(patient({ enabled: true }, fault), app)).rejects.toThrow('Later.');
});

test.each([
  [undefined, /is not there/],
  [{ enabled: false }, /is disabled/],
  [{ enabled: true, exp: now / 1_000 }, /past its end/],
])('a secret with %j is a fault', async (attributes, text) => {
  expect((await checkSecret(patient(attributes), app))?.found).toMatch(text);
});

test('without a reference there is no secret to look at', async () => {
  const bare = { ...app, settings: { APIKey: 'a key' } };
  expect(await checkSecret(patient(undefined), bare)).toBeUndefined();
});
