import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../scripts/model/arm.ts';
import { promises, type WorkbookManifest } from '../../scripts/model/workbook.ts';
import { objectOf, objects, textOf } from '../../scripts/workbook-run/notebook.ts';
import { sampleWorkbook } from '../../scripts/validate/workbook/sample.ts';
import type { Result } from '../../scripts/workbook-run/result.ts';
import { queriesOf } from '../../scripts/workbook-run/workbook-run.ts';
import { auditOf, clientWith, signInOf, usageOf } from './happening.ts';
import { rowOf, tellDays } from './story-rows.ts';
import { itemNames, look, notebook } from './workspace.ts';

const { events, organisation } = tellDays();
const rows = events.map(rowOf);
const person = organisation.people[0]?.details.uuid ?? '';

const help = (ShowHelp: string) =>
  look([], { ShowHelp }).texts.filter((text) => text.includes('**All Data** shows'));

describe('WB-18: a fresh install', () => {
  const workbook = look([]);

  it('shows All Data and nothing of the other tabs', () => {
    expect(workbook.values['selectedTab']).toBe('AllData');
    expect(workbook.shown).toEqual(itemNames.filter((name) => name.startsWith('all.')));
  });

  it('has no item in error, and says that the watchlist is empty', () => {
    for (const name of workbook.shown) expect(workbook.show(name).rows).toEqual([]);
    expect(workbook.texts.filter((text) => text.includes('PG1PW'))).toEqual([
      'The watchlist PG1PW is missing or has no rows: list privileged groups and vaults in it to see their changes here.',
    ]);
  });

  it('opens User Data with a list to choose from, and the person once one is chosen', () => {
    const choosing = look(rows, { selectedTab: 'UserData' });
    expect(choosing.shown).toEqual(['user.most']);
    const [first] = choosing.show('user.most').rows;
    const picked = String(first?.['Person']);
    const chosen = look(rows, { selectedTab: 'UserData', PickedPerson: picked });
    expect(chosen.shown).toEqual(itemNames.filter((name) => /^user\.(?!most|ip\.4)/.test(name)));
    expect(chosen.show('user.card').rows).toMatchObject([{ Id: picked, Email: first?.['Email'] }]);
    expect(look(rows, { selectedTab: 'UserData', PickedIp: '192.0.2.200' }).shown).toContain('user.ip.4');
  });

  it('opens Health & setup with its own', () => {
    const { shown } = look([], { selectedTab: 'Health' });
    expect(shown).toEqual(itemNames.filter((name) => name.startsWith('health.')));
  });

  it('shows help where it is asked for', () => {
    expect([help('No').length, help('Yes').length]).toEqual([0, 1]);
  });
});

it('WB-20: every promise is kept by items that show something of a week', () => {
  const workbook = look(rows, { PickedPerson: person, PickedIp: '192.0.2.200' });
  const kept = (sampleWorkbook().manifest.value as WorkbookManifest).promises;
  expect(Object.keys(kept).sort()).toEqual(Object.keys(promises).sort());
  const empty = Object.values(kept)
    .flat()
    .filter((name) => workbook.show(name).rows.length === 0);
  expect(empty).toEqual([]);
});

describe('WB-3: what settings name is there, and is what they take it for', () => {
  const workbook = look(rows, { PickedPerson: person, PickedIp: '192.0.2.200', Top: '50' });
  const numbers = new Set(['int', 'long', 'real']);

  it.each([...queriesOf(notebook)])('%s', (name, content) => {
    const result = workbook.show(name);
    const typeOf = (column: unknown) => result.columns.find(({ name }) => name === column)?.type;
    const noNumbers = columnsOfNumbers(content).filter((column) => !numbers.has(typeOf(column) ?? ''));
    expect(noNumbers).toEqual([]);
    for (const column of columnsOfTexts(content))
      expect([column, typeOf(column)]).toEqual([column, 'string']);
    for (const column of columnsOfAny(content))
      expect([column, typeOf(column)]).not.toEqual([column, undefined]);
    expect(result.rows.length).toBeLessThan(content['visualization'] === 'table' ? 10_000 : 100 * 170);
    if (content['chartSettings'] !== undefined) checkChart(objectOf(content['chartSettings']), result);
  });
});

const [barFormatter, linkFormatter, heatFormatter] = [3, 7, 8];

function formattersOf(content: JsonObject, ...numbers: number[]): unknown[] {
  return objects(objectOf(content['gridSettings'])['formatters'])
    .filter(({ formatter }) => numbers.includes(Number(formatter)))
    .map(({ columnMatch }) => columnMatch);
}

const present = (columns: readonly unknown[]) => columns.filter((column) => column !== undefined);

function columnsOfNumbers(content: JsonObject): unknown[] {
  const map = objectOf(content['mapSettings']);
  return present([
    ...((objectOf(content['chartSettings'])['yAxis'] ?? []) as readonly string[]),
    objectOf(objectOf(content['tileSettings'])['leftContent'])['columnMatch'],
    map['sizeSettings'],
    map['latitude'],
    map['longitude'],
    ...formattersOf(content, barFormatter, heatFormatter),
    ...objects(objectOf(content['gridSettings'])['formatters'])
      .filter(({ numberFormat }) => numberFormat !== undefined)
      .map(({ columnMatch }) => columnMatch),
  ]);
}

function columnsOfTexts(content: JsonObject): unknown[] {
  const tiles = objectOf(content['tileSettings']);
  const map = objectOf(content['mapSettings']);
  return present([
    objectOf(content['chartSettings'])['group'],
    objectOf(tiles['titleContent'])['columnMatch'],
    objectOf(tiles['secondaryContent'])['columnMatch'],
    map['locInfoColumn'],
    map['labelSettings'],
    ...formattersOf(content, linkFormatter),
    ...objects(content['exportedParameters']).map(({ fieldName }) => fieldName),
  ]);
}

function columnsOfAny(content: JsonObject): unknown[] {
  const grid = objectOf(content['gridSettings']);
  return present([
    objectOf(content['chartSettings'])['xAxis'],
    ...objects(grid['formatters']).map(({ columnMatch }) => columnMatch),
    ...objects(grid['labelSettings']).map(({ columnId }) => columnId),
    ...objects(grid['sortBy']).map(({ itemKey }) => itemKey),
  ]);
}

/** A chart draws one value for each point of each series, from left to right. */
function checkChart(settings: JsonObject, { columns, rows }: Result): void {
  const axis = textOf(settings['xAxis']);
  const group = textOf(settings['group']);
  const places = rows.map((row) => `${String(row[axis])} ${group === '' ? '' : String(row[group])}`);
  expect(new Set(places).size).toBe(places.length);
  expect(rows.length).toBeLessThan(10_000);
  const type = columns.find(({ name }) => name === axis)?.type;
  expect(['datetime', 'string']).toContain(type);
  if (type === 'string') return;
  const times = rows.map((row) => String(row[axis]));
  expect(times).toEqual(times.toSorted());
  // More series than these are summed up by the chart itself.
  expect(Number(settings['createOtherGroup'] ?? 1)).toBeLessThanOrEqual(100);
}

describe('WB-2: values that are no ordinary text', () => {
  const texts = {
    'an apostrophe': "O'Brien",
    'a double quote': 'the "other" one',
    'a backslash': 'EXAMPLE\\',
    'an escaped quote': '\\" or true or \\"',
    'a whole condition': '" or Person != "" | take 1 //',
    'other scripts': 'Zo\u00eb \u6771\u4eac \u0645\u0631\u062d\u0628\u0627 \u{1f511}',
    'line ends and tabs': 'a\nb\r\n\tc',
    braces: '{Top}{TimeRange:start}',
    '200 characters': 'x'.repeat(200),
  };
  const others = { uuid: 'OTHER', name: 'Other', email: 'other@example.com' };

  it.each(Object.entries(texts))('%s as a person, an address and a search', (_, odd) => {
    const who = { uuid: odd, name: odd, email: `${odd}@example.com` };
    const made = [
      signInOf(who, clientWith({ ip_address: odd })),
      usageOf(who),
      auditOf(others, { object_uuid: odd, object_type: 'user' }),
    ];
    const all = [...made, signInOf(others), usageOf(others), auditOf(others)].map(rowOf);
    const workbook = look(all, { PickedPerson: odd, PickedIp: odd, PersonSearch: odd });
    const count = (name: string) => workbook.show(name).rows.length;
    expect(workbook.values['Person']).toBe(odd);
    expect(workbook.fill('Person').rows.map(({ value }) => value)).toEqual([odd]);
    expect(workbook.show('user.card').rows).toMatchObject([{ Id: odd, Attempts: 1, Usages: 1, Actions: 0 }]);
    expect(workbook.show('user.adm.2').rows).toMatchObject([{ By: 'other@example.com' }]);
    expect(workbook.show('user.ip.4').rows).toMatchObject([{ Person: odd, Attempts: 1 }]);
    expect([count('user.auth.3'), count('user.ip.1'), count('user.inc')]).toEqual([1, 1, 0]);
  });

  it('choices that nobody offers leave the numbers as they are', () => {
    const usual = look(rows);
    for (const odd of ['', '"', '\\', 'none of these']) {
      const workbook = look(rows, { Grain: odd, Top: odd, IncludeServiceAccounts: odd });
      for (const name of ['all.act.1', 'all.loc.2', 'all.kpi.1'])
        expect(workbook.show(name)).toEqual(usual.show(name));
    }
  });
});
