import type { EventSource } from '../events/stream-log.ts';
import type { Stream } from '../stream-name.ts';
import type { Organisation } from './organisation.ts';
import { createRandom } from './random.ts';
import { openSession } from './session.ts';
import { audit, itemUsage, successfulSignIn, type StoryEvent } from './story-event.ts';

const second = 1000;

/** Where a flood begins, and how far apart its events are (ms). */
export interface FloodTimes {
  readonly from: number;
  readonly spacing: number;
}

/**
 * Any number of events that take no memory: each is made when it is served, from its number alone. For
 * streams of millions; the sessions do not hang together.
 */
export function floodOf(
  organisation: Organisation,
  stream: Stream,
  { from, spacing }: FloodTimes,
): EventSource {
  return {
    at: (index) => floodEvent(organisation, stream, Math.floor(from + index * spacing), index).event,
  };
}

/** Arrival and time of the events of a flood, for `Account.appendSource`. */
export function floodTimes({
  from,
  spacing,
}: FloodTimes): (index: number) => { arrival: number; time: number } {
  return (index) => {
    const time = Math.floor(from + index * spacing);
    return { arrival: time + second, time };
  };
}

function floodEvent(organisation: Organisation, stream: Stream, time: number, index: number): StoryEvent {
  const { account, people, vaults, seed } = organisation;
  const random = createRandom(seed, `${stream} ${index}`);
  const session = openSession(account, random.pick(people), time, random);
  if (stream === 'signinattempts') return successfulSignIn(session, random);
  const vault = random.pick(vaults);
  const item = random.pick(vault.items);
  if (stream === 'itemusages') return itemUsage(session, time, { action: 'fill', vault, item }, random);
  return audit(
    session,
    time,
    ['patch', 'items'],
    { object_uuid: vault.uuid, aux_info: '{"updated":1}' },
    random,
  );
}
