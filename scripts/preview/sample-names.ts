/**
 * The people of stories have names in many scripts, to try queries with. The font of pictures does not
 * have all of them, so that people and places of a sample get other names.
 */
import type { Organisation } from '../simulator/story/organisation.ts';
import type { JsonRow } from '../workbook-run/tables.ts';
import { people as names } from './made-up.ts';

interface Renamed {
  readonly name: string;
  readonly email: string;
  /** The given name that the person's devices are called after, and the new one. */
  readonly given: readonly [before: string, after: string];
}

export interface Renamer {
  /** By uuid. */
  readonly people: ReadonlyMap<string, Renamed>;
}

export function renamer(organisation: Organisation): Renamer {
  const { people, external, automation, bridge, domain } = organisation;
  const renamed = [...people, ...external].map(({ details }, i) => {
    const name = nameOf(i);
    const email = `${name.toLowerCase().replace(' ', '.')}@${domain}`;
    const given = [details.name.split(' ')[0] ?? '', name.split(' ')[0] ?? ''] as const;
    return [details.uuid, { name, email, given }] as const;
  });
  const kept = [...automation, bridge].map(({ details: { uuid, name, email } }) => {
    return [uuid, { name, email, given: ['', ''] as const }] as const;
  });
  return { people: new Map([...renamed, ...kept]) };
}

/** Each given name with each family name, before one of them comes up again. */
function nameOf(index: number): string {
  const given = names[index % names.length]?.split(' ')[0];
  // 5 and the number of names have no common divisor.
  const family = names[(index + 5 * Math.floor(index / names.length)) % names.length]?.split(' ')[1];
  return `${given} ${family}`;
}

const personColumns = ['target_user', 'user', 'actor_details', 'object_details', 'aux_details'];
const cities: Readonly<Record<string, string>> = { 大阪市: 'Osaka' };

/** The row under the new names. */
export function renameIn(row: JsonRow, { people }: Renamer): JsonRow {
  const changed: Record<string, unknown> = { ...row };
  for (const column of personColumns) {
    const person = row[column] as { readonly uuid: string } | undefined;
    const renamed = person && people.get(person.uuid);
    if (!renamed) continue;
    changed[column] = { ...person, name: renamed.name, email: renamed.email };
  }
  const owner = (row['target_user'] ?? row['user']) as { readonly uuid: string } | undefined;
  const [before, after] = people.get(owner?.uuid ?? '')?.given ?? ['', ''];
  const client = row['client'] as Readonly<Record<string, string>> | undefined;
  if (client && before !== '')
    changed['client'] = { ...client, platform_name: client['platform_name']?.replace(before, after) };
  const location = row['location'] as { readonly city?: string } | undefined;
  const city = cities[location?.city ?? ''];
  if (city !== undefined) changed['location'] = { ...location, city };
  return changed;
}
