import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { toEnvelopes, type InsightsTarget } from '../core/insights.ts';
import { limits } from '../core/limits.ts';
import type { Telemetry } from '../ports.ts';
import { createSender, type HttpLimits } from './http-request.ts';
import { bearer, NoToken, type TokenSource } from './identity.ts';

const compress = promisify(gzip);

/** The answer is a short list of counts and errors. */
const ownLimits: HttpLimits = {
  connect: limits.metricsMs,
  headers: limits.metricsMs,
  whole: limits.metricsMs,
  bodyBytes: 1024 * 1024,
};

/**
 * A component of Application Insights, without its library, which would double the size of the app. The
 * component takes only what comes with a token of the managed identity.
 */
export function createTelemetry(
  { instrumentationKey, endpoint }: InsightsTarget,
  userAgent: string,
  tokens: TokenSource,
): Telemetry {
  const url = new URL(`${endpoint}/v2.1/track`);
  const send = createSender(url, ownLimits);
  return {
    async send(metrics, signal) {
      const text = JSON.stringify(toEnvelopes(metrics, instrumentationKey));
      const [token, body] = await Promise.all([bearer(tokens, signal), compress(text)]);
      if (token instanceof NoToken) return { status: undefined, reason: token.message };
      const headers = {
        authorization: `Bearer ${token}`,
        'content-type': 'application/json',
        'content-encoding': 'gzip',
        'user-agent': userAgent,
      };
      return send({ method: 'POST', url, headers, body }, signal);
    },
  };
}

/** Stands where the connection string is of no use, so that the log says why there are no metrics. */
export const unusableTelemetry: Telemetry = {
  send: async () => ({
    status: undefined,
    reason: 'the setting APPLICATIONINSIGHTS_CONNECTION_STRING names no key, or no address over https',
  }),
};
