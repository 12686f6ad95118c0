/**
 * One HTTP request over the client of the Azure libraries: no retry, no redirect, no waiting. What follows
 * from the outcome is decided in the core.
 */
import type { Agent } from 'node:http';
import type { Readable } from 'node:stream';
import {
  createDefaultHttpClient,
  createPipelineRequest,
  type HttpMethods,
  type PipelineResponse,
} from '@azure/core-rest-pipeline';
import type { HttpResult, NoAnswer } from '../ports.ts';
import { BodyTooLarge, readBody, UnknownEncoding } from './answer-body.ts';
import { createAgent } from './connection.ts';
import { failureReason, isCut } from './failure-reason.ts';

export interface HttpRequest {
  readonly method: HttpMethods;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
}

/** Times in milliseconds (connector.md 4.2), size of the unpacked body in bytes (4.1). */
export interface HttpLimits {
  readonly connect: number;
  readonly headers: number;
  readonly whole: number;
  readonly bodyBytes: number;
}

export const defaultLimits: HttpLimits = {
  connect: 10_000,
  headers: 30_000,
  whole: 60_000,
  bodyBytes: 32 * 1024 * 1024,
};

export type SendRequest = (request: HttpRequest, signal: AbortSignal) => Promise<HttpResult>;

/** Gives the function that sends requests to the host of `base`; connections are kept open between them. */
export function createSender(base: URL, limits: HttpLimits = defaultLimits): SendRequest {
  const agent = createAgent(base, limits.connect);
  return (request, signal) => send(request, agent, limits, signal);
}

const client = createDefaultHttpClient();

async function send(
  request: HttpRequest,
  agent: Agent,
  limits: HttpLimits,
  signal: AbortSignal,
): Promise<HttpResult> {
  signal.throwIfAborted();
  const deadline = new Deadline(limits, signal);
  try {
    const response = await client.sendRequest(toPipelineRequest(request, agent, deadline.signal));
    deadline.headersArrived();
    const headers = response.headers.toJSON();
    const body = await readBody(bodyOf(response), headers['content-encoding'], limits.bodyBytes);
    return { status: response.status, headers, body };
  } catch (error) {
    signal.throwIfAborted();
    const isSending = request.body !== undefined && !deadline.hasHeaders;
    return {
      ...noAnswer(error, deadline.expired, limits),
      ...(isSending && isCut(error) ? { isCut: true } : {}),
    };
  } finally {
    deadline.clear();
  }
}

function toPipelineRequest(
  { method, url, headers, body }: HttpRequest,
  agent: Agent,
  abortSignal: AbortSignal,
): ReturnType<typeof createPipelineRequest> {
  const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) };
  const request = createPipelineRequest({
    method,
    url: url.href,
    abortSignal,
    timeout: 0,
    allowInsecureConnection: url.protocol === 'http:',
    // Bodies are unpacked here. The client would do it as well, but does not notice a connection that is
    // cut meanwhile; it unpacks what its own headers ask for, so that ours are given past them.
    requestOverrides: { headers: { ...headers, ...length, 'accept-encoding': 'gzip' } },
    streamResponseStatusCodes: new Set([Number.POSITIVE_INFINITY]),
    ...(body === undefined
      ? {}
      : { body: typeof body === 'string' ? body : Buffer.from(body.buffer, body.byteOffset, body.length) }),
  });
  request.agent = agent;
  return request;
}

function bodyOf({ readableStreamBody }: PipelineResponse): Readable {
  if (!readableStreamBody) throw new TypeError('the client gave no stream');
  return readableStreamBody as Readable;
}

function noAnswer(error: unknown, expired: string | undefined, { bodyBytes }: HttpLimits): NoAnswer {
  if (error instanceof BodyTooLarge) {
    return { status: undefined, reason: `the answer is larger than ${bodyBytes} bytes`, isTooLarge: true };
  }
  if (error instanceof UnknownEncoding) {
    return { status: undefined, reason: 'the answer is packed in a way that was not asked for' };
  }
  return { status: undefined, reason: expired ?? failureReason(error) };
}

/** The caller's signal and the two times that an answer may take, as one signal. */
class Deadline {
  readonly #controller = new AbortController();
  readonly #caller: AbortSignal;
  readonly #headers: NodeJS.Timeout;
  readonly #whole: NodeJS.Timeout;
  hasHeaders = false;
  /** Which time ran out, in words; undefined while none has. */
  expired: string | undefined;

  constructor({ headers, whole }: HttpLimits, caller: AbortSignal) {
    this.#caller = caller;
    this.#headers = setTimeout(() => this.#expire('no answer came in time'), headers);
    this.#whole = setTimeout(() => this.#expire('the answer did not end in time'), whole);
    caller.addEventListener('abort', this.#abort);
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  headersArrived(): void {
    this.hasHeaders = true;
    clearTimeout(this.#headers);
  }

  clear(): void {
    clearTimeout(this.#headers);
    clearTimeout(this.#whole);
    this.#caller.removeEventListener('abort', this.#abort);
  }

  readonly #abort = (): void => this.#controller.abort();

  #expire(text: string): void {
    this.expired ??= text;
    this.#controller.abort();
  }
}
