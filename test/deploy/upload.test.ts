/** A package goes into a storage account that takes identities alone: Azurite over TLS. */
import { spawn, type ChildProcess } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { BlobServiceClient, StorageSharedKeyCredential } from '@azure/storage-blob';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createAzure } from '../../scripts/deploy/azure/azure.ts';
import { StepFault } from '../../scripts/deploy/outcome/step.ts';
import { putBlobAs, uploadPackage } from '../../scripts/deploy/package/upload.ts';
import { createCertificate } from '../../scripts/simulator/http/certificate.ts';
import type { AzureStandIn, StoredResource } from '../support/azure/stand-in.ts';
import { startAzureStandIn } from '../support/azure/start.ts';
import { makeTestFolder } from './test-folder.ts';

/** Public, and the same for every Azurite. */
const account = 'devstoreaccount1';
const key = 'Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==';

const folder = makeTestFolder();
const tls = createCertificate();
let azurite: ChildProcess;
let endpoint: string;
let standIn: AzureStandIn;

beforeAll(async () => {
  // The library has no option for the certificate of this one server.
  process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = '0';
  const main = join(
    dirname(createRequire(import.meta.url).resolve('azurite/package.json')),
    'dist/src/blob/main.js',
  );
  const safe = [
    '--oauth',
    'basic',
    '--cert',
    folder.put('cert.pem', tls.cert),
    '--key',
    folder.put('key.pem', tls.key),
  ];
  const quiet = ['--inMemoryPersistence', '--disableTelemetry', '--skipApiVersionCheck', '--silent'];
  azurite = spawn(process.execPath, [main, '--blobHost', '127.0.0.1', '--blobPort', '0', ...safe, ...quiet], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  endpoint = await new Promise<string>((resolve, reject) => {
    let text = '';
    azurite.once('exit', () => reject(new Error(`Azurite did not start: ${text}`)));
    azurite.stdout?.on('data', (part: Buffer) => {
      text += part.toString('utf8');
      const [, port] = /listens on https:\/\/127\.0\.0\.1:(\d+)/.exec(text) ?? [];
      if (port) resolve(`https://127.0.0.1:${port}/${account}/`);
    });
  });
  standIn = await startAzureStandIn();
});
afterAll(async () => {
  delete process.env['NODE_TLS_REJECT_UNAUTHORIZED'];
  azurite.kill('SIGTERM');
  await standIn.stop();
  folder.remove();
});

/** A token as storage wants it; its signature is not looked at. */
function tokenFor(audience: string): string {
  const now = Math.floor(Date.now() / 1_000);
  const payload = {
    aud: audience,
    iss: 'https://sts.windows.net/tenant/',
    nbf: now - 60,
    iat: now - 60,
    exp: now + 3_600,
  };
  return ['{"alg":"none"}', JSON.stringify(payload), 'signature']
    .map((part) => Buffer.from(part).toString('base64url'))
    .join('.');
}

function credential(audience: string) {
  return {
    getToken: () =>
      Promise.resolve({ token: tokenFor(audience), expiresOnTimestamp: Date.now() + 3_600_000 }),
  };
}

const group = () =>
  `/subscriptions/${standIn.subscriptionId}/resourceGroups/${standIn.resourceGroup}/providers`;

function place(): { storageId: string; siteId: string } {
  const storageId = `${group()}/Microsoft.Storage/storageAccounts/${account}`;
  const siteId = `${group()}/Microsoft.Web/sites/app`;
  keep(storageId, 'Microsoft.Storage/storageAccounts', { primaryEndpoints: { blob: endpoint } });
  keep(siteId, 'Microsoft.Web/sites', {});
  return { storageId, siteId };
}

function keep(id: string, type: string, properties: StoredResource['properties']): void {
  const name = id.split('/').at(-1) ?? '';
  standIn.resources.set(id.toLowerCase(), { id, type, name, location: 'l', properties });
}

test('a package is uploaded with the identity of the caller', async () => {
  const owner = new BlobServiceClient(endpoint, new StorageSharedKeyCredential(account, key));
  await owner.getContainerClient('app-package').create();
  const azure = createAzure({ ...standIn, retryDelay: 1 });
  const file = { path: 'connector.zip', bytes: Buffer.from('a package') };
  const put = putBlobAs(credential('https://storage.azure.com'));
  await uploadPackage(azure, place(), file, put);
  const blob = owner.getContainerClient('app-package').getBlobClient('released-package.zip');
  expect((await blob.downloadToBuffer()).toString('utf8')).toBe('a package');
  expect(standIn.asked.at(-1)).toMatch(/^POST .*\/sites\/app\/restart/);
});

test('a refusal is told in the words of the storage service', async () => {
  const azure = createAzure({ ...standIn, retryDelay: 1 });
  const file = { path: 'connector.zip', bytes: Buffer.from('a package') };
  const put = putBlobAs(credential('https://vault.azure.net'));
  const fault: unknown = await uploadPackage(azure, place(), file, put).catch((error: unknown) => error);
  expect(fault).toBeInstanceOf(StepFault);
  expect((fault as StepFault).step).toBe('upload connector.zip to the container app-package');
  expect((fault as StepFault).fault.status).toBe(403);
  expect((fault as StepFault).message).not.toContain('\n');
});
