import type { Group, Organisation, Vault } from '../organisation.ts';
import type { Person } from '../person.ts';
import { createRandom, type Random } from '../random.ts';
import { openSession, type Session, type SessionTraits } from '../session.ts';
import {
  audit,
  itemUsage,
  signIn,
  successfulSignIn,
  type AuditSubject,
  type SignInOutcome,
  type StoryEvent,
} from '../story-event.ts';

const minute = 60_000;
/** What applications report of an attack is there this soon, so that it falls into one run of a rule. */
const usageDelay = 20_000;

/** Where an attack is played. Times are minutes, counted from the event that gives it away. */
export interface Stage {
  readonly organisation: Organisation;
  readonly random: Random;
  readonly events: StoryEvent[];
  readonly administrator: Person;
  /** Somebody without rights. */
  readonly member: Person;
  readonly others: readonly Person[];
  readonly vault: Vault;
  readonly privilegedVault: Vault;
  readonly group: Group;
  readonly privilegedGroup: Group;
  /** Signs somebody in. */
  enter(person: Person, minutes: number, traits?: SessionTraits): Session;
  /** An attempt to sign in. */
  attempt(person: Person, minutes: number, outcome: SignInOutcome, traits?: SessionTraits): void;
  note(session: Session, minutes: number, pair: readonly [string, string], subject?: AuditSubject): void;
  use(session: Session, minutes: number, action: string, vault: Vault, item: string): void;
}

export function createStage(organisation: Organisation, name: string, at: number): Stage {
  const random = createRandom(organisation.seed, `attack ${name} ${at}`);
  const { account, people, administrators, vaults, groups, privilegedGroups, privilegedVaults } =
    organisation;
  const members = people.filter((person) => !administrators.includes(person));
  const [member, ...others] = shuffled(members, random);
  const [privilegedVault] = privilegedVaults;
  const [privilegedGroup] = privilegedGroups;
  if (!member || others.length < 6 || !privilegedVault || !privilegedGroup)
    throw new RangeError('An attack takes an organisation of at least ten people');
  const events: StoryEvent[] = [];
  const timeOf = (minutes: number) => at + Math.round(minutes * minute);
  return {
    organisation,
    random,
    events,
    administrator: random.pick(administrators),
    member,
    others,
    vault: random.pick(vaults),
    privilegedVault,
    group: random.pick(groups.filter((group) => !privilegedGroups.includes(group))),
    privilegedGroup,
    enter: (person, minutes, traits) => {
      const session = openSession(account, person, timeOf(minutes), random, traits);
      events.push(successfulSignIn(session, random));
      return session;
    },
    attempt: (person, minutes, outcome, traits) => {
      const session = openSession(account, person, timeOf(minutes), random, traits);
      events.push(signIn(session, outcome, random));
    },
    note: (session, minutes, pair, subject = {}) => {
      events.push(audit(session, timeOf(minutes), pair, subject, random));
    },
    use: (session, minutes, action, vault, item) => {
      events.push(itemUsage(session, timeOf(minutes), { action, vault, item, delay: usageDelay }, random));
    },
  };
}

function shuffled<T>(list: readonly T[], random: Random): readonly T[] {
  return list
    .map((value) => ({ value, order: random.fraction() }))
    .sort((a, b) => a.order - b.order)
    .map(({ value }) => value);
}

/** A person as the object or as the second thing of an event. */
export function asObject({ details }: Person): AuditSubject {
  return { object_uuid: details.uuid, object_details: details };
}

export function asSecond({ details }: Person): AuditSubject {
  return { aux_uuid: details.uuid, aux_details: details };
}
