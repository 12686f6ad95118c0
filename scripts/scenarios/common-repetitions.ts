/** C-18 and C-19: the event that a rule reports happens several times, by one person. */
import { isBag } from '../kql/values/dynamic.ts';
import * as checks from './common-checks.ts';
import { hasRows } from './common-checks.ts';
import { copyId, fromAddress, shift, withColumns, type Rows } from './match.ts';
import type { ResultRow } from './result-row.ts';
import type { Row } from './scenario.ts';
import type { Match, Variation } from './variation.ts';

const second = 1000;
/** No list that a rule reports is longer, so that an alert holds all of its details. */
const listLimit = 20;
const earlierAddress = '198.51.100.18';

/** None where a rule reports no single event, or names none. */
export function repetitions(match: Match): Variation[] {
  const { rows, reported } = match;
  const ids = reported.length === 1 ? reported[0]?.['EventUuids'] : undefined;
  const [id, ...others] = Array.isArray(ids) ? (ids as string[]) : [];
  const event = rows.find(({ columns }) => columns['uuid_s'] === id);
  return id !== undefined && others.length === 0 && event
    ? [differently(match, event, id), often(match, event, id)]
    : [];
}

/** What one event lacks another says; the address is the latest that is known. */
function differently({ rows, reported }: Match, event: Row, id: string): Variation {
  const [row = {}] = reported;
  const ids = [copyId(id, 1), copyId(id, 2), id];
  const nameless = withoutNames(fromAddress(again(event, ids[0] ?? '', -2 * second), earlierAddress));
  const same = again(event, ids[1] ?? '', -second);
  // The last has no id, so that only the others are told.
  const last = withoutAddress(again(event, '', second));
  const isStampedLast = rows.every(({ generated }) => generated <= event.generated);
  const [address, addresses] = [row['SrcIpAddr'], row['SrcIpAddrs']];
  const all = Array.isArray(addresses) ? [earlierAddress, ...(addresses as string[])] : undefined;
  const isFromAddress = typeof address === 'string' && address !== '';
  return {
    code: 'C-18',
    says: 'four times by one person, with and without details',
    rows: [...rows.filter((other) => other !== event), ...last, event, ...same, ...nameless],
    runs: [
      {
        at: 0,
        checks: [
          hasRows(1),
          checks.hasValue('EventCount', 4),
          checks.hasValue('EventUuids', ids),
          ...sameNames(row).map((name) => checks.hasValue(name, row[name])),
          checks.isLater('LastEventTime', row['LastEventTime']),
          checks.isEarlier('FirstEventTime', row['FirstEventTime']),
          ...(isFromAddress
            ? [checks.hasValue('SrcIpAddr', address), checks.hasValue('SrcIpAddrs', all)]
            : []),
          ...(isStampedLast ? [checks.isLater('TimeGenerated', row['TimeGenerated'])] : []),
        ],
      },
    ],
  };
}

/** Columns that repetition does not change: who acted on what, and what is counted once. */
const once = new Set([
  'ActorUuid',
  'ActorEmail',
  'ActorType',
  'Role',
  'ServiceAccountUuid',
  'GroupCount',
  'VaultCount',
  'TargetCount',
  'ItemCount',
  'DistinctItems',
]);
const repeated: ReadonlySet<string> = new Set(['EventUuids', 'SrcIpAddrs']);

function sameNames(row: ResultRow): string[] {
  return Object.keys(row).filter(
    (name) => once.has(name) || (Array.isArray(row[name]) && !repeated.has(name)),
  );
}

function often({ rows }: Match, event: Row, id: string): Variation {
  const more = Array.from({ length: listLimit + 1 }, (_, i) => again(event, copyId(id, i), -second));
  return {
    code: 'C-19',
    says: `${listLimit + 2} times by one person`,
    rows: [...rows, ...more.flat()],
    runs: [
      {
        at: 0,
        checks: [
          hasRows(1),
          checks.hasValue('EventCount', listLimit + 2),
          checks.hasLength('EventUuids', listLimit),
        ],
      },
    ],
  };
}

/** The event with another id, a moment earlier or later. */
function again(event: Row, id: string, by: number): Rows {
  return withColumns(shift([event], { happened: by, stored: by }), () => ({ uuid_s: id }));
}

/** Who acts is known by the id alone. */
function withoutNames(rows: Rows): Rows {
  return withColumns(rows, ({ columns }) => ({
    actor_details: null,
    actor_type: '',
    user_type: '',
    ...onlyUuid(columns, 'user'),
    ...onlyUuid(columns, 'target_user'),
  }));
}

function onlyUuid(columns: Row['columns'], name: string): Row['columns'] {
  const person = columns[name];
  return isBag(person) ? { [name]: { uuid: person['uuid'] } } : {};
}

function withoutAddress(rows: Rows): Rows {
  return withColumns(rows, ({ columns }) => {
    const client = columns['client'];
    return {
      session: null,
      ...(isBag(client) ? { client: { ...client, ip: undefined, ip_address: undefined } } : {}),
    };
  });
}
