import type { Stream } from '../../../functions/src/core/stream.ts';
import type { Process } from './process.ts';
import type { Stage } from './stage.ts';

export type Event = Readonly<Record<string, unknown>>;

export interface EventPage {
  readonly cursor: string;
  readonly has_more: boolean;
  readonly items: readonly Event[];
}

/** What a peer finds out about a request: the status, and the body where it is a page. */
export interface Reply {
  readonly status: number;
  readonly text: string;
}

/** Requests as the peers make them. */
export interface PeerClient {
  introspect(): Promise<Reply>;
  poll(version: 'v1' | 'v2', stream: Stream, body: object): Promise<Reply>;
  /** One call of the Logs Ingestion API, without compression. */
  send(rows: readonly Event[]): Promise<Reply>;
}

export function createPeerClient({ simulator }: Stage, process: Process): PeerClient {
  const { apiEndpoint, APIKey, LOGS_INGESTION_ENDPOINT, DCR_IMMUTABLE_ID, DCR_STREAM_NAME } =
    simulator.environment();
  const ask = (path: string, init: RequestInit): Promise<Reply> =>
    process.pass(() => request(`${apiEndpoint}${path}`, APIKey ?? '', init));
  return {
    introspect: () => ask('/api/v2/auth/introspect', {}),
    poll: (version, stream, body) =>
      ask(`/api/${version}/${stream}`, { method: 'POST', body: JSON.stringify(body) }),
    send: (rows) =>
      process.send(() => {
        const { token } = simulator.identity.issue('https://monitor.azure.com');
        const address = `${LOGS_INGESTION_ENDPOINT}/dataCollectionRules/${DCR_IMMUTABLE_ID}/streams/${DCR_STREAM_NAME}?api-version=2023-01-01`;
        return request(address, token, { method: 'POST', body: JSON.stringify(rows) });
      }),
  };
}

/** Status 0 where no answer came. */
async function request(address: string, token: string, init: RequestInit): Promise<Reply> {
  try {
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    const response = await fetch(address, { ...init, headers });
    return { status: response.status, text: await response.text() };
  } catch {
    return { status: 0, text: '' };
  }
}

/** The page in a reply; `undefined` where there is none. */
export function pageOf({ status, text }: Reply): EventPage | undefined {
  return status === 200 ? (JSON.parse(text) as EventPage) : undefined;
}

/** A row as the published table has it, every field as it is but the two that have other names there. */
export function rowOf({ uuid, type, ...event }: Event, stream: Stream): Event {
  return { ...event, log_source: stream, uuid_s: uuid, ...(type === undefined ? {} : { action_type: type }) };
}
