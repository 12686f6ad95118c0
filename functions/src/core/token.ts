import { isRecord, parseJson } from './page.ts';
import { streams, type Stream } from './stream.ts';

/** What the payload of a token says of itself. Never a judgement: only introspection is that. */
export interface TokenClaims {
  /** Host that the token is for, in lower case, with a port where it names one. */
  readonly host: string | undefined;
  readonly features: readonly Stream[] | undefined;
  /** Expiry, ms. */
  readonly expiresAt: number | undefined;
}

/** Audience of tokens from before hosts were named in them. */
export const oldAudience = 'com.1password.streamingservice';

/** How the value of the setting looks, before any request. */
export type TokenForm = 'missing' | 'unresolved-reference' | 'unusable' | 'usable';

/** Blanks around a token come from copying it. */
export function trimToken(value: string): string {
  return value.trim();
}

/** `unusable`: it could not even stand in a header. */
export function tokenForm(token: string): TokenForm {
  if (token === '') return 'missing';
  if (token.startsWith('@Microsoft.KeyVault(')) return 'unresolved-reference';
  return /^[\x21-\x7e]+$/.test(token) ? 'usable' : 'unusable';
}

/** Reads the payload without checking the signature; `undefined` where it cannot be read. */
export function readClaims(token: string): TokenClaims | undefined {
  const parts = token.split('.');
  const payload = parseJson(decode(parts[1] ?? ''));
  if (parts.length !== 3 || !isRecord(payload)) return undefined;
  const audience: unknown = Array.isArray(payload['aud']) ? payload['aud'][0] : payload['aud'];
  const expiry = payload['exp'];
  return {
    host: typeof audience === 'string' && audience !== '' ? hostOf(audience) : undefined,
    features: parseFeatures(payload['1password.com/fts']),
    expiresAt: typeof expiry === 'number' && Number.isFinite(expiry) ? expiry * 1_000 : undefined,
  };
}

/** Those features that are streams; `undefined` where it is no list. */
export function parseFeatures(value: unknown): readonly Stream[] | undefined {
  return Array.isArray(value) ? streams.filter((stream) => value.includes(stream)) : undefined;
}

function hostOf(audience: string): string {
  return audience
    .toLowerCase()
    .replace(/^https?:\/\//, '')
    .replace(/\/.*$/, '')
    .slice(0, 200);
}

function decode(part: string): string {
  try {
    const bytes = Uint8Array.from(atob(part.replaceAll('-', '+').replaceAll('_', '/')), (sign) =>
      sign.charCodeAt(0),
    );
    return new TextDecoder().decode(bytes);
  } catch {
    return '';
  }
}
