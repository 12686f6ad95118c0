import { describe, expect, it } from 'vitest';
import { watchlistOf } from '../../scripts/simulator/story/organisation.ts';
import type { ParameterValues } from '../../scripts/workbook-run/notebook.ts';
import type { TimeRange } from '../../scripts/workbook-run/time-range.ts';
import type { Result, ResultRow } from '../../scripts/workbook-run/result.ts';
import { allData, type Frame } from './all-data-reference.ts';
import { deedOf, groupBy } from './deed.ts';
import { now, rowOf, tellDays } from './story-rows.ts';
import { readWatchlist } from './watchlist-rows.ts';
import { comparable, sorted } from './comparable.ts';
import { day, eventTable, hour, openNotebook, tablesOf, week } from './workspace.ts';

const { events, organisation } = tellDays();
const deeds = events.map(deedOf);
const watchlist = readWatchlist(watchlistOf(organisation));
const tables = tablesOf({ [eventTable]: events.map(rowOf), PG1PW: watchlist });
const frame: Frame = {
  from: now - 7 * day,
  to: now,
  grain: hour,
  privileged: new Map(watchlist.map(({ UUID, Name }) => [String(UUID), String(Name)])),
};
/** As many rows as rankings can have. */
const Top = '1000';
const workbook = openNotebook({ tables, now, range: week, chosen: { Top } });

interface View {
  readonly range: TimeRange;
  readonly chosen?: ParameterValues;
  readonly frame: Partial<Frame>;
}

const custom = { from: now - 5 * day - 3.5 * hour, to: now - 2 * day };
const minute = hour / 60;

/** What people choose above the tabs. */
const views: Readonly<Record<string, View>> = {
  'the last week': { range: week, frame: {} },
  'the last day': { range: { last: day }, frame: { from: now - day, grain: 15 * minute } },
  'the last 30 days': { range: { last: 30 * day }, frame: { from: now - 30 * day, grain: 6 * hour } },
  'three days that are over': { range: custom, frame: custom },
  'service accounts too': {
    range: week,
    chosen: { IncludeServiceAccounts: 'Yes' },
    frame: { hasServices: true },
  },
  'attempts without success': {
    range: week,
    chosen: { Outcome: 'failed,blocked' },
    frame: { outcomes: ['failed', 'blocked'] },
  },
};

describe.each(Object.entries(views))('All Data with %s', (_, { range, chosen, frame: changed }) => {
  const view = openNotebook({ tables, now, range, chosen: { ...chosen, Top } });

  it.each(Object.keys(allData))('%s shows what happened', (name) => {
    const expected = allData[name]?.(deeds, { ...frame, ...changed }) ?? [];
    expect(sorted(comparable(view.show(name)))).toEqual(sorted(expected));
  });
});

describe('the numbers of All Data', () => {
  it('are of a week in which every item has something to show', () => {
    const empty = Object.entries(allData).filter(([, expected]) => expected(deeds, frame).length === 0);
    expect(empty.map(([name]) => name)).toEqual([]);
  });

  it('WB-9: attempts fall into three outcomes, an unknown category into failed', () => {
    const tiles = workbook.show('all.kpi.2').rows;
    const value = (tile: string) => Number(tiles.find(({ Tile }) => Tile === tile)?.['Value']);
    expect(value('Success') + value('Failed') + value('Blocked')).toBe(value('All'));
    expect(deeds.some(({ event }) => event.category === 'weather_failed')).toBe(true);
    const byCategory = workbook.show('all.act.2').rows;
    const attempts = byCategory.reduce((sum, { Attempts }) => sum + Number(Attempts), 0);
    expect(attempts).toBe(value('All'));
  });
});

/** Items that show the first of a ranking, and what they rank by. */
const rankings: readonly (readonly [string, string])[] = [
  ['all.loc.2', 'Attempts'],
  ['all.loc.4', 'People'],
  ['all.act.3', 'Attempts'],
  ['all.act.6', 'Usages'],
  ['all.act.8', 'Actions'],
  ['all.ver.1', 'People'],
  ['all.ver.5', 'Attempts'],
];

describe('a ranking', () => {
  const short = openNotebook({ tables, now, range: week, chosen: { Top: '5' } });

  it.each(rankings)('%s shows the first by %s', (name, measure) => {
    const all = workbook.show(name).rows;
    const values = all.map((row) => Number(row[measure]));
    expect(values).toEqual(values.toSorted((a, b) => b - a));
    expect(short.show(name).rows).toEqual(all.slice(0, 5));
  });

  it('sums up the versions that are not among the first, so that no use is lost', () => {
    const leading = short.show('all.ver.2');
    const series = new Set(leading.rows.map(({ Series }) => Series));
    expect(series.size).toBe(6);
    expect(series).toContain('others');
    const all = workbook.show('all.ver.2');
    expect(pointsOf(leading)).toEqual(pointsOf(all));
    for (const [time, rows] of byTime(leading)) {
      const others = rows.find(({ Series }) => Series === 'others');
      const whole = byTime(all).get(time) ?? [];
      const rest = whole.filter(({ Series }) => !series.has(Series as string));
      expect(people(rows) - Number(others?.['People'] ?? 0)).toBe(people(whole) - people(rest));
      // Somebody with two of these versions is one of the others.
      expect(Number(others?.['People'] ?? 0)).toBeLessThanOrEqual(people(rest));
      expect(Number(others?.['People'] ?? 0) > 0).toBe(rest.length > 0);
    }
  });
});

function byTime({ rows }: Result): Map<string, ResultRow[]> {
  return groupBy(rows, ({ timestamp }) => String(timestamp));
}

function pointsOf(result: Result): string[] {
  return [...byTime(result).keys()];
}

function people(rows: readonly ResultRow[]): number {
  return rows.reduce((sum, { People }) => sum + Number(People), 0);
}
