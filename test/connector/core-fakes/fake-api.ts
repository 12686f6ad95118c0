import type { Stream } from '../../../functions/src/core/stream.ts';
import { streams } from '../../../functions/src/core/stream.ts';
import type { EventsApi, HttpResult } from '../../../functions/src/ports.ts';

export interface FakeEvent {
  readonly uuid: string;
  readonly timestamp: string;
  readonly [field: string]: unknown;
}

interface Logged {
  readonly event: unknown;
  readonly arrival: number;
}

export interface ApiCall {
  /** `introspect` or a stream. */
  readonly path: string;
  readonly body: string;
  readonly token: string;
  readonly signal: AbortSignal | undefined;
}

/** Gives a fault instead of an answer, at once or later; `undefined`: no fault this time. */
export type ApiFault = (call: ApiCall) => Promise<HttpResult> | HttpResult | undefined;

interface Cursor {
  readonly stream: Stream;
  readonly index: number;
  readonly limit: number;
  readonly to: number | undefined;
}

/** The Events API in memory: an append-only list for each stream, cursors that carry all they need. */
export class FakeApi implements EventsApi {
  readonly log: Readonly<Record<Stream, Logged[]>> = { auditevents: [], itemusages: [], signinattempts: [] };
  /** Bodies as they came, in order. */
  readonly requests: { readonly path: string; readonly body: string }[] = [];
  readonly #now: () => number;
  features: readonly string[] = streams;
  account: string | undefined = 'ACCOUNT';
  validTokens: readonly string[] | undefined;
  fault: ApiFault = () => undefined;
  /** Cursors are refused from one state of the world to the next. */
  generation = 0;

  constructor(now: () => number) {
    this.#now = now;
  }

  append(stream: Stream, events: readonly unknown[]): void {
    for (const event of events) this.log[stream].push({ event, arrival: this.#now() });
  }

  introspect(token: string, signal?: AbortSignal): Promise<HttpResult> {
    const { account, features } = this;
    return this.#answer({ path: 'introspect', body: '', token, signal }, () =>
      ok({ uuid: 'INTEGRATION', issued_at: '2026-01-01T00:00:00Z', features, account_uuid: account }),
    );
  }

  poll(stream: Stream, token: string, body: string, signal?: AbortSignal): Promise<HttpResult> {
    return this.#answer({ path: stream, body, token, signal }, () => this.#page(stream, body));
  }

  async #answer(call: ApiCall, answer: () => HttpResult): Promise<HttpResult> {
    const { path, body, token } = call;
    this.requests.push({ path, body });
    const fault = this.fault(call);
    if (fault) return fault;
    if (this.validTokens && !this.validTokens.includes(token)) return error(401, 'Unauthorized');
    if (path !== 'introspect' && !this.features.includes(path)) return error(403, 'Forbidden');
    return answer();
  }

  #page(stream: Stream, body: string): HttpResult {
    const cursor = this.#read(stream, body);
    if (cursor === undefined) return error(400, 'Bad Request');
    const log = this.log[stream];
    const end = cursor.to === undefined ? log.length : firstFrom(log, cursor.to);
    const index = Math.min(end, cursor.index + cursor.limit);
    const items = log.slice(cursor.index, index).map(({ event }) => event);
    const next = btoa(
      JSON.stringify([this.generation, stream, Math.max(index, cursor.index), cursor.limit, cursor.to]),
    );
    return ok({ cursor: next, has_more: index < end, items });
  }

  #read(stream: Stream, body: string): Cursor | undefined {
    const request = JSON.parse(body) as {
      cursor?: string;
      limit?: number;
      start_time?: string;
      end_time?: string;
    };
    const names = Object.keys(request).sort().join();
    if (names === 'cursor') {
      const [generation, owner, index, limit, to] = JSON.parse(atob(request.cursor ?? '')) as [
        number,
        Stream,
        number,
        number,
        number | null,
      ];
      return generation === this.generation && owner === stream
        ? { stream, index, limit, to: to ?? undefined }
        : undefined;
    }
    if (names !== 'limit,start_time' && names !== 'end_time,limit,start_time')
      throw new Error(`A body of neither form: ${body}`);
    const to = request.end_time === undefined ? undefined : Date.parse(request.end_time);
    return {
      stream,
      index: firstFrom(this.log[stream], Date.parse(request.start_time ?? '')),
      limit: request.limit ?? 100,
      to,
    };
  }
}

function firstFrom(log: readonly Logged[], time: number): number {
  const index = log.findIndex(({ arrival }) => arrival >= time);
  return index === -1 ? log.length : index;
}

export function ok(value: unknown): HttpResult {
  return { status: 200, headers: {}, body: JSON.stringify(value) };
}

export function error(
  status: number,
  message: string,
  headers: Readonly<Record<string, string>> = {},
): HttpResult {
  return { status, headers, body: JSON.stringify({ status, message }) };
}
