/** A request to the stand-in, and the forms of its answers. */

export interface Ask {
  readonly method: string;
  /** Path in lower case, without a slash at its end: ids are compared without regard to case. */
  readonly path: string;
  /** As it was sent. */
  readonly exactPath: string;
  readonly query: URLSearchParams;
  /** The body's JSON, or undefined. */
  readonly body: unknown;
  readonly headers: Readonly<Record<string, string | undefined>>;
}

export interface Answer {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface ErrorBody {
  readonly code: string;
  readonly message: string;
  readonly target?: string;
  readonly details?: readonly ErrorBody[];
  readonly innererror?: ErrorBody;
}

export type Handler = (ask: Ask, match: RegExpExecArray) => Answer | undefined | Promise<Answer | undefined>;

/** Handlers are asked in their order; one that answers nothing hands on to the next. */
export interface Route {
  readonly method: string;
  /** Of the path in lower case. */
  readonly path: RegExp;
  readonly handle: Handler;
}

export function ok(body: unknown, status = 200): Answer {
  return { status, body };
}

/** A refusal in the form that Azure Resource Manager has for all of them. */
export function refusal(
  status: number,
  code: string,
  message: string,
  more: Partial<ErrorBody> = {},
): Answer {
  return { status, body: { error: { code, message, ...more } } };
}

/** Thrown where a refusal is found deep within. */
export class Refused extends Error {
  readonly answer: Answer;

  constructor(answer: Answer) {
    super(JSON.stringify(answer.body));
    this.answer = answer;
  }
}

/** Compiles `/subscriptions/{}/resourcegroups/{}`: `{}` stands for one part, `{*}` for any number. */
export function route(method: string, pattern: string, handle: Handler): Route {
  const source = pattern
    .toLowerCase()
    .replace(/[.$()]/g, '\\$&')
    .replaceAll('{*}', '(.+)')
    .replaceAll('{}', '([^/]+)');
  return { method, path: new RegExp(`^${source}$`), handle };
}
