import { quoteLongNumbers } from './json-numbers.ts';
import { shorten } from './shorten.ts';

/** One answer of the Events API. */
export interface Page {
  readonly cursor: string;
  readonly hasMore: boolean;
  readonly items: readonly unknown[];
  /** As it came, for the dead letters. */
  readonly body: string;
}

/**
 * Reads the body of a 200 (events-api.md 5). `undefined`: not the object that was expected, such as
 * a proxy's HTML or a text cut short, so that the request is worth repeating.
 */
export function parsePage(body: string): Page | undefined {
  const value = parseJson(body);
  if (!isRecord(value)) return undefined;
  const { cursor, has_more: hasMore, items } = value;
  if (typeof cursor !== 'string' || cursor === '') return undefined;
  if (items !== null && !Array.isArray(items)) return undefined;
  if (typeof hasMore !== 'boolean') return undefined;
  return { cursor, hasMore, items: items ?? [], body };
}

/**
 * What an error's body says, in the forms of 1Password and of Azure; `undefined` where it has neither.
 * Shortened: a page of HTML is no message.
 */
export function parseErrorMessage(body: string): string | undefined {
  const value = parseJson(body);
  if (!isRecord(value)) return undefined;
  // 1Password: `message`, formerly `Error.Message`; Azure: `error.message`.
  const inner = value['error'] ?? value['Error'];
  const message = value['message'] ?? (isRecord(inner) ? (inner['message'] ?? inner['Message']) : undefined);
  return typeof message === 'string' ? shorten(message, 200) || undefined : undefined;
}

/** JSON with the digits of long numbers kept as text; `undefined` where it is not JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(quoteLongNumbers(text));
  } catch {
    return undefined;
  }
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
