import { Writable, type Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';

/** Thrown for a body that is longer than the caller takes; no more than that is ever held. */
export class BodyTooLarge extends Error {}

/** Thrown for a body in a form that was not asked for. */
export class UnknownEncoding extends Error {}

/** Most answers are unpacked into a few pieces of this size; each piece costs a turn of a thread. */
const pieceBytes = 256 * 1024;

/**
 * Reads a body to its end as UTF-8, unpacked. A connection that is cut, or packed data that ends early,
 * is an error: a part of an answer is never taken for the whole.
 */
export async function readBody(
  stream: Readable,
  encoding: string | undefined,
  maximumBytes: number,
): Promise<string> {
  const parts: Buffer[] = [];
  let length = 0;
  const sink = new Writable({
    write(part: Buffer, _encoding, done) {
      length += part.length;
      if (length <= maximumBytes) parts.push(part);
      done(length > maximumBytes ? new BodyTooLarge() : null);
    },
  });
  switch (encoding?.toLowerCase() ?? 'identity') {
    case 'identity':
      await pipeline(stream, sink);
      break;
    case 'gzip':
    case 'x-gzip':
      await pipeline(stream, createGunzip({ chunkSize: pieceBytes }), sink);
      break;
    default:
      stream.destroy();
      throw new UnknownEncoding();
  }
  return Buffer.concat(parts).toString('utf8');
}
