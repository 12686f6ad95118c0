/** What Microsoft Sentinel holds of the solution. */
import { apiVersions } from '../azure/api-versions.ts';
import type { Azure } from '../azure/azure.ts';
import { sameId, securityInsightsId, workspaceId, type Target } from '../azure/resource-id.ts';
import { listActiveRules } from '../rules/active-rules.ts';
import type { BundleContents } from '../status/bundle-contents.ts';
import { readWatchlist } from '../status/content-facts.ts';
import type { Item } from './item.ts';

const version = apiVersions.securityInsights;
const table = 'OnePasswordEventLogs_CL';

interface Content {
  readonly id: string;
  readonly name: string;
  readonly properties: {
    readonly packageId?: string;
    readonly displayName?: string;
    readonly kind?: string;
    readonly parentId?: string;
    readonly source?: { readonly sourceId?: string };
  };
}

/** Throws `AzureFault`, and `StepFault` for the rules. */
export async function listContentItems(
  azure: Azure,
  target: Target,
  contents: BundleContents,
): Promise<readonly Item[]> {
  const rules = await listActiveRules(
    azure,
    target,
    contents.rules.map(({ id }) => id),
  );
  const metadata = await collect(azure, target, 'metadata', ({ properties }) =>
    sameId(properties.source?.sourceId ?? '', contents.solutionId),
  );
  const templates = await collect(azure, target, 'contentTemplates', ({ properties }) =>
    sameId(properties.packageId ?? '', contents.solutionId),
  );
  const packages = await collect(azure, target, 'contentPackages', ({ name }) =>
    sameId(name, contents.solutionId),
  );
  return [
    ...rules.map(({ id, displayName, enabled }): Item => ({
      kind: 'rule',
      id,
      title: displayName,
      apiVersion: version,
      ...(enabled ? {} : { note: 'disabled' }),
    })),
    ...workbooksOf(metadata),
    ...(await connectorPage(azure, target, contents)),
    ...(await watchlistItem(azure, target, contents)),
    ...templates.map((one) => toItem('template', one)),
    ...metadata.map((one) => toItem('metadata', one)),
    ...packages.map((one) => toItem('package', one)),
  ];
}

/** The table with its events; none where it is not there. */
export async function listTable(azure: Azure, target: Target): Promise<readonly Item[]> {
  const id = `${workspaceId(target)}/tables/${table}`;
  if ((await azure.get(id, apiVersions.tables)) === undefined) return [];
  return [{ kind: 'table', id, title: table, apiVersion: apiVersions.tables, note: 'with all events in it' }];
}

async function collect(
  azure: Azure,
  target: Target,
  collection: string,
  isOurs: (content: Content) => boolean,
): Promise<readonly Content[]> {
  const found: Content[] = [];
  for await (const one of azure.list<Content>(securityInsightsId(target, collection), version)) {
    if (isOurs(one)) found.push(one);
  }
  return found;
}

function toItem(kind: 'template' | 'metadata' | 'package', { id, name, properties }: Content): Item {
  return { kind, id, title: properties.displayName ?? name, apiVersion: version };
}

/** A workbook that somebody saved from the template is a resource of the group, known by its metadata. */
function workbooksOf(metadata: readonly Content[]): readonly Item[] {
  return metadata.flatMap(({ properties }): readonly Item[] => {
    const { kind, parentId = '' } = properties;
    const name = /\/workbooks\/([^/]+)$/i.exec(parentId)?.[1];
    if (kind !== 'Workbook' || name === undefined) return [];
    return [{ kind: 'workbook', id: parentId, title: name, apiVersion: apiVersions.workbooks }];
  });
}

async function connectorPage(
  azure: Azure,
  target: Target,
  { connectorId }: BundleContents,
): Promise<readonly Item[]> {
  const id = securityInsightsId(target, `dataConnectors/${connectorId}`);
  if ((await azure.get(id, apiVersions.dataConnectors)) === undefined) return [];
  return [{ kind: 'connector-page', id, title: connectorId, apiVersion: apiVersions.dataConnectors }];
}

async function watchlistItem(
  azure: Azure,
  target: Target,
  contents: BundleContents,
): Promise<readonly Item[]> {
  const found = await readWatchlist(azure, target, contents);
  if (!found) return [];
  const id = securityInsightsId(target, `watchlists/${found.alias}`);
  const count = found.entries === 1 ? '1 entry' : `${found.entries} entries`;
  const note = found.entries === 0 ? {} : { note: `with ${count} of yours` };
  return [{ kind: 'watchlist', id, title: found.alias, apiVersion: version, ...note }];
}
