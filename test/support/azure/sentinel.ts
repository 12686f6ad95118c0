/** Microsoft Sentinel: what of its content is more than a resource that is kept. */
import { createHash } from 'node:crypto';
import { readId } from './arm/resource-name.ts';
import { ok, refusal, route, type Answer, type Ask, type Route } from './exchange.ts';
import { pageOf } from './page.ts';
import type { StoredResource } from './stand-in.ts';
import { without } from './without.ts';
import { keep, visible, type Store } from './store.ts';

const within = '{*}/providers/microsoft.securityinsights';

export function sentinelRoutes(store: Store): readonly Route[] {
  const members = (path: string, type: string): StoredResource[] =>
    [...store.resources.values()].filter(
      (resource) => resource.type.toLowerCase() === type && resource.id.toLowerCase().startsWith(`${path}/`),
    );
  return [
    ...['GET', 'PUT', 'PATCH', 'DELETE', 'POST'].map((method) =>
      route(method, `${within}/{*}`, (ask) => checkOnboarding(store, ask)),
    ),
    // The templates within the templates come where they are asked for only.
    route('GET', `${within}/contenttemplates`, (ask) => {
      const all = members(ask.path, 'microsoft.securityinsights/contenttemplates');
      const isExpanded = /mainTemplate/i.test(ask.query.get('$expand') ?? '');
      return pageOf(isExpanded ? all : all.map(withoutTemplate), ask, store.pageSize);
    }),
    route('GET', `${within}/contentpackages`, (ask) =>
      pageOf(members(ask.path, 'microsoft.securityinsights/contentpackages'), ask, store.pageSize),
    ),
    route('PUT', `${within}/watchlists/{}/watchlistitems/{}`, (ask) => {
      const { properties } = ask.body as { readonly properties: Readonly<Record<string, unknown>> };
      const isNew = !store.resources.has(ask.path);
      return ok(keepItem(store, ask.exactPath, properties['itemsKeyValue']), isNew ? 201 : 200);
    }),
    route('PUT', `${within}/watchlists/{}`, (ask) => {
      const isNew = !store.resources.has(ask.path);
      return ok(visible(keepWatchlist(store, ask.exactPath, ask.body as StoredResource)), isNew ? 201 : 200);
    }),
    route('PUT', `${within}/alertrules/{}`, (ask) => {
      const { kind } = ask.body as { readonly kind?: string };
      return kind === undefined
        ? refusal(400, 'BadRequest', "Invalid data model. [kind: Required property 'kind' not found]")
        : undefined;
    }),
  ];
}

/** Keeps a watchlist and, as items, the rows that came with it: those with the same key are replaced. */
export function keepWatchlist(
  store: Store,
  id: string,
  body: Readonly<Record<string, unknown>>,
): StoredResource {
  const kept = keep(store, id, body);
  const { rawContent, itemsSearchKey } = kept.properties;
  if (typeof rawContent !== 'string') return kept;
  const [header = [], ...rows] = readCsv(rawContent);
  for (const row of rows) {
    const values = Object.fromEntries(header.map((name, i) => [name, row[i] ?? '']));
    const key = values[String(itemsSearchKey)] ?? '';
    const name = createHash('md5').update(`${id.toLowerCase()}|${key}`).digest('hex');
    keepItem(store, `${kept.id}/watchlistItems/${name}`, values);
  }
  return kept;
}

function keepItem(store: Store, id: string, values: unknown): StoredResource {
  return keep(store, id, {
    properties: {
      watchlistItemType: 'watchlist-item',
      watchlistItemId: id.split('/').at(-1),
      tenantId: store.tenantId,
      isDeleted: false,
      itemsKeyValue: values,
      entityMapping: {},
    },
  });
}

/** Rows of the workspace's watchlists, as queries see them. */
export function watchlistRows(store: Store, alias: string): Readonly<Record<string, string>>[] {
  const watchlist = [...store.resources.values()].find(
    ({ type, properties }) =>
      type.toLowerCase() === 'microsoft.securityinsights/watchlists' &&
      properties['watchlistAlias'] === alias,
  );
  if (!watchlist) return [];
  return [...store.resources.values()]
    .filter(({ id }) => id.toLowerCase().startsWith(`${watchlist.id.toLowerCase()}/`))
    .map(({ properties }) => {
      const values = properties['itemsKeyValue'] as Readonly<Record<string, string>>;
      return { ...values, SearchKey: values[String(watchlist.properties['itemsSearchKey'])] ?? '' };
    });
}

/** Nothing of Microsoft Sentinel can be read in a workspace without it. */
function checkOnboarding(store: Store, ask: Ask): Answer | undefined {
  const at = ask.path.indexOf('/providers/microsoft.securityinsights');
  const workspace = ask.path.slice(0, at);
  if (!store.resources.has(workspace)) return undefined;
  const state = `${workspace}/providers/microsoft.securityinsights/onboardingstates/default`;
  if (store.resources.has(state) || ask.path.includes('/onboardingstates')) return undefined;
  const message = `Workspace '${readId(workspace)?.name ?? ''}' is not onboarded to Microsoft Sentinel. Please onboard through the portal or use the OnboardingStates ARM api to onboard.`;
  return refusal(400, 'BadRequest', JSON.stringify({ error: { code: 'BadRequest', message } }));
}

function withoutTemplate(resource: StoredResource): StoredResource {
  return { ...resource, properties: without(resource.properties, 'mainTemplate') };
}

function readCsv(text: string): string[][] {
  return text
    .split(/\r?\n(?=(?:[^"]*"[^"]*")*[^"]*$)/)
    .filter((line) => line !== '')
    .map((line) =>
      [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(
        ([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? '',
      ),
    );
}
