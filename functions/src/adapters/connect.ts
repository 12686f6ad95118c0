import { hash } from 'node:crypto';
import { parseInsightsConnection } from '../core/insights.ts';
import type { Settings } from '../core/settings.ts';
import type { ApiKeySource, Ports, Telemetry } from '../ports.ts';
import { settingApiKey, vaultApiKey } from './api-key.ts';
import { createBlobService } from './blob-service.ts';
import { systemChance } from './chance.ts';
import { systemClock } from './clock.ts';
import { createEventsApi } from './events-api.ts';
import { createCredential, createTokenSource, type TokenSource } from './identity.ts';
import { createIngestion } from './ingestion.ts';
import { createStateStore } from './state-store.ts';
import { createTelemetry, unusableTelemetry } from './telemetry.ts';
import { userAgent } from './version.ts';

/** What a run needs of the outside but its log. Nothing is connected before it is used. */
export type Connections = Omit<Ports, 'log'>;

/**
 * Connects to what the settings name. Made once a process: connections, tokens and the key from a vault
 * are kept between runs. `onKey` learns every API key that is read, to keep it out of logs.
 */
export function connect(settings: Settings, onKey: (key: string) => void): Connections {
  const { now } = systemClock;
  const credential = once(() => createCredential(settings.clientId));
  const tokensFor = (audience: string): TokenSource => createTokenSource(credential, audience, now);
  const { apiKeySecretUri, apiKey = '', insightsConnection } = settings;
  // Application Insights wants a token for the same audience.
  const monitorTokens = tokensFor(settings.audience);
  return {
    clock: systemClock,
    chance: systemChance,
    api: createEventsApi(settings.apiEndpoint, userAgent),
    ingestion: createIngestion(
      {
        endpoint: settings.ingestionEndpoint,
        ruleId: settings.ruleId,
        stream: settings.streamName,
        userAgent,
      },
      monitorTokens,
    ),
    ...(insightsConnection === undefined
      ? {}
      : { telemetry: telemetryOf(insightsConnection, monitorTokens) }),
    apiKey: observed(
      apiKeySecretUri === undefined ? settingApiKey(apiKey) : vaultApiKey(apiKeySecretUri, tokensFor, now),
      onKey,
    ),
    store: createStateStore({ service: () => createBlobService(settings) }),
    sha256: (text) => hash('sha256', text),
  };
}

function telemetryOf(connection: string, tokens: TokenSource): Telemetry {
  const target = parseInsightsConnection(connection);
  return target === undefined ? unusableTelemetry : createTelemetry(target, userAgent, tokens);
}

function observed(source: ApiKeySource, onKey: (key: string) => void): ApiKeySource {
  return {
    canChange: source.canChange,
    async read(fresh, signal) {
      const key = await source.read(fresh, signal);
      onKey(key);
      return key;
    },
  };
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}
