import type { Fault } from '../faults.ts';
import { json, plainText, type Answer, type Handler, type Request } from './exchange.ts';

/** What comes back: an answer, perhaps badly delivered, or the end of the connection, or nothing. */
export type Outcome =
  | { readonly answer: Answer; readonly delivery: 'whole' | 'cut' | 'dripping' | 'broken-gzip' }
  | { readonly answer?: undefined; readonly delivery: 'reset' | 'silence' };

const proxyPage =
  '<!doctype html><html><head><title>Bad gateway</title></head><body><h1>The service cannot be reached</h1></body></html>';

/** Plays a fault on a request. */
export function faultOutcome(fault: Fault, request: Request, handler: Handler): Outcome {
  const { action } = fault;
  switch (action.kind) {
    case 'none':
      return { answer: handler.answer(request), delivery: 'whole' };
    case 'status':
      return { answer: statusAnswer(action, handler), delivery: 'whole' };
    case 'html':
      return { answer: page(200), delivery: 'whole' };
    case 'reset':
      return { delivery: 'reset' };
    case 'silence':
      return { delivery: 'silence' };
    case 'lost-answer':
      handler.answer(request);
      return { delivery: 'reset' };
    case 'cut':
      return { answer: handler.answer(request), delivery: 'cut' };
    case 'drip':
      return { answer: handler.answer(request), delivery: 'dripping' };
    case 'broken-gzip':
      return { answer: unsent(handler.answer(request)), delivery: 'broken-gzip' };
    case 'truncated':
      return { answer: truncated(handler.answer(request)), delivery: 'whole' };
    case 'stall':
      return { answer: handler.stall?.(request) ?? handler.answer(request), delivery: 'whole' };
    case 'null-items':
      return { answer: nullItems(handler.stall?.(request) ?? handler.answer(request)), delivery: 'whole' };
  }
}

function statusAnswer(action: Extract<Fault['action'], { kind: 'status' }>, handler: Handler): Answer {
  const { status, body, headers = {} } = action;
  const answer = statusBody(status, body, handler);
  return { ...answer, headers: { ...answer.headers, ...headers } };
}

function statusBody(
  status: number,
  body: Extract<Fault['action'], { kind: 'status' }>['body'],
  handler: Handler,
): Answer {
  if (typeof body === 'object') return plainText(status, body.text);
  if (body === 'html') return page(status);
  if (body === 'empty') return { status };
  if (body === 'text') return plainText(status, `${status} ${status === 404 ? 'page not found' : 'error'}`);
  return json(status, handler.errorBody(status, body));
}

function page(status: number): Answer {
  return { status, headers: { 'content-type': 'text/html; charset=utf-8' }, body: proxyPage };
}

/** The events in it do not reach the client. */
function unsent({ status, headers = {}, body = '' }: Answer): Answer {
  return { status, headers, body };
}

function truncated(answer: Answer): Answer {
  const body = String(answer.body ?? '');
  return { ...unsent(answer), body: body.slice(0, Math.ceil(body.length / 2)) };
}

/** Of an answer without events: one that hid some behind a new cursor would lose them for everybody. */
function nullItems(answer: Answer): Answer {
  const page: unknown = JSON.parse(String(answer.body ?? '{}'));
  return { ...unsent(answer), body: JSON.stringify({ ...(page as object), items: null }) };
}
