import type { SimulatorClock } from './clock.ts';

export type Service = 'events' | 'ingestion' | 'identity';

/** Which requests a fault hits: those that fit everything that is given. */
export interface FaultMatch {
  /** Default: the Events API. */
  readonly service?: Service;
  /** `introspect`, a stream, `rows` or `metrics` (ingestion) or `token` (identity). */
  readonly endpoint?: string;
  /** Account of the token, by its uuid. */
  readonly account?: string;
  /** Lets this many fitting requests pass first. */
  readonly skip?: number;
  /** Ends after this many hits; 1 where absent. */
  readonly times?: number;
  /** From this time of the simulator's clock on, ms. */
  readonly from?: number;
  /** Up to, not including, this time. */
  readonly until?: number;
  /** Share of the fitting requests that are hit, 0 to 1; which ones follows from the seed. */
  readonly share?: number;
}

export type FaultAction =
  /** An answer in place of the real one. */
  | {
      readonly kind: 'status';
      readonly status: number;
      /** One of the two JSON forms, a proxy's page, plain text, nothing, or the text given. */
      readonly body?: 'observed' | 'documented' | 'html' | 'text' | 'empty' | { readonly text: string };
      readonly headers?: Readonly<Record<string, string>>;
    }
  /** The connection ends before any answer; the request has no effect. */
  | { readonly kind: 'reset' }
  /** The connection ends after a part of the body. */
  | { readonly kind: 'cut' }
  /** No answer comes, and the connection stays. */
  | { readonly kind: 'silence' }
  /** The request takes effect and its answer is lost. */
  | { readonly kind: 'lost-answer' }
  /** A complete answer whose JSON breaks off. */
  | { readonly kind: 'truncated' }
  /** Status 200 with the page of a captive portal. */
  | { readonly kind: 'html' }
  /** The body comes in pieces of so many bytes, with pauses. */
  | { readonly kind: 'drip'; readonly bytes: number; readonly pauseMs: number }
  /** Said to be gzip, and is not. */
  | { readonly kind: 'broken-gzip' }
  /** No events, `has_more: true` and the cursor that came, or for a reset the first one. */
  | { readonly kind: 'stall' }
  /** The same, and `items` is null. */
  | { readonly kind: 'null-items' }
  /** The real answer; for a fault that is only slow. */
  | { readonly kind: 'none' };

export type Fault = FaultMatch & {
  /** Real time before anything else happens, ms. */
  readonly latencyMs?: number;
  readonly action: FaultAction;
};

export interface ArmedFault {
  readonly fault: Fault;
  /** Requests hit so far. */
  readonly hits: number;
  /** Requests that fitted, hit or not. */
  readonly seen: number;
}

export interface FaultContext {
  readonly service: Service;
  readonly endpoint: string;
  readonly account?: string | undefined;
}

/** The script of faults. The first one that fits a request is played. */
export class FaultScript {
  #armed: { readonly fault: Fault; hits: number; seen: number }[] = [];
  readonly #clock: SimulatorClock;
  readonly #fraction: () => number;

  /** `fraction` gives chance from 0 up to, not including, 1. */
  constructor(clock: SimulatorClock, fraction: () => number) {
    this.#clock = clock;
    this.#fraction = fraction;
  }

  /** The result counts on while the fault is armed. */
  add(fault: Fault): ArmedFault {
    const armed = { fault, hits: 0, seen: 0 };
    this.#armed.push(armed);
    return armed;
  }

  remove(armed: ArmedFault): void {
    this.#armed = this.#armed.filter((other) => other !== armed);
  }

  clear(): void {
    this.#armed = [];
  }

  take(context: FaultContext): Fault | undefined {
    for (const armed of this.#armed) {
      const { fault } = armed;
      if (armed.hits >= (fault.times ?? 1) || !this.#fits(fault, context)) continue;
      armed.seen += 1;
      if (armed.seen <= (fault.skip ?? 0)) continue;
      if (fault.share !== undefined && this.#fraction() >= fault.share) continue;
      armed.hits += 1;
      return fault;
    }
    return undefined;
  }

  #fits(fault: Fault, { service, endpoint, account }: FaultContext): boolean {
    const now = this.#clock.now();
    return (
      (fault.service ?? 'events') === service &&
      (fault.endpoint === undefined || fault.endpoint === endpoint) &&
      (fault.account === undefined || fault.account === account) &&
      now >= (fault.from ?? -Infinity) &&
      now < (fault.until ?? Infinity)
    );
  }
}
