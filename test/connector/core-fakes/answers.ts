import type { HttpResult } from '../../../functions/src/ports.ts';
import { error } from './fake-api.ts';

/** What an answer that is a fault may depend on. */
export interface AnswerContext {
  readonly now: number;
  /** Services repeat in their texts what they were sent; nothing of it may come through. */
  readonly secret: string;
}

/** A fault of a service, as the connector meets it. */
export interface FaultyAnswer {
  readonly result: (context: AnswerContext) => HttpResult;
  /** Time until it comes, ms. */
  readonly afterMs?: number;
}

const headerTimeout = 30_000;

/** Texts of services are cut off at so many characters. */
const shownCharacters = 200;

function status(code: number, headers: Readonly<Record<string, string>> = {}): FaultyAnswer {
  return {
    result: ({ secret }) => {
      // Once whole, and once across the place where the text is cut off.
      const words = Math.max(1, Math.floor((shownCharacters - secret.length - 20) / 8));
      return error(code, `${secret} ${'refused '.repeat(words)}${secret}`, headers);
    },
  };
}

function limited(when: (now: number) => string): FaultyAnswer {
  return { result: ({ now, secret }) => error(429, `Bearer ${secret}`, { 'retry-after': when(now) }) };
}

function body(text: (secret: string) => string): FaultyAnswer {
  return { result: ({ secret }) => ({ status: 200, headers: {}, body: text(secret) }) };
}

function noAnswer(reason: string, afterMs?: number): FaultyAnswer {
  return {
    result: () => ({ status: undefined, reason, isCut: true }),
    ...(afterMs === undefined ? {} : { afterMs }),
  };
}

/** A date as in a header: without fractions of a second. */
function httpDate(time: number): string {
  return new Date(time).toUTCString();
}

/** Answers that any of the services may give. */
export const anyAnswers = {
  '400': status(400),
  '401': status(401),
  '403': status(403),
  '404': status(404),
  '404 in plain text': { result: () => ({ status: 404, headers: {}, body: '404 page not found' }) },
  '405': status(405),
  '408': status(408),
  '413': status(413),
  '429': status(429),
  '429 with seconds': limited(() => '7'),
  '429 with a date': limited((now) => httpDate(now + 9_000)),
  '429 with an hour': limited(() => '3600'),
  '500': status(500),
  '502 with a page': { result: () => ({ status: 502, headers: {}, body: '<html>Bad gateway</html>' }) },
  '503': status(503),
  '504': status(504),
  '301': status(301, { location: 'https://elsewhere.example.com' }),
  'reset connection': noAnswer('the connection was cut'),
  'no answer in time': noAnswer('no answer came in time', headerTimeout),
} as const satisfies Record<string, FaultyAnswer>;

/** Answers of the Events API that look well and are not. */
export const strangeAnswers = {
  'cut body': noAnswer('the packed answer ends early'),
  'page of a portal': body((secret) => `<!doctype html><p>${secret}</p>`),
  'broken JSON': body((secret) => `{"cursor":"${secret}","has_more":fal`),
  'JSON cut at 64 KB': body((secret) =>
    `{"cursor":"c","has_more":true,"items":[${`"${secret}",`.repeat(3_000)}`.slice(0, 65_536),
  ),
  'empty object': body(() => '{}'),
  'items are no list': body(() => '{"cursor":"c","has_more":false,"items":{}}'),
  'no cursor': body(() => '{"has_more":false,"items":[]}'),
  'empty cursor': body(() => '{"cursor":"","has_more":false,"items":[]}'),
  'has_more is a text': body(() => '{"cursor":"c","has_more":"no","items":[]}'),
  'a list': body(() => '[]'),
  null: body(() => 'null'),
  'nothing at all': body(() => ''),
} as const satisfies Record<string, FaultyAnswer>;
