import { describe, expect, it } from 'vitest';
import { objectOf } from '../../scripts/workbook-run/notebook.ts';
import type { StoryEvent } from '../../scripts/simulator/story/story-event.ts';
import type { TimeRange } from '../../scripts/workbook-run/time-range.ts';
import { queriesOf } from '../../scripts/workbook-run/workbook-run.ts';
import { auditOf, clientWith, signInOf, usageOf } from './happening.ts';
import { now, rowOf } from './story-rows.ts';
import {
  day,
  eventTable,
  hour,
  itemNames,
  look,
  notebook,
  openNotebook,
  tablesOf,
  week,
} from './workspace.ts';

const minute = 60_000;
const queries = queriesOf(notebook);

describe('WB-16: points of charts follow the time range', () => {
  const grains: readonly (readonly [string, TimeRange, number])[] = [
    ['an hour', { last: hour }, 15 * minute],
    ['a day', { last: day }, 15 * minute],
    ['two days', { last: 2 * day }, hour],
    ['a week', week, hour],
    ['two weeks', { last: 14 * day }, 6 * hour],
    ['30 days', { last: 30 * day }, 6 * hour],
    ['60 days', { last: 60 * day }, day],
    ['90 days', { last: 90 * day }, day],
    ['30 hours of last month', { from: now - 40 * day, to: now - 40 * day + 30 * hour }, hour],
  ];
  const ada = { uuid: 'ADA', email: 'ada@example.com' };

  it.each(grains)('%s', (_, range, grain) => {
    const { from, to } = 'last' in range ? { from: now - range.last, to: now } : range;
    const times = Array.from({ length: 40 }, (_, i) => from + ((to - from) * (i + 0.5)) / 40);
    const rows = times.map((time) => rowOf(signInOf(ada, {}, Math.floor(time), Math.floor(time))));
    const shown = look(rows, {}, range).show('all.act.1').rows;
    const expected = new Set(times.map((time) => Math.floor(time / grain) * grain));
    expect(shown.map(({ timestamp }) => Date.parse(String(timestamp)))).toEqual([...expected]);
    // In the chart with the most series: the 50 first versions and the others.
    expect(((to - from) / grain + 1) * 51).toBeLessThan(10_000);
  });
});

/** Events of which every item shows something, all of them at one time. */
function everything(time: number, arrival: number): StoryEvent[] {
  const ada = { uuid: 'ADA', name: 'Ada', email: 'ada@example.com' };
  const people = ['BO', 'CY'].map((uuid) => ({ uuid, email: `${uuid}@example.com` }));
  const old = { app_version: '8.1.0' };
  return [
    signInOf(ada, {}, time, arrival),
    ...people.map((who) => signInOf(who, {}, time, arrival)),
    signInOf(
      ada,
      { category: 'modern_version_failed', type: 'modern_version_old', ...clientWith(old) },
      time,
      arrival,
    ),
    usageOf({ uuid: 'DI', email: 'di@example.com' }, { action: 'export', ...clientWith(old) }, time, arrival),
    usageOf(ada, {}, time, arrival),
    auditOf(ada, { action: 'grant', object_type: 'uva', object_uuid: 'VAULT' }, time, arrival),
    auditOf(ada, { action: 'disblmfa', object_type: 'user', object_uuid: 'BO' }, time, arrival),
    auditOf(people[0] ?? ada, { action: 'suspend', object_type: 'user', object_uuid: 'ADA' }, time, arrival),
  ];
}

const watchlist = [
  { SearchKey: 'vault', Type: 'vault', LastUpdatedTimeUTC: new Date(now - 12 * day).toISOString() },
];

/** Items that select by the time of the event and not by that of arrival. */
const byEvent = itemNames.filter((name) =>
  /where \(?timestamp \{TimeRange\}/.test(String(queries.get(name)?.['query'])),
);
// Neither alerts nor a list of what is without events go by the time of an event.
const about = byEvent.filter((name) => !['user.inc', 'health.6'].includes(name));

function shownAt(time: number, range: TimeRange, chosen = {}): ReadonlySet<string> {
  const rows = everything(time, Math.min(now, time)).map(rowOf);
  const tables = tablesOf({ [eventTable]: rows, PG1PW: watchlist });
  const picked = { PickedPerson: 'ADA', Person: 'ADA', PickedIp: '203.0.113.7', ...chosen };
  const workbook = openNotebook({ tables, now, range, chosen: picked });
  // Active people have a number for the time before, too.
  return new Set(about.filter((name) => workbook.show(name).rows.some(({ Value }) => Value !== 0)));
}

describe('WB-17: the ends of the time range', () => {
  const range = { from: now - 5 * day, to: now - 2 * day };

  it('every item but those on arrival is looked at', () => {
    expect(itemNames.filter((name) => !about.includes(name))).toEqual([
      'all.kpi.5',
      'user.inc',
      'health.1',
      'health.2',
      'health.3',
      'health.4',
      'health.8',
      'health.9',
      'health.5',
      'health.5.platform',
      'health.6',
      'health.7.alerts',
    ]);
    expect([...shownAt(now - 3 * day, range)]).toEqual(about);
  });

  // The portal writes two ends as `between`, which includes both.
  it.each([
    ['before the start', range.from - 1, false],
    ['at the start', range.from, true],
    ['at the end', range.to, true],
  ])('an event %s of a range with two ends: the same in all items', (_, time, isIn) => {
    expect([...shownAt(time, range)]).toEqual(isIn ? about : []);
  });

  it('an event after the end is in none', () => {
    const rows = everything(range.to + 1, range.to).map(rowOf);
    const tables = tablesOf({ [eventTable]: rows, PG1PW: watchlist });
    const chosen = { PickedPerson: 'ADA', Person: 'ADA', PickedIp: '203.0.113.7' };
    const workbook = openNotebook({ tables, now, range, chosen });
    expect(about.filter((name) => workbook.show(name).rows.length > 0)).toEqual([]);
  });

  // The portal writes a range up to now as `> ago(...)`.
  it.each([
    ['a moment before the start', now - 7 * day - 1, false],
    ['a moment after the start', now - 7 * day + 1, true],
    ['now', now, true],
  ])('an event %s of the last week: the same in all items', (_, time, isIn) => {
    expect([...shownAt(time, week)]).toEqual(isIn ? about : []);
  });

  it('is counted in this period or the one before, never in both', () => {
    for (const time of [range.from - 1, range.from, range.from + 1]) {
      const tables = tablesOf({ [eventTable]: everything(time, time).map(rowOf) });
      const [tile] = openNotebook({ tables, now, range, chosen: {} }).show('all.kpi.1').rows;
      const before = Number(/\d+/.exec(String(tile?.['Before']))?.[0]);
      expect([Number(tile?.['Value']), before]).toEqual(time < range.from ? [0, 4] : [4, 0]);
    }
  });

  it('days and weekdays are those of UTC', () => {
    const midnight = Date.UTC(2026, 10, 22);
    const rows = [midnight - 1, midnight].map((time) => rowOf(signInOf({ uuid: 'ADA' }, {}, time, time)));
    const workbook = look(rows, { PickedPerson: 'ADA' });
    expect(workbook.show('user.pat.3').rows.map(({ timestamp }) => timestamp)).toEqual([
      '2026-11-21T00:00:00.0000000Z',
      '2026-11-22T00:00:00.0000000Z',
    ]);
    const hours = workbook.show('all.act.9').rows;
    expect(hours.filter(({ Saturday, Sunday }) => Number(Saturday) + Number(Sunday) > 0)).toMatchObject([
      { Hour: 0, Saturday: 0, Sunday: 1 },
      { Hour: 23, Saturday: 1, Sunday: 0 },
    ]);
  });
});

it('rows are seen as far back as the time context of their item allows', () => {
  const contexts = ['all.kpi.1', 'all.loc.3', 'all.act.1'].map(
    (name) => objectOf(queries.get(name)?.['timeContext'])['durationMs'],
  );
  expect(contexts).toEqual([180 * day, 120 * day, 0]);
  const first = rowOf(signInOf({ uuid: 'ADA' }, {}, now - 100 * day));
  const again = rowOf(signInOf({ uuid: 'ADA' }, {}, now - day));
  const quarter = { last: 90 * day };
  expect(look([again], {}, quarter).show('all.loc.3').rows).toMatchObject([{ Country: 'CA' }]);
  expect(look([first, again], {}, quarter).show('all.loc.3').rows).toEqual([]);
});
