/**
 * The newest stable api version of each resource type that the templates may use; child types without
 * an entry follow their parent. Source: Azure's type index of 2026-08-20, as built into the Bicep CLI
 * 0.49.2 (its linter rule `use-recent-api-versions` lists them).
 */
export const newestApiVersions: Readonly<Record<string, string>> = {
  'microsoft.authorization/roleassignments': '2022-04-01',
  'microsoft.insights/components': '2020-02-02',
  'microsoft.insights/datacollectionrules': '2024-03-11',
  'microsoft.insights/workbooks': '2023-06-01',
  'microsoft.keyvault/vaults': '2026-05-15',
  'microsoft.managedidentity/userassignedidentities': '2024-11-30',
  'microsoft.operationalinsights/workspaces': '2026-03-01',
  'microsoft.resources/deployments': '2026-06-01',
  'microsoft.securityinsights/alertrules': '2025-09-01',
  'microsoft.storage/storageaccounts': '2026-06-01',
  'microsoft.web/serverfarms': '2025-03-01',
  'microsoft.web/sites': '2025-03-01',
};
