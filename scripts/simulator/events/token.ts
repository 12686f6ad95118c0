import { createHash } from 'node:crypto';
import type { SimulatorClock } from '../clock.ts';
import { streams, type Stream } from '../stream-name.ts';

export interface TokenOptions {
  /** Default: all three. */
  readonly features?: readonly Stream[];
  /** First entry of `aud`; the account's host where absent. */
  readonly audience?: string;
  /** ms; never where absent. */
  readonly expiresAt?: number;
  /** Whether an expiry stands in the token, as `exp`. */
  readonly showsExpiry?: boolean;
  /** Whether the features stand in the token. */
  readonly showsFeatures?: boolean;
  /** `opaque`: no JWT, though the service knows it. */
  readonly form?: 'jwt' | 'opaque';
}

export interface IssuedToken {
  readonly token: string;
  readonly account: string;
  readonly features: readonly Stream[];
  readonly audience: string;
  readonly issuedAt: number;
  readonly expiresAt: number | undefined;
  isRevoked: boolean;
}

/** What `aud` held before it named hosts. */
export const audienceWithoutHost = 'com.1password.streamingservice';

/** The tokens that the service knows. */
export class TokenRegistry {
  readonly #tokens = new Map<string, IssuedToken>();
  readonly #clock: SimulatorClock;
  readonly #seed: string;

  constructor(clock: SimulatorClock, seed: string) {
    this.#clock = clock;
    this.#seed = seed;
  }

  /** `account` and `integration` are uuids. */
  issue(account: string, integration: string, audience: string, options: TokenOptions = {}): IssuedToken {
    const issued: IssuedToken = {
      token: '',
      account,
      features: options.features ?? streams,
      audience: options.audience ?? audience,
      issuedAt: Math.floor(this.#clock.now() / 1000) * 1000,
      expiresAt: options.expiresAt,
      isRevoked: false,
    };
    const nonce = digest(`${this.#seed}/${this.#tokens.size}`);
    const token =
      options.form === 'opaque' ? nonce.toString('hex') : jwt(issued, integration, nonce, options);
    const entry = { ...issued, token };
    this.#tokens.set(token, entry);
    return entry;
  }

  revoke(token: string): void {
    const entry = this.#tokens.get(token);
    if (entry) entry.isRevoked = true;
  }

  /** The token as it is known, valid or not. */
  find(token: string | undefined): IssuedToken | undefined {
    return token === undefined ? undefined : this.#tokens.get(token);
  }

  isValid({ isRevoked, expiresAt = Infinity }: IssuedToken): boolean {
    return !isRevoked && this.#clock.now() < expiresAt;
  }
}

/** Looks like the vendor's tokens; the signature is none. */
function jwt(issued: IssuedToken, integration: string, nonce: Buffer, options: TokenOptions): string {
  const { account, features, audience, issuedAt, expiresAt } = issued;
  const { showsExpiry = true, showsFeatures = true } = options;
  const payload = {
    '1password.com/auuid': account,
    ...(showsFeatures ? { '1password.com/fts': features } : {}),
    aud: [audience],
    sub: integration,
    iat: issuedAt / 1000,
    ...(showsExpiry && expiresAt !== undefined ? { exp: Math.floor(expiresAt / 1000) } : {}),
    iss: 'com.1password.b5',
    jti: nonce.toString('hex').slice(0, 26),
  };
  const header = { alg: 'ES256', kid: nonce.toString('hex').slice(26, 52), typ: 'JWT' };
  const signature = Buffer.concat([digest(nonce), digest(digest(nonce))]).toString('base64url');
  return `${part(header)}.${part(payload)}.${signature}`;
}

function part(value: object): string {
  return Buffer.from(JSON.stringify(value), 'utf8').toString('base64url');
}

function digest(text: string | Buffer): Buffer {
  return createHash('sha256').update(text).digest();
}
