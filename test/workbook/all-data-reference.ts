/** What the items of All Data have to show, worked out from the events. */
import type { ResultRow } from '../../scripts/workbook-run/result.ts';
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
  type Outcome,
} from './deed.ts';
import { applicationOf, isUseOfApplication, versionOf } from './version-reference.ts';

const hour = 3_600_000;
const day = 24 * hour;

/** What the reference needs of the workbook: the range, and the length of a point in charts over time. */
export interface Frame {
  readonly from: number;
  readonly to: number;
  readonly grain: number;
  readonly privileged: ReadonlyMap<string, string>;
  /** Whether service accounts count. */
  readonly hasServices?: boolean;
  /** The outcomes that are chosen; all where absent. */
  readonly outcomes?: readonly Outcome[];
}

type Expected = (deeds: readonly Deed[], frame: Frame) => readonly ResultRow[];

/** The events of the range that count. */
export function inRange(deeds: readonly Deed[], frame: Frame): Deed[] {
  const { from, to } = frame;
  // The service shows a query only what arrived in the range, too.
  const isIn = ({ at, arrival }: Deed) => at > from && at <= to && arrival >= from && arrival <= to;
  return deeds.filter((deed) => isIn(deed) && counts(deed, frame));
}

const counts = (deed: Deed, { hasServices }: Frame) => hasServices === true || !isService(deed);
const isChosen = (deed: Deed, { outcomes }: Frame) => outcomes?.includes(outcomeOf(deed)) ?? true;
const signIns = (deeds: readonly Deed[], frame: Frame) =>
  inRange(deeds, frame).filter((deed) => deed.kind === 'Sign-in' && isChosen(deed, frame));
const usages = (deeds: readonly Deed[], frame: Frame) => inRange(deeds, frame).filter(ofKind('Item usage'));
const audits = (deeds: readonly Deed[], frame: Frame) =>
  inRange(deeds, frame).filter(ofKind('Administration'));
const isUnsuccessful = (deed: Deed) => outcomeOf(deed) !== 'success';
const uses = (deeds: readonly Deed[], frame: Frame) =>
  inRange(deeds, frame).filter((deed) => isUseOfApplication(deed) && deed.person !== '');

/** One row for each key. */
export function rowsBy(
  list: readonly Deed[],
  keyOf: (deed: Deed) => ResultRow,
  measure: (group: readonly Deed[], key: ResultRow) => ResultRow,
): ResultRow[] {
  return [...groupBy(list, (deed) => JSON.stringify(keyOf(deed)))].map(([text, group]) => {
    const key = JSON.parse(text) as ResultRow;
    return { ...key, ...measure(group, key) };
  });
}

const weekdays = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];

/** Hours down, weekdays across, all of them where there is anything to show. */
export function weekOf(list: readonly Deed[]): ResultRow[] {
  if (list.length === 0) return [];
  return Array.from({ length: 24 }, (_, hours) => {
    const ofHour = list.filter(({ at }) => new Date(at).getUTCHours() === hours);
    const counts = weekdays.map((name, number) => [
      name,
      ofHour.filter(({ at }) => new Date(at).getUTCDay() === number).length,
    ]);
    return { Hour: hours, ...Object.fromEntries(counts) } as ResultRow;
  });
}

const securityCodes = new Set(
  `updatfw enblsso disblsso chngpsso chngasso chngdsso addgsso delgsso enblmfa updatmfa disblmfa
  enblduo updatduo disblduo`.split(/\s+/),
);
const securityObjects = new Set(['account', 'sso', 'user']);

const countWith = (condition: (deed: Deed) => boolean, list: readonly Deed[]) =>
  list.filter(condition).length;
const actionIs = (action: string) => (deed: Deed) => deed.event.action === action;

/** Share of failures in percent, to one digit. */
const failureShare = (list: readonly Deed[]) =>
  Math.round((1000 * countWith(isUnsuccessful, list)) / list.length) / 10;

export const allData: Readonly<Record<string, Expected>> = {
  'all.kpi.1': (deeds, frame) => {
    const people = (from: number, to: number) =>
      distinct(deeds.filter((deed) => deed.at >= from && deed.at < to && counts(deed, frame)));
    const { from, to } = frame;
    const before = people(from - (to - from), from);
    return [{ Tile: 'People', Value: people(from, to), Before: `period before: ${before}` }];
  },
  'all.kpi.2': (deeds, frame) => {
    const all = signIns(deeds, frame);
    const count = (outcome: string) => countWith((deed) => outcomeOf(deed) === outcome, all);
    return [
      { Tile: 'All', Value: all.length },
      { Tile: 'Success', Value: count('success') },
      { Tile: 'Failed', Value: count('failed') },
      { Tile: 'Blocked', Value: count('blocked') },
    ];
  },
  'all.kpi.3': (deeds, frame) => {
    const used = usages(deeds, frame);
    return [
      { Tile: 'Items', Value: distinct(used, ({ event }) => `${event.vault_uuid} ${event.item_uuid}`) },
      { Tile: 'Vaults', Value: distinct(used, ({ event }) => event.vault_uuid ?? '') },
    ];
  },
  'all.kpi.4': (deeds, frame) => [{ Tile: 'Actions', Value: audits(deeds, frame).length }],

  'all.loc.1': (deeds, frame) =>
    rowsBy(
      signIns(deeds, frame).filter((deed) => countryOf(deed) !== ''),
      (deed) => ({ Country: countryOf(deed) }),
      (group) => ({ Attempts: group.length, People: distinct(group) }),
    ),
  'all.loc.2': (deeds, frame) =>
    rowsBy(
      signIns(deeds, frame),
      (deed) => ({
        Country: countryOf(deed) || 'unknown',
        Region: deed.event.location?.region ?? '',
        City: deed.event.location?.city ?? '',
      }),
      (group) => ({
        Attempts: group.length,
        People: distinct(group),
        FailureShare: failureShare(group),
      }),
    ),
  'all.loc.3': (deeds, frame) => {
    const earlier = { ...frame, from: frame.from - 30 * day, to: frame.from };
    const all = deeds.filter(
      (deed) => deed.kind === 'Sign-in' && counts(deed, frame) && isChosen(deed, frame),
    );
    const before = new Set(all.filter(({ at }) => at >= earlier.from && at < earlier.to).map(countryOf));
    return rowsBy(
      all.filter(
        (deed) =>
          deed.at >= frame.from &&
          deed.at <= frame.to &&
          countryOf(deed) !== '' &&
          !before.has(countryOf(deed)),
      ),
      (deed) => ({ Country: countryOf(deed) }),
      (group) => ({ Since: earliest(group), Attempts: group.length, People: distinct(group) }),
    );
  },
  'all.loc.4': (deeds, frame) =>
    rowsBy(
      signIns(deeds, frame).filter((deed) => addressOf(deed) !== ''),
      (deed) => ({ IP: addressOf(deed) }),
      (group) => ({
        People: distinct(group),
        Attempts: group.length,
        Unsuccessful: countWith(isUnsuccessful, group),
        Last: latest(group),
      }),
    ).filter(({ People }) => Number(People) > 1),

  'all.act.1': (deeds, frame) =>
    rowsBy(
      inRange(deeds, frame),
      ({ at, kind }) => ({ timestamp: pointOf(at, frame.grain), Kind: kind }),
      (group) => ({ Events: group.length }),
    ),
  'all.act.2': (deeds, frame) =>
    rowsBy(
      signIns(deeds, frame),
      ({ at, event }) => ({ timestamp: pointOf(at, frame.grain), category: event.category ?? '' }),
      (group) => ({ Attempts: group.length }),
    ),
  'all.act.3': (deeds, frame) =>
    rowsBy(
      signIns(deeds, frame).filter(isUnsuccessful),
      ({ event }) => ({ Reason: event.type ?? '' }),
      (group) => ({ Attempts: group.length }),
    ),
  'all.act.4': (deeds, frame) =>
    rowsBy(
      inRange(deeds, frame),
      ({ person }) => ({ Person: person }),
      (group) => ({
        Name: group[0]?.name ?? '',
        Email: group[0]?.email ?? '',
        Attempts: countWith(ofKind('Sign-in'), group),
        Unsuccessful: group.filter(ofKind('Sign-in')).filter(isUnsuccessful).length,
        Usages: countWith(ofKind('Item usage'), group),
        Actions: countWith(ofKind('Administration'), group),
        Last: latest(group),
      }),
    ),
  'all.act.5': (deeds, frame) =>
    rowsBy(
      usages(deeds, frame),
      ({ at, event }) => ({ timestamp: pointOf(at, frame.grain), action: event.action ?? '' }),
      (group) => ({ Usages: group.length }),
    ),
  'all.act.6': (deeds, frame) =>
    rowsBy(
      usages(deeds, frame),
      ({ event }) => ({ Vault: event.vault_uuid ?? '' }),
      (group) => ({
        People: distinct(group),
        Items: distinct(group, ({ event }) => event.item_uuid ?? ''),
        Usages: group.length,
        Reveals: countWith(actionIs('reveal'), group),
        Copies: countWith(actionIs('secure-copy'), group),
        Exports: countWith(actionIs('export'), group),
      }),
    ),
  'all.act.7': (deeds, frame) =>
    rowsBy(
      audits(deeds, frame),
      ({ event }) => ({ Action: event.action ?? '', Object: event.object_type ?? '' }),
      (group) => ({ Events: group.length, Last: latest(group) }),
    ),
  'all.act.8': (deeds, frame) =>
    rowsBy(
      audits(deeds, frame),
      ({ email }) => ({ Who: email }),
      (group) => ({ Actions: group.length }),
    ),
  'all.act.9': (deeds, frame) => weekOf(signIns(deeds, frame)),

  'all.ver.1': (deeds, frame) => {
    const newest = rowsBy(
      uses(deeds, frame),
      (deed) => ({
        person: deed.person,
        app: applicationOf(deed),
        platform: deed.event.client?.['platform_name'] ?? '',
      }),
      (group) => {
        const last = group.reduce((a, b) => (a.at >= b.at ? a : b));
        return { Series: `${applicationOf(last)} ${versionOf(last)}` };
      },
    );
    const people = groupBy(newest, ({ Series }) => String(Series));
    return [...people].map(([Series, list]) => ({
      Series,
      People: new Set(list.map(({ person }) => person)).size,
    }));
  },
  'all.ver.2': (deeds, frame) =>
    rowsBy(
      uses(deeds, frame),
      (deed) => ({
        timestamp: pointOf(deed.at, frame.grain),
        Series: `${applicationOf(deed)} ${versionOf(deed)}`,
      }),
      (group) => ({ People: distinct(group) }),
    ),
  'all.ver.3': (deeds, frame) =>
    rowsBy(
      uses(deeds, frame),
      ({ event: { client } }) => ({
        Platform: client?.['platform_name'] ?? '',
        System: client?.['os_name'] ?? '',
        Release: client?.['os_version'] ?? '',
      }),
      (group) => ({ People: distinct(group), Last: latest(group) }),
    ),
  'all.ver.5': (deeds, frame) =>
    rowsBy(
      inRange(deeds, frame).filter(({ event }) => event.category === 'modern_version_failed'),
      (deed) => ({ Series: `${applicationOf(deed)} ${versionOf(deed)}` }),
      (group) => ({ Attempts: group.length }),
    ),

  'all.risk.1': (deeds, frame) =>
    inRange(deeds, frame)
      .filter(({ event: { action, object_type } }) => action === 'export' && object_type !== 'report')
      .map(({ at, email, event }) => ({
        Time: isoTime(at),
        Who: email,
        What: event.object_type ?? 'item',
        Vault: event.vault_uuid ?? event.object_uuid ?? '',
        Item: event.item_uuid ?? '',
      })),
  'all.risk.2': (deeds, frame) =>
    audits(deeds, frame)
      .filter(({ event }) => frame.privileged.has(event.object_uuid ?? ''))
      .map(({ at, email, event }) => ({
        Time: isoTime(at),
        Who: email,
        Action: event.action ?? '',
        Kind: event.object_type ?? '',
        Object: frame.privileged.get(event.object_uuid ?? '') ?? '',
        With: event.aux_details?.email ?? event.aux_uuid ?? '',
      })),
  'all.risk.3': (deeds, frame) =>
    audits(deeds, frame)
      .filter(
        ({ event }) => securityCodes.has(event.action ?? '') && securityObjects.has(event.object_type ?? ''),
      )
      .map(({ at, email, event }) => ({
        Time: isoTime(at),
        Who: email,
        Action: event.action ?? '',
        Kind: event.object_type ?? '',
        Object: event.object_details?.email ?? event.object_uuid ?? '',
        Detail: event.aux_info ?? '',
        IP: event.session?.ip ?? '',
      })),
};
