/** The common scenarios C-1 to C-19 for rules over events of people, and W-1 and W-2 at the start of the window. */
import * as checks from './common-checks.ts';
import { hasRows } from './common-checks.ts';
import type { Match, Variation } from './variation.ts';
import { repetitions } from './common-repetitions.ts';
import {
  aged,
  byOthers,
  fixSource,
  fromAddress,
  happenedAt,
  isAudit,
  moveTo,
  shift,
  withColumns,
  type Rows,
} from './match.ts';
import type { Row } from './scenario.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

export function commonVariations(match: Match): Variation[] {
  return [
    ...deliveries(match),
    ...missingDetails(match),
    ...lateness(match),
    ...people(match),
    ...nearMisses(match),
    ...backfill(match),
    ...repetitions(match),
    ...window(match),
  ];
}

/** A scenario with one run, at T. */
function once(code: string, says: string, rows: Rows, ...wanted: readonly checks.Check[]): Variation {
  return { code, says, rows, runs: [{ at: 0, checks: wanted }] };
}

function deliveries({ rows, reported, frequency }: Match): Variation[] {
  const count = reported.length;
  const misfiled = fixSource(
    withColumns(rows, () => ({ aux_id: 4711 }), isAudit),
    'itemusages',
    isAudit,
  );
  const earlier = shift(rows, { stored: -2 * minute });
  const later = shift(rows, { stored: 3 * minute });
  return [
    once('C-1', 'filed as an item usage, with aux_id', misfiled, hasRows(count)),
    once(
      'C-2',
      'delivered twice, two minutes apart',
      [...earlier, ...rows],
      hasRows(count),
      checks.hasValue('EventCount', reported[0]?.['EventCount']),
    ),
    {
      code: 'C-3',
      says: 'delivered again in the next run',
      rows: [...rows, ...later],
      runs: [
        { at: 0, checks: [hasRows(count)] },
        { at: frequency, checks: [hasRows(0)] },
      ],
    },
  ];
}

function missingDetails({ rows, reported, rule }: Match): Variation[] {
  const count = reported.length;
  // Where an item usage takes part, address and person come from it.
  const areAudits = rows.every(isAudit);
  const { name, alertDetailsOverride } = rule.rule;
  const titles = checks.hasWholeTitles(name, alertDetailsOverride?.alertDisplayNameFormat !== undefined);
  return [
    once(
      'C-4',
      'without details of the actor',
      withColumns(rows, () => ({ actor_details: null }), isAudit),
      hasRows(count),
      checks.isFilled('ActorUuid'),
      titles,
      ...(areAudits ? [checks.hasValue('ActorEmail', '')] : []),
    ),
    once(
      'C-5',
      'without a session',
      withColumns(rows, () => ({ session: null }), isAudit),
      hasRows(count),
      ...(areAudits ? [checks.hasValue('SrcIpAddr', ''), checks.hasNoEntity('IP')] : []),
    ),
    once(
      'C-15',
      'from an IPv6 address',
      fromAddress(rows, '2001:db8::7'),
      hasRows(count),
      checks.hasValue('SrcIpAddr', '2001:db8::7'),
    ),
  ];
}

function lateness({ rows, reported, frequency }: Match): Variation[] {
  const count = reported.length;
  const isNew = ({ arrived }: Row): boolean => arrived > -frequency;
  const stampedEarly = rows.map((row) => (isNew(row) ? { ...row, generated: -frequency - minute } : row));
  return [
    once(
      'C-6',
      'three hours old',
      happenedAt(rows, -3 * hour),
      hasRows(count),
      checks.hasValue('Late', false),
    ),
    once('C-7', 'three days old', happenedAt(rows, -3 * day), hasRows(count), checks.hasValue('Late', true)),
    once('C-7', 'stored a day later', aged(rows, day), hasRows(count), checks.hasValue('Late', false)),
    once(
      'C-7',
      'stored a day and a moment later',
      aged(rows, day + 1),
      hasRows(count),
      checks.hasValue('Late', true),
    ),
    once('C-8', 'stamped before the run before, stored after it', stampedEarly, hasRows(count)),
    once('C-10', 'stored when the run before ended', moveTo(rows, -frequency), hasRows(0)),
    once('C-10', 'stored just before the run before ended', moveTo(rows, -frequency - 1), hasRows(0)),
  ];
}

function people({ rows, reported, cast }: Match): Variation[] {
  const count = reported.length;
  const second = byOthers(rows, 2, cast);
  const nameless = withColumns([...rows, ...second], () => ({ uuid_s: '' }));
  return [
    once(
      'C-9',
      'by three people',
      [...rows, ...second, ...byOthers(rows, 3, cast)],
      hasRows(3 * count),
      checks.isDistinct('ActorUuid'),
      checks.isDistinct('SrcIpAddr'),
    ),
    once('C-14', 'by two people, without ids', nameless, hasRows(2 * count)),
  ];
}

/** Codes that no rule looks for, each with another in case the match has it. */
const otherObjectTypes = ['report', 'card'];
const otherActions = ['view', 'hide'];

function nearMisses({ rows }: Match): Variation[] {
  const audits = rows.filter(isAudit);
  const type = unused(otherObjectTypes, rows, 'object_type');
  const action = unused(otherActions, rows, 'action');
  const which = (index: number): string => (audits.length > 1 ? ` in event ${index + 1}` : '');
  const credentials = { category: 'credentials_failed', action_type: 'API Key Invalid' };
  const health = fixSource(
    withColumns(rows.slice(0, 1), () => ({
      uuid_s: 'HEALTH',
      ...credentials,
      action: '',
      object_type: '',
      item_uuid: '',
    })),
    'healthevents',
  );
  const disguised = fixSource(
    withColumns(rows, () => credentials),
    'healthevents',
  );
  return [
    ...audits.flatMap((audit, index) => [
      once(
        'C-11',
        `another object type${which(index)}`,
        withColumns(
          rows,
          () => ({ object_type: type }),
          (row) => row === audit,
        ),
        hasRows(0),
      ),
      once(
        'C-12',
        `another action${which(index)}`,
        withColumns(
          rows,
          () => ({ action }),
          (row) => row === audit,
        ),
        hasRows(0),
      ),
    ]),
    once('C-13', 'an empty table', [], hasRows(0)),
    once('C-16', 'health rows that look like events', [...health, ...disguised], hasRows(0)),
  ];
}

function unused(candidates: readonly string[], rows: Rows, column: string): string {
  return candidates.find((code) => rows.every(({ columns }) => columns[column] !== code)) ?? '';
}

/** The one common scenario with a query of its own. */
export const tableLacking = { code: 'C-17', lacks: ['additional_fields'] } as const;

function backfill({ rows, reported }: Match): Variation[] {
  const count = reported.length;
  const mark = { additional_fields: { _connector: { backfill: true } } };
  const [oldest] = rows.toSorted((a, b) => a.arrived - b.arrived);
  const context = withColumns(
    rows,
    () => mark,
    (row) => row === oldest,
  );
  return [
    once(
      'C-17',
      'loaded from the past',
      withColumns(rows, () => mark),
      hasRows(0),
    ),
    {
      ...once(tableLacking.code, 'the table lacks additional_fields', rows, hasRows(count)),
      lacks: tableLacking.lacks,
    },
    ...(rows.length > 1
      ? [once('C-17', 'only the older event is loaded from the past', context, hasRows(count))]
      : []),
  ];
}

function window({ rows, reported, period }: Match): Variation[] {
  const stamped = (generated: number): Row[] => rows.map((row) => ({ ...row, generated }));
  return [
    once('W-1', 'stamped at the start of the window', stamped(-period), hasRows(reported.length)),
    once('W-2', 'stamped before the window', stamped(-period - 1), hasRows(0)),
  ];
}
