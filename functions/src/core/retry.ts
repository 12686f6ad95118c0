import type { HttpResult } from '../ports.ts';
import { limits } from './limits.ts';
import { parseErrorMessage } from './page.ts';
import { StreamStop } from './stream-report.ts';

/** What a decision depends on beside the answer. */
export interface Attempt {
  /** Tries made, this one included. */
  readonly tries: number;
  /** Chance, from 0 up to 1. */
  readonly roll: number;
  readonly now: number;
  /** A wait must end before this. */
  readonly deadline: number;
}

/** Wait and try again; `isShared`: the service limits us as a whole, so that all streams wait. */
export interface Wait {
  readonly kind: 'wait';
  readonly ms: number;
  readonly isShared: boolean;
  /** What it comes to where the run ends before the next try. */
  readonly stop: StreamStop;
}

/** No further try in this run. `retryAt`: when the service may be asked again. */
export interface GiveUp {
  readonly kind: 'give-up';
  readonly stop: StreamStop;
  readonly retryAt?: number;
}

export type ApiStep =
  | { readonly kind: 'answered' }
  | Wait
  | GiveUp
  /** 401: the secret may have been renewed. */
  | { readonly kind: 'unauthorized' }
  | { readonly kind: 'bad-request' }
  | { readonly kind: 'too-large' };

/**
 * What to do with an answer of the Events API (connector.md 4.2). `isReadable`: whether a 200 held what was
 * expected.
 */
export function stepAfterApi(result: HttpResult, isReadable: boolean, attempt: Attempt): ApiStep {
  const { status } = result;
  if (status === undefined && result.isTooLarge === true) return { kind: 'too-large' };
  if (status === 200 && isReadable) return { kind: 'answered' };
  if (status === 401) return { kind: 'unauthorized' };
  if (status === 400) return { kind: 'bad-request' };
  if (status === 429) return throttled(result, attempt, 'api');
  if (status === undefined || status === 200 || status === 408 || status >= 500) {
    const what =
      status === undefined ? result.reason : status === 200 ? 'the answer is not readable' : `HTTP ${status}`;
    const message = `The Events API did not answer as it should: ${what}.`;
    return backOff(attempt, new StreamStop('error', 'api-unavailable', message, status));
  }
  return {
    kind: 'give-up',
    stop:
      status === 403
        ? new StreamStop(
            'unauthorized',
            'forbidden',
            `The Events API refuses this stream (HTTP 403${said(result)}).`,
            status,
          )
        : new StreamStop(
            'error',
            'api-configuration',
            `The Events API answered HTTP ${status}${said(result)}. Check the setting apiEndpoint.`,
            status,
          ),
  };
}

export type IngestionStep =
  | { readonly kind: 'accepted' }
  | Wait
  | GiveUp
  | { readonly kind: 'new-token' }
  | { readonly kind: 'halve' }
  /** 400: either a row is bad or the address is. */
  | { readonly kind: 'refused' };

/** What to do with an answer of the Logs Ingestion API (connector.md 4.3). `bytes`: of the body sent. */
export function stepAfterIngestion(
  result: HttpResult,
  bytes: number,
  hasNewToken: boolean,
  attempt: Attempt,
): IngestionStep {
  const { status } = result;
  if (status === 204) return { kind: 'accepted' };
  if (status === 413) return { kind: 'halve' };
  if (status === 400) return { kind: 'refused' };
  if (status === 401 && !hasNewToken) return { kind: 'new-token' };
  if (status === 429) return throttled(result, attempt, 'ingestion');
  if (status === undefined) {
    // Some gateways cut the connection where they should answer 413.
    const isSuspect = bytes > limits.bigBodyBytes && attempt.tries < limits.tries;
    if (isSuspect && (result.isCut === true || attempt.tries > 2)) return { kind: 'halve' };
  }
  if (status === undefined || status === 408 || status >= 500) {
    const what = status === undefined ? result.reason : `HTTP ${status}`;
    const message = `The Logs Ingestion API did not accept rows: ${what}.`;
    return backOff(attempt, new StreamStop('error', 'ingestion-unavailable', message, status));
  }
  const isForbidden = status === 401 || status === 403;
  const stop = isForbidden
    ? new StreamStop(
        'error',
        'ingestion-forbidden',
        `The Logs Ingestion API answered HTTP ${status}${said(result)}.`,
        status,
      )
    : ingestionMisconfigured(result);
  return { kind: 'give-up', stop };
}

/** The end where the service is there, but not under the address that was set. */
export function ingestionMisconfigured(result: HttpResult): StreamStop {
  const message = `The Logs Ingestion API answered HTTP ${result.status ?? '-'}${said(result)}.`;
  return new StreamStop('error', 'ingestion-configuration', message, result.status);
}

function backOff(attempt: Attempt, stop: StreamStop): Wait | GiveUp {
  const ms = fullJitter(attempt);
  if (attempt.tries >= limits.tries || attempt.now + ms > attempt.deadline) return { kind: 'give-up', stop };
  return { kind: 'wait', ms, isShared: false, stop };
}

function throttled(result: HttpResult, attempt: Attempt, whose: 'api' | 'ingestion'): Wait | GiveUp {
  const asked =
    result.status === undefined ? undefined : retryAfter(result.headers['retry-after'], attempt.now);
  const own =
    whose === 'api'
      ? Math.max(limits.shortestThrottleMs, fullJitter(attempt))
      : Math.min(limits.shortestThrottleMs * 2 ** (attempt.tries - 1), limits.longestThrottleMs);
  const ms = Math.min(
    asked === undefined ? own : Math.max(asked, limits.firstWaitMs),
    limits.longestThrottleMs,
  );
  const retryAt = attempt.now + ms;
  const name = whose === 'api' ? 'Events API' : 'Logs Ingestion API';
  const message = `The ${name} limits requests; the next try is due at ${new Date(retryAt).toISOString()}.`;
  const stop = new StreamStop('rate-limited', whose, message, 429);
  return retryAt < attempt.deadline
    ? { kind: 'wait', ms, isShared: true, stop }
    : { kind: 'give-up', stop, retryAt };
}

function fullJitter({ tries, roll }: Attempt): number {
  return Math.round(roll * Math.min(limits.longestWaitMs, limits.firstWaitMs * 2 ** (tries - 1)));
}

/** Milliseconds of a `Retry-After` in seconds or as an HTTP date; `undefined` where there is none to read. */
export function retryAfter(value: string | undefined, now: number): number | undefined {
  const text = value?.trim() ?? '';
  if (/^\d{1,10}(?:\.\d+)?$/.test(text)) return Math.ceil(Number(text) * 1_000);
  if (!/[A-Za-z]{3}/.test(text)) return undefined;
  const date = Date.parse(text);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}

function said(result: HttpResult): string {
  const message = result.status === undefined ? undefined : parseErrorMessage(result.body);
  return message === undefined ? '' : `, "${message}"`;
}
