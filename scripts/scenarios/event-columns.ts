/** From an event as a scenario writes it to the columns that the connector fills for its kind. */
import type { ScenarioEvent, ScenarioKind } from '../model/rule-scenarios.ts';
import { usualAccount, usualActor, usualIp, type Cast, type Person } from './cast.ts';

export type Columns = Readonly<Record<string, unknown>>;

/** The value of log_source for each kind. */
export const sourceOf: Readonly<Record<ScenarioKind, string>> = {
  audit: 'auditevents',
  'sign-in': 'signinattempts',
  'item-usage': 'itemusages',
  health: 'healthevents',
};

/** Short fields that mean something for a kind. Columns of the table can stand in every event. */
export const shortFields: Readonly<Record<ScenarioKind, readonly string[]>> = {
  audit: ['actor', 'target', 'vault', 'group', 'ip', 'region', 'city'],
  'sign-in': ['actor', 'ip', 'region', 'city', 'app'],
  'item-usage': ['actor', 'vault', 'item', 'ip', 'region', 'city', 'app'],
  health: ['streams'],
};

/** Fields that are no columns: times, repetition, and the short ones. */
const ownFields: ReadonlySet<string> = new Set([
  'kind',
  'at',
  'arrives',
  'stamped',
  'times',
  'every',
  'copies',
  'api',
  ...Object.values(shortFields).flat(),
]);

/** The columns of an event; those that it writes out itself come last and stand as they are. */
export function toColumns(event: ScenarioEvent, cast: Cast): Columns {
  const written = Object.entries(event).filter(([name]) => !ownFields.has(name));
  return {
    ...fillers[event.kind](event, cast),
    log_source: sourceOf[event.kind],
    ...Object.fromEntries(written),
  };
}

const fillers: Readonly<Record<ScenarioKind, (event: ScenarioEvent, cast: Cast) => Columns>> = {
  audit: auditColumns,
  'sign-in': signInColumns,
  'item-usage': usageColumns,
  health: healthColumns,
};

function auditColumns(event: ScenarioEvent, cast: Cast): Columns {
  const actor = personOf(event.actor ?? usualActor, cast);
  const isExternal = actor.type === 'external_user';
  return {
    account_uuid: usualAccount,
    actor_uuid: actor.uuid,
    actor_details: detailsOf(actor),
    actor_type: actor.type,
    ...(isExternal ? { actor_account_uuid: 'A_PARTNER' } : {}),
    session: {
      uuid: 'S_AUDIT',
      login_time: '2026-05-04T06:00:00Z',
      device_uuid: 'D_1',
      ip: event.ip ?? usualIp,
    },
    location: locationOf(event),
    ...subjectColumns(event, cast),
  };
}

/** What an audit event was done to: which columns hold it depends on the kind of object. */
function subjectColumns(event: ScenarioEvent, cast: Cast): Columns {
  const kind = event['object_type'];
  const vault = event.vault === undefined ? undefined : cast.vaults.get(event.vault)?.uuid;
  const group = event.group === undefined ? undefined : cast.groups.get(event.group)?.uuid;
  const isGroupAccess = kind === 'gva';
  const object = vault ?? (isGroupAccess ? undefined : group);
  return {
    ...(object === undefined ? {} : { object_uuid: object }),
    ...(isGroupAccess && group !== undefined ? { aux_uuid: group } : {}),
    ...(event.target === undefined ? {} : targetColumns(kind, personOf(event.target, cast))),
  };
}

function targetColumns(objectType: unknown, target: Person): Columns {
  if (objectType === 'user') return { object_uuid: target.uuid, object_details: detailsOf(target) };
  if (objectType === 'invite') return { aux_info: target.email ?? '' };
  return { aux_uuid: target.uuid, aux_details: detailsOf(target) };
}

function signInColumns(event: ScenarioEvent, cast: Cast): Columns {
  const { category = 'success' } = event;
  return {
    account_uuid: usualAccount,
    session_uuid: 'S_SIGNIN',
    category,
    ...(category === 'success' ? { action_type: 'mfa_ok' } : {}),
    country: 'CA',
    target_user: userOf(personOf(event.actor ?? usualActor, cast)),
    ...kindOfUser(event, cast),
    client: clientOf(event),
    location: locationOf(event),
  };
}

function usageColumns(event: ScenarioEvent, cast: Cast): Columns {
  return {
    account_uuid: usualAccount,
    action: 'reveal',
    used_version: 1,
    vault_uuid: cast.vaults.get(event.vault ?? 'team')?.uuid,
    item_uuid: event.item ?? 'I_1',
    user: userOf(personOf(event.actor ?? usualActor, cast)),
    ...kindOfUser(event, cast),
    client: clientOf(event),
    location: locationOf(event),
  };
}

function healthColumns({ streams = {} }: ScenarioEvent): Columns {
  const states = { auditevents: 'ok', itemusages: 'ok', signinattempts: 'ok', ...streams };
  const reports = Object.entries(states).map(([stream, state]) => [stream, { state }]);
  return {
    account_uuid: usualAccount,
    category: 'ok',
    action_type: 'Collected',
    details: { outcome: 'ok', streams: Object.fromEntries(reports) as unknown },
  };
}

function personOf(name: string, cast: Cast): Person {
  const person = cast.people.get(name);
  if (!person) throw new TypeError(`${name} is not in the cast`);
  return person;
}

function detailsOf({ uuid, name, email }: Person): Columns {
  return { uuid, name, ...(email === undefined ? {} : { email }) };
}

function userOf(person: Person): Columns {
  return { ...detailsOf(person), user_type: person.type, user_account_uuid: usualAccount };
}

function kindOfUser(event: ScenarioEvent, cast: Cast): Columns {
  return { user_type: personOf(event.actor ?? usualActor, cast).type, user_account_uuid: usualAccount };
}

function clientOf({ ip = usualIp, app = '1Password for Mac' }: ScenarioEvent): Columns {
  return {
    app_name: app,
    app_version: '81100',
    platform_name: 'MacBook Pro',
    os_name: 'MacOSX',
    ip_address: ip,
  };
}

function locationOf(event: ScenarioEvent): Columns {
  const { country = 'CA', region = 'Ontario', city = 'Toronto' } = event;
  return { country, region, city };
}
