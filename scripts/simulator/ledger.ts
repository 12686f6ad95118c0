import { createHash } from 'node:crypto';
import type { Stream } from '../../functions/src/core/stream.ts';
import type { FaultContext, Service } from './faults.ts';
import { bearerOf, type Request } from './http/exchange.ts';
import { RowCount } from './row-count.ts';

export interface RecordedRequest {
  readonly service: Service;
  readonly endpoint: string;
  readonly account: string | undefined;
  /** ms since 1970, of the simulator's clock. */
  readonly time: number;
  readonly method: string;
  readonly path: string;
  /** Without the authorization; what it was is told by `token`. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** First 8 hexadecimal digits of the SHA-256 of the bearer token. */
  readonly token: string | undefined;
  /** Text of the body; for calls of ingestion see `calls`. */
  readonly body: string | undefined;
  readonly fault: string | undefined;
  /** `undefined` where no answer was sent. */
  status: number | undefined;
}

/** A page of events that was sent whole. */
export interface ServedPage {
  readonly account: string;
  readonly stream: Stream;
  readonly token: string;
  /** The cursor that was presented; `undefined` for a reset. */
  readonly cursor: string | undefined;
  readonly next: string;
  readonly hasMore: boolean;
  readonly uuids: readonly string[];
  readonly time: number;
}

/** A call of the Logs Ingestion API. */
export interface IngestionCall {
  readonly time: number;
  /** `x-ms-client-request-id` */
  readonly id: string | undefined;
  readonly stream: string;
  readonly status: number;
  /** Bytes as sent. */
  readonly sentBytes: number;
  /** Bytes before compression. */
  readonly bytes: number;
  readonly rows: number;
  /** What the service would have dropped or changed without a word. */
  readonly violations: readonly string[];
}

/** A metric that Application Insights took. */
export interface TakenMetric {
  readonly name: string;
  readonly value: number;
  readonly properties: Readonly<Record<string, string>>;
  readonly tags: Readonly<Record<string, string>>;
  /** As the sender says, ms since 1970. */
  readonly time: number;
}

/** What was asked, served and stored. */
export class Ledger {
  readonly requests: RecordedRequest[] = [];
  readonly pages: ServedPage[] = [];
  readonly calls: IngestionCall[] = [];
  readonly metrics: TakenMetric[] = [];
  readonly count = new RowCount();
  /** Rows as they lie in the workspace; empty where the simulator keeps none. */
  readonly rows: Readonly<Record<string, unknown>>[] = [];

  begin(
    service: Service,
    { endpoint, account }: Omit<FaultContext, 'service'>,
    request: Request,
    time: number,
    fault: string | undefined,
  ): RecordedRequest {
    const { authorization: _, 'x-identity-header': __, ...headers } = request.headers;
    const entry: RecordedRequest = {
      service,
      endpoint,
      account,
      time,
      method: request.method,
      path: request.url.pathname + request.url.search,
      headers,
      token: fingerprint(bearerOf(request)),
      body: service === 'ingestion' ? undefined : request.body.toString('utf8'),
      fault,
      status: undefined,
    };
    this.requests.push(entry);
    return entry;
  }

  /** Requests of one endpoint, in order. */
  requestsTo(endpoint: string): readonly RecordedRequest[] {
    return this.requests.filter((request) => request.endpoint === endpoint);
  }

  clear(): void {
    for (const list of [this.requests, this.pages, this.calls, this.metrics, this.rows]) list.length = 0;
    this.count.clear();
  }
}

/** Tells tokens apart without showing them. */
export function fingerprint(token: string): string;
export function fingerprint(token: string | undefined): string | undefined;
export function fingerprint(token: string | undefined): string | undefined {
  return token === undefined ? undefined : createHash('sha256').update(token).digest('hex').slice(0, 8);
}
