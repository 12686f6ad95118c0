import type { Behaviour } from '../behaviour.ts';
import type { SimulatorClock } from '../clock.ts';
import { bearerOf, json, plainText, type Answer, type Handler, type Request } from '../http/exchange.ts';
import { fingerprint, type Ledger } from '../ledger.ts';
import { retryAfterHeader } from '../rate-limit.ts';
import type { Account } from './account.ts';
import { endpointAt, type Endpoint } from './endpoint.ts';
import { introspectionAnswer } from './introspection.ts';
import { poll, stalled, type Poll } from './poll.ts';
import { audienceWithoutHost, type IssuedToken, type TokenRegistry } from './token.ts';

export interface EventsService {
  readonly accounts: ReadonlyMap<string, Account>;
  readonly tokens: TokenRegistry;
  readonly behaviour: Behaviour;
  readonly clock: SimulatorClock;
  readonly ledger: Ledger;
  /** Seals the cursors. */
  readonly secret: string;
}

/** The Events API: path, token, limits, then the endpoint. */
export function eventsHandler(service: EventsService): Handler {
  const errorBody = (status: number, shape = service.behaviour.errorShape, message = messageOf(status)) =>
    JSON.stringify(shape === 'observed' ? { Error: { Message: message } } : { status, message });
  const refuse = (status: number, message?: string, headers = {}) =>
    json(status, errorBody(status, undefined, message), headers);

  const answer = (request: Request): Answer => {
    const endpoint = endpointAt(request.url.pathname);
    if (!endpoint) return plainText(404, '404 page not found');
    if (request.method !== endpoint.method) return refuse(405);
    const access = admit(service, request);
    if ('status' in access) return access.status === 404 ? plainText(404, '404 page not found') : refuse(401);
    const { token, account } = access;
    const now = service.clock.now();
    const wait = account.rate.take(now);
    if (wait > 0) return refuse(429, undefined, retryAfterHeader(service.behaviour.retryAfter, wait, now));
    if (endpoint.name === 'introspect')
      return introspectionAnswer(endpoint.version, account, token, service.behaviour);
    if (!token.features.includes(endpoint.name)) return refuse(service.behaviour.missingFeature);
    if (service.behaviour.contentType === 'required' && !isJson(request)) return refuse(415);
    const result = poll(service, pollOf(endpoint, endpoint.name, account, token, request));
    return 'refused' in result ? refuse(400, result.refused) : result;
  };

  return {
    identify: (request) => ({
      endpoint: endpointAt(request.url.pathname)?.name ?? request.url.pathname,
      account: service.tokens.find(bearerOf(request))?.account,
    }),
    answer,
    stall: (request) => {
      const endpoint = endpointAt(request.url.pathname);
      const access = admit(service, request);
      if (!endpoint || endpoint.name === 'introspect' || 'status' in access) return answer(request);
      const { account, token } = access;
      const result = stalled(service, pollOf(endpoint, endpoint.name, account, token, request));
      return 'refused' in result ? refuse(400, result.refused) : result;
    },
    errorBody: (status, shape) => errorBody(status, shape),
  };
}

/** The account that a request speaks for, or the status that refuses it. */
function admit(
  { tokens, accounts, behaviour }: EventsService,
  request: Request,
): { readonly token: IssuedToken; readonly account: Account } | { readonly status: 401 | 404 } {
  const token = tokens.find(bearerOf(request));
  const account = token && accounts.get(token.account);
  if (!token || !account || !tokens.isValid(token)) return { status: 401 };
  const isHere =
    token.audience === audienceWithoutHost ||
    token.audience.toLowerCase() === (request.headers['host'] ?? '').toLowerCase();
  if (!isHere) return { status: behaviour.wrongRegion === 'not-found' ? 404 : 401 };
  return { token, account };
}

function pollOf(
  { version }: Endpoint,
  stream: Poll['stream'],
  account: Account,
  { token }: IssuedToken,
  request: Request,
): Poll {
  return { version, stream, account, token: fingerprint(token), body: request.body.toString('utf8') };
}

function isJson({ headers }: Request): boolean {
  return /^application\/json\b/i.test(headers['content-type'] ?? '');
}

function messageOf(status: number): string {
  const messages: Readonly<Record<number, string>> = {
    400: 'Bad Request',
    401: 'Unauthorized',
    403: 'Forbidden',
    404: 'Not Found',
    405: 'Method Not Allowed',
    415: 'Unsupported Media Type',
    429: 'Too Many Requests',
    503: 'Service Unavailable',
  };
  return messages[status] ?? 'Internal Server Error';
}
