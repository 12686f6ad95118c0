/**
 * Api versions of what only the commands ask. Those of resource types that the template deploys stand in
 * `solution/api-versions.yaml`. Source: the stable folders of Azure's published REST specifications.
 */
export const apiVersions = {
  /** Deployments: validate, what-if, create, operations, cancel. */
  deployments: '2025-04-01',
  /** Resource groups, resources of a group, providers. */
  resources: '2025-04-01',
  subscriptions: '2022-12-01',
  /** What the caller may do at a scope. */
  permissions: '2022-04-01',
  roleAssignments: '2022-04-01',
  workspaces: '2025-07-01',
  /** Microsoft Sentinel: onboarding, rules, watchlists and their items, content packages and templates. */
  securityInsights: '2025-09-01',
  /** Vaults, their secrets, deleted vaults, and whether a name is free. */
  vaults: '2025-05-01',
  storageAccounts: '2025-06-01',
  /** Function apps, their settings and functions, and the regions of Flex Consumption. */
  sites: '2025-03-01',
  dataCollectionRules: '2024-03-11',
  workbooks: '2023-06-01',
  components: '2020-02-02',
  identities: '2024-11-30',
  tables: '2025-07-01',
  /** Pages of connectors exist in preview versions only. */
  dataConnectors: '2025-07-01-preview',
  /** Rules that Azure adds by itself beside Application Insights. */
  smartDetectors: '2021-04-01',
  /** Queries of a workspace through Azure Resource Manager. */
  query: '2017-10-01',
} as const;
