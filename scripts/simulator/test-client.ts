import { gzipSync } from 'node:zlib';
import type { Simulator } from './simulator.ts';
import type { Stream } from './stream-name.ts';

export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

export interface Page {
  readonly cursor: string;
  readonly has_more: boolean;
  readonly items: readonly { readonly uuid: string }[];
}

export interface RequestChanges {
  readonly token?: string | undefined;
  readonly path?: string;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
}

/** A POST for a page; the body as a value, or as the text of the request. */
export async function requestPage(
  simulator: Simulator,
  stream: Stream,
  body: unknown,
  changes: RequestChanges = {},
): Promise<Reply> {
  const {
    token = simulator.tokens[0],
    path = `/api/v2/${stream}`,
    method = 'POST',
    headers = {},
    signal,
  } = changes;
  return toReply(
    await fetch(simulator.addresses.events + path, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...headers },
      ...(method === 'GET' ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      ...(signal ? { signal } : {}),
    }),
  );
}

export async function readPage(simulator: Simulator, stream: Stream, body: unknown): Promise<Page> {
  const { status, text } = await requestPage(simulator, stream, body);
  if (status !== 200) throw new Error(`${status} ${text}`);
  return JSON.parse(text) as Page;
}

/** Follows a stream to its end. */
export async function readAll(
  simulator: Simulator,
  stream: Stream,
  reset: object,
): Promise<readonly string[]> {
  const uuids: string[] = [];
  let page = await readPage(simulator, stream, reset);
  for (;;) {
    uuids.push(...page.items.map(({ uuid }) => uuid));
    if (!page.has_more) return uuids;
    page = await readPage(simulator, stream, { cursor: page.cursor });
  }
}

export async function introspect(simulator: Simulator, changes: RequestChanges = {}): Promise<Reply> {
  return requestPage(simulator, 'auditevents', '', {
    path: '/api/v2/auth/introspect',
    method: 'GET',
    ...changes,
  });
}

/** A call of ingestion with a token of its own. */
export async function sendRows(
  simulator: Simulator,
  rows: unknown,
  changes: {
    readonly token?: string;
    readonly path?: string;
    readonly headers?: Record<string, string>;
  } = {},
): Promise<Reply> {
  const { DCR_IMMUTABLE_ID, DCR_STREAM_NAME } = simulator.environment();
  const {
    token = simulator.identity.issue('https://monitor.azure.com').token,
    path = `/dataCollectionRules/${DCR_IMMUTABLE_ID}/streams/${DCR_STREAM_NAME}?api-version=2023-01-01`,
    headers = {},
  } = changes;
  const body = Buffer.from(typeof rows === 'string' ? rows : JSON.stringify(rows));
  const sent = { 'content-type': 'application/json', 'content-encoding': 'gzip', ...headers };
  return toReply(
    await fetch(simulator.addresses.ingestion + path, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, ...sent },
      body: new Uint8Array(sent['content-encoding'] === 'gzip' ? gzipSync(body) : body),
    }),
  );
}

async function toReply(response: Response): Promise<Reply> {
  return { status: response.status, headers: response.headers, text: await response.text() };
}
