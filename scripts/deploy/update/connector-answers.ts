/**
 * With which answers a connector was deployed, as its resources tell: a later deployment with the same ones
 * finds the same resources again and keeps what was chosen.
 */
import { apiVersions } from '../azure/api-versions.ts';
import type { Azure } from '../azure/azure.ts';
import { AzureFault } from '../azure/azure-fault.ts';
import { deploymentsOf } from '../azure/deployments.ts';
import type { Target } from '../azure/resource-id.ts';
import { during } from '../outcome/step.ts';
import { resourceOf, type Installation } from '../status/installation.ts';
import { uniqueString } from '../template/unique-string.ts';

export interface ConnectorAnswers {
  readonly resourcePrefix: string;
  /** Region of the function app; undefined where the app is gone. */
  readonly functionLocation: string | undefined;
  /** Both undefined where the settings of the app may not be read. */
  readonly apiEndpoint: string | undefined;
  readonly initialLookbackHours: number | undefined;
}

/** Names and values. */
export type AppSettings = Readonly<Record<string, string>>;

/** Name of the nested deployment with the connector (solution/infrastructure/deployment.yaml). */
const connectorDeployment = 'onepassword-connector';
/** A Flex Consumption region is answered as people read it: `North Europe`. */
const regionName = (region: string): string => region.toLowerCase().replaceAll(' ', '');

/** With the settings of the function app, undefined where they may not be read. Throws `StepFault`. */
export async function readConnectorAnswers(
  azure: Azure,
  target: Target,
  installation: Installation,
): Promise<ConnectorAnswers & { readonly settings: AppSettings | undefined }> {
  const app = resourceOf(installation, 'Microsoft.Web/sites');
  const settings = app && (await readAppSettings(azure, app.id));
  const hours = Number(settings?.['INITIAL_LOOKBACK_HOURS'] ?? Number.NaN);
  return {
    resourcePrefix: await readPrefix(azure, target, installation),
    functionLocation: app?.location === undefined ? undefined : regionName(app.location),
    apiEndpoint: settings?.['apiEndpoint'],
    initialLookbackHours: Number.isInteger(hours) ? hours : undefined,
    settings,
  };
}

/** Settings of a function app; undefined where the caller may not read them. Throws `StepFault`. */
export function readAppSettings(azure: Azure, appId: string): Promise<AppSettings | undefined> {
  return during('read the settings of the function app', async () => {
    try {
      const path = `${appId}/config/appsettings/list`;
      const answer = await azure.send<{ readonly properties?: AppSettings }>('POST', path, apiVersions.sites);
      return answer?.properties;
    } catch (error) {
      // Readers may not: settings can hold secrets. Ours holds none.
      if (error instanceof AzureFault && (error.status === 403 || error.status === 404)) return undefined;
      throw error;
    }
  });
}

/**
 * The name of an installation holds the prefix, but shortened: a longer one, or one with hyphens, is known to
 * the record of the deployment only.
 */
async function readPrefix(azure: Azure, target: Target, { name }: Installation): Promise<string> {
  const shown = name.slice(0, name.lastIndexOf('-'));
  if (installationName(target, shown) === name) return shown;
  const record = await during('read the record of the last deployment', () =>
    deploymentsOf(azure, target).get(connectorDeployment),
  );
  const recorded = record?.properties.parameters?.['resourcePrefix']?.value;
  return typeof recorded === 'string' && installationName(target, recorded) === name ? recorded : shown;
}

/** As the template makes it of the prefix. */
function installationName({ subscriptionId, resourceGroup, workspace }: Target, prefix: string): string {
  const parts = [subscriptionId, resourceGroup, workspace, prefix].map((part, i) =>
    i === 0 ? part : part.toLowerCase(),
  );
  return `${prefix.replaceAll('-', '').toLowerCase().slice(0, 11)}-${uniqueString(...parts)}`;
}
