import { createHash } from 'node:crypto';
import { readSettings, type Settings } from '../../../functions/src/core/settings.ts';
import type { Stream } from '../../../functions/src/core/stream.ts';
import type { Summary } from '../../../functions/src/core/summary.ts';
import type { LogLevel, Ports, Telemetry } from '../../../functions/src/ports.ts';
import { runTick, type RunOptions } from '../../../functions/src/run/tick.ts';
import { FakeApi, type FakeEvent } from './fake-api.ts';
import { FakeIngestion } from './fake-ingestion.ts';
import { FakeContainer, FakeStore } from './fake-store.ts';
import { KillSwitch, type Kill } from './kill-switch.ts';
import { VirtualClock } from './virtual-clock.ts';

const start = Date.parse('2026-03-01T12:00:00Z');

/** Everything outside a connector, with faults; ticks are processes of their own. */
export class World {
  readonly clock = new VirtualClock(start);
  readonly api = new FakeApi(() => this.clock.now());
  readonly ingestion = new FakeIngestion();
  readonly container = new FakeContainer();
  readonly lines: { readonly level: LogLevel; readonly message: string; readonly fields: unknown }[] = [];
  token = tokenOf({ aud: ['events.1password.com'] });
  /** What a second look at the secret gives. */
  freshToken: string | undefined;
  #seed = 1;
  #events = 0;

  /** Starts one run; gives its summary, or `undefined` where it was killed. */
  async tick(
    options: Partial<Settings> & { readonly kill?: Kill } & Partial<RunOptions> = {},
  ): Promise<Summary | undefined> {
    const { kill, version = '1.0.0', problems, isPastDue, ...settings } = options;
    const process = new KillSwitch(kill);
    const given = { version, ...(problems ? { problems } : {}), ...(isPastDue ? { isPastDue } : {}) };
    const run = runTick(this.ports(process), testSettings(settings), given);
    const summary = await Promise.race([run, process.death]);
    this.calls = process.calls;
    if (process.isDead) this.clock.clear();
    // What was not given back lapses when nobody renews it.
    process.end();
    if (this.container.lease) this.container.lease.until = this.clock.now() + 60_000;
    return summary ?? undefined;
  }

  /** Virtual time that an answer of the Events API takes at most, ms. */
  latency = 0;

  async #travel(signal: AbortSignal): Promise<void> {
    if (this.latency > 0) await this.clock.sleep(this.#chance() * this.latency, signal);
  }

  /** Calls that the last run made. */
  calls = 0;
  store: FakeStore | undefined;
  /** Takes metrics; what it does is no effect of a run, and counts as no call. */
  telemetry: Telemetry | undefined;
  /** Signal of the last introspection. */
  asking: AbortSignal = new AbortController().signal;
  /** Signal of the last upload. */
  ending: AbortSignal = new AbortController().signal;

  ports(process: KillSwitch): Ports {
    const { clock, api, ingestion, container } = this;
    const store = new FakeStore(
      container,
      () => clock.now(),
      () => !process.isOver,
    );
    this.store = store;
    return {
      clock: {
        now: () => clock.now(),
        sleep: (ms, signal) => (process.isDead ? new Promise(() => undefined) : clock.sleep(ms, signal)),
      },
      chance: {
        fraction: () => this.#chance(),
        id: (now) => `RUN${now.toString(36)}${(this.#seed++).toString(36)}`,
      },
      api: {
        introspect: (token, signal) => {
          this.asking = signal;
          return process.pass(async () => {
            await this.#travel(signal);
            return api.introspect(token, signal);
          });
        },
        poll: (stream, token, body, signal) =>
          process.pass(async () => {
            await this.#travel(signal);
            return api.poll(stream, token, body, signal);
          }),
      },
      ingestion: {
        send: (body, _id, signal) => {
          this.ending = signal;
          return process.pass(() => ingestion.send(body));
        },
        forgetToken: () => ingestion.forgetToken(),
      },
      apiKey: {
        canChange: this.freshToken !== undefined,
        read: (fresh) => process.pass(async () => (fresh ? (this.freshToken ?? this.token) : this.token)),
      },
      store: {
        lock: () =>
          process.pass(async () => {
            const lease = await store.lock();
            return { lost: lease.lost, release: () => process.pass(() => lease.release()) };
          }),
        readCheckpoint: (account, stream) => process.pass(() => store.readCheckpoint(account, stream)),
        readSpare: (account, stream) => process.pass(() => store.readSpare(account, stream)),
        writeCheckpoint: (checkpoint, etag) => process.pass(() => store.writeCheckpoint(checkpoint, etag)),
        readUpstream: (stream) => process.pass(() => store.readUpstream(stream)),
        readRunState: () => process.pass(() => store.readRunState()),
        writeRunState: (value, etag) => process.pass(() => store.writeRunState(value, etag)),
        appendDeadLetters: (...given) => process.pass(() => store.appendDeadLetters(...given)),
      },
      ...(this.telemetry === undefined ? {} : { telemetry: this.telemetry }),
      log: { write: (level, message, fields) => void this.lines.push({ level, message, fields }) },
      sha256: (text) => createHash('sha256').update(text).digest('hex'),
    };
  }

  /** New events of a stream, as the service would make them now. */
  makeEvents(stream: Stream, count: number, ageMs = 0): readonly FakeEvent[] {
    const events = Array.from({ length: count }, () => {
      this.#events += 1;
      const timestamp = new Date(this.clock.now() - ageMs).toISOString();
      return {
        uuid: `${stream.slice(0, 1).toUpperCase()}${String(this.#events).padStart(8, '0')}`,
        timestamp,
        ...shapes[stream],
      };
    });
    this.api.append(stream, events);
    return events;
  }

  /** A pseudo-random number (xorshift), the same in every test run. */
  #chance(): number {
    let x = this.#seed++ * 2_654_435_761;
    x ^= x << 13;
    x ^= x >>> 17;
    x ^= x << 5;
    return (x >>> 0) / 2 ** 32;
  }
}

const shapes: Readonly<Record<Stream, object>> = {
  auditevents: { action: 'create', object_type: 'user', object_uuid: 'USER' },
  itemusages: { vault_uuid: 'vault', item_uuid: 'item', user: { uuid: 'USER' }, action: 'fill' },
  signinattempts: { category: 'success', type: 'credentials_ok', target_user: { uuid: 'USER' } },
};

/** An unsigned token with this payload. */
export function tokenOf(payload: object): string {
  return `${encode({ alg: 'ES256' })}.${encode(payload)}.c2lnbmF0dXJl`;
}

function encode(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

const environment = {
  apiEndpoint: 'https://events.1password.com',
  APIKey: 'not used here',
  LOGS_INGESTION_ENDPOINT: 'https://rule.example.com',
  DCR_IMMUTABLE_ID: 'dcr-1',
  AzureWebJobsStorage__accountName: 'account',
};

const { settings: defaults } = readSettings(environment);

/** Settings with their defaults, but those given. */
export function testSettings(given: Partial<Settings> = {}): Settings {
  if (defaults === undefined) throw new Error('The settings of the tests are not good.');
  return { ...defaults, ...given };
}
