/** Requests that are answered otherwise than they should be, and connections that are cut. */
import { refusal, type Answer, type Ask } from './exchange.ts';
import type { Failure } from './stand-in.ts';

export interface Failures {
  fail(failure: Failure): void;
  /** What comes instead of the answer: another one, or `cut` for none at all. */
  take(ask: Ask, url: string): Answer | 'cut' | undefined;
}

export function createFailures(): Failures {
  const waiting: { readonly failure: Failure; left: number }[] = [];
  return {
    fail(failure) {
      waiting.push({ failure, left: failure.times ?? Number.POSITIVE_INFINITY });
    },
    take({ method }, url) {
      const found = waiting.find(
        ({ failure, left }) =>
          left > 0 && (failure.method ?? method) === method && new RegExp(failure.path, 'i').test(url),
      );
      if (!found) return undefined;
      found.left--;
      const { status, code, message, headers = {} } = found.failure;
      return status === 0 ? 'cut' : { ...refusal(status, code, message), headers };
    },
  };
}
