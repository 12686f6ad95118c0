/** What services add to resources: facts of their own, and defaults that nobody asked for. */
import { createHash } from 'node:crypto';

interface Making {
  readonly id: string;
  readonly type: string;
  readonly name: string;
  readonly generation: number;
  readonly tenantId: string;
  readonly now: number;
  readonly body: Readonly<Record<string, unknown>>;
}

type Members = Readonly<Record<string, unknown>>;

interface Kind {
  /** What only the service knows. A what-if leaves it out. */
  readonly readOnly?: (making: Making) => Members;
  /** What is set where the template says nothing. A what-if tells it as if it were deleted. */
  readonly defaults?: Members;
  /** Paths within the properties that are never read back. */
  readonly hidden?: readonly string[];
}

/** Types in lower case. Only what commands read, or what a what-if is noisy about. */
const kinds: Readonly<Record<string, Kind>> = {
  'microsoft.operationalinsights/workspaces': {
    readOnly: (making) => ({ customerId: uuid(making, 'customer') }),
    defaults: { retentionInDays: 90, sku: { name: 'PerGB2018' } },
  },
  'microsoft.operationalinsights/workspaces/tables': {
    defaults: { retentionInDays: 90, totalRetentionInDays: 90 },
  },
  'microsoft.managedidentity/userassignedidentities': {
    readOnly: (making) => ({
      tenantId: making.tenantId,
      principalId: uuid(making, 'principal'),
      clientId: uuid(making, 'client'),
    }),
  },
  'microsoft.insights/datacollectionrules': {
    readOnly: (making) => ({
      immutableId: `dcr-${uuid(making, 'rule').replaceAll('-', '')}`,
      endpoints: {
        logsIngestion: `https://${making.name}.westeurope-1.ingest.monitor.azure.com`,
        metricsIngestion: `https://${making.name}.westeurope-1.metrics.ingest.monitor.azure.com`,
      },
    }),
  },
  'microsoft.insights/components': {
    readOnly: (making) => {
      const key = uuid(making, 'insights');
      return {
        AppId: uuid(making, 'app'),
        InstrumentationKey: key,
        ConnectionString: `InstrumentationKey=${key};IngestionEndpoint=https://westeurope-5.in.applicationinsights.azure.com/`,
      };
    },
    defaults: { RetentionInDays: 90, publicNetworkAccessForIngestion: 'Enabled' },
  },
  'microsoft.storage/storageaccounts': {
    readOnly: ({ name, now }) => ({
      primaryEndpoints: {
        blob: `https://${name}.blob.core.windows.net/`,
        queue: `https://${name}.queue.core.windows.net/`,
        table: `https://${name}.table.core.windows.net/`,
      },
      primaryLocation: 'westeurope',
      statusOfPrimary: 'available',
      creationTime: new Date(now).toISOString(),
    }),
    defaults: {
      networkAcls: { bypass: 'AzureServices', defaultAction: 'Allow', ipRules: [], virtualNetworkRules: [] },
      encryption: { keySource: 'Microsoft.Storage' },
    },
  },
  'microsoft.keyvault/vaults': {
    readOnly: ({ name }) => ({ vaultUri: `https://${name}.vault.azure.net/` }),
    defaults: { accessPolicies: [], publicNetworkAccess: 'Enabled' },
    hidden: ['createMode'],
  },
  'microsoft.keyvault/vaults/secrets': {
    readOnly: (making) => {
      const [vault = ''] = /vaults\/([^/]+)/i.exec(making.id)?.slice(1) ?? [];
      const uri = `https://${vault}.vault.azure.net/secrets/${making.name}`;
      return {
        secretUri: uri,
        secretUriWithVersion: `${uri}/${uuid(making, String(making.now)).replaceAll('-', '')}`,
      };
    },
  },
  'microsoft.web/serverfarms': {
    readOnly: () => ({ status: 'Ready', numberOfSites: 1 }),
    defaults: { elasticScaleEnabled: false, maximumElasticWorkerCount: 1, zoneRedundant: false },
  },
  'microsoft.web/sites': {
    readOnly: ({ name }) => ({
      state: 'Running',
      enabled: true,
      defaultHostName: `${name}.azurewebsites.net`,
      availabilityState: 'Normal',
    }),
    defaults: { clientAffinityEnabled: false, publicNetworkAccess: 'Enabled' },
    // The settings have an address of their own, the rest of the configuration too.
    hidden: ['siteConfig.appSettings', 'siteConfig.minTlsVersion', 'siteConfig.ftpsState'],
  },
  'microsoft.securityinsights/alertrules': {
    readOnly: ({ now }) => ({ lastModifiedUtc: new Date(now).toISOString() }),
    defaults: { alertDetailsOverride: null, customDetails: null, eventGroupingSettings: null },
  },
  'microsoft.securityinsights/watchlists': {
    readOnly: (making) => ({
      watchlistId: uuid(making, 'watchlist'),
      created: new Date(making.now).toISOString(),
      updated: new Date(making.now).toISOString(),
      tenantId: making.tenantId,
      isDeleted: false,
      uploadStatus: 'Complete',
    }),
    hidden: ['rawContent', 'numberOfLinesToSkip', 'contentType'],
  },
};

/** Members that a service adds to the properties of a resource. */
export function madeUp(making: Making): { readonly readOnly: Members; readonly defaults: Members } {
  const { readOnly, defaults = {} } = kinds[making.type.toLowerCase()] ?? {};
  const state = provisions(making.type) ? { provisioningState: 'Succeeded' } : {};
  return { readOnly: { ...readOnly?.(making), ...state }, defaults };
}

/** Names of the properties that only the service fills. */
export function readOnlyNames(making: Making): ReadonlySet<string> {
  return new Set(Object.keys(madeUp(making).readOnly));
}

/** Paths within the properties that the service keeps to itself. */
export function hiddenMembers(type: string): readonly string[] {
  return kinds[type.toLowerCase()]?.hidden ?? [];
}

function provisions(type: string): boolean {
  return !/^Microsoft\.(?:SecurityInsights|Authorization)\//i.test(type);
}

function uuid({ id, generation }: Making, purpose: string): string {
  const hash = createHash('sha256').update(`${id.toLowerCase()}|${generation}|${purpose}`).digest('hex');
  return hash.slice(0, 32).replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}
