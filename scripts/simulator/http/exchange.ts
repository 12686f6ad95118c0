import type { FaultContext } from '../faults.ts';

/** A request, read to its end. */
export interface Request {
  readonly method: string;
  readonly url: URL;
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: Buffer;
}

export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
  /** Called when the answer was sent whole. */
  readonly whenSent?: () => void;
}

/** What a service does with a request; faults and transport are not its business. */
export interface Handler {
  /** Where the request goes, for the script of faults and the ledger. */
  identify(request: Request): Omit<FaultContext, 'service'>;
  answer(request: Request): Answer;
  /** The answer in which the stream stands still; only the Events API has one. */
  stall?(request: Request): Answer;
  /** Body of an error that a fault makes up. */
  errorBody(status: number, shape: 'observed' | 'documented' | undefined): string;
}

export function json(status: number, value: unknown, headers: Readonly<Record<string, string>> = {}): Answer {
  const body = typeof value === 'string' ? value : JSON.stringify(value);
  return { status, headers: { 'content-type': 'application/json; charset=utf-8', ...headers }, body };
}

export function plainText(status: number, body: string): Answer {
  return { status, headers: { 'content-type': 'text/plain; charset=utf-8' }, body };
}

/** The token of an `Authorization: Bearer` header. */
export function bearerOf({ headers }: Request): string | undefined {
  return /^Bearer (\S+)$/i.exec(headers['authorization'] ?? '')?.[1];
}
