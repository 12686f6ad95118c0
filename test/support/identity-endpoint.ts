/** For tests: the identity endpoint of App Service, as `@azure/identity` asks it. */
import { startServer, type TestServer } from './server.ts';

export interface IdentityEndpoint extends TestServer {
  /** Lifetime of the tokens that follow, in seconds. */
  lifetime: number;
  /** What the endpoint answers instead of a token: a status, or nothing at all. */
  refusal: number | 'silence' | undefined;
}

/**
 * Starts it and puts its address into the environment, where the library looks for it: once a process, so
 * that one endpoint has to serve all tests of a file.
 */
export async function startIdentityEndpoint(): Promise<IdentityEndpoint> {
  let count = 0;
  const server = await startServer((response, { path, headers }) => {
    const query = new URL(path, 'http://localhost').searchParams;
    if (endpoint.refusal === 'silence') return;
    if (endpoint.refusal !== undefined || headers['x-identity-header'] !== 'identity-secret') {
      response.writeHead(endpoint.refusal ?? 401, { 'content-type': 'application/json' });
      response.end('{"statusCode":400,"message":"No identity was found"}');
      return;
    }
    const expires = Math.floor(Date.now() / 1000) + endpoint.lifetime;
    response.setHeader('content-type', 'application/json').end(
      JSON.stringify({
        access_token: `token-${++count}-for-${query.get('resource')}`,
        expires_on: String(expires),
        resource: query.get('resource'),
        token_type: 'Bearer',
        client_id: query.get('client_id'),
      }),
    );
  });
  const endpoint: IdentityEndpoint = {
    ...server,
    lifetime: 86_400,
    refusal: undefined,
    async stop() {
      delete process.env['IDENTITY_ENDPOINT'];
      delete process.env['IDENTITY_HEADER'];
      await server.stop();
    },
  };
  process.env['IDENTITY_ENDPOINT'] = `${server.address}/msi/token`;
  process.env['IDENTITY_HEADER'] = 'identity-secret';
  return endpoint;
}
