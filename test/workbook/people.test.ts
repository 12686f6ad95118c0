import { describe, expect, it } from 'vitest';
import { auditOf, signInOf, usageOf } from './happening.ts';
import { now, rowOf } from './story-rows.ts';
import { day, hour, look } from './workspace.ts';

describe('WB-12: who is who', () => {
  const one = { uuid: 'PERSONONE', name: 'Alex Kim', email: 'alex.kim@example.com' };
  const two = { uuid: 'PERSONTWO', name: 'Alex Kim', email: 'alex.kim2@example.com' };

  it('keeps namesakes apart', () => {
    const rows = [signInOf(one), signInOf(two), usageOf(two)].map(rowOf);
    const workbook = look(rows, { PickedPerson: two.uuid });
    expect(workbook.show('all.kpi.1').rows).toMatchObject([{ Value: 2 }]);
    const people = workbook
      .show('all.act.4')
      .rows.map(({ Person, Attempts, Usages }) => [Person, Attempts, Usages]);
    expect(people).toEqual([
      ['PERSONTWO', 1, 1],
      ['PERSONONE', 1, 0],
    ]);
    expect(workbook.show('user.card').rows).toMatchObject([{ Id: 'PERSONTWO', Attempts: 1, Usages: 1 }]);
    expect(workbook.fill('Person').rows.map(({ value, label }) => [value, label])).toEqual([
      ['PERSONTWO', 'Alex Kim (alex.kim2@example.com)'],
      ['PERSONONE', 'Alex Kim (alex.kim@example.com)'],
    ]);
  });

  it('keeps together who has changed name and address, under the newest of them', () => {
    const renamed = { uuid: one.uuid, name: 'Alex Ng', email: 'Alex.Ng@example.com' };
    const rows = [
      signInOf(one, {}, now - 5 * hour),
      signInOf(renamed, {}, now - hour),
      auditOf(one, {}, now - 3 * hour),
    ].map(rowOf);
    const workbook = look(rows, { PickedPerson: one.uuid });
    expect(workbook.show('all.kpi.1').rows).toMatchObject([{ Value: 1 }]);
    expect(workbook.show('all.act.4').rows).toMatchObject([
      { Person: one.uuid, Name: 'Alex Ng', Email: 'alex.ng@example.com', Attempts: 2, Actions: 1 },
    ]);
    expect(workbook.show('user.card').rows).toMatchObject([{ Name: 'Alex Ng', Attempts: 2, Actions: 1 }]);
  });

  it('takes the address for somebody without an id, and leaves nobody out', () => {
    const rows = [rowOf(signInOf({ uuid: '', email: 'Guest@example.com' })), rowOf(signInOf(one))];
    const workbook = look(rows, { PickedPerson: 'guest@example.com' });
    expect(workbook.show('all.kpi.1').rows).toMatchObject([{ Value: 2 }]);
    expect(workbook.show('user.auth.2').rows).toMatchObject([{ Category: 'success', Attempts: 1 }]);
  });

  it('counts service accounts only where they are asked for', () => {
    const robot = { uuid: 'ROBOT', name: 'Deployment', email: 'abc@1passwordserviceaccounts.com' };
    const rows = [signInOf(robot), usageOf(robot), auditOf(robot), signInOf(one)].map(rowOf);
    const tiles = (chosen: Readonly<Record<string, string>>) =>
      ['all.kpi.1', 'all.kpi.2', 'all.kpi.3', 'all.kpi.4'].map(
        (name) => look(rows, chosen).show(name).rows[0]?.['Value'],
      );
    expect(tiles({})).toEqual([1, 1, undefined, undefined]);
    expect(tiles({ IncludeServiceAccounts: 'Yes' })).toEqual([2, 2, 1, 1]);
  });
});

/** As many people as a large company has, each with one sign-in, in an application of their own version. */
const crowd = Array.from({ length: 1500 }, (_, i) => {
  const number = String(i + 1).padStart(4, '0');
  const who = { uuid: `CROWD${number}`, name: `Person ${number}`, email: `person${number}@example.com` };
  const client = {
    app_name: '1Password for Mac',
    app_version: `8.10.${i % 300}`,
    ip_address: `10.0.${i % 250}.1`,
  };
  const location = {
    country: `C${i % 200}`,
    city: `City ${i % 400}`,
    latitude: (i % 170) - 85,
    longitude: (i % 350) - 175,
  };
  const category = `category_${i % 150}`;
  return rowOf(
    signInOf(
      who,
      { client, location, country: location.country, category, type: `type_${i % 150}` },
      now - (i % 6) * day - hour,
    ),
  );
});

describe('WB-15: 1,500 people', () => {
  it('the list of people ends at 1,000, and a search finds those beyond', () => {
    const all = look(crowd).fill('Person').rows;
    expect(all.length).toBe(1000);
    expect(all.some(({ value }) => value === 'CROWD1400')).toBe(false);
    const found = look(crowd, { PersonSearch: 'son 1400' }).fill('Person').rows;
    expect(found).toMatchObject([{ value: 'CROWD1400', label: 'Person 1400 (person1400@example.com)' }]);
    expect(look(crowd, { PersonSearch: 'PERSON1400@' }).fill('Person').rows.length).toBe(1);
  });

  it('somebody picked in another tab is on the list whatever is searched for', () => {
    const { values, fill } = look(crowd, { PickedPerson: 'CROWD1450', PersonSearch: 'son 1400' });
    expect(values['Person']).toBe('CROWD1450');
    expect(fill('Person').rows.map(({ value }) => value)).toEqual(['CROWD1450', 'CROWD1400']);
  });

  it('maps show at most 100 places, those with the most attempts', () => {
    const { rows } = look(crowd).show('all.loc.1');
    expect(rows.length).toBe(100);
    expect(Math.min(...rows.map(({ Attempts }) => Number(Attempts)))).toBe(8);
  });

  it('rankings are as long as is asked for', () => {
    for (const [Top, length] of [
      ['5', 5],
      ['50', 50],
      ['', 10],
      ['many', 10],
    ] as const) {
      expect(look(crowd, { Top }).show('all.loc.2').rows.length).toBe(length);
    }
  });

  it('the chart of versions has the first and the others', () => {
    const { rows } = look(crowd, { Top: '50' }).show('all.ver.2');
    expect(new Set(rows.map(({ Series }) => Series)).size).toBe(51);
    expect(rows.reduce((sum, { People }) => sum + Number(People), 0)).toBe(1500);
  });
});
