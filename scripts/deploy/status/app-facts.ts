/** The function app of an installation, as Azure sees it. */
import { apiVersions } from '../azure/api-versions.ts';
import type { Azure } from '../azure/azure.ts';
import { readAppSettings, type AppSettings } from '../update/connector-answers.ts';
import { resourceOf, type Installation } from './installation.ts';

export interface AppFacts {
  readonly id: string;
  readonly name: string;
  readonly location: string;
  /** `Running`, `Stopped` … */
  readonly state: string;
  readonly isEnabled: boolean;
  /** Ids of the identities that it runs as. */
  readonly identities: readonly string[];
  /**
   * By name; undefined where the caller may not read them. A value may be a secret that somebody put there:
   * none is shown but those of `settingOf`.
   */
  readonly settings: AppSettings | undefined;
}

const siteType = 'Microsoft.Web/sites';

interface Site {
  readonly id: string;
  readonly name: string;
  readonly location?: string;
  readonly identity?: { readonly userAssignedIdentities?: Readonly<Record<string, unknown>> };
  readonly properties: { readonly state?: string; readonly enabled?: boolean };
}

/** Undefined where the installation has no function app. Throws `AzureFault` and `StepFault`. */
export async function readApp(azure: Azure, installation: Installation): Promise<AppFacts | undefined> {
  const resource = resourceOf(installation, siteType);
  const site = resource && (await azure.get<Site>(resource.id, apiVersions.sites));
  if (!site) return undefined;
  return {
    id: site.id,
    name: site.name,
    location: site.location ?? '',
    state: site.properties.state ?? '',
    isEnabled: site.properties.enabled ?? true,
    identities: Object.keys(site.identity?.userAssignedIdentities ?? {}),
    settings: await readAppSettings(azure, site.id),
  };
}

/** A setting that is no secret; undefined where it is missing or empty. */
export function settingOf(
  { settings }: Pick<AppFacts, 'settings'>,
  name:
    'apiEndpoint' | 'AZURE_CLIENT_ID' | 'DCR_IMMUTABLE_ID' | 'DCR_STREAM_NAME' | 'LOGS_INGESTION_ENDPOINT',
): string | undefined {
  return settings?.[name]?.trim() || undefined;
}

/** Where the setting `APIKey` takes its value from. */
export interface SecretReference {
  readonly vault: string;
  readonly secret: string;
  /** Absent where the newest version counts. */
  readonly version?: string;
}

/** Undefined where the setting holds no reference to a key vault. Source: App Service, "Key Vault references". */
export function secretReference(value: string | undefined): SecretReference | undefined {
  const inner = /^@Microsoft\.KeyVault\((.*)\)$/i.exec(value?.trim() ?? '')?.[1];
  if (inner === undefined) return undefined;
  const uri = /^SecretUri=https:\/\/([^./]+)\.[^/]+\/secrets\/([^/]+)(?:\/([^/]+))?\/?$/i.exec(inner);
  if (uri) return reference(uri[1], uri[2], uri[3]);
  const parts = new Map(
    inner.split(';').map((part) => {
      const [name = '', value = ''] = part.split('=', 2);
      return [name.trim().toLowerCase(), value.trim()] as const;
    }),
  );
  return reference(parts.get('vaultname'), parts.get('secretname'), parts.get('secretversion'));
}

function reference(vault?: string, secret?: string, version?: string): SecretReference | undefined {
  if (!vault || !secret) return undefined;
  return version ? { vault, secret, version } : { vault, secret };
}
