/** Asks 1Password about an API key, with the connector's own code and words. */
import { createHash } from 'node:crypto';
import { systemChance } from '../../../functions/src/adapters/chance.ts';
import { systemClock } from '../../../functions/src/adapters/clock.ts';
import { hostOf, parseApiEndpoint } from '../../../functions/src/core/api-endpoint.ts';
import { diagnose, type Diagnosis } from '../../../functions/src/core/diagnosis.ts';
import { createRedactor } from '../../../functions/src/core/redaction.ts';
import { Refusal } from '../../../functions/src/core/settings-form.ts';
import { streams, type Stream } from '../../../functions/src/core/stream.ts';
import { readClaims } from '../../../functions/src/core/token.ts';
import type { Clock, EventsApi } from '../../../functions/src/ports.ts';
import { introspect } from '../../../functions/src/run/introspect.ts';
import { RequestLimiter } from '../../../functions/src/run/request-limiter.ts';
import { endpointOfKey, keyFormFault } from './key-form.ts';

export interface GoodKey {
  readonly kind: 'good';
  readonly endpoint: string;
  readonly features: readonly Stream[];
  /** Kinds of events that the key may not read. */
  readonly missing: readonly Stream[];
  readonly accountUuid: string | undefined;
  /** ms; undefined where the key does not say. */
  readonly expiresAt: number | undefined;
}

/** `refused`: the key is no good. `unknown`: nobody could tell. */
export interface BadKey {
  readonly kind: 'refused' | 'unknown';
  readonly endpoint: string | undefined;
  readonly diagnosis: Diagnosis;
}

export interface JudgeOptions {
  /** Base address of the Events API, or `auto` for the one that the key names. */
  readonly endpoint: string;
  /** Hosts that are not 1Password's, for a simulator: the host gets the key. */
  readonly allowsOthers?: boolean;
  readonly clock?: Clock;
  readonly apiAt?: (endpoint: string) => Promise<EventsApi> | EventsApi;
}

/** How long 1Password may take to answer, repetitions included (ms). */
const patience = 30_000;
/** Far from the API's own limits: a command asks a handful of times. */
const rate = { perMinute: 30, perHour: 60 };

export async function judgeKey(key: string, options: JudgeOptions): Promise<GoodKey | BadKey> {
  const { clock = systemClock, apiAt = eventsApiAt, allowsOthers = false } = options;
  const formFault = keyFormFault(key);
  if (formFault) return { kind: 'refused', endpoint: undefined, diagnosis: formFault };
  const endpoint =
    options.endpoint === 'auto'
      ? endpointOfKey(key, allowsOthers)
      : namedEndpoint(options.endpoint, allowsOthers);
  if (typeof endpoint !== 'string') return { kind: 'refused', endpoint: undefined, diagnosis: endpoint };
  const ports = { api: await apiAt(endpoint), chance: systemChance, clock };
  const deadline = clock.now() + patience;
  const { signal } = new AbortController();
  const limiter = new RequestLimiter(clock, rate, []);
  const judgement = await introspect(ports, limiter, key, { host: hostOf(endpoint), deadline, signal });
  if (judgement.kind !== 'good') {
    const { code, message } = judgement.diagnosis;
    // What a host answers may hold what it was asked with.
    const diagnosis = { code, message: createRedactor([key])(message) };
    return { kind: judgement.kind, endpoint, diagnosis };
  }
  const { features, accountUuid } = judgement.introspection;
  if (features.length === 0) {
    const diagnosis = diagnose('api-key-no-features', 'The API key grants no kind of events.');
    return { kind: 'refused', endpoint, diagnosis };
  }
  const missing = streams.filter((stream) => !features.includes(stream));
  const expiresAt = readClaims(key)?.expiresAt;
  return { kind: 'good', endpoint, features, missing, accountUuid, expiresAt };
}

/** As health rows name a key: the first 8 hexadecimal digits of its SHA-256. */
export function fingerprintOf(key: string): string {
  return createHash('sha256').update(key).digest('hex').slice(0, 8);
}

function namedEndpoint(endpoint: string, allowsOthers: boolean): string | Diagnosis {
  const parsed = parseApiEndpoint(endpoint, allowsOthers);
  return parsed instanceof Refusal ? diagnose('api-endpoint-invalid', parsed.text) : parsed;
}

async function eventsApiAt(endpoint: string): Promise<EventsApi> {
  // Loaded here: most commands do without the HTTP client.
  const { createEventsApi } = await import('../../../functions/src/adapters/events-api.ts');
  const { version } = await import('../../../functions/src/adapters/version.ts');
  return createEventsApi(endpoint, `1password-microsoft-sentinel-toolchain/${version}`);
}
