import type { ConnectorPermissions } from '../../model/connector-page.ts';

/**
 * What a connector in a function app must ask for, to the letter. Source: permissionsChecker.ts of the
 * public content repository (AzureFunctionPermissions).
 */
export const requiredPermissions: ConnectorPermissions = {
  resourceProvider: [
    {
      provider: 'Microsoft.OperationalInsights/workspaces',
      permissionsDisplayText: 'read and write permissions on the workspace are required.',
      providerDisplayName: 'Workspace',
      scope: 'Workspace',
      requiredPermissions: { write: true, read: true, delete: true },
    },
    {
      provider: 'Microsoft.OperationalInsights/workspaces/sharedKeys',
      permissionsDisplayText:
        'read permissions to shared keys for the workspace are required. [See the documentation to learn more about workspace keys](https://docs.microsoft.com/azure/azure-monitor/platform/agent-windows#obtain-workspace-id-and-key).',
      providerDisplayName: 'Keys',
      scope: 'Workspace',
      requiredPermissions: { action: true },
    },
  ],
  customs: [
    {
      name: 'Microsoft.Web/sites permissions',
      description:
        'Read and write permissions to Azure Functions to create a Function App is required. [See the documentation to learn more about Azure Functions](https://docs.microsoft.com/azure/azure-functions/).',
    },
  ],
};
