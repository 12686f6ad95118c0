import { createPerson, createService, type Person } from './person.ts';
import { createRandom } from './random.ts';

/** A shared vault. Ids of vaults, items and groups are in lower case. */
export interface Vault {
  readonly uuid: string;
  readonly items: readonly string[];
}

export interface Group {
  readonly uuid: string;
  readonly name: string;
}

export interface Organisation {
  readonly seed: number;
  /** Uuid of the account. */
  readonly account: string;
  readonly domain: string;
  readonly people: readonly Person[];
  /** Those among the people who administer. */
  readonly administrators: readonly Person[];
  /** Technicians of a managed service provider. */
  readonly external: readonly Person[];
  readonly bridge: Person;
  readonly automation: readonly Person[];
  /** Vaults that everybody may have, each person some of them. */
  readonly vaults: readonly Vault[];
  readonly groups: readonly Group[];
  readonly privilegedVaults: readonly Vault[];
  readonly privilegedGroups: readonly Group[];
}

export interface OrganisationOptions {
  readonly seed?: number;
  readonly account: string;
  readonly people?: number;
  readonly domain?: string;
}

const itemsInVault = 40;
const groupNames = [
  'Owners',
  'Administrators',
  'Security',
  'Finance',
  'Engineering',
  'Sales',
  'Support',
  'Design',
];
/** The first of the group names. */
const privilegedGroupCount = 3;

export function createOrganisation(options: OrganisationOptions): Organisation {
  const { seed = 1, account, people: count = 50, domain = 'example.com' } = options;
  const random = createRandom(seed, `organisation ${account}`);
  const people = Array.from({ length: count }, (_, i) =>
    createPerson(i + 1, { account, domain }, random.fork(`person ${i}`)),
  );
  const id = () => random.id().toLowerCase();
  const vaults = Array.from({ length: Math.ceil(count / 5) + 8 }, () => createVault(id));
  const groups = groupNames.map((name) => ({ uuid: id(), name }));
  return {
    seed,
    account,
    domain,
    people,
    administrators: people.slice(0, Math.max(2, Math.ceil(count / 25))),
    external: Array.from({ length: 2 }, (_, i) =>
      createPerson(
        i + 1,
        { account, domain: 'partner.example', isExternal: true },
        random.fork(`external ${i}`),
      ),
    ),
    bridge: createService('SCIM bridge', 'bridge', account, random.fork('bridge')),
    automation: [
      createService('Continuous integration', 'commandLine', account, random.fork('ci')),
      createService('Deployment', 'library', account, random.fork('deployment')),
    ],
    vaults,
    groups,
    privilegedVaults: [createVault(id), createVault(id)],
    privilegedGroups: groups.slice(0, privilegedGroupCount),
  };
}

function createVault(id: () => string): Vault {
  return { uuid: id(), items: Array.from({ length: itemsInVault }, id) };
}

/** A handful of vaults, the same ones each time for the same person. */
export function vaultsOf({ vaults }: Organisation, index: number): readonly Vault[] {
  return [0, 1, 2].flatMap((i) => vaults[(index * 3 + i * 5) % vaults.length] ?? []);
}

/** Rows of the watchlist PG1PW for the privileged groups and vaults. */
export function watchlistOf({ privilegedGroups, privilegedVaults }: Organisation): string {
  const groups = privilegedGroups.map(({ uuid, name }) => `${uuid},group,${name},`);
  const vaults = privilegedVaults.map(({ uuid }, i) => `${uuid},vault,Privileged vault ${i + 1},`);
  return ['UUID,Type,Name,Notes', ...groups, ...vaults, ''].join('\n');
}
