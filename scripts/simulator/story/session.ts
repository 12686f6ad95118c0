import type { Device } from './device.ts';
import type { Person } from './person.ts';
import type { Place } from './place.ts';
import type { Random } from './random.ts';
import { formatTime } from './timestamp.ts';

/** A person at a device: what its sign-in, audit events and item usages have in common. */
export interface Session {
  /** Uuid of the account. */
  readonly account: string;
  readonly person: Person;
  readonly device: Device;
  readonly uuid: string;
  /** Time of the sign-in, ms, and as its event says it. */
  readonly start: number;
  readonly startText: string;
  readonly place: Place;
  /** Objects of events, one for all events of the session. */
  readonly client: object;
  readonly location: object;
  readonly session: object;
}

export interface SessionTraits {
  readonly device?: Device;
  readonly address?: string;
  readonly place?: Place;
}

export function openSession(
  account: string,
  person: Person,
  start: number,
  random: Random,
  traits: SessionTraits = {},
): Session {
  const {
    device = random.pick(person.devices),
    address = person.officeAddress,
    place = person.place,
  } = traits;
  const { country, region, city, latitude, longitude } = place;
  const uuid = random.id();
  const startText = formatTime(start, random);
  return {
    account,
    person,
    device,
    uuid,
    start,
    startText,
    place,
    client: { ...device.client, ip_address: address },
    location: { country, region, city, latitude, longitude },
    session: { uuid, login_time: startText, device_uuid: device.uuid, ip: address },
  };
}
