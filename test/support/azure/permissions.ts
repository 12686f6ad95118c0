/** What the caller may do: denied actions, and the answer about permissions. */
import { readId } from './arm/resource-name.ts';
import { ok, refusal, route, type Answer, type Ask, type Route } from './exchange.ts';
import type { Store } from './store.ts';

const caller = { name: 'caller@example.com', objectId: '0c0ffee0-0000-4000-8000-000000000001' };

/** The action that a request asks for: `Microsoft.Web/sites/write`. */
function actionOf({ method, exactPath }: Ask): string | undefined {
  if (method === 'POST') {
    const action = exactPath.split('/').at(-1) ?? '';
    const parent = readId(exactPath.slice(0, -action.length - 1));
    return parent && `${parent.type}/${action}/action`;
  }
  const verb = { GET: 'read', HEAD: 'read', PUT: 'write', PATCH: 'write', DELETE: 'delete' }[method];
  // A list is asked for by its type without a name.
  const type = readId(exactPath)?.type ?? readId(`${exactPath}/x`)?.type ?? typeOfPlace(exactPath);
  return type && verb && `${type}/${verb}`;
}

/** Of subscriptions and groups, which belong to no provider. Who can see none of them gets an empty list. */
function typeOfPlace(path: string): string | undefined {
  const names = path
    .split('/')
    .slice(1)
    .filter((_, i) => i % 2 === 0);
  if (names.length < 2 || path.includes('/providers/')) return undefined;
  return `Microsoft.Resources/${names.join('/')}`;
}

export function isDenied(store: Store, action: string): boolean {
  const isNamed = [...store.denied].some((denied) => denied.toLowerCase() === action.toLowerCase());
  return isNamed || ![...store.granted].some((granted) => fits(granted, action));
}

/** `*` stands for any characters. */
function fits(granted: string, action: string): boolean {
  const source = granted.split('*').map((part) => part.replace(/[.\\^$|?+()[\]{}]/g, '\\$&'));
  return new RegExp(`^${source.join('.*')}$`, 'i').test(action);
}

/** The refusal of a request that its caller has no right to; undefined where it has. */
export function checkRights(store: Store, ask: Ask): Answer | undefined {
  const action = actionOf(ask);
  if (action === undefined || !isDenied(store, action)) return undefined;
  return refusal(
    403,
    'AuthorizationFailed',
    `The client '${caller.name}' with object id '${caller.objectId}' does not have authorization to perform action '${action}' over scope '${ask.exactPath}' or the scope is invalid. If access was recently granted, please refresh your credentials.`,
  );
}

/** What validation says of a resource of a template that its caller may not create. */
export function templateDenial(name: string, type: string, scope: string): string {
  return `Authorization failed for template resource '${name}' of type '${type}'. The client '${caller.name}' with object id '${caller.objectId}' does not have permission to perform action '${type}/write' at scope '${scope}'.`;
}

export function permissionRoutes(store: Store): readonly Route[] {
  return [
    route('GET', '{*}/providers/microsoft.authorization/permissions', () =>
      ok({
        value: [
          {
            actions: [...store.granted],
            notActions: [...store.denied],
            dataActions: [...store.grantedData],
            notDataActions: [],
          },
        ],
      }),
    ),
  ];
}
