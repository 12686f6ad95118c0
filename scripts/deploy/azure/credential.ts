import type { TokenCredential } from '@azure/identity';

/** Nobody is signed in, or Azure refuses who is: what to do about it. */
export class SignInFault extends Error {}

const remedy = `Do one of these and try again:
  az login                                          a person, with the Azure CLI
  Connect-AzAccount                                 a person, with Azure PowerShell
  AZURE_TENANT_ID, AZURE_CLIENT_ID and AZURE_CLIENT_SECRET or AZURE_FEDERATED_TOKEN_FILE
                                                    a script, with a service principal`;

/**
 * The usual chain of `@azure/identity`, asked for a token once, so that a missing sign-in is said before
 * anything else. Throws `SignInFault`.
 */
export async function signIn(endpoint: string, given?: TokenCredential): Promise<TokenCredential> {
  const credential = given ?? (await usualChain());
  try {
    await credential.getToken(`${endpoint}/.default`);
  } catch (error) {
    const reason = refusalOf(error);
    const finding =
      reason === undefined ? 'No sign-in to Azure was found.' : `Azure refused the sign-in: ${reason}`;
    throw new SignInFault(`${finding} ${remedy}`);
  }
  return credential;
}

async function usualChain(): Promise<TokenCredential> {
  const { DefaultAzureCredential } = await import('@azure/identity');
  return new DefaultAzureCredential();
}

/** What Microsoft Entra ID said, on one line; undefined where nobody asked it. */
function refusalOf(error: unknown): string | undefined {
  if (!(error instanceof Error) || error.name !== 'AuthenticationError') return undefined;
  const { errorResponse } = error as Error & {
    readonly errorResponse?: { readonly errorDescription?: string };
  };
  const text = errorResponse?.errorDescription ?? error.message;
  return /[^\r\n]+/.exec(text)?.[0].trim();
}
