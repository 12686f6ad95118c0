/** Function apps: settings, functions, restarts, and the regions of Flex Consumption. */
import { ok, refusal, route, type Answer, type Route } from './exchange.ts';
import type { StoredResource } from './stand-in.ts';
import { keep, type Store } from './store.ts';
import { vaultReferences, type Setting } from './vault-references.ts';
import { without } from './without.ts';

const site = '{*}/providers/microsoft.web/sites/{}';

export function webRoutes(store: Store): readonly Route[] {
  /** What a route does with the app that it is about. */
  const on =
    (work: (app: StoredResource, body: unknown) => Answer, suffix: string) =>
    (ask: { readonly path: string; readonly body: unknown }): Answer => {
      const app = store.resources.get(ask.path.slice(0, -suffix.length));
      return app ? work(app, ask.body) : refusal(404, 'ResourceNotFound', 'There is no such app.');
    };
  const onSite = (
    method: string,
    suffix: string,
    work: (app: StoredResource, body: unknown) => Answer,
  ): Route => route(method, `${site}${suffix}`, on(work, suffix));
  const setState = (app: StoredResource, state: string): Answer => {
    store.resources.set(app.id.toLowerCase(), { ...app, properties: { ...app.properties, state } });
    return { status: 200 };
  };
  return [
    route('GET', '/subscriptions/{}/providers/microsoft.web/georegions', ({ query }) =>
      ok({
        value: (query.get('sku') === 'FlexConsumption' ? [...store.flexRegions] : []).map((name) => ({
          name: displayName(name),
          properties: { name, displayName: displayName(name), orgDomain: 'FLEXCONSUMPTION' },
        })),
      }),
    ),
    onSite('POST', '/config/appsettings/list', (app) => settingsAnswer(app, settingsOf(app))),
    onSite('PUT', '/config/appsettings', (app, body) => {
      const { properties } = body as { readonly properties: Readonly<Record<string, string>> };
      const settings = Object.entries(properties).map(([name, value]) => ({ name, value }));
      const siteConfig = { ...(app.properties['siteConfig'] as object), appSettings: settings };
      keep(store, app.id, { ...app, properties: { ...app.properties, siteConfig } });
      return settingsAnswer(app, settings);
    }),
    onSite('GET', '/config/web', (app) => {
      const properties = without((app.properties['siteConfig'] ?? {}) as object, 'appSettings');
      return ok({ id: `${app.id}/config/web`, name: 'web', type: 'Microsoft.Web/sites/config', properties });
    }),
    onSite('GET', '/config/configreferences/appsettings', (app) =>
      ok({ value: vaultReferences(store, app, settingsOf(app)) }),
    ),
    onSite('POST', '/restart', (app) => setState(app, 'Running')),
    onSite('POST', '/stop', (app) => setState(app, 'Stopped')),
    onSite('POST', '/start', (app) => setState(app, 'Running')),
    onSite('GET', '/functions', (app) => ok({ value: functionsOf(store, app) })),
  ];
}

function settingsAnswer({ id }: StoredResource, settings: readonly Setting[]): Answer {
  return ok({
    id: `${id}/config/appsettings`,
    name: 'appsettings',
    type: 'Microsoft.Web/sites/config',
    properties: Object.fromEntries(settings.map(({ name, value }) => [name, value])),
  });
}

/** As they stand in the app, references to vaults among them. */
function settingsOf(app: StoredResource): readonly Setting[] {
  const { appSettings = [] } = (app.properties['siteConfig'] ?? {}) as {
    readonly appSettings?: readonly Setting[];
  };
  return appSettings;
}

function functionsOf(store: Store, app: StoredResource): object[] {
  const names = store.functions.get(app.id.toLowerCase()) ?? [];
  return names.map((name) => ({
    id: `${app.id}/functions/${name}`,
    name: `${app.name}/${name}`,
    type: 'Microsoft.Web/sites/functions',
    properties: {
      name,
      isDisabled: false,
      language: 'node',
      config: { bindings: [{ type: 'timerTrigger' }] },
    },
  }));
}

/** `westus3` as `West US 3`. */
function displayName(region: string): string {
  const [, side = '', place = '', number = ''] =
    /^(north|south|east|west|central)(\D*)(\d*)$/.exec(region) ?? [];
  if (side === '') return region;
  return [capital(side), place.length <= 2 ? place.toUpperCase() : capital(place), number]
    .filter((word) => word !== '')
    .join(' ');
}

function capital(word: string): string {
  return `${word.slice(0, 1).toUpperCase()}${word.slice(1)}`;
}
