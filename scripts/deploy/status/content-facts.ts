/** What Microsoft Sentinel holds of the solution: package, rules, watchlist. */
import { apiVersions } from '../azure/api-versions.ts';
import type { Azure } from '../azure/azure.ts';
import { sameId, securityInsightsId, type Target } from '../azure/resource-id.ts';
import { listActiveRules, type ActiveRule } from '../rules/active-rules.ts';
import type { BundleContents } from './bundle-contents.ts';
import { alertsQuery } from './queries.ts';
import { askWorkspace, time } from './workspace-rows.ts';

const version = apiVersions.securityInsights;

/** Version of the solution in the workspace; undefined where it is not installed. Throws `AzureFault`. */
export async function readPackageVersion(
  azure: Azure,
  target: Target,
  { solutionId }: BundleContents,
): Promise<string | undefined> {
  const id = securityInsightsId(target, `contentPackages/${solutionId}`);
  const found = await azure.get<{ readonly properties: { readonly version?: string } }>(id, version);
  return found?.properties.version;
}

export interface RuleFacts {
  /** Name of the active rule in Azure. */
  readonly id: string;
  readonly templateId: string;
  readonly name: string;
  readonly isEnabled: boolean;
  /** Azure switched it off because its query failed again and again. */
  readonly isAutoDisabled: boolean;
  readonly version: string | null;
  /** Version of its template in this bundle, where that is another. */
  readonly newVersion: string | null;
  readonly lastAlert: string | null;
  readonly alertsIn30Days: number;
}

/** Active rules that were made from templates of the solution, by their names. */
export async function readRules(
  azure: Azure,
  target: Target,
  contents: BundleContents,
): Promise<readonly RuleFacts[]> {
  const templateIds = contents.rules.map(({ id }) => id);
  const active = await listActiveRules(azure, target, templateIds);
  const alerts = active.length === 0 ? [] : ((await askWorkspace(azure, target, alertsQuery)) ?? []);
  return active.map((rule) => {
    const fired = alerts.find((row) => sameId(String(row['Rule']), rule.name));
    return ruleFacts(rule, contents, {
      lastAlert: time(fired?.['LastAlert']) ?? null,
      alertsIn30Days: Number(fired?.['Alerts'] ?? 0),
    });
  });
}

/** How Azure marks a rule that it has switched off. Source: Microsoft Learn, "Troubleshoot analytics rules". */
const autoDisabledMark = 'AUTO DISABLED';

function ruleFacts(
  { name, templateId, templateVersion, enabled, displayName }: ActiveRule,
  { rules }: BundleContents,
  alerts: Pick<RuleFacts, 'lastAlert' | 'alertsIn30Days'>,
): RuleFacts {
  const template = rules.find(({ id }) => sameId(id, templateId));
  const isNewer = template !== undefined && template.version !== templateVersion;
  return {
    id: name,
    templateId,
    name: displayName,
    isEnabled: enabled,
    isAutoDisabled: displayName.startsWith(autoDisabledMark),
    version: templateVersion ?? null,
    newVersion: isNewer ? template.version : null,
    ...alerts,
  };
}

export interface WatchlistFacts {
  readonly alias: string;
  /** Rows that can match something: the one that is shipped as an example does not count. */
  readonly entries: number;
}

interface WatchlistItem {
  readonly properties: { readonly itemsKeyValue?: Readonly<Record<string, unknown>> };
}

/** No id of 1Password holds a hyphen (watchlists/pg1pw.csv). */
const placeholder = /-/;

/** Undefined where there is no such watchlist. */
export async function readWatchlist(
  azure: Azure,
  target: Target,
  { watchlist: alias }: BundleContents,
): Promise<WatchlistFacts | undefined> {
  const id = securityInsightsId(target, `watchlists/${alias}`);
  if ((await azure.get(id, version)) === undefined) return undefined;
  let entries = 0;
  for await (const { properties } of azure.list<WatchlistItem>(`${id}/watchlistItems`, version)) {
    const uuid = String(properties.itemsKeyValue?.['UUID'] ?? '').trim();
    if (uuid !== '' && !placeholder.test(uuid)) entries += 1;
  }
  return { alias, entries };
}
