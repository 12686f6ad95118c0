/** Tokens of the stand-in: given out, checked, expired. */
import type { TokenCredential } from '@azure/identity';
import { refusal, type Answer, type Ask } from './exchange.ts';

export interface Tokens {
  readonly credential: TokenCredential;
  /** Undefined where the request carries a good one. */
  check(ask: Ask): Answer | undefined;
  expireAll(): void;
}

// The form of the tokens that the tests' endpoint for managed identities gives out, too.
const form = /^Bearer (token-\S+)$/;

export function createTokens(): Tokens {
  const known = new Set<string>();
  const expired = new Set<string>();
  let count = 0;
  return {
    credential: {
      getToken(scopes) {
        const token = `token-stand-in-${++count}-for-${[scopes].flat().join('-')}`;
        known.add(token);
        return Promise.resolve({ token, expiresOnTimestamp: Date.now() + 3_600_000 });
      },
    },
    check({ headers }) {
      const token = form.exec(headers['authorization'] ?? '')?.[1];
      if (token === undefined) {
        return refusal(
          401,
          'AuthenticationFailed',
          'Authentication failed. The access token is missing or invalid.',
        );
      }
      known.add(token);
      if (!expired.has(token)) return undefined;
      return unauthorized(
        'ExpiredAuthenticationToken',
        'The access token expiry UTC time is earlier than current UTC time.',
      );
    },
    expireAll() {
      for (const token of known) expired.add(token);
    },
  };
}

/** With the challenge by which a client knows to ask for another token: continuous access evaluation. */
function unauthorized(code: string, message: string): Answer {
  const claims = Buffer.from('{"access_token":{"nbf":{"essential":true,"value":"1763884800"}}}').toString(
    'base64',
  );
  return {
    ...refusal(401, code, message),
    headers: {
      'www-authenticate': `Bearer authorization_uri="https://login.microsoftonline.com/common/oauth2/authorize", error="insufficient_claims", claims="${claims}"`,
    },
  };
}
