import type { Behaviour } from '../behaviour.ts';
import type { SimulatorClock } from '../clock.ts';
import { requestLimit, type RateLimit } from '../rate-limit.ts';
import { streams, type Stream } from '../stream-name.ts';
import { StreamLog, type Addition, type EventSource } from './stream-log.ts';
import type { IssuedToken, TokenOptions, TokenRegistry } from './token.ts';

export interface AppendOptions {
  /** When the events arrive, ms; now where absent. */
  readonly arrival?: number;
}

/** An account with its three streams. */
export class Account {
  readonly uuid: string;
  /** The Events Reporting integration; all tokens of the account belong to it. */
  readonly integration: string;
  /** Host with port where it has one, as in the first entry of `aud`. */
  readonly host: string;
  readonly logs: Readonly<Record<Stream, StreamLog>>;
  readonly rate: RateLimit;
  /** Tokens in the order of their issue, valid or not. */
  readonly tokens: IssuedToken[] = [];
  readonly #registry: TokenRegistry;
  readonly #clock: SimulatorClock;

  constructor(
    names: { readonly uuid: string; readonly integration: string; readonly host: string },
    tokens: TokenRegistry,
    clock: SimulatorClock,
    behaviour: Behaviour,
  ) {
    ({ uuid: this.uuid, integration: this.integration, host: this.host } = names);
    this.#registry = tokens;
    this.#clock = clock;
    this.rate = requestLimit(behaviour);
    this.logs = {
      auditevents: new StreamLog(),
      itemusages: new StreamLog(),
      signinattempts: new StreamLog(),
    };
  }

  issueToken(options: TokenOptions = {}): IssuedToken {
    const issued = this.#registry.issue(this.uuid, this.integration, this.host, options);
    this.tokens.push(issued);
    return issued;
  }

  revokeToken(token: string): void {
    this.#registry.revoke(token);
  }

  /** Adds events as they are, good or bad. */
  append(
    stream: Stream,
    events: readonly unknown[],
    { arrival = this.#clock.now() }: AppendOptions = {},
  ): void {
    this.logs[stream].append(events.map((event) => ({ event, arrival })));
  }

  /** Adds events that arrive at times of their own, in the past or to come. */
  appendAt(stream: Stream, additions: readonly Addition[]): void {
    this.logs[stream].append(additions);
  }

  /** Adds many events that are made only when they are served. */
  appendSource(
    stream: Stream,
    source: EventSource,
    count: number,
    times: (index: number) => { readonly arrival: number; readonly time: number },
  ): void {
    this.logs[stream].appendSource(source, count, times);
  }

  /** How many events have arrived by now, by stream. */
  arrived(): Readonly<Record<Stream, number>> {
    const now = this.#clock.now();
    const counts = streams.map((stream) => [stream, this.logs[stream].countAt(now)] as const);
    return Object.fromEntries(counts) as Record<Stream, number>;
  }

  /** `<stream>/<uuid>` of every event that has arrived by now and has a uuid. */
  arrivedKeys(): readonly string[] {
    return streams.flatMap((stream) => {
      const log = this.logs[stream];
      return Array.from({ length: log.countAt(this.#clock.now()) }, (_, place) => log.entry(place)).flatMap(
        (entry) => {
          const { uuid } = (entry?.source.at(entry.index) ?? {}) as { readonly uuid?: unknown };
          return typeof uuid === 'string' ? [`${stream}/${uuid}`] : [];
        },
      );
    });
  }
}
