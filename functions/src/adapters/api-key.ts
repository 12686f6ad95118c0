import type { ApiKeySource } from '../ports.ts';
import { createSender, defaultLimits } from './http-request.ts';
import type { TokenSource } from './identity.ts';

/** A secret read from the vault is used for this long (connector.md 3). */
const keepMilliseconds = 15 * 60_000;

/** Version of the data plane of Key Vault. */
const apiVersion = '7.4';

/** A token is far smaller. */
const maximumAnswerBytes = 256 * 1024;

/** The value of the setting, which changes only when the platform starts the app again. */
export function settingApiKey(value: string): ApiKeySource {
  return { canChange: false, read: async () => value };
}

/**
 * The secret at `uri`, read with the managed identity. Where the vault does not answer, the value known
 * from before is used as long as there is one.
 */
export function vaultApiKey(
  uri: string,
  tokensFor: (audience: string) => TokenSource,
  now: () => number,
): ApiKeySource {
  const url = new URL(uri);
  url.searchParams.set('api-version', apiVersion);
  const tokens = tokensFor(vaultAudience(url));
  const send = createSender(url, { ...defaultLimits, bodyBytes: maximumAnswerBytes });
  let known: { readonly value: string; readonly readAt: number } | undefined;

  async function readSecret(signal: AbortSignal): Promise<string> {
    const headers = { authorization: `Bearer ${await tokens.get(signal)}`, accept: 'application/json' };
    const answer = await send({ method: 'GET', url, headers }, signal);
    if (answer.status === 200) return secretOf(answer.body);
    if (answer.status === 401) tokens.forget();
    throw new Error(
      answer.status === undefined
        ? `the key vault could not be reached: ${answer.reason}`
        : `the key vault answered ${answer.status}`,
    );
  }

  return {
    canChange: true,
    async read(fresh, signal) {
      if (known && !fresh && now() - known.readAt < keepMilliseconds) return known.value;
      try {
        known = { value: await readSecret(signal), readAt: now() };
      } catch (error) {
        if (signal.aborted || !known) throw error;
      }
      return known.value;
    },
  };
}

/** `https://name.vault.azure.net/...` wants tokens for `https://vault.azure.net`, other clouds likewise. */
function vaultAudience({ hostname }: URL): string {
  const [, domain] = /^[^.]+\.(vault\..+)$/.exec(hostname) ?? [];
  return `https://${domain ?? 'vault.azure.net'}`;
}

function secretOf(body: string): string {
  let value: unknown;
  try {
    value = (JSON.parse(body) as { readonly value?: unknown }).value;
  } catch {
    // Said below.
  }
  if (typeof value !== 'string') throw new Error('the key vault gave no secret');
  return value;
}
