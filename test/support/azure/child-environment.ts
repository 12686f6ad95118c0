/**
 * For tests: what a command needs in its environment to meet the stand-in as it would meet Azure: an
 * identity, the address, and the certificate to trust. Sign-ins of the machine are kept out.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AzureStandIn } from './stand-in.ts';

export interface ChildEnvironment {
  /** Whole: pass it as `env`. */
  readonly variables: Readonly<Record<string, string>>;
  stop(): Promise<void>;
}

/** `isSignedIn` false: nobody is, whatever the machine has. */
export async function startChildEnvironment(
  standIn: Pick<AzureStandIn, 'endpoint' | 'authority'>,
  { isSignedIn = true }: { readonly isSignedIn?: boolean } = {},
): Promise<ChildEnvironment> {
  let count = 0;
  const server = createServer((request, response) => {
    const isKnown = request.headers['x-identity-header'] === 'identity-secret';
    response.writeHead(isKnown ? 200 : 400, { 'content-type': 'application/json' });
    const token = {
      access_token: `token-${++count}-of-the-identity`,
      expires_on: String(Math.floor(Date.now() / 1_000) + 3_600),
      token_type: 'Bearer',
    };
    response.end(JSON.stringify(isKnown ? token : { statusCode: 400, message: 'No identity was found' }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const folder = mkdtempSync(join(tmpdir(), 'azure-stand-in-'));
  const certificate = join(folder, 'authority.pem');
  writeFileSync(certificate, standIn.authority);
  const inherited = Object.entries(process.env).filter(
    ([name, value]) => value !== undefined && !/^(?:AZURE_|IDENTITY_|MSI_|NODE_OPTIONS|VITEST)/.test(name),
  ) as [string, string][];
  return {
    variables: {
      ...Object.fromEntries(inherited),
      NODE_EXTRA_CA_CERTS: certificate,
      AZURE_RESOURCE_MANAGER_ENDPOINT: standIn.endpoint,
      // One kind of sign-in, whatever else the machine has.
      AZURE_TOKEN_CREDENTIALS: isSignedIn ? 'ManagedIdentityCredential' : 'EnvironmentCredential',
      IDENTITY_ENDPOINT: `http://127.0.0.1:${(server.address() as AddressInfo).port}/msi/token`,
      IDENTITY_HEADER: 'identity-secret',
    },
    stop: () =>
      new Promise((resolve) => {
        rmSync(folder, { recursive: true, force: true });
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
