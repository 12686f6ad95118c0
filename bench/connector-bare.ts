/**
 * The least that brings events from the API to the table: fetch, parse, map, stringify, gzip and post, the
 * three streams at once. No position, no second try, no limit, no check. Run as a process.
 */
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { streams, type Stream } from '../functions/src/core/stream.ts';
import { reportFigures, startFigures } from './connector-figures.ts';

const compress = promisify(gzip);
const { apiEndpoint, APIKey, LOGS_INGESTION_ENDPOINT, DCR_IMMUTABLE_ID, DCR_STREAM_NAME } = process.env;
const { IDENTITY_ENDPOINT, IDENTITY_HEADER = '' } = process.env;
const address = `${LOGS_INGESTION_ENDPOINT}/dataCollectionRules/${DCR_IMMUTABLE_ID}/streams/${DCR_STREAM_NAME}?api-version=2023-01-01`;
/** Rows of a call; two calls for a page stay below 1 MB each. */
const rowsOfACall = 500;

interface Event {
  readonly uuid: string;
  readonly type?: string;
}

interface Page {
  readonly cursor: string;
  readonly has_more: boolean;
  readonly items: readonly Event[];
}

async function pump(stream: Stream, token: string): Promise<number> {
  let body: object = { limit: 1000, start_time: new Date(Date.now() - 24 * 3_600_000).toISOString() };
  for (let events = 0; ;) {
    const page = (await (
      await post(`${apiEndpoint}/api/v2/${stream}`, APIKey ?? '', JSON.stringify(body))
    ).json()) as Page;
    const rows = page.items.map(({ uuid, type, ...event }) => ({
      ...event,
      uuid_s: uuid,
      action_type: type,
      log_source: stream,
    }));
    for (let at = 0; at < rows.length; at += rowsOfACall)
      await post(address, token, await compress(JSON.stringify(rows.slice(at, at + rowsOfACall))));
    events += rows.length;
    if (!page.has_more) return events;
    body = { cursor: page.cursor };
  }
}

async function post(url: string, token: string, body: string | Uint8Array<ArrayBuffer>): Promise<Response> {
  const headers = {
    authorization: `Bearer ${token}`,
    'content-type': 'application/json',
    ...(typeof body === 'string' ? {} : { 'content-encoding': 'gzip' }),
  };
  const response = await fetch(url, { method: 'POST', headers, body });
  if (!response.ok) throw new Error(`${url} answered ${response.status}`);
  return response;
}

async function run(): Promise<void> {
  const figures = startFigures();
  const tokenAddress = `${IDENTITY_ENDPOINT}?api-version=2019-08-01&resource=https://monitor.azure.com`;
  const answer = await fetch(tokenAddress, { headers: { 'x-identity-header': IDENTITY_HEADER } });
  const { access_token: token } = (await answer.json()) as { readonly access_token: string };
  const counts = await Promise.all(streams.map((stream) => pump(stream, token)));
  reportFigures(
    figures,
    counts.reduce((sum, count) => sum + count, 0),
  );
}

void run();
