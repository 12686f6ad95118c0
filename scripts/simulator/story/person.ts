import { devicesOf, serviceDevice, type Device, type ServiceKind } from './device.ts';
import { familyNames, givenNames } from './names.ts';
import { homeAddress, officeAddress, offices, type Place } from './place.ts';
import type { Random } from './random.ts';

/** Objects of events; one for all events of a person. */
export interface Details {
  readonly uuid: string;
  readonly name: string;
  readonly email: string;
}

export interface User extends Details {
  readonly user_type: string;
  readonly user_account_uuid: string;
}

export interface Person {
  readonly details: Details;
  readonly user: User;
  readonly isService: boolean;
  readonly place: Place;
  /** Minutes after midnight, local. */
  readonly begins: number;
  readonly ends: number;
  readonly worksOnWeekends: boolean;
  /** How a sign-in of this person succeeds. */
  readonly signsInBy: 'credentials_ok' | 'mfa_ok' | 'federated';
  readonly devices: readonly Device[];
  readonly officeAddress: string;
  readonly homeAddress: string;
}

export interface PersonTraits {
  readonly account: string;
  readonly domain: string;
  readonly isExternal?: boolean;
}

export function createPerson(
  index: number,
  { account, domain, isExternal = false }: PersonTraits,
  random: Random,
): Person {
  const [given, mailGiven] = random.pick(givenNames);
  const [family, mailFamily] = random.pick(familyNames);
  const local = `${mailGiven}.${mailFamily}${index}`;
  // Addresses are as people typed them.
  const email = `${random.chance(0.1) ? local.replace(/^./, (c) => c.toUpperCase()) : local}@${domain}`;
  const details = { uuid: random.id(), name: `${given} ${family}`, email };
  const place = random.pick(offices);
  const begins = random.whole(7 * 60, 10 * 60);
  return {
    details,
    user: withAccount(details, isExternal ? random.id() : account, isExternal),
    isService: false,
    place,
    begins,
    ends: begins + random.whole(6 * 60, 10 * 60),
    worksOnWeekends: random.chance(0.08),
    signsInBy: random.chance(0.5) ? 'mfa_ok' : random.chance(0.6) ? 'federated' : 'credentials_ok',
    devices: devicesOf(given, random),
    officeAddress: officeAddress(place, random),
    homeAddress: homeAddress(random),
  };
}

/** A service account; it works around the clock. */
export function createService(name: string, kind: ServiceKind, account: string, random: Random): Person {
  const details = {
    uuid: random.id(),
    name,
    email: `${random.id().toLowerCase()}@1passwordserviceaccounts.com`,
  };
  const [place] = offices;
  const address = `192.0.2.${random.whole(1, 100)}`;
  if (!place) throw new RangeError('There are no offices');
  return {
    details,
    user: withAccount(details, account, false),
    isService: true,
    place,
    begins: 0,
    ends: 24 * 60,
    worksOnWeekends: true,
    signsInBy: 'credentials_ok',
    devices: [serviceDevice(kind, random)],
    officeAddress: address,
    homeAddress: address,
  };
}

function withAccount(details: Details, account: string, isExternal: boolean): User {
  return { ...details, user_type: isExternal ? 'external_user' : 'user', user_account_uuid: account };
}
