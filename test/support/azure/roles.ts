/** Role assignments of a scope: those at it and below. */
import { ok, refusal, Refused, route, type Route } from './exchange.ts';
import { filterOf, pageOf } from './page.ts';
import { keep, type Store } from './store.ts';

const type = 'microsoft.authorization/roleassignments';

export function roleRoutes(store: Store): readonly Route[] {
  const list = `/providers/${type}`;
  const all = () => [...store.resources.values()].filter((resource) => resource.type.toLowerCase() === type);
  return [
    route('GET', `{*}${list}`, (ask, [, scope = '']) => {
      const principal =
        filterOf(ask).get('principalid') ??
        /assignedTo\('([^']+)'\)/.exec(ask.query.get('$filter') ?? '')?.[1];
      const found = all()
        .filter(({ id }) => id.toLowerCase().startsWith(`${scope}/`))
        .filter(({ properties }) => principal === undefined || properties['principalId'] === principal);
      return pageOf(found, ask, store.pageSize);
    }),
    route('PUT', `{*}${list}/{}`, (ask) => {
      const isNew = !store.resources.has(ask.path);
      const body = (ask.body ?? {}) as Readonly<Record<string, unknown>>;
      checkRole(store, ask.exactPath, body);
      return ok(keep(store, ask.exactPath, body), isNew ? 201 : 200);
    }),
  ];
}

/** An assignment is never changed; the same one under another name is refused. */
export function checkRole(store: Store, id: string, body: Readonly<Record<string, unknown>>): void {
  const { principalId, roleDefinitionId } = (body['properties'] ?? {}) as Readonly<Record<string, unknown>>;
  const before = store.resources.get(id.toLowerCase());
  if (before && before.properties['principalId'] !== principalId) {
    throw new Refused(
      refusal(
        400,
        'RoleAssignmentUpdateNotPermitted',
        'Tenant ID, application ID, principal ID, and scope are not allowed to be updated.',
      ),
    );
  }
  const scope = id.toLowerCase().replace(/\/[^/]+$/, '');
  const same = [...store.resources.values()].some(
    (other) =>
      other.id.toLowerCase() !== id.toLowerCase() &&
      other.id.toLowerCase().startsWith(`${scope}/`) &&
      other.properties['principalId'] === principalId &&
      String(other.properties['roleDefinitionId']).toLowerCase() === String(roleDefinitionId).toLowerCase(),
  );
  if (same) throw new Refused(refusal(409, 'RoleAssignmentExists', 'The role assignment already exists.'));
}
