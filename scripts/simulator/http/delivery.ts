import type { ServerResponse } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import type { Fault, FaultAction } from '../faults.ts';
import type { Answer } from './exchange.ts';
import type { Outcome } from './fault-answer.ts';

/** Sends what came out, as well or badly as the outcome says. Ends when nothing more will be sent. */
export async function deliver(
  response: ServerResponse,
  outcome: Outcome,
  { isGzip, fault }: { readonly isGzip: boolean; readonly fault: Fault | undefined },
): Promise<void> {
  if (outcome.answer === undefined) {
    if (outcome.delivery === 'reset') response.socket?.resetAndDestroy();
    return;
  }
  const { answer, delivery } = outcome;
  const body = writeHead(response, answer, isGzip || delivery === 'broken-gzip');
  if (delivery === 'cut') {
    response.write(body.subarray(0, Math.ceil(body.length / 2)), () => response.socket?.resetAndDestroy());
  } else if (delivery === 'broken-gzip') {
    // The head is right and the rest is noise, so that the decoder begins and then fails.
    response.end(Buffer.concat([body.subarray(0, 12), Buffer.alloc(Math.max(body.length - 12, 0), 0xa5)]));
  } else if (delivery === 'dripping' && fault?.action.kind === 'drip') {
    await drip(response, body, fault.action, answer);
  } else {
    response.end(body);
    answer.whenSent?.();
  }
}

function writeHead(response: ServerResponse, answer: Answer, isGzip: boolean): Buffer {
  const plain = Buffer.from(answer.body ?? '');
  const body = isGzip && plain.length > 0 ? gzipSync(plain, { level: 1 }) : plain;
  const headers: Record<string, string> = { ...answer.headers };
  if (body !== plain) headers['content-encoding'] = 'gzip';
  if (answer.status !== 204) headers['content-length'] = String(body.length);
  response.writeHead(answer.status, headers);
  return body;
}

/** Counts as sent with the last piece: a client that has read so far may look at the ledger at once. */
async function drip(
  response: ServerResponse,
  body: Buffer,
  { bytes, pauseMs }: Extract<FaultAction, { kind: 'drip' }>,
  { whenSent }: Answer,
): Promise<void> {
  for (let i = 0; i < body.length && !response.destroyed; i += bytes) {
    if (i + bytes >= body.length) whenSent?.();
    response.write(body.subarray(i, i + bytes));
    await pause(pauseMs, undefined, { ref: false });
  }
  response.end();
}
