import { createHash } from 'node:crypto';
import type { SimulatorClock } from './clock.ts';
import { json, type Answer, type Handler, type Request } from './http/exchange.ts';

/** Version of the form that App Service offers to functions. */
const apiVersion = '2019-08-01';
const lifetimeSeconds = 86_400;

interface AccessToken {
  readonly audience: string;
  readonly expiresAt: number;
}

/** The tokens of the managed identity: given here, checked by ingestion. */
export class IdentityTokens {
  readonly #tokens = new Map<string, AccessToken>();
  readonly #clock: SimulatorClock;
  readonly #seed: string;

  constructor(clock: SimulatorClock, seed: string) {
    this.#clock = clock;
    this.#seed = seed;
  }

  issue(audience: string): { readonly token: string; readonly expiresAt: number } {
    const expiresAt = this.#clock.now() + lifetimeSeconds * 1000;
    const nonce = createHash('sha512').update(`${this.#seed}/${this.#tokens.size}`).digest('base64url');
    const claims = {
      aud: audience,
      exp: Math.floor(expiresAt / 1000),
      iss: 'https://sts.windows.net/simulator/',
    };
    const token = `${part({ alg: 'RS256', typ: 'JWT' })}.${part(claims)}.${nonce}`;
    this.#tokens.set(token, { audience, expiresAt });
    return { token, expiresAt };
  }

  /** Whether the token is one of these, for the audience and not expired. */
  accepts(token: string | undefined, audience: string): boolean {
    const known = token === undefined ? undefined : this.#tokens.get(token);
    return (
      known !== undefined && bare(known.audience) === bare(audience) && this.#clock.now() < known.expiresAt
    );
  }

  /** From now on no token given so far is accepted. */
  revokeAll(): void {
    this.#tokens.clear();
  }
}

export interface IdentityOptions {
  readonly tokens: IdentityTokens;
  /** Value that requests must carry in `X-IDENTITY-HEADER`. */
  readonly header: string;
  /** Client ids that exist; any is accepted where there are none. */
  readonly clientIds: readonly string[];
}

/** The endpoint at which App Service gives tokens of a managed identity. */
export function identityHandler({ tokens, header, clientIds }: IdentityOptions): Handler {
  return {
    identify: () => ({ endpoint: 'token' }),
    errorBody: (status) => errorBody(status, 'The identity endpoint failed'),
    answer: (request: Request) => {
      const { searchParams } = request.url;
      if (request.method !== 'GET') return refuse(405, 'Method not allowed');
      if (request.headers['x-identity-header'] !== header) return refuse(401, 'X-IDENTITY-HEADER is wrong');
      if (searchParams.get('api-version') !== apiVersion) return refuse(400, 'api-version is not supported');
      const resource = searchParams.get('resource');
      if (!resource) return refuse(400, 'resource is missing');
      const clientId = searchParams.get('client_id');
      if (clientId && clientIds.length > 0 && !clientIds.includes(clientId))
        return refuse(400, 'No managed identity has this client_id');
      const { token, expiresAt } = tokens.issue(resource);
      const expires = String(Math.floor(expiresAt / 1000));
      return json(200, {
        access_token: token,
        expires_on: expires,
        resource,
        token_type: 'Bearer',
        client_id: clientId ?? clientIds[0] ?? '00000000-0000-0000-0000-000000000000',
      });
    },
  };
}

function bare(audience: string): string {
  return audience.replace(/\/+$/, '').toLowerCase();
}

function refuse(status: number, message: string): Answer {
  return json(status, errorBody(status, message));
}

function errorBody(status: number, message: string): string {
  return JSON.stringify({ statusCode: status, message });
}

function part(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}
