import { oldAudience, readClaims } from '../../../functions/src/core/token.ts';
import type { Json, JsonObject } from '../../model/arm.ts';
import { UsageFault, type Questions } from './questions.ts';

/** A region of 1Password as `--region` names it. */
export interface RegionChoice {
  /** `com`, `ent`, `ca`, `eu` */
  readonly name: string;
  readonly address: string;
}

/** The regions that the template allows. */
export function regionsOf(template: JsonObject): readonly RegionChoice[] {
  const { apiEndpoint } = (template['parameters'] ?? {}) as Readonly<
    Record<string, { readonly allowedValues?: readonly Json[] } | undefined>
  >;
  return (apiEndpoint?.allowedValues ?? []).map(String).map((address) => ({
    name: nameOf(new URL(address).hostname),
    address,
  }));
}

/** `ent` of events.ent.1password.com, `ca` of events.1password.ca. */
function nameOf(host: string): string {
  const [, area, country] = /^events\.(?:(\w+)\.)?1password\.(\w+)$/.exec(host) ?? [];
  return area ?? country ?? host;
}

/**
 * The address of a region. `auto` is read from the audience of the key; where that names none, it is asked
 * for. Throws `UsageFault` where nobody can answer.
 */
export async function addressOf(
  region: string,
  key: string,
  regions: readonly RegionChoice[],
  questions?: Questions,
): Promise<string> {
  if (region !== 'auto') {
    const found = regions.find(({ name }) => name === region);
    if (!found) throw new UsageFault(`knows no region ${region}`);
    return found.address;
  }
  const host = readClaims(key)?.host;
  const named = regions.find(({ address }) => new URL(address).host === host);
  if (named) return named.address;
  const names = regions.map(({ name }) => name).join(', ');
  if (host !== undefined && host !== oldAudience) {
    throw new UsageFault(`does not know ${host}, for which the API key was issued. Regions: ${names}`);
  }
  if (!questions) throw new UsageFault(`cannot read the region from the API key; give --region (${names})`);
  return questions.choose(
    'Where does the 1Password account live?',
    regions.map(({ name, address }) => ({ value: address, label: address, hint: name })),
  );
}
