/**
 * A Logs Ingestion API over HTTPS that does as little as can be: it reads a call to its end and says yes. The
 * simulator's checks of every row would take longer than the sending that is measured. What came is looked at
 * when somebody asks for `/rows`: their number since the last time. Run as a process; argument: a file for the
 * certificate.
 */
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { gunzipSync } from 'node:zlib';
import { createCertificate } from '../scripts/simulator/http/certificate.ts';
import { startSimulator } from '../scripts/simulator/simulator.ts';

/** The larger reading of 1 MB: Microsoft's client goes a little beyond the smaller one. */
const sizeLimit = 2 ** 20;

const [, , certificate = ''] = process.argv;
const tls = createCertificate();
writeFileSync(certificate, tls.cert);
let bodies: Buffer[] = [];
const server = createServer(tls, (request, response) => {
  if (request.method === 'GET') {
    response.end(String(bodies.reduce((sum, body) => sum + countRows(body), 0)));
    bodies = [];
    return;
  }
  const parts: Buffer[] = [];
  request
    .on('data', (part: Buffer) => void parts.push(part))
    .on('end', () => {
      bodies.push(Buffer.concat(parts));
      response.writeHead(204).end();
    });
});
await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
const { port } = server.address() as AddressInfo;
const simulator = await startSimulator({ tls });
const environment = {
  ...simulator.environment(),
  LOGS_INGESTION_ENDPOINT: `https://127.0.0.1:${port}`,
  NODE_EXTRA_CA_CERTS: certificate,
};
process.stdout.write(`${JSON.stringify(environment)}\n`);
process.stdin.resume().on('end', () => process.exit(0));

function countRows(body: Buffer): number {
  const plain = gunzipSync(body);
  if (plain.length > sizeLimit) throw new Error(`a call of ${plain.length} bytes`);
  return (JSON.parse(plain.toString('utf8')) as readonly unknown[]).length;
}
