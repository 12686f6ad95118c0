/**
 * What the numbers of the workbook are compared with: the events themselves, as the API gave them, told
 * apart by the stream they came from. Nothing here knows of columns, shapes or queries.
 */
import type { StoryEvent } from '../../scripts/simulator/story/story-event.ts';

export type Kind = 'Sign-in' | 'Item usage' | 'Administration';

interface Person {
  readonly uuid: string;
  readonly name: string;
  readonly email: string;
  readonly user_type?: string;
}

export interface ApiEvent {
  readonly uuid: string;
  readonly timestamp: string;
  readonly category?: string;
  readonly type?: string;
  readonly country?: string | null;
  readonly target_user?: Person;
  readonly user?: Person;
  readonly actor_uuid?: string;
  readonly actor_details?: Person;
  readonly action?: string;
  readonly object_type?: string;
  readonly object_uuid?: string;
  readonly object_details?: Person;
  readonly aux_uuid?: string;
  readonly aux_details?: Person;
  readonly aux_info?: string;
  readonly vault_uuid?: string;
  readonly item_uuid?: string;
  readonly session?: { readonly ip: string };
  readonly client?: Readonly<Record<string, string | undefined>> | null;
  readonly location?: {
    readonly country?: string;
    readonly region?: string;
    readonly city?: string;
    readonly latitude?: number;
    readonly longitude?: number;
  } | null;
}

/** Somebody did something. */
export interface Deed {
  readonly kind: Kind;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly arrival: number;
  readonly person: string;
  readonly name: string;
  readonly email: string;
  readonly event: ApiEvent;
}

const kinds: Readonly<Record<string, Kind>> = {
  signinattempts: 'Sign-in',
  itemusages: 'Item usage',
  auditevents: 'Administration',
};

export function deedOf({ stream, arrival, event }: StoryEvent): Deed {
  const api = event as unknown as ApiEvent;
  const who = api.actor_details ?? api.user ?? api.target_user;
  return {
    kind: kinds[stream] as Kind,
    at: Date.parse(api.timestamp),
    arrival,
    person: api.actor_uuid ?? who?.uuid ?? '',
    name: who?.name ?? '',
    email: (who?.email ?? '').toLowerCase(),
    event: api,
  };
}

export function isService({ email }: Deed): boolean {
  return email.endsWith('@1passwordserviceaccounts.com');
}

export type Outcome = 'success' | 'failed' | 'blocked';

const outcomes: Readonly<Record<string, Outcome>> = {
  success: 'success',
  firewall_reported_success: 'success',
  firewall_failed: 'blocked',
  firewall_prevented: 'blocked',
  modern_version_failed: 'blocked',
};

/** What the specification of the workbook makes of the outcome; whatever it does not name has failed. */
export function outcomeOf({ event }: Deed): Outcome {
  return outcomes[event.category ?? ''] ?? 'failed';
}

export function countryOf({ event }: Deed): string {
  return (event.country ?? event.location?.country ?? '').toUpperCase();
}

export function addressOf({ event }: Deed): string {
  return event.client?.['ip_address'] ?? event.client?.['ip'] ?? '';
}

export function ofKind(kind: Kind): (deed: Deed) => boolean {
  return (deed) => deed.kind === kind;
}

/** Lists by key, in the order in which keys come up. */
export function groupBy<T>(list: readonly T[], keyOf: (entry: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const entry of list) {
    const key = keyOf(entry);
    const group = groups.get(key);
    if (group) group.push(entry);
    else groups.set(key, [entry]);
  }
  return groups;
}

export function distinct(list: readonly Deed[], keyOf: (deed: Deed) => string = ({ person }) => person) {
  return new Set(list.map(keyOf).filter((key) => key !== '')).size;
}

/** The time of the newest, to the millisecond. */
export function latest(list: readonly Deed[]): string {
  return isoTime(Math.max(...list.map(({ at }) => at)));
}

export function earliest(list: readonly Deed[]): string {
  return isoTime(Math.min(...list.map(({ at }) => at)));
}

/** `2026-11-23T09:30:00.000` */
export function isoTime(time: number): string {
  return new Date(time).toISOString().slice(0, 23);
}

/** The beginning of the point of a chart that a time falls into. */
export function pointOf(time: number, length: number): string {
  return isoTime(Math.floor(time / length) * length);
}
