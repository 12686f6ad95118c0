/** The people, vaults and groups that every scenario can name. */
import type { RuleScenariosFile } from '../model/rule-scenarios.ts';

export interface Person {
  readonly uuid: string;
  readonly email: string | undefined;
  readonly name: string;
  readonly type: 'user' | 'external_user';
}

export interface Thing {
  readonly uuid: string;
  readonly isListed: boolean;
  readonly kind: 'vault' | 'group';
}

export interface Cast {
  readonly people: ReadonlyMap<string, Person>;
  readonly vaults: ReadonlyMap<string, Thing>;
  readonly groups: ReadonlyMap<string, Thing>;
}

const people: Readonly<Record<string, Person>> = {
  alice: { uuid: 'U_ALICE', email: 'alice@example.com', name: 'Alice', type: 'user' },
  bob: { uuid: 'U_BOB', email: 'bob@example.com', name: 'Bob', type: 'user' },
  /** The administrator; does what nobody else is named for. */
  carol: { uuid: 'U_CAROL', email: 'carol@example.com', name: 'Carol', type: 'user' },
  /** A newcomer. */
  dave: { uuid: 'U_DAVE', email: 'dave@example.com', name: 'Dave', type: 'user' },
  /** The bridge that provisions people. */
  svc: { uuid: 'U_SVC', email: 'bridge@1passwordserviceaccounts.com', name: 'Svc', type: 'user' },
  /** Of a partner that manages the account. */
  max: { uuid: 'U_MAX', email: 'max@partner.example', name: 'Max', type: 'external_user' },
};

const vaults: Readonly<Record<string, Thing>> = {
  priv1: { uuid: 'V_PRIV1', isListed: true, kind: 'vault' },
  priv2: { uuid: 'V_PRIV2', isListed: true, kind: 'vault' },
  team: { uuid: 'V_TEAM', isListed: false, kind: 'vault' },
};

const groups: Readonly<Record<string, Thing>> = {
  priv: { uuid: 'G_PRIV', isListed: true, kind: 'group' },
  staff: { uuid: 'G_STAFF', isListed: false, kind: 'group' },
};

/** Who acts where an event names nobody, and from which address. */
export const usualActor = 'carol';
export const usualIp = '203.0.113.7';
/** The address of the account to which all belong but external users. */
export const usualAccount = 'A_EXAMPLE';

/** The usual cast with what a file adds to it or changes of it. */
export function castOf(file: Pick<RuleScenariosFile, 'people' | 'vaults' | 'groups'>): Cast {
  const ownPeople = Object.entries(file.people ?? {}).map(
    ([key, { uuid, email, name = key, type = 'user' }]) => [key, { uuid, email, name, type }] as const,
  );
  return {
    people: new Map([...Object.entries(people), ...ownPeople]),
    vaults: new Map([...Object.entries(vaults), ...thingsOf(file.vaults, 'vault')]),
    groups: new Map([...Object.entries(groups), ...thingsOf(file.groups, 'group')]),
  };
}

/** The rows of a watchlist that holds what of the cast is listed. */
export function listedRows({ vaults, groups }: Cast): Readonly<Record<string, string>>[] {
  return [...vaults, ...groups]
    .filter(([, { isListed }]) => isListed)
    .map(([name, { uuid, kind }]) => ({ UUID: uuid, Type: kind, Name: name }));
}

function thingsOf(own: RuleScenariosFile['vaults'], kind: Thing['kind']): [string, Thing][] {
  return Object.entries(own ?? {}).map(([key, { uuid, listed = false }]) => [
    key,
    { uuid, isListed: listed, kind },
  ]);
}
