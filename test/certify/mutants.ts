import type { Json } from '../../scripts/model/arm.ts';

/** One way to spoil the valid package so that exactly one check speaks up. */
export interface Mutant {
  /** The name of the check that must find it. */
  readonly check: string;
  /** Places in the package (steps joined by dots) and what to put there; `undefined` takes it out. */
  readonly edits: Readonly<Record<string, Json | undefined>>;
}

const inner = 'mainTemplate.resources.0.properties.template';
const content = 'mainTemplate.resources.2.properties';
const rule = `${content}.mainTemplate.resources.0`;
const solution = 'mainTemplate.resources.3.properties';
const parameters = 'mainTemplate.parameters';
const tag = `${inner}.resources.0.tags.spoiled`;
const extra = 'mainTemplate.resources.4';
const wizard = 'createUiDefinition';
const elements = `${wizard}.parameters.steps.0.elements`;
const outputs = `${wizard}.parameters.outputs`;

function mutant(check: string, edits: Mutant['edits']): Mutant {
  return { check, edits };
}

/** A deployment whose expressions the outer template evaluates. */
function outerDeployment(value: string): Json {
  const template = { resources: [], outputs: { leak: { type: 'string', value } } };
  const type = 'Microsoft.Resources/deployments';
  return { type, apiVersion: '2025-04-01', name: 'outer', properties: { mode: 'Incremental', template } };
}

function repeated(count: number): Record<string, Json> {
  return Object.fromEntries(
    Array.from({ length: count }, (_, index) => [`o${index}`, { type: 'int', value: index }]),
  );
}

export const templateMutants: readonly Mutant[] = [
  mutant('DeploymentTemplate-Schema-Is-Correct', { [`${inner}.$schema`]: 'https://example.com/schema' }),
  mutant('DeploymentTemplate-Schema-Is-Correct', { 'mainTemplate.$schema': undefined }),
  mutant('DeploymentTemplate-Schema-Is-Correct', {
    [`${inner}.$schema`]: 'https://schema.management.azure.com/schemas/2015-01-01/deploymentTemplate.json#',
  }),
  mutant('Location-Should-Not-Be-Hardcoded', { [`${rule}.location`]: 'westeurope' }),
  mutant('Location-Should-Not-Be-Hardcoded', { [`${parameters}.location.defaultValue`]: 'westeurope' }),
  mutant('Location-Should-Not-Be-Hardcoded', { [`${parameters}.location.type`]: 'int' }),
  mutant('Location-Should-Not-Be-Hardcoded', { [tag]: '[resourceGroup().location]' }),
  mutant('Resources-Should-Have-Location', { 'mainTemplate.resources.2.location': 7 }),
  mutant('Parameters-Must-Be-Referenced', { [`${parameters}.unused`]: { type: 'string', defaultValue: '' } }),
  mutant('Parameters-Must-Be-Referenced', { [`${inner}.parameters.unused`]: { type: 'string' } }),
  mutant('Parameters-Must-Be-Referenced', {
    [`${rule}.properties.description`]: "See parameters('workspace').",
  }),
  mutant('Variables-Must-Be-Referenced', { 'mainTemplate.variables.unused': 'x' }),
  mutant('Variables-Must-Be-Referenced', { [`${inner}.variables.unused`]: 'x' }),
  mutant('Variables-Must-Be-Referenced', { [tag]: "variables('vault')" }),
  mutant('Variables-Must-Be-Referenced', { 'mainTemplate.variables.copy': [{ name: 'many', count: 2 }] }),
  mutant('Dynamic-Variable-References-Should-Not-Use-Concat', {
    [tag]: "[variables(concat('vault'), parameters('location'))]",
  }),
  mutant('DeploymentTemplate-Must-Not-Contain-Hardcoded-Uri', { [tag]: 'https://vault.azure.net/' }),
  mutant('DeploymentTemplate-Must-Not-Contain-Hardcoded-Uri', {
    [`${rule}.properties.description`]: 'See MANAGEMENT.azure.com.',
  }),
  mutant('Outputs-Must-Not-Contain-Secrets', {
    'mainTemplate.outputs.leak': { type: 'string', value: "[concat('x', parameters('apikey'))]" },
  }),
  mutant('Outputs-Must-Not-Contain-Secrets', {
    [`${inner}.outputs.leak`]: { type: 'object', value: "[listKeys(variables('vault'), '2026-05-15')]" },
  }),
  mutant('Outputs-Must-Not-Contain-Secrets', {
    'mainTemplate.outputs.passwordHint': { type: 'int', value: 1 },
  }),
  mutant('Secure-Params-In-Nested-Deployments', { [extra]: outerDeployment("[parameters('apiKey')]") }),
  mutant('Secure-Params-In-Nested-Deployments', {
    [extra]: outerDeployment("[listKeys('x', '2026-06-01')]"),
  }),
  mutant('Secure-String-Parameters-Cannot-Have-Default', { [`${parameters}.apiKey.defaultValue`]: 'key' }),
  mutant('Password-params-must-be-secure', {
    [`${parameters}.__accountKey`]: { type: 'string', defaultValue: '' },
  }),
  mutant('Deployment-Resources-Must-Not-Be-Debug', {
    'mainTemplate.resources.0.properties.debugSetting': { detailLevel: 'requestContent' },
  }),
  mutant('ManagedIdentityExtension-must-not-be-used', { [tag]: 'ManagedIdentityExtensionForLinux' }),
  mutant('Min-And-Max-Value-Are-Numbers', { [`${parameters}.hours.maxValue`]: undefined }),
  mutant('Min-And-Max-Value-Are-Numbers', { [`${inner}.parameters.hours.minValue`]: '1' }),
  mutant('Min-And-Max-Value-Are-Numbers', { [`${parameters}.hours.minValue`]: 0.5 }),
  mutant('Parameter-Types-Should-Be-Consistent', { [`${inner}.parameters.hours.type`]: 'string' }),
  mutant('artifacts-parameter', {
    [`${parameters}._artifactsLocation`]: { type: 'string', defaultValue: 'https://example.com/' },
    [`${parameters}.__note`]: { type: 'string', defaultValue: "[parameters('_artifactsLocation')]" },
  }),
  mutant('artifacts-parameter', {
    [`${parameters}._artifactsLocation`]: {
      type: 'int',
      defaultValue: '[deployment().properties.templateLink.uri]',
    },
    [`${parameters}._artifactsLocationSasToken`]: { type: 'secureString' },
    [`${outputs}._artifactsLocationSasToken`]: 'x',
    [`${parameters}.__note`]: {
      type: 'string',
      defaultValue: "[uri(parameters('_artifactsLocation'), parameters('_artifactsLocationSasToken'))]",
    },
  }),
  mutant('IDs-Should-Be-Derived-From-ResourceIDs', { [`${content}.packageId`]: 'example' }),
  mutant('IDs-Should-Be-Derived-From-ResourceIDs', { [`${rule}.properties.uiId`]: '' }),
  mutant('IDs-Should-Be-Derived-From-ResourceIDs', { [`${rule}.properties.id`]: "[variables('productId')]" }),
  mutant('ResourceIds-should-not-contain', {
    'mainTemplate.variables.workspaceResourceId':
      "[resourceId(subscription().subscriptionId, 'a/b', parameters('workspace'))]",
  }),
  mutant('ResourceIds-should-not-contain', { [tag]: "[reference(concat('a', variables('vault')))]" }),
  mutant('DependsOn-Best-Practices', { [`${inner}.resources.1.dependsOn.0`]: "[concat('a', 'b')]" }),
  mutant('DependsOn-Best-Practices', { [`${inner}.resources.1.dependsOn.0`]: "[if(true(), 'a', 'b')]" }),
  mutant('apiVersions-Should-Be-Recent', { [`${inner}.resources.0.apiVersion`]: '2023-07-01' }),
  mutant('apiVersions-Should-Be-Recent', { [`${inner}.resources.0.apiVersion`]: '2026-01-01-preview' }),
  mutant('apiVersions-Should-Be-Recent', { [`${inner}.resources.1.apiVersion`]: 'latest' }),
  mutant('apiVersions-Should-Be-Recent', { 'mainTemplate.resources.0.apiVersion': 20250401 }),
  mutant('apiVersions-Should-Be-Recent', { referenceDate: '2027-04-15' }),
  mutant('apiVersions-Should-Be-Recent-In-Reference-Functions', {
    [tag]: "[reference(resourceId('Microsoft.KeyVault/vaults', variables('vault')), '2019-09-01').vaultUri]",
  }),
  mutant('apiVersions-Should-Be-Recent-In-Reference-Functions', {
    [tag]: "[reference(variables('vault'), '2019-09-01').vaultUri]",
  }),
  mutant('providers_apiVersions-Is-Not-Permitted', { [tag]: "[providers('a', 'b').apiVersions[0]]" }),
];

export const wizardMutants: readonly Mutant[] = [
  mutant('CreateUIDefinition-Should-Have-Schema', { [`${wizard}.$schema`]: undefined }),
  mutant('CreateUIDefinition-Should-Have-Schema', { [`${wizard}.version`]: '0.1.1-preview' }),
  mutant('Handler-Must-Be-Correct', { [`${wizard}.handler`]: 'Microsoft.Azure.Other' }),
  mutant('CreateUIDefinition-Must-Not-Have-Blanks', { [`${elements}.0.label`]: {} }),
  mutant('CreateUIDefinition-Must-Not-Have-Blanks', { [`${elements}.1.label`]: ' ' }),
  mutant('CreateUIDefinition-Must-Not-Have-Blanks', { [`${elements}.1.label`]: 'Region: null' }),
  mutant('CreateUIDefinition-Must-Not-Have-Blanks', { [`${wizard}.parameters.config.tags`]: [{}] }),
  mutant('Location-Should-Be-In-Outputs', { [`${outputs}.location`]: undefined }),
  mutant('Location-Should-Be-In-Outputs', { [`${outputs}.location`]: '[resourceGroup().location]' }),
  mutant('Outputs-Must-Be-Present-In-Template-Parameters', { [`${outputs}.other`]: 'x' }),
  mutant('Parameters-Without-Default-Must-Exist-In-CreateUIDefinition', {
    [`${parameters}.workspace-location.defaultValue`]: undefined,
  }),
  mutant('Controls-In-Outputs-Must-Exist', { [`${outputs}.hours`]: "[int(steps('events').minutes)]" }),
  mutant('Controls-In-Outputs-Must-Exist', { [`${outputs}.hours`]: "[int(steps('other').hours)]" }),
  mutant('Controls-In-Outputs-Must-Exist', { [`${outputs}.hours`]: "[int(basics('hours'))]" }),
  mutant('Allowed-Values-Should-Actually-Be-Allowed', {
    [`${elements}.1.constraints.allowedValues.1.value`]: 'https://events.example.org',
  }),
  mutant('Allowed-Values-Should-Actually-Be-Allowed', {
    [`${elements}.1.constraints.allowedValues`]: [{ label: 'Europe', value: 'https://events.example.eu' }],
  }),
  mutant('Allowed-Values-Should-Actually-Be-Allowed', { [`${outputs}.apiEndpoint`]: undefined }),
  mutant('Allowed-Values-Should-Actually-Be-Allowed', { [`${parameters}.workspace.defaultValue`]: 'mine' }),
  mutant('Allowed-Values-Should-Actually-Be-Allowed', {
    [`${wizard}.parameters.config.basics.location`]: { allowedValues: ['westeurope'] },
    [`${parameters}.location.defaultValue`]: 'global',
  }),
  mutant('Credential-Confirmation-Should-Not-Be-Hidden', {
    [`${elements}.0.options`]: { hideConfirmation: true },
  }),
  mutant('Password-Textboxes-Must-Be-Used-For-Password-Parameters', { [`${outputs}.apiKey`]: undefined }),
  mutant('Password-Textboxes-Must-Be-Used-For-Password-Parameters', {
    [`${outputs}.workspace`]: "[concat(basics('workspace'), steps('events').apiKey)]",
    [`${outputs}.apiKey`]: undefined,
  }),
  mutant('PasswordBoxes-Must-Have-Min-Length', { [`${elements}.0.constraints.regex`]: '^[a-z]+$' }),
  mutant('PasswordBoxes-Must-Have-Min-Length', { [`${elements}.0.constraints.regex`]: '^[a-z]{3}$' }),
  mutant('PasswordBoxes-Must-Have-Min-Length', { [`${elements}.0.constraints.regex`]: '^([a-z]{30}$' }),
  mutant('PasswordBoxes-Must-Have-Min-Length', { [`${elements}.0.constraints`]: undefined }),
  mutant('Textboxes-Are-Well-Formed', { [`${elements}.2.constraints`]: undefined }),
  mutant('Textboxes-Are-Well-Formed', { [`${elements}.2.constraints.validations.0.regex`]: undefined }),
  mutant('Textboxes-Are-Well-Formed', { [`${elements}.2.constraints.validations.0.regex`]: '^[0-9]+$' }),
  mutant('Textboxes-Are-Well-Formed', { [`${elements}.2.constraints`]: { regex: '^.{1,4}$' } }),
  mutant('Textboxes-Are-Well-Formed', { [`${elements}.2.constraints.validations.0.regex`]: '^(.{1,4}$' }),
  mutant('Usernames-Should-Not-Have-A-Default', {
    [`${elements}.3`]: {
      name: 'u',
      type: 'Microsoft.Compute.UserNameTextBox',
      toolTip: 'x',
      defaultValue: 'me',
    },
  }),
  mutant('Tooltips-Should-Be-Present', { [`${elements}.1.toolTip`]: undefined }),
  mutant('Validations-Must-Have-Message', { [`${elements}.2.constraints.validations.0.message`]: undefined }),
  mutant('Validations-Must-Have-Message', {
    [`${wizard}.parameters.config.basics.resourceGroup.constraints.validations.0.message`]: undefined,
  }),
  mutant('HideExisting-Must-Be-Correctly-Handled', {
    [`${elements}.3`]: { name: 'store', type: 'Microsoft.Storage.StorageAccountSelector', toolTip: 'x' },
  }),
];

export const contentMutants: readonly Mutant[] = [
  mutant('Solution branding', { [`${rule}.properties.query`]: 'T // as Sentinel sees it' }),
  mutant('Solution branding', { [`${wizard}.parameters.config.basics.description`]: 'For Sentinel.' }),
  mutant('Content branding', { [`${wizard}.parameters.config.basics.description`]: 'For azure sentinel.' }),
  mutant('Documents link', {
    [`${rule}.properties.description`]: 'https://docs.microsoft.com/en-us/azure/x',
  }),
  mutant('Workbook resource information', {
    [`${rule}.properties.description`]: '/subscriptions/11111111-2222-3333-4444-555555555555',
  }),
  mutant('Solution id', { 'mainTemplate.variables.solutionId': 'Example.offer' }),
  mutant('Solution id', { 'mainTemplate.variables.solutionId': 'example' }),
  mutant('Solution version', { [`${solution}.version`]: '3.0.9' }),
  mutant('Solution version', {
    'mainTemplate.variables._solutionVersion': '2.0.0',
    [`${solution}.version`]: '2.0.0',
  }),
  mutant('Solution version', { [`${solution}.contentSchemaVersion`]: '2.0.0' }),
  mutant('Solution version', { 'mainTemplate.resources.3': undefined }),
  mutant('Solution domains and verticals', { [`${solution}.categories.domains`]: [] }),
  mutant('Solution domains and verticals', { [`${solution}.categories.domains.0`]: 'Passwords' }),
  mutant('Solution domains and verticals', { [`${solution}.categories.verticals.0`]: 'Agriculture' }),
  mutant('Solution support', { [`${solution}.support`]: undefined }),
  mutant('Solution support', { [`${solution}.support.name`]: ' ' }),
  mutant('Solution support', { [`${solution}.support.link`]: 'support.example.com' }),
  mutant('Solution support', { [`${solution}.support`]: { name: 'Example', email: 'nobody' } }),
  mutant('Solution support', { [`${solution}.support.link`]: undefined }),
  mutant('Field types', { [`${parameters}.__accessToken`]: { type: 'string', defaultValue: '' } }),
  mutant('Field types', { [`${content}.mainTemplate.parameters.settings.type`]: 'string' }),
  mutant('Workbook template', {
    [`${content}.mainTemplate.resources.1.properties.serializedData`]: JSON.stringify({
      version: 'Notebook/1.0',
      fromTemplateId: 'sentinel-UserWorkbook',
      $schema: 'schema/workbook.json',
    }),
  }),
  mutant('Workbook template', { [`${content}.mainTemplate.resources.1.properties.serializedData`]: '{' }),
  mutant('Workbook template', { [`${content}.mainTemplate.resources.1.properties.serializedData`]: '{}' }),
  mutant('Classic Application Insights', {
    [`${inner}.resources.2.properties`]: { Other: "[parameters('workspaceResourceId')]" },
  }),
  mutant('Package files', { 'zipEntries.2': 'testParameters.json' }),
  mutant('Package files', { 'zipEntries.0': 'Package/mainTemplate.json' }),
  mutant('Package files', { 'zipEntries.2': 'mainTemplate.json' }),
];

const longText = 'x'.repeat(10_300);

export const limitMutants: readonly Mutant[] = [
  mutant('entries of a template', {
    'mainTemplate.outputs': repeated(65),
    'mainTemplate.metadata.note': "[parameters('apiEndpoint')]",
  }),
  mutant('entries of a template', { [`${inner}.outputs`]: repeated(65) }),
  mutant('declared parameters and variables', { [tag]: "[variables('absent')]" }),
  mutant('length of an expression', { [tag]: `[concat('${'x'.repeat(24_600)}')]` }),
  mutant('size of a template', { 'mainTemplate.metadata.note': 'x'.repeat(4_200_000) }),
  mutant('size of a resource', { 'mainTemplate.resources.2.tags': { note: 'x'.repeat(1_100_000) } }),
  mutant('name of a deployment', { 'mainTemplate.resources.0.name': 'x'.repeat(65) }),
  mutant('name of a deployment', { 'mainTemplate.resources.0.name': 'a b' }),
  mutant('analytics rule', { [`${rule}.properties.query`]: longText }),
  mutant('analytics rule', { [`${rule}.properties.displayName`]: '' }),
  mutant('analytics rule', { [`${rule}.properties.customDetails`]: repeated(21) }),
  mutant('analytics rule', { [`${rule}.properties.customDetails.1st`]: 'x' }),
  mutant('analytics rule', { [`${rule}.properties.customDetails.Vault`]: 'x'.repeat(501) }),
  mutant('analytics rule', { [`${rule}.properties.entityMappings`]: [] }),
  mutant('analytics rule', { [`${rule}.properties.entityMappings.0.fieldMappings`]: [1, 2, 3, 4] }),
  mutant('analytics rule', { [`${rule}.properties.triggerThreshold`]: 10_001 }),
  mutant('watchlist', { 'mainTemplate.resources.1.properties.rawContent': longText }),
];

/** Edits that look odd and that the originals accept nevertheless. */
export const acceptedEdits: readonly Mutant['edits'][] = [
  { [`${rule}.properties.customDetails.VaultId`]: 'vault_uuid' },
  { [`${parameters}.location.defaultValue`]: 'global', [`${rule}.location`]: 'Global' },
  { [`${parameters}.__later`]: { type: 'string', defaultValue: '' } },
  { [`${rule}.properties.description`]: "[[concat(parameters('workspace'))]" },
  { [tag]: 'https://schema.management.azure.com/schemas/x' },
  { [`${parameters}.apiEndpoint.metadata`]: { description: 'Not management.azure.com.' } },
  { [`${parameters}.apiKey.defaultValue`]: '[newGuid()]' },
  { [`${parameters}.__secretName`]: { type: 'securestring', defaultValue: '' } },
  { 'mainTemplate.resources.0.properties.debugSetting': { detailLevel: 'None' } },
  {
    [`${inner}.parameters.hours.type`]: 'string',
    'mainTemplate.resources.0.properties.parameters.hours.value': "[format('{0}', parameters('hours'), 1)]",
  },
  { [`${rule}.properties.tenantId`]: 'literal', [`${rule}.properties.myClientID`]: 'literal' },
  { [`${rule}.properties.metadata`]: { deep: { id: 'literal' } } },
  { [`${rule}.properties.parents`]: { id: 'literal' } },
  { [`${rule}.properties.uiId`]: { nothing: 'here' } },
  { [`${inner}.resources.1.dependsOn.0`]: "[concat('a', copyIndex())]" },
  { [`${inner}.resources.0.apiVersion`]: '2026-06-01-preview' },
  {
    [`${inner}.resources.0.apiVersion`]: '2026-05-15',
    referenceDate: '2030-01-01',
    'mainTemplate.resources.0.apiVersion': '2026-06-01',
    [`${inner}.resources.1.apiVersion`]: '2026-05-15',
    [`${inner}.outputs`]: {},
  },
  {
    [`${inner}.resources.0.type`]: 'Example.Unknown/things',
    [`${inner}.resources.0.apiVersion`]: '2001-01-01',
  },
  { [`${elements}.0.constraints.regex`]: "[concat('a', 'b')]" },
  { [`${elements}.1.defaultValue`]: '' },
  { [`${elements}.0.options`]: { hideConfirmation: false } },
  { [`${elements}.2.constraints`]: { regex: '^.{1,4}$', validationMessage: 'A number.' } },
  { [`${elements}.3`]: { name: 'note', type: 'Microsoft.Common.TextBlock', options: { text: 'x' } } },
  { [`${wizard}.parameters.config.basics.location`]: { allowedValues: ['westeurope'] } },
  {
    [`${elements}.3`]: { name: 'store', type: 'Microsoft.Storage.StorageAccountSelector', toolTip: 'x' },
    [`${outputs}.workspace`]:
      "[concat(basics('workspace'), steps('events').store.resourceGroup, steps('events').store.newOrExisting)]",
  },
  { [`${rule}.properties.query`]: 'T // Azure-Sentinel, as Microsoft Sentinel and SentinelOne see it' },
  { [`${rule}.properties.description`]: 'https://learn.microsoft.com/azure/sentinel' },
  { [`${solution}.support`]: { name: 'Example', email: 'help@example.com' } },
  { [`${solution}.version`]: "[variables('_solutionVersion')]" },
];
