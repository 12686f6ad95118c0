import { createHash } from 'node:crypto';
import {
  defaultBehaviour,
  defaultIngestionBehaviour,
  type Behaviour,
  type IngestionBehaviour,
} from './behaviour.ts';
import { createClock, type ClockOptions, type SimulatorClock } from './clock.ts';
import { Account } from './events/account.ts';
import { eventsHandler } from './events/handler.ts';
import { TokenRegistry, type TokenOptions } from './events/token.ts';
import { FaultScript, type Service } from './faults.ts';
import { startService, type RunningService } from './http/service.ts';
import type { TlsKey } from './http/certificate.ts';
import { beside } from './http/beside.ts';
import type { Handler } from './http/exchange.ts';
import { IdentityTokens, identityHandler } from './identity.ts';
import { readDeclaration, type Declaration } from './ingestion/declaration.ts';
import { ingestionHandler } from './ingestion/handler.ts';
import { insightsHandler, trackPath } from './insights/handler.ts';
import { rowKeeper, type RowKeeping } from './ingestion/row-keeper.ts';
import { Ledger } from './ledger.ts';
import { createRandom } from './story/random.ts';

export interface AccountOptions {
  readonly uuid?: string;
  /** Host of its region, as tokens name it; the simulator's own where absent. */
  readonly host?: string;
  readonly token?: TokenOptions;
}

export interface SimulatorOptions {
  /** Equal seeds give equal tokens, ids and chances. */
  readonly seed?: number;
  readonly clock?: ClockOptions;
  /** Default: one account. Each gets a token. */
  readonly accounts?: readonly AccountOptions[];
  readonly behaviour?: Partial<Behaviour>;
  readonly ingestion?: Partial<IngestionBehaviour>;
  readonly rows?: RowKeeping;
  /** The stream of the data collection rule; that of the solution's table where absent. */
  readonly declaration?: Declaration;
  readonly ports?: Partial<Record<Service, number>>;
  /** The Events API and ingestion speak HTTPS with this key; HTTP without one. See `createCertificate`. */
  readonly tls?: TlsKey;
}

export interface Simulator {
  readonly addresses: Readonly<Record<Service, string>>;
  readonly accounts: readonly Account[];
  /** The first account. */
  readonly account: Account;
  /** The first token of each account, in order. */
  readonly tokens: readonly string[];
  readonly ledger: Ledger;
  readonly faults: FaultScript;
  readonly clock: SimulatorClock;
  readonly identity: IdentityTokens;
  /** Changes switches while it runs. */
  behave(changes: Partial<Behaviour>): void;
  behaveIngestion(changes: Partial<IngestionBehaviour>): void;
  addAccount(options?: AccountOptions): Account;
  /**
   * Settings with which a connector finds all of this; storage is not among them. With `metrics` it also
   * finds Application Insights, which listens at the address of ingestion.
   */
  environment(options?: { readonly metrics?: boolean }): Record<string, string>;
  /** Events that have arrived and were never served, as `<stream>/<uuid>`. */
  unserved(): readonly string[];
  stop(): Promise<void>;
}

/** Starts the three services on loopback. */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const { seed = 1, tls, ports = {}, accounts: wanted = [{}] } = options;
  const behaviour = { ...defaultBehaviour, ...options.behaviour };
  const ingestion = { ...defaultIngestionBehaviour, ...options.ingestion };
  const clock = createClock(options.clock);
  const ledger = new Ledger();
  const random = createRandom(seed);
  const faults = new FaultScript(clock, createRandom(seed, 'faults').fraction);
  const tokens = new TokenRegistry(clock, `${seed}/events`);
  const identity = new IdentityTokens(clock, `${seed}/identity`);
  const declaration = options.declaration ?? readDeclaration();
  const ruleId = `dcr-${hex(`${seed}/rule`, 32)}`;
  const header = hex(`${seed}/header`, 32);
  const instrumentationKey = hex(`${seed}/insights`, 32);
  const accounts = new Map<string, Account>();

  const keep = rowKeeper(ledger, options.rows ?? {});
  const handlers: Readonly<Record<Service, Handler>> = {
    events: eventsHandler({ accounts, tokens, behaviour, clock, ledger, secret: hex(`${seed}/cursor`, 64) }),
    ingestion: beside(
      trackPath,
      insightsHandler({
        instrumentationKey,
        audience: () => ingestion.audience,
        tokens: identity,
        clock,
        ledger,
      }),
      ingestionHandler({ ruleId, declaration, behaviour: ingestion, tokens: identity, clock, ledger, keep }),
    ),
    identity: identityHandler({ tokens: identity, header, clientIds: [] }),
  };
  const usesGzip = { events: () => behaviour.gzip, ingestion: () => false, identity: () => false };
  const running: RunningService[] = [];
  const stop = async () => {
    await Promise.all(running.map((service) => service.close()));
  };
  const start = async (service: Service) => {
    // The identity endpoint of App Service is plain HTTP.
    const key = service === 'identity' ? undefined : tls;
    const shared = {
      faults,
      ledger,
      clock,
      usesGzip: usesGzip[service],
      port: ports[service] ?? 0,
      tls: key,
    };
    const started = await startService({ service, handler: handlers[service], ...shared });
    running.push(started);
    return started.address;
  };

  const addresses = await Promise.all([start('events'), start('ingestion'), start('identity')])
    .then(([events, ingestion, identity]) => ({ events, ingestion, identity }))
    .catch(async (error: unknown) => {
      await stop();
      throw error;
    });
  const addAccount = ({ uuid = random.id(), host, token }: AccountOptions = {}) => {
    const names = { uuid, integration: random.id(), host: host ?? new URL(addresses.events).host };
    const account = new Account(names, tokens, clock, behaviour);
    accounts.set(uuid, account);
    account.issueToken(token);
    return account;
  };
  for (const account of wanted) addAccount(account);

  return {
    addresses,
    get accounts() {
      return [...accounts.values()];
    },
    get account() {
      return [...accounts.values()][0] ?? addAccount();
    },
    get tokens() {
      return [...accounts.values()].map(firstToken);
    },
    ledger,
    faults,
    clock,
    identity,
    behave: (changes) => void Object.assign(behaviour, changes),
    behaveIngestion: (changes) => void Object.assign(ingestion, changes),
    addAccount,
    environment: ({ metrics = false } = {}) => ({
      apiEndpoint: addresses.events,
      APIKey: [...accounts.values()].map(firstToken)[0] ?? '',
      ALLOW_CUSTOM_API_ENDPOINT: 'true',
      LOGS_INGESTION_ENDPOINT: addresses.ingestion,
      DCR_IMMUTABLE_ID: ruleId,
      DCR_STREAM_NAME: declaration.stream,
      IDENTITY_ENDPOINT: `${addresses.identity}/msi/token`,
      IDENTITY_HEADER: header,
      ...(metrics
        ? {
            APPLICATIONINSIGHTS_CONNECTION_STRING: `InstrumentationKey=${instrumentationKey};IngestionEndpoint=${addresses.ingestion}/`,
          }
        : {}),
    }),
    unserved: () =>
      [...accounts.values()].flatMap((account) =>
        account.arrivedKeys().filter((key) => !ledger.count.wasServed(key)),
      ),
    stop,
  };
}

function firstToken(account: Account): string {
  return account.tokens[0]?.token ?? '';
}

function hex(text: string, length: number): string {
  return createHash('sha256').update(text).digest('hex').slice(0, length);
}
