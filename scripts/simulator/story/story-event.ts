import type { Stream } from '../stream-name.ts';
import type { Vault } from './organisation.ts';
import type { Details } from './person.ts';
import type { Random } from './random.ts';
import type { Session } from './session.ts';
import { formatClientTime, formatTime } from './timestamp.ts';

/** An event as the API gives it, and when it happened and reached the service (ms). */
export interface StoryEvent {
  readonly stream: Stream;
  readonly time: number;
  readonly arrival: number;
  readonly event: Readonly<Record<string, unknown>>;
}

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;

export interface SignInOutcome {
  readonly category: string;
  readonly type: string;
  readonly details?: { readonly value: string } | null;
  /** Default: the beginning of the session. */
  readonly time?: number;
}

export function signIn(session: Session, outcome: SignInOutcome, random: Random): StoryEvent {
  const { category, type, details = null, time = session.start } = outcome;
  const event = {
    uuid: random.id(),
    session_uuid: session.uuid,
    timestamp: time === session.start ? session.startText : formatTime(time, random),
    country: session.place.country,
    category,
    type,
    details,
    target_user: session.person.user,
    client: session.client,
    location: session.location,
    account_uuid: session.account,
  };
  return { stream: 'signinattempts', time, arrival: time + soon(random), event };
}

/** The sign-in of the session that worked. */
export function successfulSignIn(session: Session, random: Random): StoryEvent {
  return signIn(session, { category: 'success', type: session.person.signsInBy }, random);
}

export interface AuditSubject {
  readonly object_uuid?: string;
  readonly object_details?: Details;
  readonly aux_id?: number;
  readonly aux_uuid?: string;
  readonly aux_details?: Details;
  readonly aux_info?: string;
}

export function audit(
  session: Session,
  time: number,
  [action, object_type]: readonly [action: string, objectType: string],
  subject: AuditSubject,
  random: Random,
): StoryEvent {
  const { person, account } = session;
  const event = {
    uuid: random.id(),
    timestamp: formatTime(time, random),
    actor_uuid: person.details.uuid,
    actor_details: person.details,
    actor_type: person.user.user_type,
    actor_account_uuid: person.user.user_account_uuid,
    account_uuid: account,
    action,
    object_type,
    ...subject,
    session: session.session,
    location: session.location,
  };
  return { stream: 'auditevents', time, arrival: time + soon(random), event };
}

export interface Usage {
  readonly action: string;
  readonly vault: Vault;
  readonly item: string;
  /** Time on the way, ms; made up where absent. */
  readonly delay?: number;
}

export function itemUsage(session: Session, time: number, usage: Usage, random: Random): StoryEvent {
  const { action, vault, item } = usage;
  const isPrompt = action.startsWith('server-') || !session.device.isNative;
  const delay = usage.delay ?? (isPrompt ? soon(random) : syncDelay(random));
  const event = {
    uuid: random.id(),
    timestamp: isPrompt ? formatTime(time, random) : formatClientTime(time, random),
    used_version: random.whole(1, 30),
    vault_uuid: vault.uuid,
    item_uuid: item,
    action,
    user: session.person.user,
    client: session.client,
    location: session.location,
    account_uuid: session.account,
  };
  return { stream: 'itemusages', time, arrival: time + delay, event };
}

/** What the service makes itself is there within seconds. */
function soon(random: Random): number {
  return random.whole(1, 20) * second;
}

/** With the next synchronisation: minutes mostly, days for a laptop that was shut; or a clock that is ahead. */
function syncDelay(random: Random): number {
  const chance = random.fraction();
  if (chance < 0.01) return -random.whole(1, 180) * second;
  if (chance < 0.03) return random.whole(8 * 60, 5 * 24 * 60) * minute;
  if (chance < 0.1) return random.whole(1, 12) * hour;
  return Math.round(random.waiting(4 * minute));
}
