/** Sends rows with Microsoft's client, four calls at a time. Run as a process. */
import { LogsIngestionClient } from '@azure/monitor-ingestion';
import { reportFigures, startFigures } from './connector-figures.ts';
import { firstRows, rows } from './ingestion-rows.ts';

const { LOGS_INGESTION_ENDPOINT = '', DCR_IMMUTABLE_ID = '', DCR_STREAM_NAME = '' } = process.env;
const { IDENTITY_ENDPOINT, IDENTITY_HEADER = '' } = process.env;

async function run(): Promise<void> {
  const tokenAddress = `${IDENTITY_ENDPOINT}?api-version=2019-08-01&resource=https://monitor.azure.com`;
  const answer = await fetch(tokenAddress, { headers: { 'x-identity-header': IDENTITY_HEADER } });
  const { access_token: token } = (await answer.json()) as { readonly access_token: string };
  const credential = { getToken: async () => ({ token, expiresOnTimestamp: Date.now() + 3_600_000 }) };
  const client = new LogsIngestionClient(LOGS_INGESTION_ENDPOINT, credential);
  const options = { maxConcurrency: 4 };
  await client.upload(DCR_IMMUTABLE_ID, DCR_STREAM_NAME, firstRows, options);
  const figures = startFigures();
  await client.upload(DCR_IMMUTABLE_ID, DCR_STREAM_NAME, rows, options);
  reportFigures(figures, rows.length);
}

run().catch((error: unknown) => {
  // The client lists the rows with each of its errors.
  const [first] = (error as { readonly errors?: readonly { readonly cause: Error }[] }).errors ?? [];
  throw first?.cause ?? error;
});
