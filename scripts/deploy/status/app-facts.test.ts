import { expect, test } from 'vitest';
import { secretReference } from './app-facts.ts';

test.each([
  ['@Microsoft.KeyVault(VaultName=vault1;SecretName=APIKey)', { vault: 'vault1', secret: 'APIKey' }],
  ['@Microsoft.KeyVault(SecretName=APIKey; VaultName=vault1)', { vault: 'vault1', secret: 'APIKey' }],
  [
    '@Microsoft.KeyVault(VaultName=vault1;SecretName=APIKey;SecretVersion=12)',
    { vault: 'vault1', secret: 'APIKey', version: '12' },
  ],
  [
    '@Microsoft.KeyVault(SecretUri=https://vault1.vault.azure.net/secrets/APIKey/)',
    { vault: 'vault1', secret: 'APIKey' },
  ],
  [
    '@Microsoft.KeyVault(SecretUri=https://vault1.vault.usgovcloudapi.net/secrets/APIKey/12)',
    { vault: 'vault1', secret: 'APIKey', version: '12' },
  ],
  ['@Microsoft.KeyVault(VaultName=vault1)', undefined],
  ['eyJhbGciOiJFUzI1NiJ9.e30.x', undefined],
  ['', undefined],
  [undefined, undefined],
])('%s', (value, reference) => {
  expect(secretReference(value)).toEqual(reference);
});
