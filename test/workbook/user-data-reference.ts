/** What the items of User Data have to show of one person, worked out from the events. */
import type { ResultRow } from '../../scripts/workbook-run/result.ts';
import { inRange, rowsBy, weekOf, type Frame } from './all-data-reference.ts';
import {
  addressOf,
  countryOf,
  distinct,
  earliest,
  groupBy,
  isoTime,
  isService,
  latest,
  ofKind,
  outcomeOf,
  pointOf,
  type Deed,
} from './deed.ts';
import { journeysOf } from './travel-reference.ts';
import { applicationOf, isUseOfApplication, versionOf } from './version-reference.ts';

const day = 86_400_000;

/** Everything of the range with the service accounts, of everybody and of the person. */
export interface Glance {
  readonly all: readonly Deed[];
  readonly own: readonly Deed[];
  readonly person: string;
  readonly frame: Frame;
}

export function glanceAt(deeds: readonly Deed[], frame: Frame, person: string): Glance {
  const isIn = ({ at, arrival }: Deed) =>
    at > frame.from && at <= frame.to && arrival >= frame.from && arrival <= frame.to;
  const all = deeds.filter(isIn);
  return { all, own: all.filter((deed) => deed.person === person), person, frame };
}

type Expected = (glance: Glance) => readonly ResultRow[];

const isSignIn = ofKind('Sign-in');
const isUnsuccessful = (deed: Deed) => isSignIn(deed) && outcomeOf(deed) !== 'success';
const deviceOf = ({ event: { client } }: Deed) =>
  [client?.['platform_name'], client?.['os_name'], client?.['os_version']].filter(Boolean).join(' ');
const systemOf = ({ event: { client } }: Deed) =>
  `${client?.['os_name'] ?? ''} ${client?.['os_version'] ?? ''}`.trim();
const userTypeOf = ({ event }: Deed) => (event.user ?? event.target_user)?.user_type ?? '';
const roundTo1 = (value: number) => Math.round(value * 10) / 10;

/** The smallest value that half of all do not exceed. */
function median(values: readonly number[]): number {
  const ordered = values.toSorted((a, b) => a - b);
  return ordered[Math.ceil(ordered.length / 2) - 1] ?? 0;
}

export const userData: Readonly<Record<string, Expected>> = {
  'user.card': ({ own, person }) => [
    {
      Name: own[0]?.name ?? '',
      Email: own[0]?.email ?? '',
      Id: person,
      Type: own.map(userTypeOf).find((type) => type !== '') ?? '',
      First: earliest(own),
      Last: latest(own),
      Attempts: own.filter(isSignIn).length,
      Unsuccessful: own.filter(isUnsuccessful).length,
      Usages: own.filter(ofKind('Item usage')).length,
      Actions: own.filter(ofKind('Administration')).length,
      Devices: distinct(own, deviceOf),
      Incidents: 0,
    },
  ],
  'user.pat.1': ({ own, frame }) =>
    rowsBy(
      own,
      ({ at, kind }) => ({ timestamp: pointOf(at, frame.grain), Kind: kind }),
      (group) => ({ Events: group.length }),
    ),
  'user.pat.2': ({ own }) => weekOf(own.filter(isUseOfApplication)),
  'user.pat.3': ({ all, person }) =>
    rowsBy(
      all.filter((deed) => !isService(deed)),
      ({ at }) => ({ timestamp: pointOf(at, day) }),
      (group) => {
        const counts = groupBy(group, (deed) => deed.person);
        return {
          Person: counts.get(person)?.length ?? 0,
          Median: median([...counts.values()].map((list) => list.length)),
        };
      },
    ),
  'user.ver.1': ({ own }) =>
    rowsBy(
      own.filter(isUseOfApplication),
      (deed) => ({
        App: applicationOf(deed),
        Version: versionOf(deed),
        Platform: deed.event.client?.['platform_name'] ?? '',
        System: systemOf(deed),
      }),
      (group) => ({
        First: earliest(group),
        Last: latest(group),
        Attempts: group.filter(isSignIn).length,
        Usages: group.filter(ofKind('Item usage')).length,
      }),
    ),
  'user.ver.2': ({ own }) =>
    rowsBy(
      own.filter(isUseOfApplication),
      (deed) => ({
        timestamp: pointOf(deed.at, day),
        Series: `${applicationOf(deed)} ${versionOf(deed)}`,
      }),
      (group) => ({ Events: group.length }),
    ),
  'user.auth.1': ({ own, frame }) =>
    rowsBy(
      own.filter(isSignIn),
      (deed) => ({ timestamp: pointOf(deed.at, frame.grain), Outcome: outcomeOf(deed) }),
      (group) => ({ Attempts: group.length }),
    ),
  'user.auth.2': ({ own }) =>
    rowsBy(
      own.filter(isSignIn),
      ({ event }) => ({ Category: event.category ?? '', Detail: event.type ?? '' }),
      (group) => ({ Attempts: group.length, Last: latest(group) }),
    ),
  'user.auth.3': ({ own }) =>
    own.filter(isSignIn).map((deed) => ({
      Time: isoTime(deed.at),
      Outcome: outcomeOf(deed),
      Category: deed.event.category ?? '',
      Detail: deed.event.type ?? '',
      IP: addressOf(deed),
      Country: countryOf(deed),
      City: deed.event.location?.city ?? '',
      Application: deed.event.client?.['app_name'] ?? '',
      Version: deed.event.client?.['app_version'] ?? '',
      Device: deed.event.client?.['platform_name'] ?? '',
    })),
  'user.ip.1': ({ all, own, person }) =>
    rowsBy(
      own.filter((deed) => isSignIn(deed) && addressOf(deed) !== ''),
      (deed) => ({
        IP: addressOf(deed),
        Country: countryOf(deed),
        City: deed.event.location?.city ?? '',
      }),
      (group, { IP }) => ({
        First: earliest(group),
        Last: latest(group),
        Attempts: group.length,
        Unsuccessful: group.filter(isUnsuccessful).length,
        Others: distinct(
          all.filter(
            (deed) => isSignIn(deed) && addressOf(deed) === IP && deed.person !== person && !isService(deed),
          ),
        ),
      }),
    ),
  'user.ip.2': ({ own }) =>
    rowsBy(
      own.filter((deed) => isSignIn(deed) && deed.event.location?.latitude !== undefined),
      (deed) => ({
        Latitude: roundTo1(deed.event.location?.latitude ?? 0),
        Longitude: roundTo1(deed.event.location?.longitude ?? 0),
        Place: `${deed.event.location?.city}, ${countryOf(deed)}`,
      }),
      (group) => ({ Attempts: group.length }),
    ),
  'user.ip.3': ({ own }) => journeysOf(own.filter(isSignIn)),
  'user.use.1': ({ own }) =>
    rowsBy(
      own.filter(ofKind('Item usage')),
      ({ event }) => ({ Vault: event.vault_uuid ?? '', Action: event.action ?? '' }),
      (group) => ({
        Usages: group.length,
        Items: distinct(group, ({ event }) => event.item_uuid ?? ''),
        Last: latest(group),
      }),
    ),
  'user.adm.1': ({ own }) =>
    own.filter(ofKind('Administration')).map(({ at, event }) => ({
      Time: isoTime(at),
      Action: event.action ?? '',
      Kind: event.object_type ?? '',
      Object: event.object_uuid ?? '',
      IP: event.session?.ip ?? '',
    })),
  'user.adm.2': ({ all, person }) =>
    all
      .filter(({ event }) => event.object_uuid === person || event.aux_uuid === person)
      .map(({ at, email, event }) => ({
        Time: isoTime(at),
        Action: event.action ?? '',
        Kind: event.object_type ?? '',
        By: email,
        IP: event.session?.ip ?? '',
      })),
  'user.most': ({ all, frame }) =>
    rowsBy(
      inRange(all, frame),
      ({ person }) => ({ Person: person }),
      (group) => ({
        Name: group[0]?.name ?? '',
        Email: group[0]?.email ?? '',
        Events: group.length,
        Last: latest(group),
      }),
    )
      .sort(
        (a, b) =>
          Number(b['Events']) - Number(a['Events']) || (String(a['Person']) < String(b['Person']) ? -1 : 1),
      )
      .slice(0, 10),
};

/** Everybody who signed in from an address. */
export function peopleAt({ all }: Glance, address: string): ResultRow[] {
  return rowsBy(
    all.filter((deed) => isSignIn(deed) && addressOf(deed) === address && !isService(deed)),
    ({ person }) => ({ Person: person }),
    (group) => ({
      Email: group[0]?.email ?? '',
      First: earliest(group),
      Last: latest(group),
      Attempts: group.length,
      Unsuccessful: group.filter(isUnsuccessful).length,
    }),
  );
}
