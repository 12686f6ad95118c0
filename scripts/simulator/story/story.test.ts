import { beforeAll, describe, expect, test } from 'vitest';
import { createOrganisation } from './organisation.ts';
import { tellStory, type StoryOptions } from './story.ts';
import type { StoryEvent } from './story-event.ts';
import { isWatched } from './suspicion.ts';
import { readStoryCodes } from './vocabulary.ts';

const day = 86_400_000;
const from = Date.UTC(2026, 0, 5);
const month = { from, to: from + 30 * day };
const organisation = createOrganisation({ account: 'ACCOUNT2345672345672345672', people: 50 });

interface Fields {
  readonly uuid: string;
  readonly timestamp: string;
  readonly action: string;
  readonly object_type: string;
  readonly category: string;
  readonly type: string;
  readonly session_uuid: string;
  readonly session: { readonly uuid: string; readonly login_time: string; readonly ip: string };
  readonly client: { readonly ip_address: string; readonly platform_name: string };
  readonly target_user: { readonly uuid: string; readonly name: string };
  readonly user: { readonly uuid: string };
  readonly actor_uuid: string;
  readonly location: object;
}

const fields = ({ event }: StoryEvent) => event as unknown as Fields;
const tell = (options: Partial<StoryOptions> = {}) =>
  [...tellStory(organisation, { ...month, ...options })].flat();

let told: readonly StoryEvent[];
beforeAll(() => {
  told = tell();
});

const ofStream = (stream: string) => told.filter((event) => event.stream === stream);
const delays = (stream: string) => ofStream(stream).map(({ arrival, time }) => arrival - time);

test('is told again in the same words, and otherwise with another seed', () => {
  const week = { to: from + 7 * day };
  expect(tell(week)).toEqual(tell(week));
  const other = createOrganisation({ account: organisation.account, people: 50, seed: 2 });
  expect([...tellStory(other, { from, ...week })].flat()).not.toEqual(tell(week));
});

test('is told in the order of arrival, happens within its bounds, and repeats no id', () => {
  told.forEach(({ arrival }, i) => expect(arrival).toBeGreaterThanOrEqual(told[i - 1]?.arrival ?? -Infinity));
  for (const event of told) {
    expect(event.time >= month.from && event.time < month.to).toBe(true);
    expect(Math.abs(Date.parse(fields(event).timestamp) - event.time)).toBeLessThan(1000);
  }
  expect(new Set(told.map((event) => fields(event).uuid)).size).toBe(told.length);
});

test('a month holds every code of the vocabulary', () => {
  const { pairs, failures, usages, reported } = readStoryCodes();
  const audits = new Set(ofStream('auditevents').map((e) => `${fields(e).action}/${fields(e).object_type}`));
  const signIns = new Set(ofStream('signinattempts').map((e) => `${fields(e).category}/${fields(e).type}`));
  const actions = new Set(ofStream('itemusages').map((e) => fields(e).action));
  expect(pairs.filter(([action, type]) => !audits.has(`${action}/${type}`))).toEqual([]);
  expect(failures.filter(([category, type]) => !signIns.has(`${category}/${type}`))).toEqual([]);
  expect(usages.filter((action) => !actions.has(action))).toEqual([]);
  expect(reported.filter((type) => !signIns.has(`firewall_reported_success/${type}`))).toEqual([]);
  for (const type of ['credentials_ok', 'mfa_ok', 'federated']) expect(signIns).toContain(`success/${type}`);
});

test('sessions hang together: user, time and address of the sign-in are those of its audit events', () => {
  const signIns = new Map(
    ofStream('signinattempts')
      .filter((event) => fields(event).category !== 'credentials_failed')
      .map((event) => [fields(event).session_uuid, fields(event)] as const),
  );
  let checked = 0;
  for (const event of ofStream('auditevents').map(fields)) {
    const signIn = signIns.get(event.session.uuid);
    // The sign-in of a session at the beginning lies before the story.
    if (!signIn) continue;
    checked += 1;
    expect(event.session.login_time).toBe(signIn.timestamp);
    expect(event.session.ip).toBe(signIn.client.ip_address);
    expect(event.actor_uuid).toBe(signIn.target_user.uuid);
    expect(event.location).toEqual(signIn.location);
  }
  expect(checked).toBeGreaterThan(ofStream('auditevents').length * 0.98);
});

test('people use items from where they signed in that day', () => {
  const places = new Set(
    ofStream('signinattempts').map((e) => `${fields(e).target_user.uuid} ${fields(e).client.ip_address}`),
  );
  for (const usage of ofStream('itemusages').map(fields))
    expect(places).toContain(`${usage.user.uuid} ${usage.client.ip_address}`);
});

test('item usages come late, some by days and some ahead of their time; the rest is prompt', () => {
  const late = delays('itemusages');
  expect(late.filter((delay) => delay > day).length).toBeGreaterThan(late.length * 0.003);
  expect(late.some((delay) => delay < 0)).toBe(true);
  expect(late.filter((delay) => delay < 3_600_000).length).toBeGreaterThan(late.length * 0.9);
  for (const stream of ['auditevents', 'signinattempts'])
    expect(delays(stream).every((delay) => delay > 0 && delay <= 20_000)).toBe(true);
});

test('names are not ASCII alone, and times have several forms', () => {
  const names = ofStream('signinattempts').map((event) => fields(event).target_user.name);
  expect(names.some((name) => /\p{Script=Han}|\p{Script=Arabic}|\p{Script=Cyrillic}/u.test(name))).toBe(true);
  const times = ofStream('itemusages').map((event) => fields(event).timestamp);
  for (const form of [/\.\d{9}Z$/, /:\d\dZ$/, /\.\d{3}Z$/, /-03:00$/])
    expect(times.some((time) => form.test(time))).toBe(true);
});

describe('calm', () => {
  test('holds no routine that a rule looks at', () => {
    const calm = tell({ isCalm: true });
    const pairs = calm
      .filter(({ stream }) => stream === 'auditevents')
      .map((event) => [fields(event).action, fields(event).object_type] as const);
    // The bridge puts people into ordinary groups; no rule reports that.
    expect(
      pairs.filter((pair) => isWatched(pair)).every(([action, type]) => action === 'join' && type === 'gm'),
    ).toBe(true);
    expect(pairs.length).toBeGreaterThan(1000);
  });

  test('is the same story with an attack in it', () => {
    const week = { to: from + 7 * day, isCalm: true };
    const quiet = new Set(tell(week).map((event) => fields(event).uuid));
    const at = from + 5 * day;
    const attacked = tell({ ...week, attacks: [{ name: 'vault-export', at }] });
    const added = attacked.filter((event) => !quiet.has(fields(event).uuid));
    expect(attacked.length - added.length).toBe(quiet.size);
    expect(added.some(({ time }) => time === at)).toBe(true);
  });
});
