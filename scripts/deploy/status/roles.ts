/**
 * The built-in roles of Azure that the connector's identity gets: solution/infrastructure/roles.yaml, which a
 * test compares.
 */
export const roles = {
  storageBlobDataOwner: { id: 'b7e6dc6d-f1e8-4753-8033-0f276bb0955b', title: 'Storage Blob Data Owner' },
  keyVaultSecretsUser: { id: '4633458b-17de-408a-b874-0445c86b69e6', title: 'Key Vault Secrets User' },
  monitoringMetricsPublisher: {
    id: '3913510d-42f4-4e42-8a64-420c390055eb',
    title: 'Monitoring Metrics Publisher',
  },
} as const;

/** The title of a role; of one that the connector does not need, its id. */
export function roleTitle(id: string): string {
  return Object.values(roles).find((role) => role.id === id.toLowerCase())?.title ?? id;
}
