import type { Organisation } from './organisation.ts';
import type { Random } from './random.ts';
import { openSession } from './session.ts';
import { audit, itemUsage, signIn, successfulSignIn, type StoryEvent } from './story-event.ts';
import { subjectOf } from './subject.ts';
import { isWatched } from './suspicion.ts';
import type { StoryCodes } from './vocabulary.ts';

const minute = 60_000;

export interface Routine {
  /** Tasks done before this day, so that every kind has its turn. */
  readonly done: number;
  readonly count: number;
  /** Leaves out what analytics rules look at. */
  readonly isCalm: boolean;
}

/** The day of those who administer: one kind of task after the other, in sessions of their own. */
export function administration(
  organisation: Organisation,
  midnight: number,
  { done, count, isCalm }: Routine,
  random: Random,
  { pairs }: StoryCodes,
): readonly StoryEvent[] {
  const known = isCalm ? pairs.filter((pair) => !isWatched(pair)) : pairs;
  const { account, administrators, external } = organisation;
  const events: StoryEvent[] = [];
  for (let i = 0; i < count; i += 1) {
    const isExternal = random.chance(0.1);
    const person = random.pick(isExternal ? external : administrators);
    const local = (person.begins + random.whole(0, person.ends - person.begins)) * minute;
    const start = midnight - person.place.utcOffsetMinutes * minute + local;
    const session = openSession(account, person, start, random);
    const pair = known[(done + i) % known.length] ?? known[0];
    if (!pair) break;
    const time = start + random.whole(30, 900) * 1000;
    events.push(successfulSignIn(session, random));
    events.push(audit(session, time, pair, subjectOf(pair, organisation, session, random), random));
  }
  return events;
}

/** Sign-ins that fail for one reason after the other, so that every reason has its turn. */
export function mishaps(
  { account, people }: Organisation,
  midnight: number,
  { done, count }: Pick<Routine, 'done' | 'count'>,
  random: Random,
  { failures }: StoryCodes,
): readonly StoryEvent[] {
  return Array.from({ length: count }, (_, i) => {
    const [category = '', type = ''] = failures[(done + i) % failures.length] ?? [];
    const person = random.pick(people);
    const session = openSession(account, person, midnight + random.whole(1, 1439) * minute, random);
    const details = category.startsWith('firewall') ? { value: person.place.country } : null;
    return signIn(session, { category, type, details }, random);
  });
}

/** The SCIM bridge keeps groups in step, and automation fetches items, by night as by day. */
export function machinery(
  { account, bridge, automation, people, groups, privilegedGroups, vaults }: Organisation,
  midnight: number,
  isCalm: boolean,
  random: Random,
): readonly StoryEvent[] {
  const events: StoryEvent[] = [];
  const ordinary = isCalm ? groups.filter((group) => !privilegedGroups.includes(group)) : groups;
  const session = openSession(account, bridge, midnight + random.whole(0, 60) * minute, random);
  events.push(successfulSignIn(session, random));
  for (let i = random.whole(0, 3); i > 0; i -= 1) {
    const { details } = random.pick(people);
    const subject = {
      object_uuid: random.pick(ordinary).uuid,
      aux_id: random.whole(1, 9_999_999),
      aux_uuid: details.uuid,
      aux_details: details,
      aux_info: 'R',
    };
    events.push(
      audit(session, session.start + random.whole(1, 1300) * minute, ['join', 'gm'], subject, random),
    );
  }
  for (const service of automation) {
    const run = openSession(account, service, midnight + random.whole(0, 120) * minute, random);
    const vault = random.pick(vaults);
    events.push(successfulSignIn(run, random));
    for (let time = run.start; time < midnight + 24 * 60 * minute; time += random.whole(30, 240) * minute)
      events.push(
        itemUsage(run, time, { action: 'server-fetch', vault, item: random.pick(vault.items) }, random),
      );
  }
  return events;
}
