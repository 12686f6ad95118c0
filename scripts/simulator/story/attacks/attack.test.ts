import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { createOrganisation } from '../organisation.ts';
import { tellStory } from '../story.ts';
import type { StoryEvent } from '../story-event.ts';
import { attack, attackNames, type AttackName } from './attack.ts';

const day = 86_400_000;
const hour = day / 24;
const minute = hour / 60;
const at = Date.UTC(2026, 2, 10, 14);
const organisation = createOrganisation({ account: 'A', people: 30 });
const privileged = new Set(
  [...organisation.privilegedVaults, ...organisation.privilegedGroups].map(({ uuid }) => uuid),
);

interface Person {
  readonly uuid: string;
  readonly email: string;
}
interface Fields {
  readonly uuid: string;
  readonly action?: string;
  readonly object_type?: string;
  readonly object_uuid: string;
  readonly actor_uuid: string;
  readonly actor_details: Person;
  readonly aux_uuid: string;
  readonly aux_info: string;
  readonly category: string;
  readonly country: string;
  readonly target_user: Person;
  readonly vault_uuid: string;
  readonly item_uuid: string;
  readonly user: Person;
  readonly session: { readonly ip: string };
}

const fieldsOf = ({ event }: StoryEvent) => event as unknown as Fields;
const play = (name: AttackName) => attack(name, organisation, at).events;

/** Audit events of the pair, as `<action>/<object type>`. */
function audits(
  events: readonly StoryEvent[],
  ...pairs: readonly string[]
): readonly (Fields & StoryEvent)[] {
  return events
    .map((event) => ({ ...event, ...fieldsOf(event) }))
    .filter(({ action, object_type }) => pairs.includes(`${action}/${object_type}`));
}
const usages = (events: readonly StoryEvent[]) =>
  events.filter(({ stream }) => stream === 'itemusages').map((event) => ({ ...event, ...fieldsOf(event) }));
const distinct = (values: readonly string[]) => new Set(values).size;
const isOwn = ({ actor_uuid, aux_uuid }: Fields) => actor_uuid === aux_uuid;

/** What each rule has to see, from the rules themselves. */
const needs: Readonly<Record<AttackName, (events: readonly StoryEvent[]) => boolean>> = {
  'changes-to-firewall-rules': (events) => {
    const changes = audits(events, 'updatfw/account');
    return changes.length === 2 && distinct(changes.map(({ session }) => session.ip)) === 2;
  },
  'changes-to-sso-configuration': (events) => audits(events, 'disblsso/sso').length === 1,
  'disable-mfa-factor-or-type-for-all-user-accounts': (events) =>
    audits(events, 'disblmfa/account', 'disblduo/account').length === 2,
  'log-ingestion-failure': (events) => events.length === 1,
  'manual-account-creation': (events) => {
    const [invite] = audits(events, 'create/invite');
    return (
      !invite?.aux_info.endsWith('@example.com') && /@example\.com$/i.test(invite?.actor_details.email ?? '')
    );
  },
  'new-service-account-integration-created': (events) => {
    const [account] = audits(events, 'create/sa');
    const [grant] = audits(events, 'grant/uva');
    return audits(events, 'create/satoken').length === 1 && grant?.aux_uuid === account?.object_uuid;
  },
  'non-privileged-vault-user-permission-change': (events) => {
    const grants = audits(events, 'grant/uva').filter((grant) => !isOwn(grant));
    return (
      distinct(grants.map(({ aux_uuid }) => aux_uuid)) >= 5 && !privileged.has(grants[0]?.object_uuid ?? '')
    );
  },
  'potential-insider-privilege-escalation-via-group': (events) =>
    audits(events, 'role/gm').some((change) => isOwn(change) && change.aux_info === 'A'),
  'potential-insider-privilege-escalation-via-vault': (events) =>
    distinct(
      audits(events, 'grant/uva')
        .filter(isOwn)
        .map(({ object_uuid }) => object_uuid),
    ) >= 5 && audits(events, 'revoke/uva').length === 1,
  'privileged-vault-permission-change': (events) =>
    audits(events, 'grant/uva', 'grant/gva').every(({ object_uuid }) => privileged.has(object_uuid)) &&
    audits(events, 'grant/uva', 'grant/gva').length === 2,
  'secret-extraction-post-vault-access-change-by-administrator': (events) => {
    const grant = audits(events, 'grant/uva').find(isOwn);
    return usages(events).every(
      ({ user, vault_uuid, time }) =>
        grant !== undefined &&
        user.uuid === grant.actor_uuid &&
        vault_uuid === grant.object_uuid &&
        time >= grant.time &&
        time <= grant.time + hour,
    );
  },
  'service-account-integration-token-adjustment': (events) =>
    distinct(
      audits(events, 'create/satoken', 'trename/satoken', 'trevoke/satoken').map((e) => e.object_uuid),
    ) === 1,
  'successful-anomalous-sign-in': (events) => {
    const successes = events
      .map((event) => ({ ...event, ...fieldsOf(event) }))
      .filter((e) => e.category === 'success');
    const [home, ...later] = successes;
    const last = later.at(-1);
    return successes.length >= 4 && last?.time === at && last.country !== home?.country;
  },
  'user-account-mfa-settings-changed': (events) =>
    audits(events, 'disblmfa/user').some(({ actor_uuid, object_uuid }) => actor_uuid !== object_uuid),
  'user-added-to-privileged-group': (events) =>
    audits(events, 'join/gm').some((join) => !isOwn(join) && privileged.has(join.object_uuid)),
  'vault-export-post-account-creation': (events) => {
    const [activation] = audits(events, 'activate/user');
    const [taken] = audits(events, 'export/vault');
    return taken?.actor_uuid === activation?.object_uuid && (activation?.time ?? at) > at - 14 * day;
  },
  'vault-export-prior-to-account-suspension-or-deletion': (events) => {
    const [departure] = audits(events, 'suspend/user');
    return audits(events, 'export/vault').every(
      ({ actor_uuid, time }) => actor_uuid === departure?.object_uuid && time > at - 14 * day,
    );
  },
  'vault-export': (events) =>
    audits(events, 'export/vault').some(({ object_uuid }) => privileged.has(object_uuid)) &&
    distinct(usages(events).map(({ item_uuid }) => item_uuid)) >= 20,
};

test('there is one for each rule', () => {
  const files = readdirSync('analytics-rules').filter((file) => /^[a-z-]+\.yaml$/.test(file));
  expect([...attackNames].sort()).toEqual(files.map((file) => file.replace('.yaml', '')).sort());
});

describe.each(attackNames)('%s', (name) => {
  test('shows what the rule has to see, after a sign-in, at the time that was asked for', () => {
    const events = play(name);
    expect(needs[name](events)).toBe(true);
    expect(events.some(({ stream, time }) => stream === 'signinattempts' && time <= at)).toBe(true);
    const latest = Math.max(...events.map(({ time }) => time));
    expect(Math.abs(latest - at)).toBeLessThanOrEqual(2 * minute);
    expect(events.every(({ arrival, time }) => arrival - time <= 20_000)).toBe(true);
  });

  test('is the same each time', () => {
    expect(play(name)).toEqual(play(name));
  });
});

test('when the integration is turned off nothing arrives for a day', () => {
  const options = {
    from: at - 2 * day,
    to: at + 2 * day,
    attacks: [{ name: 'log-ingestion-failure' as const, at }],
  };
  const arrivals = [...tellStory(organisation, options)].flat().map(({ arrival }) => arrival);
  expect(arrivals.filter((arrival) => arrival >= at && arrival < at + day)).toEqual([]);
  expect(arrivals.some((arrival) => arrival > at + day)).toBe(true);
});
