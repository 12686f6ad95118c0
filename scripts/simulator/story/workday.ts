import { vaultsOf, type Organisation, type Vault } from './organisation.ts';
import type { Person } from './person.ts';
import type { Random } from './random.ts';
import { openSession, type Session } from './session.ts';
import { audit, itemUsage, signIn, successfulSignIn, type StoryEvent } from './story-event.ts';
import type { StoryCodes } from './vocabulary.ts';

const minute = 60_000;
const day = 24 * 60 * minute;
const weekendDays = new Set([0, 6]);

/** Of 100 uses of items. What is missing to 100 goes to the codes in turn. */
const usageShares: readonly (readonly [action: string, share: number])[] = [
  ['fill', 62],
  ['secure-copy', 10],
  ['reveal', 8],
  ['server-fetch', 6],
  ['enter-item-edit-mode', 4],
  ['server-update', 4],
  ['server-create', 2],
];

/** What one person does in a day: sessions, each with a sign-in, audit events and uses of items. */
export function workday(
  organisation: Organisation,
  person: Person,
  vaults: readonly Vault[],
  midnight: number,
  random: Random,
  codes: StoryCodes,
): readonly StoryEvent[] {
  const start = midnight - person.place.utcOffsetMinutes * minute;
  const isWeekend = weekendDays.has(new Date(midnight).getUTCDay());
  if (isWeekend ? !person.worksOnWeekends : random.chance(0.05)) return [];
  const isAtHome = random.chance(0.35);
  const address = isAtHome ? person.homeAddress : person.officeAddress;
  const events: StoryEvent[] = [];
  for (const device of person.devices) {
    if (device.isNative && device !== person.devices[0] && random.chance(0.5)) continue;
    const begin = start + (person.begins + random.whole(-20, 40)) * minute + random.whole(0, 59_999);
    const end = start + (person.ends + random.whole(-60, 30)) * minute;
    const session = openSession(organisation.account, person, begin, random, { device, address });
    events.push(...arrive(session, random, codes), ...plumbing(session, end, random));
    events.push(...work(session, end, vaults, random, codes));
  }
  return events;
}

/** The sign-in, and before it sometimes attempts that failed. */
function arrive(session: Session, random: Random, { failures, reported }: StoryCodes): readonly StoryEvent[] {
  const events: StoryEvent[] = [];
  while (random.chance(0.06)) {
    const attempt = openSession(
      session.account,
      session.person,
      session.start - random.whole(8, 300) * 1000,
      random,
      {
        device: session.device,
      },
    );
    const [category, type] = random.chance(0.5)
      ? (['credentials_failed', 'password_secret_bad'] as const)
      : random.pick(failures);
    const details = category.startsWith('firewall') ? { value: attempt.place.country } : null;
    events.push(signIn(attempt, { category, type, details }, random));
  }
  if (reported.length > 0 && random.chance(0.01)) {
    const details = { value: session.place.country };
    const outcome = { category: 'firewall_reported_success', type: random.pick(reported), details };
    events.push(signIn(session, outcome, random));
  } else events.push(successfulSignIn(session, random));
  return events;
}

/** Tokens and sessions that applications pass on without anybody doing anything. */
function plumbing(session: Session, end: number, random: Random): readonly StoryEvent[] {
  const { person, device, start } = session;
  const events: StoryEvent[] = [];
  if (person.signsInBy === 'federated') {
    const subject = { object_uuid: random.id() };
    events.push(audit(session, start - 900, ['ssotknv', 'ssotkn'], subject, random));
  }
  if (!device.isNative)
    for (
      let time = start + 5 * minute;
      time < end && events.length < 6;
      time += random.waiting(120 * minute)
    ) {
      const subject = { object_uuid: random.id(), aux_uuid: session.uuid };
      events.push(audit(session, time, ['dlgsess', 'dlgdsess'], subject, random));
    }
  return events;
}

function work(
  session: Session,
  end: number,
  vaults: readonly Vault[],
  random: Random,
  codes: StoryCodes,
): readonly StoryEvent[] {
  const events: StoryEvent[] = [];
  const pace = 55 * minute;
  const last = Math.min(end, session.start + day);
  for (let time = session.start + random.waiting(pace); time < last; time += random.waiting(pace)) {
    const at = Math.floor(time);
    const vault = random.pick(vaults);
    const item = random.pick(vault.items);
    const action = pickUsage(random, codes);
    events.push(itemUsage(session, at, { action, vault, item }, random));
    if (action === 'server-create' || action === 'server-update') {
      const counts = action === 'server-create' ? '{"created":1}' : '{"updated":1}';
      const subject = { object_uuid: vault.uuid, aux_info: counts };
      events.push(audit(session, at + 40, ['patch', 'items'], subject, random));
    }
    if (action === 'share')
      events.push(
        audit(session, at + 40, ['share', 'item'], { object_uuid: item, aux_uuid: vault.uuid }, random),
      );
  }
  return events;
}

function pickUsage(random: Random, { usages }: StoryCodes): string {
  let rest = random.whole(0, 99);
  for (const [action, share] of usageShares) {
    if (rest < share) return action;
    rest -= share;
  }
  return random.pick(usages);
}

/** The vaults of each person, worked out once. */
export function vaultsByPerson(organisation: Organisation): ReadonlyMap<Person, readonly Vault[]> {
  const { people, automation, bridge } = organisation;
  return new Map([...people, ...automation, bridge].map((person, i) => [person, vaultsOf(organisation, i)]));
}
