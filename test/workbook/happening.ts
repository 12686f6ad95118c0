/** Events that a test makes up, one by one. */
import type { StoryEvent } from '../../scripts/simulator/story/story-event.ts';
import { now } from './story-rows.ts';

export interface Somebody {
  readonly uuid: string;
  readonly name?: string;
  readonly email?: string;
}

type Fields = Readonly<Record<string, unknown>>;

const minute = 60_000;
let made = 0;

/** A time without digits below the millisecond is the usual one. */
function happening(
  stream: StoryEvent['stream'],
  fields: Fields,
  time = now - 90 * minute,
  arrival = Math.min(now, time + minute),
): StoryEvent {
  made += 1;
  const uuid = `TEST${String(made).padStart(22, '0')}`;
  const timestamp = new Date(time).toISOString();
  return { stream, time, arrival, event: { uuid, timestamp, ...fields } };
}

const toronto = { country: 'CA', region: 'Ontario', city: 'Toronto', latitude: 43.7, longitude: -79.4 };
const client = {
  app_name: '1Password for Mac',
  app_version: '8.10.60',
  platform_name: 'a computer',
  os_name: 'MacOSX',
  os_version: '15.1',
  ip_address: '203.0.113.7',
};

export function signInOf(who: Somebody, fields: Fields = {}, time?: number, arrival?: number): StoryEvent {
  const usual = { category: 'success', type: 'credentials_ok', country: 'CA', location: toronto, client };
  return happening('signinattempts', { ...usual, target_user: who, ...fields }, time, arrival);
}

export function usageOf(who: Somebody, fields: Fields = {}, time?: number, arrival?: number): StoryEvent {
  const usual = { action: 'fill', vault_uuid: 'vault', item_uuid: 'item', used_version: 1, client };
  return happening('itemusages', { ...usual, location: toronto, user: who, ...fields }, time, arrival);
}

export function auditOf(who: Somebody, fields: Fields = {}, time?: number, arrival?: number): StoryEvent {
  const usual = {
    action: 'update',
    object_type: 'vault',
    object_uuid: 'vault',
    session: { ip: '203.0.113.7' },
  };
  const actor = { actor_uuid: who.uuid, actor_details: who };
  return happening('auditevents', { ...usual, location: toronto, ...actor, ...fields }, time, arrival);
}

/** The application of an event: what differs from the usual one. */
export function clientWith(fields: Fields): Fields {
  return { client: { ...client, ...fields } };
}
