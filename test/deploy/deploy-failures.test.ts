import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { type Said, useDeployStage } from './deploy-stage.ts';

const { keyFile, here } = useDeployStage();

const run = (values: object = {}): Promise<Said> =>
  here.stage.run({ 'api-key-file': keyFile, yes: true, 'enable-rules': ['vault export'], ...values });

/** The line of a definition that a message points at. */
function lineOf(text: string): string {
  const [, file = '', line = ''] = /defined in (\S+):(\d+)/.exec(text) ?? [];
  return `${file} ${readFileSync(file, 'utf8').split('\n')[Number(line) - 1]?.trim()}`;
}

describe('a resource that Azure cannot create is told with its definition', () => {
  const folderOf = 'solution/infrastructure';
  test.each([
    ['Microsoft.OperationalInsights/workspaces/tables', `${folderOf}/log-table.yaml - key: logTable`],
    [
      'Microsoft.Insights/dataCollectionRules',
      `${folderOf}/data-collection-rule.yaml - key: dataCollectionRule`,
    ],
    ['Microsoft.ManagedIdentity/userAssignedIdentities', `${folderOf}/identity.yaml - key: identity`],
    ['Microsoft.Storage/storageAccounts', `${folderOf}/storage.yaml - key: storage`],
    ['Microsoft.Storage/storageAccounts/blobServices', `${folderOf}/storage.yaml - key: blobs`],
    [
      'Microsoft.Storage/storageAccounts/blobServices/containers',
      `${folderOf}/storage.yaml - key: packageContainer`,
    ],
    ['Microsoft.KeyVault/vaults', `${folderOf}/key-vault.yaml - key: vault`],
    ['Microsoft.KeyVault/vaults/secrets', `${folderOf}/key-vault.yaml - key: apiKeySecret`],
    ['Microsoft.Insights/components', `${folderOf}/application-insights.yaml - key: insights`],
    ['Microsoft.Web/serverfarms', `${folderOf}/function-app.yaml - key: plan`],
    ['Microsoft.Web/sites', `${folderOf}/function-app.yaml - key: functionApp`],
    [
      'Microsoft.Web/sites/basicPublishingCredentialsPolicies',
      `${folderOf}/function-app.yaml - key: noFtpPassword`,
    ],
    ['Microsoft.Web/sites/extensions', `${folderOf}/code-package.yaml - key: codePackage`],
    ['Microsoft.Authorization/roleAssignments', '{ key: maySendTelemetry'],
    ['Microsoft.SecurityInsights/contentPackages', 'solution/solution.yaml '],
    ['Microsoft.SecurityInsights/contentTemplates', 'solution/connector-page.yaml '],
    ['Microsoft.SecurityInsights/dataConnectors', 'solution/connector-page.yaml '],
    ['Microsoft.SecurityInsights/Watchlists', 'watchlists/pg1pw.yaml '],
    ['Microsoft.SecurityInsights/alertRules', 'analytics-rules/vault-export.yaml id: '],
  ])('%s', async (type, definition) => {
    here.stage.standIn.failResource(
      type,
      { code: 'InternalServerError', message: 'Something went wrong.' },
      1,
    );
    const { code, err } = await run();
    expect(code).toBe(1);
    expect(err).toContain('Azure says InternalServerError: Something went wrong.');
    expect(lineOf(err)).toContain(definition);
    // The deployments around it failed for the same reason.
    expect(err.match(/could not deploy the /g)).toHaveLength(1);
    expect(err).toContain('the deployment ended as Failed');
  });
});

describe('a failure that is known is told with its remedy', () => {
  test.each([
    [
      'Microsoft.Authorization/roleAssignments',
      'PrincipalNotFound',
      'Principal 0 does not exist in the directory 1.',
      'so new that not all of Azure knows it',
    ],
    [
      'Microsoft.Authorization/roleAssignments',
      'RoleAssignmentUpdateNotPermitted',
      'Tenant ID, application ID, principal ID, and scope are not allowed to be updated.',
      'an identity that was deleted',
    ],
    [
      'Microsoft.KeyVault/vaults',
      'ConflictError',
      'A vault with the same name already exists in deleted state.',
      '--recover-vault',
    ],
    ['Microsoft.KeyVault/vaults', 'VaultAlreadyExists', "The vault name 'v' is already in use.", '--prefix'],
    [
      'Microsoft.Storage/storageAccounts',
      'StorageAccountAlreadyTaken',
      'The storage account named s is already taken.',
      '--prefix',
    ],
    ['Microsoft.Web/sites', 'Conflict', 'Website with given name s already exists.', '--prefix'],
    ['Microsoft.Web/sites', 'RequestDisallowedByPolicy', 'disallowed by policy', 'exemption'],
    [
      'Microsoft.Web/serverfarms',
      'BadRequest',
      "The SKU 'FlexConsumption' is not available in region 'x'.",
      '--function-location',
    ],
    [
      'Microsoft.Web/serverfarms',
      'SubscriptionIsOverQuotaForSku',
      'This region has quota of 0 instances.',
      'higher quota',
    ],
    [
      'Microsoft.Web/sites/extensions',
      'Forbidden',
      'InaccessibleStorageException',
      'may not be known everywhere yet',
    ],
  ])('%s %s', async (type, code, message, remedy) => {
    here.stage.standIn.failResource(type, { code, message }, 1);
    const { err } = await run();
    expect(err).toContain(`Azure says ${code}: ${message}`);
    expect(err).toContain(remedy);
  });
});

test('all failures are told, and the document has them too', async () => {
  for (const type of ['Microsoft.KeyVault/vaults', 'Microsoft.Storage/storageAccounts']) {
    here.stage.standIn.failResource(type, { code: 'Broken', message: type }, 1);
  }
  const { code, out } = await run({ json: true });
  expect(code).toBe(1);
  const { failures, outcome } = JSON.parse(out) as {
    outcome: string;
    failures: { code: string; definition: object }[];
  };
  expect(outcome).toBe('failed');
  expect(failures.map((failure) => [failure.code, failure.definition])).toContainEqual([
    'Broken',
    { file: 'solution/infrastructure/key-vault.yaml', line: expect.any(Number) },
  ]);
});

describe('Azure that does not answer as hoped', () => {
  test('too many requests and cut connections are waited out', async () => {
    here.stage.standIn.throttle(2);
    expect((await run({ 'what-if': true })).code).toBe(0);
    here.stage.standIn.reset(2);
    expect((await run({ 'what-if': true })).code).toBe(0);
  });

  test('a token that expires is renewed', async () => {
    await run({ 'what-if': true });
    here.stage.standIn.expireTokens();
    expect((await run({ 'what-if': true })).code).toBe(0);
  });

  test('a network that is gone is told with the step', async () => {
    here.stage.standIn.fail({ path: /providers\/microsoft\.web\?/i, status: 0, code: '', message: '' });
    const { code, err } = await run();
    expect(code).toBe(1);
    expect(err).toContain('deploy: could not read the registered resource providers.');
    expect(err).toContain('Azure could not be reached.');
  });

  test('a network that goes while the deployment runs does not end the deployment', async () => {
    here.stage.standIn.fail({
      method: 'GET',
      path: /deployments\/1password-example-workspace\/operations/i,
      status: 0,
      code: '',
      message: '',
    });
    const { code, err } = await run();
    expect(code).toBe(1);
    expect(err).toContain('goes on in Azure');
    expect(err).toContain('--resume --subscription');
    expect(err).toContain('could not follow the deployment');
  });
});
