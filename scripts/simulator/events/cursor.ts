import { createHmac } from 'node:crypto';
import { isStream, type Stream } from '../stream-name.ts';

/** What a cursor carries: everything that the next page depends on. Times in ms since 1970. */
export interface Position {
  readonly account: string;
  readonly stream: Stream;
  /** Place in the stream's log of the next entry to look at. */
  readonly place: number;
  readonly limit: number;
  readonly start: number;
  /** `undefined`: the stream stays open at its end. */
  readonly end: number | undefined;
  /** Entries from this place on arrived after the reset. */
  readonly frontier: number;
  readonly issuedAt: number;
  /** Empty pages given at this place so far. */
  readonly emptyPages: number;
  /** Fingerprint of the token that made the reset. */
  readonly token: string;
}

const macLength = 12;

/** Base64 text of about 200 characters that only this simulator can make. */
export function encodeCursor(position: Position, secret: string): string {
  const { account, stream, place, limit, start, end, frontier, issuedAt, emptyPages, token } = position;
  const fields = [account, stream, place, limit, start, end ?? null, frontier, issuedAt, emptyPages, token];
  const text = Buffer.from(JSON.stringify(fields), 'utf8');
  return Buffer.concat([mac(text, secret), text]).toString('base64');
}

/** `undefined` where the text was not made by `encodeCursor` with this secret. */
export function decodeCursor(cursor: string, secret: string): Position | undefined {
  const bytes = Buffer.from(cursor, 'base64');
  const text = bytes.subarray(macLength);
  if (bytes.toString('base64') !== cursor || !mac(text, secret).equals(bytes.subarray(0, macLength)))
    return undefined;
  const fields = JSON.parse(text.toString('utf8')) as unknown[];
  const [account, stream, place, limit, start, end, frontier, issuedAt, emptyPages, token] = fields;
  if (!isStream(stream)) return undefined;
  return {
    account: String(account),
    stream,
    place: Number(place),
    limit: Number(limit),
    start: Number(start),
    end: end === null ? undefined : Number(end),
    frontier: Number(frontier),
    issuedAt: Number(issuedAt),
    emptyPages: Number(emptyPages),
    token: String(token),
  };
}

function mac(text: Buffer, secret: string): Buffer {
  return createHmac('sha256', secret).update(text).digest().subarray(0, macLength);
}
