/**
 * In: the bundle's template and a workspace that has the solution. Out: what an update changes, what it keeps,
 * and what has to be deployed for it. Nothing is written.
 */
import type { Json, JsonObject } from '../../model/arm.ts';
import type { ItemDifference } from '../../inspection/difference.ts';
import { apiVersions } from '../azure/api-versions.ts';
import type { Azure } from '../azure/azure.ts';
import { AzureFault } from '../azure/azure-fault.ts';
import { securityInsightsId, type Target } from '../azure/resource-id.ts';
import { expectedState } from '../drift/expected.ts';
import { readPlace } from '../drift/place.ts';
import { during, StepFault } from '../outcome/step.ts';
import { listActiveRules, type ActiveRule } from '../rules/active-rules.ts';
import type { DeploymentRequest } from '../request.ts';
import { contentsOf } from '../status/bundle-contents.ts';
import { findInstallations } from '../status/installation.ts';
import { isRecord } from '../template/functions.ts';
import { readConnectorAnswers, type ConnectorAnswers } from './connector-answers.ts';
import { compareContents, templatesOf } from './content-difference.ts';
import { readInstalledContents } from './installed-contents.ts';
import { keptKey, withoutKey } from './kept-key.ts';
import { findOutdated, type OutdatedRule } from './renew-rules.ts';

export interface UpdatePlan {
  /** Version that is installed, and that of the bundle. */
  readonly from: string;
  readonly to: string;
  readonly contents: readonly ItemDifference[];
  readonly rules: readonly ActiveRule[];
  /** Those among them whose template has another version in the bundle. */
  readonly outdated: readonly OutdatedRule[];
  readonly connectors: readonly PlannedConnector[];
  readonly keepsWatchlist: boolean;
  /** One deployment for each connector, or one of the content alone. */
  readonly deployments: readonly PlannedDeployment[];
}

/** What `runDeployment` takes; the rest the workspace says itself. */
export type PlannedDeployment = Pick<DeploymentRequest, 'template' | 'parameters'>;

export interface PlannedConnector {
  readonly name: string;
  readonly answers: ConnectorAnswers;
  /** Settings of the function app that the bundle does not have: a deployment removes them. */
  readonly droppedSettings: readonly string[];
}

/** Undefined where the solution is not installed. Throws `StepFault`. */
export async function planUpdate(
  azure: Azure,
  target: Target,
  template: JsonObject,
): Promise<UpdatePlan | undefined> {
  const bundle = contentsOf(template, target);
  const installed = await readInstalledContents(azure, target, bundle.solutionId);
  if (!installed) return undefined;
  const { place, workspaceLocation } = await readPlace(azure, target);
  const { workspace } = target;
  const expected = await expectedState(azure, { template, place, workspace, workspaceLocation });
  const [{ apiVersion } = { apiVersion: undefined }] = expected.rules.values();
  const rules = await listActiveRules(azure, target, [...expected.rules.keys()], apiVersion);
  const watchlist = await during('look for the watchlist', () =>
    azure.get(securityInsightsId(target, `watchlists/${bundle.watchlist}`), apiVersions.securityInsights),
  );
  const connectors = await planConnectors(azure, target, template);
  // A deployment of it would put its first rows back.
  const installWatchlist = watchlist === undefined;
  return {
    from: installed.version,
    to: bundle.version,
    contents: compareContents(installed.templates, templatesOf(expected.resources)),
    rules,
    outdated: findOutdated(rules, expected.rules),
    connectors,
    keepsWatchlist: watchlist !== undefined,
    deployments:
      connectors.length === 0
        ? [{ template, parameters: { installWatchlist } }]
        : connectors.map(({ answers }) => ({
            template: withoutKey(template),
            parameters: { installWatchlist, ...known(answers), apiKey: keptKey },
          })),
  };
}

async function planConnectors(
  azure: Azure,
  target: Target,
  template: JsonObject,
): Promise<readonly PlannedConnector[]> {
  const { own } = await during('list the connectors', () => findInstallations(azure, target));
  const ours = new Set(settingNames(template));
  const planned: PlannedConnector[] = [];
  for (const installation of own) {
    const { settings, ...answers } = await readConnectorAnswers(azure, target, installation);
    // Without them the update would set the region and the look-back of somebody else.
    if (settings === undefined && answers.functionLocation !== undefined) throw unreadable(installation.name);
    const droppedSettings = Object.keys(settings ?? {}).filter((name) => !ours.has(name));
    planned.push({ name: installation.name, answers, droppedSettings: droppedSettings.toSorted() });
  }
  return planned;
}

function unreadable(name: string): StepFault {
  const message = `The settings of the function app ${name} may not be read with this sign-in, and an update replaces them (Microsoft.Web/sites/config/list/action).`;
  return new StepFault('plan the update', new AzureFault(403, { code: 'AuthorizationFailed', message }));
}

/** Names of the settings that the template gives to the function app, which are fixed. */
function settingNames(value: Json): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(settingNames);
  if (!isRecord(value)) return [];
  return Object.entries(value).flatMap(([key, member]) =>
    key === 'appSettings' && Array.isArray(member)
      ? member.filter(isRecord).map(({ name }) => String(name))
      : settingNames(member),
  );
}

/** The answers that are known; the others have the template's defaults. */
function known(answers: ConnectorAnswers): Readonly<Record<string, Json>> {
  const entries = Object.entries(answers) as readonly (readonly [string, Json | undefined])[];
  return Object.fromEntries(entries.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));
}
