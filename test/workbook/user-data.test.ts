import { describe, expect, it } from 'vitest';
import type { Frame } from './all-data-reference.ts';
import { comparable, sorted } from './comparable.ts';
import { deedOf } from './deed.ts';
import { now, rowOf, tellDays } from './story-rows.ts';
import { glanceAt, peopleAt, userData } from './user-data-reference.ts';
import { day, eventTable, hour, openNotebook, tablesOf, week } from './workspace.ts';

const { events, organisation } = tellDays();
const deeds = events.map(deedOf);
const tables = tablesOf({ [eventTable]: events.map(rowOf) });
const frame: Frame = { from: now - 7 * day, to: now, grain: hour, privileged: new Map() };

/** Where the oddities of the story have people meet. */
const meetingPoint = '192.0.2.200';

const [administrator] = organisation.people;
const people = [administrator, organisation.external[0]].flatMap((person) => person ?? []);

describe.each(people.map(({ details }) => [details.name, details.uuid]))('User Data of %s', (_, person) => {
  const chosen = { PickedPerson: person, PickedIp: meetingPoint, Top: '1000' };
  const workbook = openNotebook({ tables, now, range: week, chosen });
  const glance = glanceAt(deeds, frame, person);

  it('opens on the person whose row was clicked', () => {
    expect(workbook.values['Person']).toBe(person);
  });

  it.each(Object.keys(userData))('%s shows what happened', (name) => {
    const expected = userData[name]?.(glance) ?? [];
    expect(sorted(comparable(workbook.show(name)))).toEqual(sorted(expected));
  });

  it('user.ip.4 names everybody who used the address, service accounts only where they are asked for', () => {
    const expected = peopleAt(glance, meetingPoint);
    expect(expected.length).toBeGreaterThan(1);
    expect(sorted(comparable(workbook.show('user.ip.4')))).toEqual(sorted(expected));
  });
});

it('every item of a person has something to show of the administrator', () => {
  const glance = glanceAt(deeds, frame, administrator?.details.uuid ?? '');
  const empty = Object.entries(userData).filter(([, expected]) => expected(glance).length === 0);
  expect(empty.map(([name]) => name)).toEqual([]);
});
