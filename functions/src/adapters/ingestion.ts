import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { Ingestion, IngestionResult } from '../ports.ts';
import { createSender, type HttpLimits } from './http-request.ts';
import { bearer, NoToken, type TokenSource } from './identity.ts';

const compress = promisify(gzip);

/** Version of the Logs Ingestion API (connector.md 4.3). */
const apiVersion = '2023-01-01';
/** connector.md 4.3; level 4 would be a little quicker, for rows that are larger by a twentieth. */
const level = 6;
/** A call's worth of rows comes out in one or two pieces of this size. */
const chunkSize = 128 * 1024;

export interface IngestionTarget {
  /** Without a slash at its end. */
  readonly endpoint: string;
  readonly ruleId: string;
  readonly stream: string;
  readonly userAgent: string;
}

/** The stream of a data collection rule, as far as rows can be sent to it. */
export function createIngestion(
  { endpoint, ruleId, stream, userAgent }: IngestionTarget,
  tokens: TokenSource,
  limits?: HttpLimits,
): Ingestion {
  const path = `dataCollectionRules/${encodeURIComponent(ruleId)}/streams/${encodeURIComponent(stream)}`;
  const url = new URL(`${endpoint}/${path}?api-version=${apiVersion}`);
  const send = createSender(url, limits);
  return {
    async send(rows, id, signal): Promise<IngestionResult> {
      const [token, body] = await Promise.all([bearer(tokens, signal), compress(rows, { level, chunkSize })]);
      if (token instanceof NoToken) return { status: undefined, reason: token.message };
      const headers = {
        authorization: `Bearer ${token}`,
        'content-type': 'application/json',
        'content-encoding': 'gzip',
        'x-ms-client-request-id': id,
        'user-agent': userAgent,
      };
      const result = await send({ method: 'POST', url, headers, body }, signal);
      return { ...result, compressedBytes: body.length };
    },
    forgetToken: () => tokens.forget(),
  };
}
