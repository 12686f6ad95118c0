/** What became of events on their way must not change what the workbook says of them. */
import { describe, expect, it } from 'vitest';
import type { JsonRow } from '../../scripts/workbook-run/tables.ts';
import { now, rowOf, tellDays } from './story-rows.ts';
import {
  day,
  eventTable,
  itemNames,
  opener,
  openNotebook,
  optionalTables,
  schema,
  tablesOf,
  week,
} from './workspace.ts';

const { events, organisation } = tellDays();
const rows = events.map(rowOf);
const chosen = {
  PickedPerson: organisation.people[0]?.details.uuid ?? '',
  PickedIp: '192.0.2.200',
};
const choices = { now, range: week, chosen };
const show = (data: readonly JsonRow[]) =>
  openNotebook({ ...choices, tables: tablesOf({ [eventTable]: data }) });
const usual = show(rows);

/** Items about the rows themselves, which count copies and wrong marks. */
const aboutRows = new Set(itemNames.filter((name) => name.startsWith('health.')));
const aboutEvents = itemNames.filter((name) => !aboutRows.has(name));

/** A copy that arrived some minutes later; some were sent once more at once. */
function copyOf(row: JsonRow, index: number): JsonRow {
  const later = Date.parse(String(row['TimeGenerated'])) + (index % 3) * 300_000;
  return { ...row, TimeGenerated: new Date(Math.min(now, later)).toISOString() };
}

const inWeek = ({ TimeGenerated }: JsonRow) => Date.parse(String(TimeGenerated)) >= now - 7 * day;

/** What the codeless connector takes a row for, by the columns that are filled. */
function guessedSource({ used_version, aux_id, country }: JsonRow): string {
  if (used_version !== undefined || aux_id !== undefined) return 'itemusages';
  return country === undefined ? 'auditevents' : 'signinattempts';
}

describe('WB-7: each event collected twice', () => {
  const twice = show([...rows.map(copyOf), ...rows]);

  it.each(aboutEvents)('%s shows the same', (name) => {
    expect(twice.show(name)).toEqual(usual.show(name));
  });

  it('offers the same people', () => {
    expect(twice.fill('Person')).toEqual(usual.fill('Person'));
  });

  it('health.3 counts the copies', () => {
    const { rows: copies } = twice.show('health.3');
    expect(copies.map(({ Kind, Most }) => [Kind, Most])).toEqual([
      ['Administration', 2],
      ['Item usage', 2],
      ['Sign-in', 2],
    ]);
    const counted = copies.reduce((sum, { Copies }) => sum + Number(Copies), 0);
    // Of those that arrived just before the range, some copies arrived in it.
    expect(Math.abs(counted - rows.filter(inWeek).length)).toBeLessThan(3);
    expect(usual.show('health.3').rows).toEqual([]);
  });
});

describe('WB-8: rows under a wrong name', () => {
  const guessed = rows.map((row) => ({ ...row, log_source: guessedSource(row) }));
  const unnamed = rows.map((row): JsonRow => ({ ...row, log_source: undefined }));
  const wrong = guessed.filter((row, i) => row['log_source'] !== rows[i]?.['log_source']);
  const [byGuess, byNobody] = [show(guessed), show(unnamed)];

  it('the guess is wrong for some', () => {
    expect(wrong.length).toBeGreaterThan(5);
  });

  it.each(aboutEvents)('%s shows the same', (name) => {
    const expected = usual.show(name);
    expect(byGuess.show(name)).toEqual(expected);
    expect(byNobody.show(name)).toEqual(expected);
  });

  it('health.4 says which they are', () => {
    expect(usual.show('health.4').rows).toEqual([]);
    const { rows: found } = byGuess.show('health.4');
    expect(found.reduce((sum, { Rows }) => sum + Number(Rows), 0)).toBe(wrong.filter(inWeek).length);
    expect(new Set(byNobody.show('health.4').rows.map(({ Source }) => Source))).toEqual(new Set(['(empty)']));
  });
});

describe('WB-13: nothing was collected', () => {
  const empty = show([]);

  it.each(itemNames)('%s is empty', (name) => {
    expect(empty.show(name).rows).toEqual([]);
  });
});

describe('WB-14: tables that have no row yet do not exist', () => {
  const tables = new Map(
    [...tablesOf({ [eventTable]: rows })].filter(([name]) => !optionalTables.includes(name)),
  );
  const known = schema.tables.filter(({ name }) => !optionalTables.includes(name));
  const without = opener({ ...schema, tables: known })({ ...choices, tables });

  it.each(itemNames)('%s works without them', (name) => {
    const result = without.show(name);
    expect(result).toEqual(usual.show(name));
  });
});
