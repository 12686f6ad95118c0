import type { Colors } from 'picocolors/types.js';
import type { Deployment } from '../azure/deployments.ts';
import type { Target } from '../azure/resource-id.ts';
import { durationText, secondsOf } from '../progress/duration.ts';
import { isDeployment, type Snapshot } from '../progress/follow.ts';
import { counted } from '../../diagnostics/counted.ts';

/** What a deployment ended with, as the portal's page of the deployment shows it. */
export interface Summary {
  readonly name: string;
  readonly id: string;
  readonly state: string;
  readonly correlationId: string | undefined;
  /** End, ISO 8601. */
  readonly endedAt: string | undefined;
  readonly seconds: number | undefined;
  /** Address of that page. */
  readonly portal: string;
  readonly outputs: Readonly<Record<string, unknown>>;
  readonly resources: readonly { readonly id: string; readonly type: string; readonly state: string }[];
}

export function summaryOf({ deployment, steps }: Snapshot, endpoint: string): Summary {
  const { id, name, properties } = deployment;
  const { provisioningState, correlationId, timestamp, duration } = properties;
  return {
    name,
    id,
    state: provisioningState,
    correlationId,
    endedAt: timestamp,
    seconds: secondsOf(duration),
    portal: portalAddress(id, endpoint),
    outputs: outputsOf(deployment),
    resources: steps
      .filter((step) => !isDeployment(step))
      .map((step) => ({ id: step.id, type: step.type, state: step.state })),
  };
}

/** Portals of other clouds by the hosts of their Azure Resource Manager. Source: Microsoft Learn, "Azure national clouds". */
const portals: Readonly<Record<string, string>> = {
  'management.usgovcloudapi.net': 'portal.azure.us',
  'management.chinacloudapi.cn': 'portal.azure.cn',
};

/** The page of a deployment in the portal. */
function portalAddress(deploymentId: string, endpoint: string): string {
  const portal = portals[new URL(endpoint).hostname] ?? 'portal.azure.com';
  return `https://${portal}/#view/HubsExtension/DeploymentDetailsBlade/~/overview/id/${encodeURIComponent(deploymentId)}`;
}

/** Secure outputs have no value, and are left out. */
function outputsOf({ properties: { outputs = {} } }: Deployment): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(outputs).flatMap(([name, { value }]) => (value === undefined ? [] : [[name, value]])),
  );
}

export interface SummaryTextOptions {
  readonly target: Target;
  readonly colors: Colors;
  /** Sentences about what was done besides, and what is left to do. */
  readonly remarks: readonly string[];
}

export function summaryText(summary: Summary, { target, colors, remarks }: SummaryTextOptions): string {
  const { name, correlationId, seconds, outputs, resources, portal } = summary;
  const time = seconds === undefined ? '' : ` in ${durationText(seconds)}`;
  const rows: (readonly [string, string])[] = [
    ['Deployment', name],
    ['Subscription', target.subscriptionId],
    ['Resource group', target.resourceGroup],
    ...(correlationId === undefined ? [] : [['Correlation ID', correlationId] as const]),
    ...Object.entries(outputs).map(([key, value]) => [key, textOf(value)] as const),
  ];
  const width = Math.max(...rows.map(([key]) => key.length));
  return [
    `${colors.green('✓')} ${colors.bold(`Deployed to ${target.workspace}`)}: ${counted(resources.length, 'resource')}${time}.`,
    '',
    ...rows.map(([key, value]) => `  ${key.padEnd(width)}  ${value}`),
    ...remarks.map((remark) => `\n${remark}`),
    '',
    `In the portal: ${portal}`,
  ].join('\n');
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
