/** Everything that `status` tells, collected. */
import { streams, type Stream } from '../../../functions/src/core/stream.ts';
import type { Azure } from '../azure/azure.ts';
import { deploymentsOf } from '../azure/deployments.ts';
import { sameId, type Target } from '../azure/resource-id.ts';
import { during } from '../outcome/step.ts';
import { readApp, settingOf } from './app-facts.ts';
import type { BundleContents } from './bundle-contents.ts';
import {
  readPackageVersion,
  readRules,
  readWatchlist,
  type RuleFacts,
  type WatchlistFacts,
} from './content-facts.ts';
import { findInstallations } from './installation.ts';
import { readLastRun, readRows, readStreamRuns, type LastRun } from './workspace-rows.ts';

export interface StatusFacts {
  readonly target: Target;
  readonly content: {
    /** Version in the workspace; null where the solution is not installed. */
    readonly installed: string | null;
    readonly bundle: string;
  };
  /** The last deployment of the connector that Azure remembers. */
  readonly deployment: { readonly name: string; readonly state: string; readonly at: string | null } | null;
  readonly connectors: readonly ConnectorFacts[];
  /** Null where there is no health row of the last day. */
  readonly lastRun: LastRun | null;
  readonly streams: readonly StreamFacts[];
  readonly rules: { readonly available: number; readonly active: readonly RuleFacts[] };
  readonly watchlist: WatchlistFacts | null;
}

export interface ConnectorFacts {
  readonly installation: string;
  readonly resources: number;
  /** Null where the function app is gone. */
  readonly app: {
    readonly name: string;
    readonly state: string;
    readonly location: string;
    readonly apiEndpoint: string | null;
  } | null;
}

export interface StreamFacts {
  readonly stream: Stream;
  readonly state: string | null;
  readonly reason: string | null;
  readonly message: string | null;
  readonly lastRun: string | null;
  readonly lastGoodRun: string | null;
  readonly lastRow: string | null;
  readonly lastEvent: string | null;
  readonly rowsInDay: number;
  readonly lagSeconds: number | null;
}

/** Name of the deployment of the connector (solution/infrastructure/deployment.yaml). */
const connectorDeployment = 'onepassword-connector';

/** Asks Azure for all of it, one question after the other. Throws `StepFault`. */
export async function collectStatus(
  azure: Azure,
  target: Target,
  contents: BundleContents,
): Promise<StatusFacts> {
  const installed = await during('read the solution of the workspace', () =>
    readPackageVersion(azure, target, contents),
  );
  const connectors = await during('list the resources of the connector', () => readConnectors(azure, target));
  const deployment = await during('read the last deployment', () => readDeployment(azure, target));
  const { lastRun, streamFacts } = await during('query the workspace', () => readData(azure, target));
  const active = await during('list the analytics rules', () => readRules(azure, target, contents));
  const watchlist = await during('read the watchlist', () => readWatchlist(azure, target, contents));
  return {
    target,
    content: { installed: installed ?? null, bundle: contents.version },
    deployment: deployment ?? null,
    connectors,
    lastRun: lastRun ?? null,
    streams: streamFacts,
    rules: { available: contents.rules.length, active },
    watchlist: watchlist ?? null,
  };
}

/** Whether there is anything of the solution in the workspace. */
export function isInstalled({ content, connectors }: StatusFacts): boolean {
  return content.installed !== null || connectors.length > 0;
}

async function readConnectors(azure: Azure, target: Target): Promise<readonly ConnectorFacts[]> {
  const facts: ConnectorFacts[] = [];
  for (const installation of (await findInstallations(azure, target)).own) {
    const app = await readApp(azure, installation);
    facts.push({
      installation: installation.name,
      resources: installation.resources.length,
      app: app
        ? {
            name: app.name,
            state: app.state,
            location: app.location,
            apiEndpoint: settingOf(app, 'apiEndpoint') ?? null,
          }
        : null,
    });
  }
  return facts;
}

/** The last deployment of the connector that Azure remembers; undefined where it was another workspace's. */
export async function readDeployment(
  azure: Azure,
  target: Target,
): Promise<StatusFacts['deployment'] | undefined> {
  const found = await deploymentsOf(azure, target).get(connectorDeployment);
  if (!found) return undefined;
  const { provisioningState, timestamp, parameters } = found.properties;
  const workspace = parameters?.['workspace']?.value;
  if (typeof workspace === 'string' && !sameId(workspace, target.workspace)) return undefined;
  return { name: found.name, state: provisioningState, at: timestamp ?? null };
}

async function readData(
  azure: Azure,
  target: Target,
): Promise<{ readonly lastRun: LastRun | undefined; readonly streamFacts: readonly StreamFacts[] }> {
  const rows = await readRows(azure, target);
  // Without the table there is nothing further to ask.
  const lastRun = rows && (await readLastRun(azure, target));
  const runs = rows ? await readStreamRuns(azure, target) : [];
  const streamFacts = streams.map((stream): StreamFacts => {
    const run = runs.find((one) => one.stream === stream);
    const row = rows?.find(({ kind }) => kind === stream);
    return {
      stream,
      state: run?.state ?? null,
      reason: run?.reason || null,
      message: run?.message || null,
      lastRun: run?.lastRun ?? null,
      lastGoodRun: run?.lastGoodRun ?? null,
      lastRow: row?.lastRow ?? null,
      lastEvent: row?.lastEvent ?? null,
      rowsInDay: row?.rowsInDay ?? 0,
      lagSeconds: row?.lagSeconds ?? null,
    };
  });
  return { lastRun, streamFacts };
}
