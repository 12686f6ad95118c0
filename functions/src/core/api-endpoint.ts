import { address, Refusal, withoutSlash } from './settings-form.ts';

/** Addresses of the Events API by where the account lives (events-api.md 1). */
export const regions = [
  'https://events.1password.com',
  'https://events.ent.1password.com',
  'https://events.1password.ca',
  'https://events.1password.eu',
] as const;

const domains = ['.1password.com', '.1password.ca', '.1password.eu'];

/** The base address without a slash at its end. Only 1Password's own hosts get the token. */
export function parseApiEndpoint(value: unknown, allowsOthers: boolean): string | Refusal {
  if (typeof value !== 'string' || value === '') return refuse('it is missing');
  const url = address(value);
  if (url instanceof Refusal) return refuse(url.text);
  if (url.pathname.replaceAll('/', '') !== '') return refuse('it must end behind the host');
  if (allowsOthers) return withoutSlash(url);
  if (url.protocol !== 'https:') return refuse('it must begin with https://');
  if (!domains.some((domain) => url.hostname.endsWith(domain)))
    return refuse(`${url.hostname.slice(0, 80)} is not a host of 1Password`);
  return withoutSlash(url);
}

function refuse(why: string): Refusal {
  return new Refusal(`The setting apiEndpoint cannot be used: ${why}. Use one of ${regions.join(', ')}.`);
}

/** Host as tokens name it: with a port only where the address has one. */
export function hostOf(apiEndpoint: string): string {
  return new URL(apiEndpoint).host;
}
