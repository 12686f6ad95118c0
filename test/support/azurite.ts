/**
 * For tests: a storage account on a free port of this machine, in memory, in a process of its own.
 */
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** Account and key that every Azurite has; they are public and protect nothing. */
const defaultAccount = 'devstoreaccount1';
const key = 'Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==';

export interface Azurite {
  readonly port: number;
  /** Names the blobs alone: queues and tables are not there. */
  readonly connectionString: string;
  readonly key: string;
  /** For another of its accounts, and for what listens on another port before it. */
  connectionOf(account: string, port?: number): string;
  stop(): Promise<void>;
}

/** `accounts`: names of storage accounts, each with containers of its own; one where absent. */
export async function startAzurite(accounts: readonly string[] = [defaultAccount]): Promise<Azurite> {
  const main = join(
    dirname(createRequire(import.meta.url).resolve('azurite/package.json')),
    'dist/src/blob/main.js',
  );
  const memory = ['--inMemoryPersistence', '--extentMemoryLimit', '256'];
  const quiet = ['--disableTelemetry', '--skipApiVersionCheck', '--silent'];
  const child = spawn(
    process.execPath,
    [main, '--blobHost', '127.0.0.1', '--blobPort', '0', ...memory, ...quiet],
    {
      stdio: ['ignore', 'pipe', 'ignore'],
      env: { ...process.env, AZURITE_ACCOUNTS: accounts.map((name) => `${name}:${key}`).join(';') },
    },
  );
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const port = await new Promise<number>((resolve, reject) => {
    let text = '';
    child.stdout.setEncoding('utf8');
    child.stdout.on('data', (part: string) => {
      text += part;
      const [, found] = /listens on http:\/\/127\.0\.0\.1:(\d+)/.exec(text) ?? [];
      if (found) resolve(Number(found));
    });
    child.once('error', reject);
    child.once('exit', () => reject(new Error(`Azurite did not start: ${text}`)));
  });
  const connectionOf = (account: string, at = port): string =>
    `DefaultEndpointsProtocol=http;AccountName=${account};AccountKey=${key};BlobEndpoint=http://127.0.0.1:${at}/${account};`;
  return {
    port,
    key,
    connectionString: connectionOf(accounts[0] ?? defaultAccount),
    connectionOf,
    async stop() {
      child.kill('SIGTERM');
      await ended;
    },
  };
}
