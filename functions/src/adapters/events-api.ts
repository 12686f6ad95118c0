import type { EventsApi } from '../ports.ts';
import { createSender, type HttpLimits } from './http-request.ts';

/** The Events API at `endpoint` (no slash at its end), version 2 of its paths. */
export function createEventsApi(endpoint: string, userAgent: string, limits?: HttpLimits): EventsApi {
  const send = createSender(new URL(endpoint), limits);
  const address = (path: string): URL => new URL(`${endpoint}/api/v2/${path}`);
  const headers = (token: string): Readonly<Record<string, string>> => ({
    authorization: `Bearer ${token}`,
    accept: 'application/json',
    'user-agent': userAgent,
  });
  return {
    introspect(token, signal) {
      return send({ method: 'GET', url: address('auth/introspect'), headers: headers(token) }, signal);
    },
    poll(stream, token, body, signal) {
      const json = { ...headers(token), 'content-type': 'application/json' };
      return send({ method: 'POST', url: address(stream), headers: json, body }, signal);
    },
  };
}
