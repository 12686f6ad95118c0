import { gunzipSync } from 'node:zlib';
import type { Request } from '../http/exchange.ts';
import type { Row } from './row.ts';

export interface ReadBody {
  readonly rows: readonly Row[];
  /** Bytes before compression. */
  readonly bytes: number;
}

export interface RefusedBody {
  readonly status: 400 | 413 | 415;
  readonly code: string;
  readonly bytes: number;
}

/** Reads the rows of a call. Both forms of the body, compressed and not, have to keep the limit. */
export function readRows({ headers, body }: Request, sizeLimit: number): ReadBody | RefusedBody {
  if (!/^application\/json\b/i.test(headers['content-type'] ?? ''))
    return { status: 415, code: 'UnsupportedMediaType', bytes: 0 };
  const encoding = headers['content-encoding'] ?? 'identity';
  if (encoding !== 'gzip' && encoding !== 'identity')
    return { status: 415, code: 'UnsupportedEncoding', bytes: 0 };
  const plain = encoding === 'gzip' ? gunzip(body) : body;
  if (!plain) return { status: 400, code: 'InvalidCompression', bytes: 0 };
  const bytes = plain.length;
  if (body.length > sizeLimit || bytes > sizeLimit)
    return { status: 413, code: 'ContentLengthLimitExceeded', bytes };
  const rows = parseRows(plain.toString('utf8'));
  return rows ? { rows, bytes } : { status: 400, code: 'InvalidPayload', bytes };
}

function gunzip(body: Buffer): Buffer | undefined {
  try {
    return gunzipSync(body);
  } catch {
    return undefined;
  }
}

function parseRows(text: string): readonly Row[] | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) && value.every(isRow) ? (value as Row[]) : undefined;
  } catch {
    return undefined;
  }
}

function isRow(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
