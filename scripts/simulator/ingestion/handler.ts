import type { IngestionBehaviour } from '../behaviour.ts';
import type { SimulatorClock } from '../clock.ts';
import { bearerOf, json, type Answer, type Handler, type Request } from '../http/exchange.ts';
import type { IdentityTokens } from '../identity.ts';
import type { IngestionCall, Ledger } from '../ledger.ts';
import { minuteLimit, retryAfterHeader } from '../rate-limit.ts';
import { readRows } from './body.ts';
import type { Declaration } from './declaration.ts';
import { storeRow, type StoredRow } from './row.ts';

export interface IngestionService {
  /** Immutable id of the data collection rule. */
  readonly ruleId: string;
  readonly declaration: Declaration;
  readonly behaviour: IngestionBehaviour;
  readonly tokens: IdentityTokens;
  readonly clock: SimulatorClock;
  readonly ledger: Ledger;
  /** Given every stored row, in order. */
  readonly keep: (stored: readonly StoredRow[]) => void;
}

const path = /^\/dataCollectionRules\/([^/]+)\/streams\/([^/]+)$/;

type Outcome = Partial<Pick<IngestionCall, 'bytes' | 'rows' | 'violations'>> & { readonly answer: Answer };

/** The Logs Ingestion API of one data collection rule. */
export function ingestionHandler(service: IngestionService): Handler {
  const { behaviour, ledger, clock } = service;
  const requests = minuteLimit(() => behaviour.requestsPerMinute);
  const volume = minuteLimit(() => behaviour.bytesPerMinute);

  const answer = (request: Request): Answer => {
    const stream = decodeURIComponent(path.exec(request.url.pathname)?.[2] ?? '');
    const outcome = admit(request) ?? take(request);
    ledger.calls.push({
      time: clock.now(),
      id: request.headers['x-ms-client-request-id'],
      stream,
      status: outcome.answer.status,
      sentBytes: request.body.length,
      bytes: outcome.bytes ?? 0,
      rows: outcome.rows ?? 0,
      violations: outcome.violations ?? [],
    });
    return outcome.answer;
  };

  /** What is refused before the body is looked at. */
  const admit = (request: Request): Outcome | undefined => {
    const [, rule, stream] = path.exec(request.url.pathname) ?? [];
    const { audience, roleSince, unknownStream, retryAfter } = behaviour;
    if (rule === undefined || stream === undefined) return { answer: refuse(404, 'NotFound') };
    if (request.method !== 'POST') return { answer: refuse(405, 'MethodNotAllowed') };
    if (!request.url.searchParams.get('api-version'))
      return { answer: refuse(400, 'MissingApiVersionParameter') };
    if (!service.tokens.accepts(bearerOf(request), audience))
      return { answer: refuse(401, 'InvalidToken', { 'www-authenticate': 'Bearer' }) };
    const now = clock.now();
    if (now < roleSince) return { answer: refuse(403, 'OperationFailed') };
    if (decodeURIComponent(rule) !== service.ruleId) return { answer: refuse(404, 'NotFound') };
    if (decodeURIComponent(stream) !== service.declaration.stream)
      return { answer: refuse(unknownStream, 'InvalidStream') };
    const wait = requests.take(now);
    if (wait > 0) return { answer: refuse(429, 'TooManyRequests', retryAfterHeader(retryAfter, wait, now)) };
    return undefined;
  };

  const take = (request: Request): Outcome => {
    const body = readRows(request, behaviour.sizeLimit);
    const { bytes } = body;
    if ('status' in body) return { answer: refuse(body.status, body.code), bytes };
    const now = clock.now();
    const wait = volume.take(now, bytes);
    if (wait > 0)
      return { answer: refuse(429, 'TooMuchData', retryAfterHeader(behaviour.retryAfter, wait, now)), bytes };
    if (body.rows.some((row) => behaviour.refusesRow(row)))
      return { answer: refuse(400, 'InvalidRow'), bytes };
    const stored = body.rows.map((row) => storeRow(row, service.declaration, behaviour.fieldLimit, now));
    const violations = [...new Set(stored.flatMap((row) => row.violations))];
    if (behaviour.wrongType === 'refused' && violations.some((text) => text.includes(': no ')))
      return { answer: refuse(400, 'InvalidRow'), bytes, violations };
    service.keep(stored);
    return { answer: { status: 204 }, bytes, rows: stored.length, violations };
  };

  return { identify: () => ({ endpoint: 'rows' }), answer, errorBody: () => errorBody('SimulatedFault') };
}

function refuse(status: number, code: string, headers: Readonly<Record<string, string>> = {}): Answer {
  return json(status, errorBody(code), headers);
}

function errorBody(code: string): string {
  return JSON.stringify({ error: { code, message: `The call was refused: ${code}` } });
}
