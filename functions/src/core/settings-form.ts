import { redactPatterns } from './redaction.ts';

/** Why a value cannot be used; the text goes behind the name of the setting. */
export class Refusal {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

/** What is known of a setting: for reading it and for the page that describes it. */
export interface Setting<T> {
  readonly name: string;
  readonly meaning: string;
  /** As text; absent: there is none. */
  readonly initial?: string;
  readonly allowed: string;
  readonly isSecret?: true;
  readonly isRequired?: true;
  /** Gets the text trimmed and not empty. */
  readonly parse: (text: string) => T | Refusal;
}

export function text(value: string): string {
  return value;
}

export function flag(value: string): boolean | Refusal {
  const lower = value.toLowerCase();
  return lower === 'true' || lower === 'false' ? lower === 'true' : new Refusal('it must be true or false');
}

export function integer(least: number, most: number): (value: string) => number | Refusal {
  return (value) => {
    const number = /^\d{1,9}$/.test(value) ? Number(value) : Number.NaN;
    return number >= least && number <= most
      ? number
      : new Refusal(`it must be a whole number from ${least} to ${most}`);
  };
}

export function oneOf<const T extends string>(values: readonly T[]): (value: string) => T | Refusal {
  return (value) =>
    values.find((known) => known === value.toLowerCase()) ??
    new Refusal(`it must be one of ${values.join(', ')}`);
}

export function matching(pattern: RegExp, form: string): (value: string) => string | Refusal {
  return (value) => (pattern.test(value) ? value : new Refusal(`it must be ${form}`));
}

/** An address without user, query and fragment; the slash at its end is cut off. */
export function address(value: string): URL | Refusal {
  let url: URL;
  try {
    url = new URL(value);
  } catch {
    return new Refusal('it must be an address that begins with https://');
  }
  if (url.protocol !== 'https:' && url.protocol !== 'http:')
    return new Refusal('it must begin with https://');
  if (url.username !== '' || url.password !== '') return new Refusal('it must not hold a user name');
  if (url.search !== '' || url.hash !== '') return new Refusal('it must end behind the host');
  return url;
}

/** Https everywhere, except to a simulator on the same machine. */
export function secureAddress(value: string): string | Refusal {
  const url = address(value);
  if (url instanceof Refusal) return url;
  if (url.protocol === 'http:' && !isLoopback(url)) return new Refusal('it must begin with https://');
  return withoutSlash(url);
}

export function withoutSlash(url: URL): string {
  return `${url.origin}${url.pathname.replace(/\/+$/, '')}`;
}

function isLoopback({ hostname }: URL): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(?:\.\d+){3}$/.test(hostname);
}

/** The value for a message: never a secret, not even one that stands in the wrong place. */
export function shownValue(setting: Setting<unknown>, value: string): string {
  if (setting.isSecret === true || value.includes('@')) return '';
  return ` ("${redactPatterns(value).slice(0, 80)}")`;
}
