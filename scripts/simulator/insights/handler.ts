import { gunzipSync } from 'node:zlib';
import type { SimulatorClock } from '../clock.ts';
import { bearerOf, json, type Answer, type Handler, type Request } from '../http/exchange.ts';
import type { IdentityTokens } from '../identity.ts';
import type { Ledger } from '../ledger.ts';
import { findFault, type Envelope } from './envelope.ts';

export const trackPath = '/v2.1/track';

export interface InsightsService {
  readonly instrumentationKey: string;
  /** Audience that tokens must be for. */
  readonly audience: () => string;
  readonly tokens: IdentityTokens;
  readonly clock: SimulatorClock;
  readonly ledger: Ledger;
}

/**
 * Application Insights, as far as it takes metrics, of a component that wants a token. Source:
 * Azure/azure-rest-api-specs, Monitor.Exporters, v2.1.
 */
export function insightsHandler(service: InsightsService): Handler {
  const { instrumentationKey, audience, tokens, clock, ledger } = service;
  const answer = (request: Request): Answer => {
    if (request.method !== 'POST') return { status: 405 };
    if (!tokens.accepts(bearerOf(request), audience())) return json(401, trackResponse(0, 0, []));
    const items = readItems(request);
    if (items === undefined) return json(400, trackResponse(0, 0, []));
    const errors = items.flatMap((item, index) => {
      const message = findFault(item, instrumentationKey, clock.now());
      return message === undefined ? [] : [{ index, statusCode: 400, message }];
    });
    const bad = new Set(errors.map(({ index }) => index));
    const good = items.filter((_, index) => !bad.has(index)) as readonly Envelope[];
    ledger.metrics.push(
      ...good.map(({ time, tags, data: { baseData } }) => {
        const [{ name, value }] = baseData.metrics;
        return {
          name,
          value,
          properties: baseData.properties ?? {},
          tags: tags ?? {},
          time: Date.parse(time),
        };
      }),
    );
    const status = good.length === items.length ? 200 : good.length > 0 ? 206 : 400;
    return json(status, trackResponse(items.length, good.length, errors));
  };
  return {
    identify: () => ({ endpoint: 'metrics' }),
    answer,
    errorBody: (status) =>
      JSON.stringify(trackResponse(1, 0, [{ index: 0, statusCode: status, message: '' }])),
  };
}

/** The list that a call holds; undefined where it holds none. */
function readItems({ headers, body }: Request): readonly unknown[] | undefined {
  if (!/^application\/json\b/i.test(headers['content-type'] ?? '')) return undefined;
  try {
    const plain = headers['content-encoding'] === 'gzip' ? gunzipSync(body) : body;
    const value: unknown = JSON.parse(plain.toString('utf8'));
    return Array.isArray(value) && value.length > 0 ? value : undefined;
  } catch {
    return undefined;
  }
}

function trackResponse(itemsReceived: number, itemsAccepted: number, errors: readonly object[]): object {
  return { itemsReceived, itemsAccepted, errors };
}
