import { connectTimeout } from './connection.ts';

/** Codes of Node.js for a request that got no answer, in plain words. */
const reasons: Readonly<Record<string, string>> = {
  [connectTimeout]: 'no connection could be made in time',
  ENOTFOUND: 'the name of the host is unknown',
  EAI_AGAIN: 'the name of the host could not be looked up',
  ECONNREFUSED: 'the connection was refused',
  ECONNRESET: 'the connection was cut',
  ECONNABORTED: 'the connection was cut',
  ERR_STREAM_PREMATURE_CLOSE: 'the connection was cut',
  EPIPE: 'the connection was cut while sending',
  ETIMEDOUT: 'the connection timed out',
  EHOSTUNREACH: 'there is no way to the host',
  ENETUNREACH: 'there is no way to the network of the host',
  HPE_INVALID_CONSTANT: 'the answer is not HTTP',
  Z_BUF_ERROR: 'the packed answer ends early',
  Z_DATA_ERROR: 'the packed answer is damaged',
};

/** Codes of a certificate that was not accepted. */
const certificate = /CERT|SIGNATURE|ERR_TLS|^ERR_SSL|^EPROTO$/;

/**
 * Says why no answer came. The text of the error is never passed on: it can hold addresses, and the error
 * of a client holds the request with its headers.
 */
export function failureReason(error: unknown): string {
  const { code } = error as { readonly code?: unknown };
  if (typeof code !== 'string') return 'the request failed';
  const known = reasons[code];
  if (known !== undefined) return known;
  return certificate.test(code)
    ? `the certificate of the host was not accepted (${code})`
    : `the request failed (${code})`;
}

const cuts: ReadonlySet<unknown> = new Set([
  'ECONNRESET',
  'ECONNABORTED',
  'EPIPE',
  'ERR_STREAM_PREMATURE_CLOSE',
]);

/** Whether the other side ended a connection that stood. */
export function isCut(error: unknown): boolean {
  return cuts.has((error as { readonly code?: unknown }).code);
}
