import {
  addRequest,
  requestsInHour,
  waitFor,
  type RateLimits,
  type RateWindow,
} from '../core/rate-window.ts';
import { StreamStop } from '../core/stream-report.ts';
import type { Clock } from '../ports.ts';

/** Keeps the requests of all streams together within the limits, and lets all wait when the API asks for it. */
export class RequestLimiter {
  readonly #clock: Clock;
  readonly #limits: RateLimits;
  #window: RateWindow;
  #pausedUntil: number;

  constructor(clock: Clock, limits: RateLimits, window: RateWindow, pausedUntil = 0) {
    this.#clock = clock;
    this.#limits = limits;
    this.#window = window;
    this.#pausedUntil = pausedUntil;
  }

  /** Waits for the turn of a request; gives up, with `rate-limited`, where that is after `deadline` (ms). */
  async take(deadline: number, signal: AbortSignal): Promise<void> {
    for (;;) {
      const now = this.#clock.now();
      const wait = Math.max(waitFor(this.#window, now, this.#limits), this.#pausedUntil - now);
      if (wait <= 0) {
        this.#window = addRequest(this.#window, now);
        return;
      }
      if (now + wait >= deadline) {
        const due = new Date(now + wait).toISOString();
        throw new StreamStop(
          'rate-limited',
          'api',
          `The limit of requests is reached; the next is due at ${due}.`,
        );
      }
      await this.#clock.sleep(wait, signal);
    }
  }

  /** No request before this time (ms). */
  pause(until: number): void {
    this.#pausedUntil = Math.max(this.#pausedUntil, until);
  }

  get window(): RateWindow {
    return this.#window;
  }

  get pausedUntil(): number {
    return this.#pausedUntil;
  }

  requestsInHour(): number {
    return requestsInHour(this.#window, this.#clock.now());
  }
}
