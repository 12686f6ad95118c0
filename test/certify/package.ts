import type { CompiledOutput } from '../../scripts/certify/check.ts';
import type { ArmTemplate } from '../../scripts/model/arm.ts';
import { wizard } from './wizard.ts';

const schema = 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#';
const workspaceType = 'Microsoft.OperationalInsights/workspaces';
const location = "[parameters('workspace-location')]";
const support = { name: 'Example', tier: 'Partner', link: 'https://support.example.com/' };

const rulesTemplate = {
  type: `${workspaceType}/providers/contentTemplates`,
  apiVersion: '2023-04-01-preview',
  name: "[concat(parameters('workspace'), '/Microsoft.SecurityInsights/', variables('ruleName'))]",
  location,
  dependsOn: [
    "[extensionResourceId(variables('workspaceResourceId'), 'Microsoft.SecurityInsights/contentPackages', variables('_solutionId'))]",
  ],
  properties: {
    packageId: "[variables('_solutionId')]",
    contentId: '11111111-2222-3333-4444-555555555555',
    contentProductId: "[variables('productId')]",
    id: "[variables('productId')]",
    version: '1.0.0',
    mainTemplate: {
      $schema: schema,
      contentVersion: '1.0.0.0',
      parameters: { settings: { type: 'object' } },
      resources: [
        {
          type: 'Microsoft.SecurityInsights/AlertRuleTemplates',
          apiVersion: '2023-02-01-preview',
          name: '11111111-2222-3333-4444-555555555555',
          location,
          properties: {
            displayName: 'Vault exported',
            description: 'A person exported a vault, as Microsoft Sentinel sees it.',
            query: 'OnePasswordEventLogs_CL | where action == "export"',
            triggerThreshold: 0,
            customDetails: { Vault: 'vault_uuid' },
            entityMappings: [
              { entityType: 'Account', fieldMappings: [{ identifier: 'FullName', columnName: 'actor' }] },
            ],
          },
        },
        {
          type: 'Microsoft.Insights/workbooks',
          apiVersion: '2021-08-01',
          name: "[variables('ruleName')]",
          location,
          kind: 'shared',
          properties: {
            displayName: 'Events',
            serializedData: JSON.stringify({
              version: 'Notebook/1.0',
              items: [],
              fallbackResourceIds: [],
              fromTemplateId: 'sentinel-Example',
              $schema:
                'https://github.com/Microsoft/Application-Insights-Workbooks/blob/master/schema/workbook.json',
            }),
            sourceId: "[variables('workspaceResourceId')]",
            category: 'sentinel',
          },
        },
      ],
    },
  },
};

const connector = {
  type: 'Microsoft.Resources/deployments',
  apiVersion: '2025-04-01',
  name: 'example-connector',
  condition: "[not(empty(parameters('apiKey')))]",
  properties: {
    mode: 'Incremental',
    expressionEvaluationOptions: { scope: 'inner' },
    parameters: {
      apiKey: { value: "[parameters('apiKey')]" },
      hours: { value: "[parameters('hours')]" },
      location: { value: location },
      workspaceResourceId: { value: "[variables('workspaceResourceId')]" },
    },
    template: {
      $schema: schema,
      contentVersion: '1.0.0.0',
      parameters: {
        apiKey: { type: 'securestring' },
        hours: { type: 'int', minValue: 1, maxValue: 2880 },
        location: { type: 'string' },
        workspaceResourceId: { type: 'string' },
      },
      variables: { vault: '[uniqueString(resourceGroup().id)]' },
      resources: [
        {
          type: 'Microsoft.KeyVault/vaults',
          apiVersion: '2025-05-01',
          name: "[variables('vault')]",
          location: "[parameters('location')]",
          tags: { hours: "[string(parameters('hours'))]" },
          properties: { tenantId: '[tenant().tenantId]' },
        },
        {
          type: 'Microsoft.KeyVault/vaults/secrets',
          apiVersion: '2025-05-01',
          name: "[concat(variables('vault'), '/APIKey')]",
          dependsOn: ["[resourceId('Microsoft.KeyVault/vaults', variables('vault'))]"],
          properties: { value: "[parameters('apiKey')]" },
        },
        {
          type: 'Microsoft.Insights/components',
          apiVersion: '2020-02-02',
          name: "[variables('vault')]",
          location: "[parameters('location')]",
          properties: { WorkspaceResourceId: "[parameters('workspaceResourceId')]" },
        },
      ],
      outputs: {
        vaultUri: {
          type: 'string',
          value:
            "[reference(resourceId('Microsoft.KeyVault/vaults', variables('vault')), '2025-05-01').vaultUri]",
        },
      },
    },
  },
};

const template = {
  $schema: schema,
  contentVersion: '1.0.0.0',
  metadata: { author: 'Example' },
  parameters: {
    location: {
      type: 'string',
      defaultValue: '[resourceGroup().location]',
      metadata: { description: 'Not used by resources.' },
    },
    'workspace-location': {
      type: 'string',
      defaultValue: '',
      metadata: { description: "[concat('Region of the workspace, else ', parameters('location'))]" },
    },
    workspace: { type: 'string', defaultValue: '' },
    apiKey: { type: 'securestring', defaultValue: '' },
    apiEndpoint: {
      type: 'string',
      defaultValue: 'https://events.example.com',
      allowedValues: ['https://events.example.com', 'https://events.example.eu'],
    },
    hours: { type: 'int', defaultValue: 24, minValue: 1, maxValue: 2880 },
  },
  variables: {
    solutionId: 'example1234.azure-sentinel-solution-example',
    _solutionId: "[variables('solutionId')]",
    _solutionVersion: '3.1.0',
    workspaceResourceId: `[resourceId('${workspaceType}', parameters('workspace'))]`,
    ruleName: "[concat(parameters('workspace'), '-ar-', uniqueString(variables('_solutionVersion')))]",
    productId: "[concat(take(variables('_solutionId'), 50), '-ar-1')]",
  },
  resources: [
    connector,
    {
      type: `${workspaceType}/providers/Watchlists`,
      apiVersion: '2021-03-01-preview',
      name: "[concat(parameters('workspace'), '/Microsoft.SecurityInsights/LIST')]",
      properties: { displayName: 'LIST', rawContent: 'UUID,Name\r\nx,y\r\n' },
    },
    rulesTemplate,
    {
      type: `${workspaceType}/providers/contentPackages`,
      apiVersion: '2023-04-01-preview',
      name: "[concat(parameters('workspace'), '/Microsoft.SecurityInsights/', variables('_solutionId'))]",
      location,
      properties: {
        version: '3.1.0',
        contentSchemaVersion: '3.0.0',
        contentId: "[variables('_solutionId')]",
        support,
        source: { kind: 'Solution', sourceId: "[variables('_solutionId')]" },
        categories: { domains: ['Identity'], verticals: ['Finance'] },
      },
    },
  ],
  outputs: { region: { type: 'string', value: "[parameters('apiEndpoint')]" } },
} as const satisfies ArmTemplate;

/** A small package that every check accepts. */
export const validPackage: CompiledOutput = {
  mainTemplate: template,
  createUiDefinition: wizard,
  referenceDate: '2026-11-22',
  zipEntries: ['mainTemplate.json', 'createUiDefinition.json'],
};
