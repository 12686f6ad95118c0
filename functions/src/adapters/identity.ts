import { ManagedIdentityCredential } from '@azure/identity';

/** A token is renewed when less than this is left (connector.md 4.3). */
const renewBeforeMilliseconds = 5 * 60_000;

/** The identity endpoint answers at once; without an answer the run should not wait for it. */
const maximumMilliseconds = 20_000;

/** Thrown where the managed identity gives no token; the message holds no secret. */
export class NoToken extends Error {}

export interface TokenSource {
  /** The bearer token, from memory while it is good for five minutes more. */
  get(signal: AbortSignal): Promise<string>;
  /** The next `get` asks the identity endpoint again. */
  forget(): void;
}

/** The managed identity of the function app, or one of its user-assigned ones by its client id. */
export function createCredential(clientId: string | undefined): ManagedIdentityCredential {
  const options = {
    ...(clientId ? { clientId } : {}),
    retryOptions: { maxRetries: 2 },
    // Outside Azure there is nobody to ask; one quick try finds out. Missing in the library's types.
    sendProbeRequest: true,
  };
  return new ManagedIdentityCredential(options);
}

interface Token {
  readonly token: string;
  readonly expiresOnTimestamp: number;
}

/** Tokens for one audience, such as `https://monitor.azure.com`; `now` gives ms since 1970. */
export function createTokenSource(
  makeCredential: () => ManagedIdentityCredential,
  audience: string,
  now: () => number,
): TokenSource {
  let credential: ManagedIdentityCredential | undefined;
  let known: Token | undefined;
  let asking: Promise<Token> | undefined;
  let isForgotten = false;
  const resource = audience.replace(/\/+$/, '');

  async function ask(): Promise<Token> {
    credential ??= makeCredential();
    const token = isForgotten
      ? await askAnew(credential, resource)
      : await credential.getToken(`${resource}/.default`);
    isForgotten = false;
    return token;
  }

  return {
    async get(signal) {
      signal.throwIfAborted();
      if (known && known.expiresOnTimestamp - now() > renewBeforeMilliseconds) return known.token;
      const current = (asking ??= ask());
      try {
        known = await within(current, maximumMilliseconds, signal);
      } finally {
        // Also where nobody answers: the next who comes asks anew, and does not wait for this one for ever.
        if (asking === current) asking = undefined;
      }
      return known.token;
    },
    forget() {
      known = undefined;
      isForgotten = true;
    },
  };
}

/** The token, or why there is none; throws on an abort only. */
export async function bearer(tokens: TokenSource, signal: AbortSignal): Promise<string | NoToken> {
  try {
    return await tokens.get(signal);
  } catch (error) {
    if (error instanceof NoToken) return error;
    throw error;
  }
}

/** What the credential is made of, as far as it is needed here. */
interface IdentityApplication {
  acquireToken(request: { readonly resource: string; readonly forceRefresh: boolean }): Promise<{
    readonly accessToken: string;
    readonly expiresOn: Date | null;
  } | null>;
}

/**
 * Asks the identity endpoint although the library has a token in memory: it keeps one for the whole
 * process, and its credential passes no wish to renew it on to the application inside that could.
 */
async function askAnew(credential: ManagedIdentityCredential, resource: string): Promise<Token> {
  const application = credential['managedIdentityApp'] as IdentityApplication;
  const answer = await application.acquireToken({ resource, forceRefresh: true });
  if (!answer?.expiresOn) throw new NoToken('the managed identity gave no token');
  return { token: answer.accessToken, expiresOnTimestamp: answer.expiresOn.getTime() };
}

/** Waits no longer than this and no longer than the signal allows. The work itself cannot be stopped. */
async function within<T>(work: Promise<T>, milliseconds: number, signal: AbortSignal): Promise<T> {
  const ended = new AbortController();
  try {
    return await new Promise<T>((resolve, reject) => {
      const stop = (): void => reject(new NoToken('the managed identity did not answer'));
      const timer = setTimeout(stop, milliseconds);
      ended.signal.addEventListener('abort', () => clearTimeout(timer));
      signal.addEventListener('abort', stop, { signal: ended.signal });
      work.then(resolve, reject);
    });
  } catch (error) {
    signal.throwIfAborted();
    throw error instanceof NoToken ? error : new NoToken(describe(error));
  } finally {
    ended.abort();
  }
}

/** In words of ours: the texts of the library can hold addresses and what the endpoint answered. */
function describe(error: unknown): string {
  const { name } = error as Error;
  return name === 'CredentialUnavailableError'
    ? 'no managed identity is there, or it gave no token'
    : `the managed identity gave no token (${name})`;
}
